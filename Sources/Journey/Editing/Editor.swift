public import JourneyModel
import JourneySyntax

/// Edits checked scripts: every operation gives text edits, or says in plain words why it cannot be made.
///
/// Nothing is changed here. What stands between the edits stays as it is, comments, blank lines and layout; what is
/// written takes the indentation around it. Each operation tries its edits on the scripts and looks at what they mean
/// then, so an edit never says something else than what was asked for. It costs about as much as checking the scripts
/// twice, within the limits of the engine.
///
/// An editor is for the scripts as they were checked: after an edit is made, the scripts are checked anew and another
/// editor is made of that.
public struct Editor: Sendable {
  /// The engine that checked the scripts.
  public let engine: Engine
  /// The script that is edited, checked.
  public let check: Check
  /// The other scripts whose names are followed, each checked: those that import the same files.
  public let others: [Check]
  /// All files, each once, by name.
  let trees: [String: Tree]

  /// An editor of a checked script and the files that it imports.
  ///
  /// - Parameters:
  ///   - check: What came of checking the script, with its own journeys.
  ///   - engine: The engine that checked it, whose loader finds the same files.
  ///   - others: Other scripts that may name what this one and its imports declare: a name is changed in them too.
  public init(_ check: Check, engine: Engine, besides others: [Check] = []) {
    self.engine = engine
    self.check = check
    self.others = others
    var trees: [String: Tree] = [:]
    for tree in ([check] + others).flatMap(\.model.trees) where trees[tree.source.name] == nil {
      trees[tree.source.name] = tree
    }
    self.trees = trees
  }

  var model: Model { check.model }
  var script: Tree { check.model.trees[0] }

  /// All that the script and its imports declare, file by file in reading order; data and topics come last.
  public var declarations: [Declaration] {
    model.trees.flatMap { Declaration.all(in: $0) }
      + WordUses(of: .data, in: model).declarations + WordUses(of: .topic, in: model).declarations
  }

  /// The declaration of an item; of one that a template or a loop makes, the line there.
  public func declaration(of item: ItemID) -> Declaration? {
    guard model.items.indices.contains(item.index) else { return nil }
    return Declaration(model[item].node, in: model.trees[model.file(of: item)])
  }

  // MARK: Trying edits out

  /// The scripts as some edits would make them; nothing where these do not fit.
  func trees(after edits: [Edit]) -> [String: Tree]? {
    var changed = trees
    for (file, edits) in Dictionary(grouping: edits, by: \.place.file) {
      guard let source = trees[file]?.source.making(edits) else { return nil }
      changed[file] = Tree(source, limits: engine.limits, dialect: engine.words.dialect)
    }
    return changed
  }

  /// The engine, finding files as they are in some trees.
  func engine(over trees: [String: Tree]) -> Engine {
    engine.importing(by: engine.loader.map { base in Loader { base.load($0, $1, as: trees) } })
  }

  /// The errors of the language that scripts have after some edits, beyond those that they have now.
  func newErrors(after trees: [String: Tree]) -> [Finding] {
    let engine = engine(over: trees)
    return ([check] + others).flatMap { before -> [Finding] in
      guard let tree = trees[before.model.trees[0].source.name] else { return [] }
      var known: [String: Int] = [:]
      for finding in before.findings where Editor.isError(finding) { known[Editor.saying(finding), default: 0] += 1 }
      return CompiledScript(tree, engine.seeingAll).check().findings.filter { finding in
        guard Editor.isError(finding) else { return false }
        let saying = Editor.saying(finding)
        known[saying, default: 0] -= 1
        return known[saying, default: 0] < 0
      }
    }
  }

  static func isError(_ finding: Finding) -> Bool { !finding.isRule && finding.severity == .error }
  private static func saying(_ finding: Finding) -> String { "\(finding.code) \(finding.place.file) \(finding.title)" }

  /// The edit, if the scripts have no new errors after it.
  func checked(_ title: String, _ edits: [Edit]) -> Result<ScriptEdit, EditProblem> {
    guard let trees = trees(after: edits) else {
      return .failure(EditProblem(.layout, "The places to edit lie on top of each other"))
    }
    if let error = newErrors(after: trees).first { return .failure(Editor.problem(error)) }
    return .success(ScriptEdit(title, edits))
  }

  /// An error that an edit would bring, as the reason not to make it.
  static func problem(_ finding: Finding) -> EditProblem {
    EditProblem(.breaks, "After that the script would be wrong: \(finding.title)", help: finding.help)
  }

  // MARK: Finding items

  /// The tree of an item that the script says itself, line by line; else why it cannot be edited.
  func own(_ item: ItemID) -> Result<Tree, EditProblem> {
    guard model.items.indices.contains(item.index) else {
      return .failure(EditProblem(.notFound, "There is no such item in this script"))
    }
    let name = "\(model.kind(of: item).word) \(model.reference(to: item))"
    let tree = model.trees[model.file(of: item)]
    if let problem = Editor.ofLibrary(tree.source.name, name) { return .failure(problem) }
    if model.contents(around: item).isVariant {
      return .failure(
        EditProblem(
          .made, "A scenario makes this \(name) of another journey's",
          help: "Edit it in the journey, or write into the scenario what differs.", at: model.place(of: item)))
    }
    if model.additions(behind: item).isEmpty, !tree.isInBlock(model[item].node) { return .success(tree) }
    return .failure(
      EditProblem(
        .made, "A template, a loop or an `if` makes \(name), so its lines may be those of several items",
        help: "Edit the lines there.", at: model.place(of: item)))
  }

  /// Why nothing of a file is edited that comes with the language.
  static func ofLibrary(_ file: String, _ name: String) -> EditProblem? {
    guard file.hasPrefix(Library.prefix) else { return nil }
    return EditProblem(
      .made, "\(name.prefix(1).uppercased() + name.dropFirst()) comes with Journey, in `\(file)`",
      help: "Declare one of your own, and name that.")
  }
}

extension Tree {
  /// Whether a node stands in a template, a loop or an `if`.
  func isInBlock(_ node: NodeID) -> Bool {
    var index = 0
    while index < node.index {
      switch nodes[index].kind {
      case .forEach, .conditional, .template: if contains(NodeID(index), node) { return true }
      default: break
      }
      // Into what holds the node, and past everything else.
      index += index + Int(nodes[index].size) > node.index ? 1 : Int(nodes[index].size)
    }
    return false
  }

  /// For each node the one that it stands in; the root stands in itself.
  var parents: [NodeID] {
    var parents = [NodeID](repeating: file, count: nodes.count)
    var open: [(node: Int, end: Int)] = []
    for index in nodes.indices {
      while let last = open.last, last.end <= index { open.removeLast() }
      if let last = open.last { parents[index] = NodeID(last.node) }
      if nodes[index].size > 1 { open.append((index, index + Int(nodes[index].size))) }
    }
    return parents
  }
}
