import Journey

/// An app that lets its users describe journeys, and checks what they wrote: in Swift.
///
///     swift run --package-path Examples/Embedding/Swift
@main struct Campaigns {
  /// What the company's scripts may import: here it is in memory, elsewhere in a database.
  static let channels = """
    channel app "Our app"
      mode digital
      two-way
    channel shop "Corner shop"
      mode physical, human
      two-way

    """

  static let typed = """
    import "channels"
    journey Coffee
      outcome Served, success
      stage Order
        touchpoint Counter on shopp
          leads to Served

    """

  static let mended = """
    import "channels"
    journey Coffee
      parameter market = "DE"
      outcome Served, success
      stage Order
        owner "Sales {market}"
        touchpoint Counter on shop
          leads to Served

    """

  static func main() async {
    // Scripts of strangers: little work each, and nothing to read but what the loader gives.
    var limits = Limits()
    (limits.bytes, limits.items, limits.steps, limits.imports, limits.findings) = (100_000, 1_000, 200_000, 5, 20)
    let loader = Loader { path, _ in path == "channels" ? .source(Source(name: path, text: channels)) : .missing }
    let engine = Engine(limits: limits, loader: loader)

    // While the user types: findings with their places, for the app's own view.
    let source = Source(name: "coffee", text: typed)
    let lines = LineIndex(source)
    for finding in engine.check(source).findings where finding.severity == .error {
      print("line \(lines.position(of: finding.place.range.lower).line): \(finding.title). \(finding.help)")
      if let code = Code(rawValue: finding.code) { print(Explanation.of(code).summary) }
    }

    // The hot path: compiled once, and checked for each market, on as many tasks as there are.
    let script = engine.compile(Source(name: "coffee", text: mended))
    await withTaskGroup(of: (String, Check).self) { tasks in
      for market in ["DE", "FR", "IT"] {
        tasks.addTask { (market, script.check(parameters: ["market": market])) }
      }
      var checks: [String: Check] = [:]
      for await (market, check) in tasks { checks[market] = check }
      for (market, check) in checks.sorted(by: { $0.key < $1.key }) {
        let owners = check.model.journeys.flatMap(\.stages).compactMap { check.model.value(.owner, of: $0).string }
        print("\(market): \(check.hasErrors ? "not ready" : "ready"), owner \(owners.joined(separator: ", "))")
      }
    }
  }
}
