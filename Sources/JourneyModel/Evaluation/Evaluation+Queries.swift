public import JourneySyntax

/// What names mean in a model, kept for the queries that are asked of it later.
struct ModelNames: Sendable {
  let table: NameTable
  let declared: NameIndex
  let frames: [Evaluation.Frame]
  let itemFrames: [Int32]
  let symbolMaps: [[Symbol]]
}

extension Model {
  /// The value of an expression, asked of the model: `count(touchpoints where important)`.
  ///
  /// Its words mean what they mean in the first journey, or in the item that it is about. What is wrong with it is
  /// among the findings, with places in the expression itself, whose source is called `query`.
  ///
  /// - Parameters:
  ///   - expression: An expression; what shapes its table is reported, not done.
  ///   - item: The item that it is about, whose attributes and variables it sees.
  ///   - variables: What else is known by a name, such as the last value as `it`.
  ///   - limits: What it may ask for.
  public func value(
    of expression: String, about item: ItemID? = nil, variables: [String: Value] = [:], limits: Limits = Limits()
  ) -> (Value, [Finding]) {
    let tree = Tree(query: Source(name: "query", text: expression), limits: limits)
    guard tree.findings.allSatisfy({ $0.severity != .error }), let names, let query = tree.child(tree.file, .query),
      let root = tree.firstChild(query)
    else { return (.none, tree.findings) }
    var evaluation = Evaluation(of: self, names, limits: limits)
    let file = evaluation.addFile(tree)
    let subject = item ?? journeys.first?.journey
    let scope = Scope(
      file: file, frame: evaluation.frame(of: variables, in: subject.map { names.itemFrames[$0.index] } ?? -1),
      number: subject.map { items[$0.index].scope } ?? 0, subject: nil, about: subject)
    if tree.children(query).contains(where: { tree[$0].kind == .clause }) {
      evaluation.notYet(
        "Shaping a table", at: query, in: file, severity: .warning, effect: "The whole value is shown.")
    }
    let value = evaluation.value(root, scope)
    return (value, tree.findings + evaluation.findings)
  }
}

extension Evaluation {
  /// What names mean so far.
  var modelNames: ModelNames {
    ModelNames(table: names, declared: declared, frames: frames, itemFrames: itemFrames, symbolMaps: symbolMaps)
  }

  /// A frame that knows some variables besides those of another.
  fileprivate mutating func frame(of variables: [String: Value], in parent: Int32) -> Int32 {
    guard !variables.isEmpty else { return parent }
    var bindings: [Symbol: Binding] = [:]
    for (name, value) in variables { bindings[names.intern(name)] = .value(value) }
    frames.append(Frame(parent: parent, bindings: bindings))
    hasVariables = true
    return Int32(frames.count - 1)
  }

  /// An evaluation over a finished model, to ask it something.
  init(of model: Model, _ names: ModelNames, limits: Limits) {
    self.init(model.trees[0], limits: limits, loader: nil)
    self.model = model
    self.names = names.table
    declared = names.declared
    frames = names.frames
    hasVariables = frames.contains { !$0.bindings.isEmpty }
    itemFrames = names.itemFrames
    symbolMaps = names.symbolMaps
    used = [Bool](repeating: false, count: model.items.count)
    isExpanding = false
    isComplete = true
    isQuery = true
    readCount = model.items.count
  }
}
