import JourneySyntax

/// Files that a script imports: found by the host, parsed once each, and never in a circle.
extension Evaluation {
  /// Loads what a file imports, and what that imports in turn.
  mutating func loadImports(of file: Int, chain: [String]) {
    let tree = model.trees[file]
    for node in tree.children(tree.file) where tree[node].kind == .importLine {
      guard !tree[node].flags.contains(.broken) else {
        hasFailedImport = true
        continue
      }
      guard let text = tree.child(node, .text) else {
        hasFailedImport = true
        notYet(
          "`import NAME from`", at: node, in: file, severity: .error, effect: "Import the whole file for now.")
        continue
      }
      load(rawText(text, tree), at: text, in: file, chain: chain + [tree.source.name])
    }
  }

  private mutating func load(_ path: String, at node: NodeID, in file: Int, chain: [String]) {
    let errors = restraint.errors
    defer { if restraint.errors > errors { hasFailedImport = true } }
    if path.hasPrefix("std/") {
      return notYet(
        "The standard library", at: node, in: file, severity: .error, effect: "Declare what you need for now.")
    }
    guard model.trees.count <= limits.imports else {
      return report(
        .tooMuchWork, "The script imports more than \(limits.imports) files", at: node, in: file,
        help: "Join some of them.")
    }
    guard let loader else {
      return report(
        .importMissing, "Nothing can be imported here", at: node, in: file,
        help: "This text is checked by itself; check it as a file to import others.")
    }
    let shown = Display.plain(path)
    switch loader.load(path, model.trees[file].source.name) {
    case .missing:
      report(
        .importMissing, "There is no file `\(shown)`", at: node, in: file,
        help: "The path is relative to this file: `\(Display.plain(model.trees[file].source.name))`.")
    case .outside:
      report(
        .importOutside, "`\(shown)` lies outside the project's folder", at: node, in: file,
        why: "A script reads only what stands beside it, so that checking a stranger's script is safe.",
        help: "Move the file into the project, or check from a folder above both.")
    case .unreadable(let reason):
      report(
        .importMissing, "`\(shown)` cannot be read: \(reason)", at: node, in: file,
        help: "Look at the file's permissions.")
    case .source(let source):
      if chain.contains(source.name) {
        let circle = chain.drop { $0 != source.name } + [source.name]
        return report(
          .importCycle, "These files import each other: \(circle.map { Display.plain($0) }.joined(separator: " → "))",
          at: node, in: file, help: "Move what both need into a third file.")
      }
      guard !model.trees.contains(where: { $0.source.name == source.name }) else { return }
      let tree = Tree(source, limits: limits)
      findings += tree.findings
      let number = addFile(tree)
      loadImports(of: number, chain: chain)
    }
  }
}
