import Journey
import Testing

/// The code of the articles, word for word: what compiles and holds here does so for their readers.
///
/// `ArchitectureTests` looks that each of their blocks stands in this file.
struct ArticleTests {
  private let text = """
    journey Welcome
      parameter market = "DE"
      owner "Lifecycle {market}"
      stage Start
        touchpoint Hello
          owner "Sales"
        touchpoint Tour
      stage Later
    """

  private func print(_ parts: Any...) {}

  @Test func `a script is checked in two lines`() {
    let source = Source(name: "shop.journey", text: text)
    let check = Engine().check(source)
    for finding in check.findings where finding.severity > .info {
      print(finding.title, finding.help)
    }
    #expect(check.findings.contains { $0.code == "stage-without-touchpoint" && !$0.help.isEmpty })
  }

  @Test func `a finding stands at a line and a column`() {
    let engine = Engine()
    let check = engine.check(Source(name: "welcome.journey", text: text))
    var places: [String] = []
    func print(_ line: String) { places.append(line) }
    let lines = LineIndex(check.sources[0])
    for finding in check.findings {
      let position = lines.position(of: finding.place.range.lower)
      print("\(position.line):\(position.column) \(finding.title)")
    }
    #expect(places.count == check.findings.count && places.allSatisfy { $0.contains(":") })
  }

  @Test func `a compiled script is checked with other parameters each time`() {
    let engine = Engine()
    var owners: [String?] = []
    func print(_ market: String, _ hasErrors: Bool) { owners.append(hasErrors ? nil : market) }
    let script = engine.compile(Source(name: "welcome.journey", text: text))
    for market in ["DE", "FR"] {
      let check = script.check(parameters: ["market": market])
      print(market, check.hasErrors)
    }
    for market in ["DE", "FR"] {
      let check = script.check(parameters: ["market": market])
      #expect(check.model.value(.owner, of: ItemID(0)).string == "Lifecycle \(market)")
    }
    #expect(owners == ["DE", "FR"])
  }

  @Test func `a loader decides what can be imported`() {
    let shared = ["channels": "channel email\n  mode digital\n  two-way\n"]
    let loader = Loader { path, importer in
      shared[path].map { .source(Source(name: path, text: $0)) } ?? .missing
    }
    let engine = Engine(loader: loader)
    let importing = "\njourney Phone\n  stage Use\n    touchpoint Hello on email\n"
    #expect(!engine.check(Source(name: "a", text: "import \"channels\"" + importing)).hasErrors)
    #expect(engine.check(Source(name: "a", text: "import \"others\"" + importing)).hasErrors)
  }

  @Test func `limits end what asks for too much`() {
    var limits = Limits()
    limits.bytes = 100_000
    limits.items = 5_000
    limits.steps = 1_000_000
    let engine = Engine(limits: limits)
    #expect(!engine.check(Source(name: "small", text: text)).hasErrors)
    let large = String(repeating: "  touchpoint T\n", count: 10_000)
    #expect(engine.check(Source(name: "large", text: "journey J\n stage S\n" + large)).hasErrors)
  }

  @Test func `a rule of the host looks beside the others`() throws {
    var vocabulary = HostVocabulary()
    vocabulary.rule(.nobodyInCharge)
    let check = Engine(vocabulary: vocabulary).check(Source(name: "shop.journey", text: text))
    let found = check.findings.filter { $0.code == "nobody-in-charge" }
    #expect(found.map(\.title) == ["Tour is in nobody's charge"])
    #expect(check.findings.count > 1)
    let bad = try #require(Rule.nobodyInCharge.bad.first)
    #expect(Engine(validator: Validator(rules: [.nobodyInCharge])).check(source(of: bad)).findings.count == 1)
    let good = try #require(Rule.nobodyInCharge.good.first)
    #expect(Engine(validator: Validator(rules: [.nobodyInCharge])).check(source(of: good)).findings.isEmpty)
  }

  @Test func `scripts use the words of the host, and are checked without it`() {
    let shelf = ["A-1": 12, "A-2": 0]
    var vocabulary = HostVocabulary()
    vocabulary.unit("km", of: "distance")
    vocabulary.unit("m", of: "distance", is: 1, over: 1000)
    vocabulary.kind(HostKind("branch", attributes: [.init("catchment", "distance", isRequired: true)]))
    vocabulary.module("shop/channels", "channel counter\n  mode physical, human\n  two-way\n")
    vocabulary.function("stock_left", "How many are on the shelf.", parameters: ["sku"]) {
      (sku: String) throws(HostFailure) -> Int in
      guard let count = shelf[sku] else { throw HostFailure("there is no product \(sku)") }
      return count
    }
    let engine = Engine(vocabulary: vocabulary)
    #expect(vocabulary.findings.isEmpty)
    func script(_ product: String) -> String {
      """
      import "shop/channels"
      journey Shop
        expect stock_left("\(product)") > 3
        stage Order
          touchpoint Counter as branch on counter
            catchment 500 m
      """
    }
    func errors(_ product: String) -> [String] {
      engine.check(Source(name: "shop.journey", text: script(product))).findings.filter { !$0.isRule }.map(\.code)
    }
    #expect(errors("A-1") == [] && errors("A-2") == ["not-true"] && errors("B") == ["host-failure"])
    withTheFile(vocabulary, script("A-2"))
  }

  private func withTheFile(_ vocabulary: HostVocabulary, _ script: String) {
    let file = vocabulary.file
    let known = HostVocabulary(file: Source(name: "shop.json", text: file))
    let check = Engine(vocabulary: known).check(Source(name: "shop.journey", text: script))
    #expect(check.findings.filter { !$0.isRule }.map(\.code) == ["host-not-asked"])
  }

  @Test func `a model and its findings are JSON`() {
    let check = Engine().check(Source(name: "shop.journey", text: text))
    let json = ModelJSON.text(of: check.model)
    let findings = JSONReport().text(findings: check.findings, sources: check.sources, checkedFiles: ["shop.journey"])
    #expect(json.hasPrefix("{\n  \"version\": 1") && findings.contains("\"fingerprint\""))
  }

  private func source(of example: String) -> Source {
    Source(name: "example", text: String(example.filter { $0 != "↓" }))
  }
}

extension Rule {
  /// A touchpoint that nobody looks after.
  static let nobodyInCharge: Rule = Rule(
    "nobody-in-charge", .warning,
    flags: "a touchpoint that does not say who looks after it",
    because: "what nobody looks after gets worse, and nobody notices",
    source: "House rules of the shop",
    bad: ["journey Shop\n  stage Order\n    ↓touchpoint Counter\n"],
    good: ["journey Shop\n  stage Order\n    touchpoint Counter\n      owner \"Sales\"\n"]
  ) { examination in
    let model = examination.model
    return examination.journey.touchpoints.filter { !model.says(.owner, $0) }.map { touchpoint in
      examination.finding(
        .nobodyInCharge, on: touchpoint, "\(model.reference(to: touchpoint)) is in nobody's charge",
        help: "Say who looks after it, for example `owner \"Sales\"`.")
    }
  }
}
