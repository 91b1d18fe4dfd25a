public import JourneySyntax

/// What names mean in a model, kept for the queries that are asked of it later.
struct ModelNames: Sendable {
  let table: NameTable
  let declared: NameIndex
  let frames: [Evaluation.Frame]
  let itemFrames: [Int32]
  let symbols: SymbolMaps
  let ruleSections: [RuleSection]
}

extension Model {
  /// The value of an expression, asked of the model: `count(touchpoints where important)`.
  ///
  /// It is the value of `answer(to:)`, for those who want no table.
  public func value(
    of expression: String, about item: ItemID? = nil, variables: [String: Value] = [:], limits: Limits = Limits()
  ) -> (Value, [Finding]) {
    let (result, findings) = answer(to: expression, about: item, variables: variables, limits: limits)
    return (result.value, findings)
  }

  /// What a query gives, asked of the model: `touchpoints where wait > 5 min show name, wait sort by wait`.
  ///
  /// Its words mean what they mean in the first journey, or in the item that it is about. What is wrong with it is
  /// among the findings, with places in the query itself, whose source is called `query`.
  ///
  /// - Parameters:
  ///   - query: An expression, and what shapes the table of its list.
  ///   - item: The item that it is about, whose attributes and variables it sees: a journey, most often.
  ///   - variables: What else is known by a name, such as the last value as `it`.
  ///   - limits: What it may ask for.
  ///   - rows: How many rows the table is to have at most; of the others only the number is known.
  public func answer(
    to query: String, about item: ItemID? = nil, variables: [String: Value] = [:], limits: Limits = Limits(),
    rows: Int = .max
  ) -> (QueryResult, [Finding]) {
    let tree = Tree(query: Source(name: "query", text: query), limits: limits, dialect: self.words.dialect)
    guard tree.findings.allSatisfy({ $0.severity != .error }), let names, let root = tree.child(tree.file, .query)
    else {
      return (QueryResult(value: .none), tree.findings)
    }
    var evaluation = Evaluation(of: self, names, limits: limits)
    let file = evaluation.addFile(tree)
    let subject = item ?? journeys.first?.journey
    let scope = Scope(
      file: file, frame: evaluation.frame(of: variables, in: subject.map { names.itemFrames[$0.index] } ?? -1),
      number: subject.map { items[$0.index].scope } ?? 0, subject: nil, about: subject)
    let result = evaluation.result(of: root, scope, rows: rows)
    return (result, tree.findings + evaluation.findings)
  }
}

extension Evaluation {
  /// What names mean so far.
  var modelNames: ModelNames {
    ModelNames(
      table: names, declared: declared, frames: frames, itemFrames: itemFrames, symbols: symbols,
      ruleSections: ruleSections)
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
    self.init(model.trees[0], limits: limits, loader: nil, words: model.words)
    self.model = model
    self.names = names.table
    declared = names.declared
    frames = names.frames
    hasVariables = frames.contains { !$0.bindings.isEmpty }
    itemFrames = names.itemFrames
    symbols = names.symbols
    used = [Bool](repeating: false, count: model.items.count)
    isExpanding = false
    isComplete = true
    isQuery = true
    readCount = model.items.count
    // The script's own table has not what imports and kinds add.
    findAccessors()
  }
}
