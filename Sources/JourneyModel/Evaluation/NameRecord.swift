package import JourneySyntax

/// What the names in a script were found to mean while it was evaluated: for those who change scripts.
///
/// It is made only where somebody asks for it, by an evaluation of its own.
package struct NameRecord: Sendable {
  /// A node of a file: a name, or what declares one.
  package struct Spot: Hashable, Sendable {
    package let file: String
    package let node: NodeID

    package init(_ file: String, _ node: NodeID) {
      self.file = file
      self.node = node
    }
  }

  /// By name, the lines and headers that declare what it was found to mean: several where a template is used by several.
  package private(set) var meanings: [Spot: Set<Spot>] = [:]
  /// Where variables are declared, by their frames.
  var frames: [Int32: FrameOrigin] = [:]

  /// What a frame was made for, and the lines and holes that declare its variables.
  struct FrameOrigin: Sendable {
    let spot: Spot
    var lines: [Symbol: NodeID] = [:]
  }

  package init() {}

  mutating func note(_ name: Spot, means declaration: Spot) { meanings[name, default: []].insert(declaration) }

  /// Adds what another evaluation of the same files has found.
  package mutating func add(_ other: NameRecord) {
    meanings.merge(other.meanings) { $0.union($1) }
  }
}

extension Model {
  /// Evaluates a script, and gives what its names were found to mean instead of a model.
  package static func names(
    in tree: Tree, _ selection: Selection, settings: [String: String], limits: Limits, loader: Loader?,
    words: HostWords
  ) -> NameRecord {
    var limits = limits
    // A plan asks for several names at once; the walk reads each.
    limits.batch = .max
    var evaluation = Evaluation(tree, limits: limits, loader: loader, selection: selection, words: words)
    evaluation.settings = settings
    evaluation.record = NameRecord()
    evaluation.load()
    evaluation.makeModel()
    evaluation.checkExpectations()
    evaluation.checkRules()
    evaluation.readUnusedBindings()
    return evaluation.record ?? NameRecord()
  }
}

extension Evaluation {
  private func spot(_ node: NodeID, _ file: Int) -> NameRecord.Spot {
    NameRecord.Spot(model.trees[file].source.name, node)
  }

  /// Notes that a name means an item.
  mutating func note(_ name: NodeID, in file: Int, means id: ItemID) {
    guard record != nil else { return }
    note(name, in: file, means: model.items[id.index].node, in: model.items[id.index].file)
  }

  /// Notes that a name means what a node declares.
  mutating func note(_ name: NodeID, in file: Int, means declaration: NodeID, in other: Int) {
    guard record != nil else { return }
    let (spot, meaning) = (spot(name, file), spot(declaration, other))
    record?.note(spot, means: meaning)
  }

  mutating func note(_ name: NodeID, in file: Int, means section: Sections.Section) {
    note(name, in: file, means: section.node, in: section.file)
  }

  /// Notes where the variables of a frame are declared.
  mutating func noteFrame(_ frame: Int32, of node: NodeID, in file: Int) {
    guard record != nil else { return }
    let tree = model.trees[file]
    var origin = NameRecord.FrameOrigin(spot: spot(node, file))
    for child in tree.children(node) {
      switch tree[child].kind {
      case .letLine, .parameterLine, .hole:
        guard step(at: child, in: file), let name = tree.child(child, .name) else { continue }
        let global = symbols.symbol(tree[name].symbol, in: file)
        if origin.lines[global] == nil { origin.lines[global] = child }
      default: continue
      }
    }
    record?.frames[frame] = origin
  }

  /// Notes the variable that a name was found to mean in a frame.
  mutating func note(_ name: NodeID, in file: Int, variable symbol: Symbol, of frame: Int32) {
    guard record != nil else { return }
    var (holder, steps) = (frame, 0)
    while case .elsewhere(let next)? = frames[Int(holder)].bindings[symbol], steps < frames.count {
      (holder, steps) = (next, steps + 1)
    }
    guard let origin = record?.frames[holder] else { return }
    let name = spot(name, file)
    record?.note(name, means: NameRecord.Spot(origin.spot.file, origin.lines[symbol] ?? origin.spot.node))
  }

  /// Notes the words and texts below a node that are called as an item is, which they were compared with.
  mutating func noteLeaves(below node: NodeID, in file: Int, called id: ItemID) {
    guard record != nil, spend(Int(model.trees[file][node].size), at: node, in: file) else { return }
    let tree = model.trees[file]
    let name = NameTable.fold(model.name(of: id))
    for index in node.index..<node.index + Int(tree[node].size) {
      let leaf = NodeID(index)
      let spot = spot(leaf, file)
      guard tree[leaf].kind == .text || tree[leaf].kind == .name, NameTable.fold(tree.unquoted(leaf)) == name,
        record?.meanings[spot] == nil
      else { continue }
      note(leaf, in: file, means: id)
    }
  }
}
