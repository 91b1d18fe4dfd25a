import JourneyModel
import JourneyRules
public import JourneySyntax

/// What came of one `test` of a script.
public struct TestResult: Sendable {
  public enum Outcome: Sendable {
    /// All that it expects holds.
    case passed
    /// Something that it expects does not hold: a finding for each, with the values of its parts.
    case failed([Finding])
    /// It could not be tried, since something could not be understood.
    case broken([Finding])
  }

  /// The test's name, as written.
  public let name: String
  /// The file that it stands in.
  public let file: String
  /// Its header.
  public let place: Place
  /// How many things it expects.
  public let expectations: Int
  public let outcome: Outcome
  /// The sources that its findings point into.
  public let sources: [Source]
  /// About how much work it was.
  let weight: Int

  public var isPassed: Bool { if case .passed = outcome { true } else { false } }

  /// Why it did not pass, in reading order; nothing where it did.
  public var findings: [Finding] {
    switch outcome {
    case .passed: []
    case .failed(let findings), .broken(let findings): findings
    }
  }
}

extension Engine {
  /// Tries the tests of a script, each on its own, in their order.
  ///
  /// - Parameters:
  ///   - source: The script.
  ///   - isWanted: Whether a test of some name is tried.
  public func test(_ source: Source, where isWanted: (String) -> Bool = { _ in true }) -> [TestResult] {
    CompiledScript(source, begun).test(where: isWanted)
  }
}

extension CompiledScript {
  /// Tries the tests of the script, each on its own, in their order.
  ///
  /// - Parameter isWanted: Whether a test of some name is tried.
  public func test(where isWanted: (String) -> Bool = { _ in true }) -> [TestResult] {
    let tests = tree.children(tree.file).filter { tree[$0].kind == .test }
    guard !tests.isEmpty else { return [] }
    let limits = engine.limits.begun
    let applied = appliedSettings
    var seen: [String: NodeID] = [:]
    // Each test evaluates the script: many tests of a large one are as much work as one that asks for too much.
    var work = 0
    return tests.compactMap { node in
      let name = tree.child(node, .name).map { tree.unquoted($0) } ?? ""
      let first = seen[NameTable.fold(name)]
      seen[NameTable.fold(name)] = first ?? node
      guard isWanted(name) else { return nil }
      let interruption = limits.interruption?.finding(at: tree.head(of: node))
      guard work <= limits.steps, interruption == nil else { return untried(node, name, interruption) }
      let result = result(of: node, name, sameAs: first, applied, limits)
      work += result.weight
      return result
    }
  }

  /// A test that comes too late.
  private func untried(_ test: NodeID, _ name: String, _ interruption: Finding?) -> TestResult {
    let finding =
      interruption
      ?? Finding(
        Code.tooMuchWork.rawValue, .error,
        "The tests before this one have asked for \(engine.limits.steps) steps of work",
        at: tree.head(of: test), help: "Try some of them by their names, or move some into a file of their own.")
    return TestResult(
      name: name, file: tree.source.name, place: finding.place, expectations: 0, outcome: .broken([finding]),
      sources: [tree.source], weight: 0)
  }

  private func result(
    of test: NodeID, _ name: String, sameAs first: NodeID?, _ applied: AppliedSettings,
    _ limits: Limits
  ) -> TestResult {
    let validator = engine.validator
    let (model, language) = evaluated(.test(test), engine.parameters, limits)
    let expected = ExpectedFinding.all(of: test, in: tree)
    let count = (test.index..<test.index + Int(tree[test].size)).count { index in
      let kind = tree.nodes[index].kind
      return kind == .expectLine || kind == .findingLine
    }
    func result(_ outcome: TestResult.Outcome) -> TestResult {
      TestResult(
        name: name, file: tree.source.name, place: tree.head(of: test), expectations: count, outcome: outcome,
        sources: model.trees.map(\.source),
        weight: model.trees.reduce(model.items.count) { $0 + $1.nodes.count })
    }
    if let problem = CompiledScript.problem(with: test, sameAs: first, expectations: count, tree) {
      return result(.broken([problem]))
    }
    let codes = Set(expected.map(\.code))
    let errors = language.filter {
      $0.severity == .error && $0.code != Code.notTrue.rawValue && !codes.contains($0.code)
        && (Engine.isInterruption($0) || CompiledScript.concerns($0, test, tree))
    }
    guard errors.isEmpty else { return result(.broken(errors)) }
    let range = tree[test].range
    var failures = language.filter { finding in
      finding.code == Code.notTrue.rawValue && finding.place.file == tree.source.name
        && range.lower <= finding.place.range.lower && finding.place.range.upper <= range.upper
    }
    if !expected.isEmpty {
      var found = language + validator.findings(of: codes, in: model, besides: language, applied, limits: limits)
      // What is said of waivers is known only when everything else is.
      if !codes.isDisjoint(with: [Rule.expiredWaiver.name, Rule.unusedWaiver.name]) {
        found += validator.verdict(on: model, besides: language, applied, limits: limits).findings
      }
      // What was not looked for to the end may be what is expected.
      if let interruption = limits.interruption {
        return result(.broken([interruption.finding(at: tree.head(of: test))]))
      }
      // What a rule would find whose words alone are known, nobody can tell.
      let described = Set(applied.known.filter(\.isDescription).map(\.name))
      failures += expected.filter { !described.contains($0.code) }.compactMap {
        $0.problem(with: found, in: model, applied.known)
      }
    }
    return result(failures.isEmpty ? .passed : .failed(failures.sorted { $0.place.range.lower < $1.place.range.lower }))
  }

  /// Whether an error stands in what a test looks at: not in another section of the script that is no journey.
  private static func concerns(_ finding: Finding, _ test: NodeID, _ tree: Tree) -> Bool {
    guard finding.place.file == tree.source.name else { return true }
    let offset = finding.place.range.lower
    let section = tree.children(tree.file).first { tree[$0].range.lower <= offset && offset < tree[$0].range.upper }
    guard let section, section != test else { return true }
    return tree[section].kind != .test
  }

  /// What is wrong with a test as such.
  private static func problem(
    with test: NodeID, sameAs first: NodeID?, expectations: Int, _ tree: Tree
  ) -> Finding? {
    let place = tree.head(of: test)
    if let first {
      return Finding(
        Code.declaredTwice.rawValue, .error, "Two tests have this name", at: place,
        related: [Related(tree.head(of: first), "the other one")], help: "Rename one of the two.")
    }
    guard expectations == 0 else { return nil }
    return Finding(
      Code.missingValue.rawValue, .error, "This test expects nothing", at: place,
      help: "Write what should hold: `expect count(stages) is 3`, `expect finding dead-end on touchpoint Checkout`.")
  }
}
