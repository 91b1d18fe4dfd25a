import JourneyModel
public import JourneySyntax

/// The scripts of a program that goes on while they change: their sources, what came of checking each, and the last
/// check of each that had no errors of the language.
///
/// A workspace is an immutable value: `Engine.update` gives a new one. What has not changed is shared by both, so a host
/// keeps as many old ones as it likes. All sources are scripts, also those that others import.
public struct Workspace: Sendable {
  /// A script, and what is known of it.
  struct Entry: Sendable {
    var check: Check
    var lastGood: Check?
    /// The names of all files that its check asked for, whether they were there or not; its own is not among them unless
    /// files import each other in a circle.
    var dependencies: Set<String>
  }

  var entries: [String: Entry] = [:]

  /// A workspace without scripts.
  public init() {}

  /// The names of the scripts, sorted.
  public var names: [String] { entries.keys.sorted() }

  /// A script as it was given last.
  public func source(of name: String) -> Source? { check(of: name)?.model.trees[0].source }

  /// What came of checking a script as it is now.
  public func check(of name: String) -> Check? { entries[name]?.check }

  /// What came of checking a script when it last had no errors of the language, and neither had what it imports: a whole
  /// model, to go on with while somebody types.
  ///
  /// It is the same as `check(of:)` where the script has none now, and nothing where it always had some. What rules find
  /// makes no difference.
  public func lastGood(of name: String) -> Check? { entries[name]?.lastGood }

  /// The files that a script imports, directly or through others, sorted; those too that are not in the workspace.
  public func imports(of name: String) -> [String] { entries[name]?.dependencies.sorted() ?? [] }

  /// The scripts that import a file, directly or through others, sorted.
  public func importers(of name: String) -> [String] {
    entries.filter { $0.key != name && $0.value.dependencies.contains(name) }.keys.sorted()
  }
}

extension Workspace {
  /// The name that a path means from an importing file: beside that, with `.` and `..` taken out. A path that leads above
  /// all names is none.
  static func name(_ path: String, from importer: String) -> String? {
    guard !path.isEmpty, path.first != "/" else { return nil }
    var parts = importer.split(separator: "/", omittingEmptySubsequences: true).dropLast().map(String.init)
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      switch part {
      case ".": continue
      case "..":
        guard let last = parts.last, last != ".." else { return nil }
        parts.removeLast()
      default: parts.append(String(part))
      }
    }
    guard !parts.isEmpty else { return nil }
    return (importer.first == "/" ? "/" : "") + parts.joined(separator: "/")
  }

  /// The names of all files that a check has asked for.
  static func dependencies(of check: Check) -> Set<String> {
    var names: Set<String> = []
    for (number, tree) in check.model.trees.enumerated() {
      if number > 0, !tree.source.name.hasPrefix(Library.prefix) { names.insert(tree.source.name) }
      for line in tree.children(tree.file) where tree[line].kind == .importLine {
        let holder = tree.clause(line, .from) ?? line
        guard let text = tree.child(holder, .text) else { continue }
        let path = tree.unquoted(text)
        if !path.hasPrefix(Library.prefix), let name = name(path, from: tree.source.name) { names.insert(name) }
      }
    }
    return names
  }
}
