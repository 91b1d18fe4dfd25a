import JourneyModel
import JourneySyntax

/// Looks for rules that a script names and that do not exist: a waiver of such a one waives nothing.
enum AllowedNames {
  static func findings(in model: Model, _ rules: [Rule]) -> [Finding] {
    let tree = model.trees[0]
    var findings: [Finding] = []
    let known = Set((Rule.all + rules).map(\.name) + Code.allCases.map(\.rawValue))
    for (index, node) in tree.nodes.enumerated() where node.kind == .allowLine || node.kind == .findingLine {
      guard !node.flags.contains(.broken), let name = tree.child(NodeID(index), .name) else { continue }
      let written = tree.text(name).filter { $0 != "\"" }.lowercased()
      guard !known.contains(written), !declares(tree, written) else { continue }
      let near = Suggestion.near(written, among: Rule.all.map(\.name))
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

  /// Whether the script has a rule of its own by that name.
  private static func declares(_ tree: Tree, _ name: String) -> Bool {
    tree.children(tree.file).contains { section in
      tree[section].kind == .rule && tree.child(section, .name).map { tree.text($0).lowercased() == name } ?? false
    }
  }
}
