import JourneyModel
public import JourneySyntax

/// Looks for rules that a script names and that do not exist: a waiver of such a one waives nothing.
enum AllowedNames {
  private static let mostSuggestions = 100

  /// Whether a line of the script or of what it imports names a rule.
  static func isAnyRuleNamed(in model: Model) -> Bool {
    !model.waiverLines.isEmpty || model.trees[0].nodes.contains { namesRule($0) }
  }

  private static func namesRule(_ node: Node) -> Bool { node.kind == .allowLine || node.kind == .findingLine }

  static func findings(in model: Model, _ rules: [Rule]) -> [Finding] {
    let tree = model.trees[0]
    let lines = tree.nodes.indices.filter { namesRule(tree.nodes[$0]) }
    guard !lines.isEmpty else { return [] }
    var findings: [Finding] = []
    // A rule of the script that says too little is a rule all the same.
    let waivable = Set(rules.map(\.name)).union(Rule.names(declaredIn: tree))
    let known = waivable.union(Code.allCases.map(\.rawValue))
    for index in lines {
      let node = tree.nodes[index]
      guard !node.flags.contains(.broken), let name = tree.child(NodeID(index), .name) else { continue }
      let written = tree.text(name).filter { $0 != "\"" }.lowercased()
      if node.kind == .allowLine, known.contains(written), !waivable.contains(written) {
        findings.append(unwaivable(written, at: tree.place(name)))
      }
      guard !known.contains(written) else { continue }
      // To look for near names is dear, and after so many nobody reads them.
      let near = findings.count > mostSuggestions ? [] : Suggestion.near(written, among: rules.map(\.name))
      findings.append(
        Finding(
          Code.unknownName.rawValue, .error, "There is no rule `\(Display.plain(written, limit: 80))`",
          at: tree.place(name),
          help: near.isEmpty
            ? "`journey explain` lists the rules."
            : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?",
          fix: near.first.map { Fix("Write `\($0)`", [Edit(tree.place(name), $0)], isSafe: false) }))
    }
    return findings
  }

  private static func unwaivable(_ written: String, at place: Place) -> Finding {
    Finding(
      Code.unknownName.rawValue, .error, "`\(written)` is an error of the language, and cannot be waived", at: place,
      help: "Mend what it shows; only rules can be waived, and `journey explain` lists them.")
  }
}

extension Rule {
  /// The names of the rules that the sections of a script declare.
  public static func names(declaredIn tree: Tree) -> [String] {
    tree.children(tree.file).filter { tree[$0].kind == .rule }.compactMap { section in
      tree.child(section, .name).map { tree.unquoted($0).lowercased() }
    }
  }
}
