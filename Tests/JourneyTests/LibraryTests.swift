import Foundation
import Journey
import JourneyRules
import Testing

/// The standard library: what its modules define, where they come from, and that they are themselves in order.
struct LibraryTests {
  static let names = Library.modules.map(\.name)

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func check(_ text: String, profile: JourneyRules.Validator.Profile = .recommended, loader: Loader? = nil)
    -> Check
  {
    Engine(validator: JourneyRules.Validator(profile), loader: loader).check(Source(name: "phone.journey", text: text))
  }

  // MARK: The modules

  @Test func `each module is a file of its folder, as it stands there, and no file is left out`() throws {
    let library = LibraryTests.folder.appending(path: "Sources/JourneyModel/Library")
    let files = try FileManager.default.contentsOfDirectory(atPath: library.path).filter { $0.hasSuffix(".journey") }
    #expect(Set(files.map { "std/" + $0.dropLast(8) }) == Set(LibraryTests.names))
    for module in Library.modules {
      let file = library.appending(path: "\(module.name.dropFirst(4)).journey")
      #expect(module.text == (try String(contentsOf: file, encoding: .utf8)), "\(module.name)")
    }
  }

  @Test(arguments: names)
  func `a module is laid out, and nothing in it is to mend`(name: String) throws {
    let module = try #require(Library.module(name))
    #expect(Layout.text(Tree(module.source)) == module.text)
    #expect(Engine().check(module.source).findings.map(\.title) == [])
  }

  @Test(arguments: names)
  func `a module begins by saying what it is, in a line that fits a list`(name: String) throws {
    let module = try #require(Library.module(name))
    #expect(module.text.hasPrefix("# \(module.summary)\n#"))
    #expect((20...100).contains(module.summary.count) && module.summary.hasSuffix("."))
  }

  @Test func `each layer says what it is, and where that comes from`() throws {
    let model = Engine().check(try #require(Library.module("std/layers")).source).model
    #expect(model.shared.layers.count == 13)
    for layer in model.shared.layers {
      let lines = (model.documentation(of: layer) ?? "").split(separator: "\n")
      let name = model.name(of: layer)
      #expect(lines.count >= 2 && lines[0].contains("."), "\(name)")
      #expect(lines.contains { $0.contains("dictionary") || $0.contains(/, (19|20)\d\d\./) }, "\(name) has no source")
      #expect(!model.title(of: layer).isEmpty && model.value(.matches, of: layer).isKnown, "\(name)")
      #expect(!model.value(.neededIn, of: layer).isKnown, "\(name) is needed only where a journey says so")
    }
  }

  @Test func `a channel promises nothing that only its brand can promise`() throws {
    let model = Engine().check(try #require(Library.module("std/channels")).source).model
    #expect(model.shared.channels.count >= 20)
    for channel in model.shared.channels {
      for attribute in [Attribute.open, .answersWithin, .atMost, .suits] {
        #expect(!model.says(attribute, channel), "\(model.name(of: channel)): \(attribute)")
      }
      #expect(!model.title(of: channel).isEmpty)
    }
  }

  @Test(arguments: Framework.allCases)
  func `the stages of a framework's module take its steps in order`(framework: Framework) throws {
    let model = Engine().check(try #require(Library.starter(for: framework)).source).model
    let journey = try #require(model.journeys.first)
    let whole = try #require(journey.journey)
    #expect(model.value(.framework, of: whole).string == framework.rawValue)
    let steps = journey.stages.compactMap { model.value(.step, of: $0).string }
    #expect(steps == framework.steps)
    // What goes on behind the last step is the journey's own.
    #expect(journey.stages.prefix(steps.count).allSatisfy { model.value(.step, of: $0).isKnown })
    #expect(journey.stages.allSatisfy { model.documentation(of: $0) != nil })
  }

  @Test func `the reference names the steps of each framework, and all modules`() throws {
    let reference = try String(
      contentsOf: LibraryTests.folder.appending(path: "Grammar/Language.md"), encoding: .utf8
    ).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let steps = Framework.allCases.map { framework in
      "`\(framework.rawValue)` \(framework.steps.map(\.capitalized).joined(separator: ", "))"
    }
    #expect(steps.filter { !reference.contains($0) } == [])
    #expect(LibraryTests.names.filter { !reference.contains("| `\($0)` |") } == [])
  }

  // MARK: Layers

  @Test func `each layer finds the touchpoints that it is about, and no others`() throws {
    let check = check(LibraryTests.touchpoints)
    #expect(check.findings.filter { !$0.isRule }.map(\.title) == [])
    let model = check.model
    let journey = try #require(model.journeys.first)
    var found: [String: String] = [:]
    for layer in model.shared.layers {
      let members = journey.touchpoints.filter { model.isIn(layer: layer, $0) }
      found[model.name(of: layer)] = members.map { model.name(of: $0) }.joined(separator: " ")
    }
    #expect(
      found == [
        "advertising": "Spot Sample", "social": "Post Forum", "service": "Call Complaint", "email": "Newsletter Thanks",
        "in-store": "Advice Till", "proactive": "Sample Newsletter Call Thanks",
        "reactive": "Post Forum Advice Order Complaint", "human": "Advice Till Order Call Complaint",
        "self-service": "Post Order", "personal": "Newsletter", "feedback": "Survey", "loyalty": "Thanks Club",
        "referral": "Rating Tell",
      ])
  }

  private static let touchpoints = """
    import "std/layers"
    import "std/channels"

    journey Phone
      channel forum
        tags social
      channel counter
        mode physical, human
      stage Search
        phase before
        touchpoint Spot on tv
        touchpoint Sample on letter
          proactive
          purpose attract
        touchpoint Post on social
          reactive
        touchpoint Forum on forum
          reactive
        touchpoint Newsletter on email
          proactive
          purpose thank
          uses interest
        touchpoint Rating on reviews
      stage Purchase
        phase during
        touchpoint Advice on counter
          reactive
          purpose advise
        touchpoint Till on store
          purpose transact
        touchpoint Order on website, hotline
          reactive
          purpose transact
        touchpoint Call on hotline
          proactive
          purpose check
      stage Use
        touchpoint Thanks on email
          proactive
          purpose thank
        touchpoint Survey on chatbot
          purpose listen
        touchpoint Complaint on chat
          reactive
          purpose recover
        touchpoint Tell
          moment ultimate
      stage Stay
        phase after
        touchpoint Club on letter
          purpose invite
    """

  // MARK: Importing

  @Test func `a host that lets nothing be imported lets the library be, and is not asked`() {
    let text = """
      import human from "std/layers"
      journey Phone
        channel store
          mode human
        layer human like human
          needed in Purchase
        stage Purchase
          touchpoint Checkout on store
      """
    #expect(check(text).findings.filter { $0.severity == .error }.map(\.title) == [])
    let loader = Loader { path, _ in .unreadable("asked for \(path)") }
    #expect(check(text, loader: loader).findings.filter { $0.severity == .error }.map(\.title) == [])
  }

  @Test func `what a journey leaves of the library is no finding of its own, in any profile`() {
    let all = LibraryTests.names.map { "import \"\($0)\"\n" }.joined()
    let script = Scripts.plain
    for profile in JourneyRules.Validator.Profile.allCases {
      let alone = check(script, profile: profile).findings.map(\.title)
      let together = check(all + script, profile: profile).findings
      #expect(together.map(\.title) == alone, "\(profile)")
      #expect(!together.contains { $0.place.file.hasPrefix("std/") })
    }
  }

  @Test func `a module that there is not is told the nearest, or all that there are`() throws {
    let finding = try #require(check("import \"std/layer\"\n").findings.first)
    #expect(finding.code == "import-missing" && finding.title == "The standard library has no `std/layer`")
    #expect(finding.help == "Did you mean `std/layers`?")
    #expect(finding.fix?.edits.map(\.replacement) == ["\"std/layers\""])
    #expect(check("import \"std/race.journey\"\n").findings.first?.help == "Did you mean `std/race`?")
    let lost = try #require(check("import \"std/pricing\"\n").findings.first?.help)
    #expect(lost.hasPrefix("It has `std/layers`, `std/channels`") && lost.hasSuffix(" and `std/cdj`."))
  }

  @Test func `a name that a module does not have is told the nearest`() throws {
    let finding = try #require(check("import humane from \"std/layers\"\n").findings.first)
    #expect(finding.code == "unknown-name" && finding.help == "Did you mean `human`?")
  }

  // MARK: A layer of the library in a journey

  @Test func `a layer like the imported one of its name has its condition, and hides it without a word`() throws {
    let check = check(
      """
      import human, feedback from "std/layers"
      journey Phone
        channel email
          mode digital
        layer human like human
          needed in every stage where important
        stage Purchase
          important
          touchpoint Invoice on email
      """)
    #expect(!check.findings.contains { $0.code == "declared-twice" || $0.code == "like-cycle" })
    let missing = try #require(check.findings.first { $0.code == "layer-missing" })
    #expect(missing.title == "Stage Purchase has no touchpoint in the layer human (Someone to talk to)")
    #expect(missing.help.contains("`matches channel.mode has human`"), "the text of the library's line")
    let journey = try #require(check.model.journeys.first)
    #expect(check.model.visible(.layer, in: journey).map { check.model.name(of: $0) } == ["human", "feedback"])
  }

  @Test func `a channel like the imported one of its name says more than that`() throws {
    let check = check(
      """
      import hotline from "std/channels"
      journey Phone
        channel hotline like hotline
          answers within 5 min
        stage Purchase
          touchpoint Question on hotline
            wait 9 min
      """)
    let model = check.model
    let channel = try #require(model.journeys.first?.channels.first)
    #expect(model.has(.twoWay, channel) && model.isHuman(channel))
    #expect(check.findings.contains { $0.code == "slow-answer" })
    #expect(!check.findings.contains { $0.code == "declared-twice" })
  }

  @Test func `an item like its own name, where nothing of that name is shared, is told where there is one`() throws {
    let check = check(
      """
      journey Phone
        channel kiosk like kiosk
        layer human like human
          needed in every stage
        stage Purchase
          touchpoint Checkout on kiosk
      """)
    let errors = check.findings.filter { $0.severity == .error }
    #expect(errors.map(\.code) == ["unknown-name", "unknown-name"])
    #expect(errors[0].title == "No channel `kiosk` is shared or imported that this one could be like")
    #expect(errors[0].help == "Import it, name another channel, or take `like kiosk` out.")
    #expect(errors[1].help == "Import it at the top: `import human from \"std/layers\"`.")
  }

  @Test func `what a module that there is not would have given is said once`() {
    let check = check(
      """
      import human from "std/layer"
      journey Phone
        layer human like human
          needed in every stage
        layer person like human
          needed in every stage
        stage Purchase
          touchpoint Checkout
      """)
    #expect(check.findings.filter { $0.severity == .error }.map(\.code) == ["import-missing"])
  }

  @Test func `a condition that is copied from another file knows the variables of that file`() throws {
    let loader = Loader { path, _ in
      .source(Source(name: path, text: "let patience = 5 min\nlayer quick\n  matches wait <= patience\n"))
    }
    let check = check(
      """
      import quick from "layers.journey"
      journey Phone
        layer fast like quick
          needed in every stage
        stage Purchase
          touchpoint Question
            wait 3 min
          touchpoint Answer
            wait 9 min
      """, loader: loader)
    let model = check.model
    let journey = try #require(model.journeys.first)
    let fast = try #require(journey.layers.first)
    #expect(journey.touchpoints.filter { model.isIn(layer: fast, $0) }.map { model.name(of: $0) } == ["Question"])
    #expect(!check.findings.contains { $0.severity == .error })
  }

  // MARK: First scripts

  @Test(arguments: [
    "Phone", "Buying a phone", "5E", "Say \"yes\"", "a\\b", "{x}", "Überblick", "journey", "購入", "l'été", "#1",
  ])
  func `a first script has the name that it was given, whatever stands in it`(name: String) throws {
    for module in Library.modules.dropFirst(2) {
      let text = try #require(module.journey(named: name, title: "For {all}"))
      let check = check(text)
      #expect(check.findings.map(\.title) == [], "\(module.name)")
      let journey = try #require(check.model.journeys.first?.journey)
      #expect(check.model.name(of: journey) == name)
      #expect(check.model.title(of: journey) == "For {all}")
      #expect(Layout.text(Tree(check.sources[0])) == text)
    }
  }

  @Test func `a module without a journey is no first script`() {
    #expect(Library.module("std/layers")?.journey(named: "Phone") == nil)
  }

  /// Scripts that import and do not use.
  private enum Scripts {
    static let plain = """
      journey Phone
        channel shop
          mode physical, human
        outcome Bought, success
        stage Purchase
          touchpoint Checkout on shop
            purpose transact
            leads to Bought

      """
  }
}
