import JourneySyntax

/// Blocks and their variables: bodies are walked as often as they are repeated, each time in a frame of its own.
extension Evaluation {
  /// A frame with the `let` lines among a node's children, or the parent where there are none.
  mutating func newFrame(of node: NodeID, in file: Int, parent: Int32) -> Int32 {
    let tree = model.trees[file]
    var bindings: [Symbol: Binding] = [:]
    for child in tree.children(node) where tree[child].kind == .letLine || tree[child].kind == .parameterLine {
      if tree[child].kind == .parameterLine, !keepParameter(child, of: node, in: file) { continue }
      guard let name = tree.child(child, .name) else { continue }
      let global = symbols.symbol(tree[name].symbol, in: file)
      guard isVariableName(name, file) else { continue }
      if case .expression(let first, _)? = bindings[global] {
        report(
          .declaredTwice, "`\(tree.text(name))` is given a value twice", at: name, in: file,
          related: [Related(tree.place(first), "first here")], help: "Remove one of the two.")
        continue
      }
      bindings[global] = .expression(node: child, file: file)
    }
    guard !bindings.isEmpty || parent < 0 else { return parent }
    frames.append(Frame(parent: parent, bindings: bindings))
    let frame = Int32(frames.count - 1)
    noteFrame(frame, of: node, in: file)
    if !bindings.isEmpty {
      hasVariables = true
      setParameters(of: node, in: file, frame: frame)
    }
    return frame
  }

  /// Whether a variable may have a name; where it may not, that is said, and the word keeps its meaning.
  mutating func isVariableName(_ name: NodeID, _ file: Int) -> Bool {
    guard isWordOfLanguage(name, file) else {
      variables[LineKey(file: file, node: name)] = symbols.symbol(model.trees[file][name].symbol, in: file)
      return true
    }
    reportReserved(name, file)
    return false
  }

  func isWordOfLanguage(_ name: NodeID, _ file: Int) -> Bool {
    let tree = model.trees[file]
    return Keyword(tree[name].symbol) != nil || Function(rawValue: tree.text(name).lowercased()) != nil
      || model.words.function(NameTable.fold(tree.text(name))) != nil
  }

  mutating func reportReserved(_ name: NodeID, _ file: Int) {
    let written = model.trees[file].text(name)
    report(
      .reservedName, "`\(written)` is a word of the language and cannot be a variable", at: name, in: file,
      help: "Choose another word, for example `my-\(written)`.")
  }

  /// Says which variables have the name of an item that they stand beside: there the word would mean two things.
  mutating func checkVariables() {
    guard !variables.isEmpty else { return }
    let symbols = Set(variables.values)
    var items: [Symbol: [ItemID]] = [:]
    for index in model.items.indices where symbols.contains(model.items[index].symbol) {
      items[model.items[index].symbol, default: []].append(ItemID(index))
    }
    var taken: Set<Symbol> = []
    for (key, symbol) in variables.sorted(by: { ($0.key.file, $0.key.node) < ($1.key.file, $1.key.node) }) {
      let tree = model.trees[key.file]
      guard spend(1 + model.journeys.count / 8, at: key.node, in: key.file) else { return }
      let around = model.journeys.first { contents in
        contents.journey.map {
          model.items[$0.index].file == key.file && contains(model.items[$0.index].node, key.node, key.file)
        }
          ?? false
      }
      let scope = around?.journey.map { model.items[$0.index].scope }
      let other = items[symbol]?.first {
        scope == nil || model.items[$0.index].scope == 0 || model.items[$0.index].scope == scope
      }
      guard let other else { continue }
      let kind = model.items[other.index].kind
      taken.insert(symbol)
      report(
        .reservedName, "`\(tree.text(key.node))` is the name of \(kind.withArticle) and cannot be a variable too",
        at: key.node, in: key.file, related: [Related(model.place(of: other), "the \(kind.word)")],
        help: "Choose another word, for example `my-\(tree.text(key.node))`.")
    }
    // The word means the item.
    guard !taken.isEmpty else { return }
    for index in frames.indices { for symbol in taken { frames[index].bindings[symbol] = nil } }
  }

  mutating func expandEach(_ block: NodeID, _ position: Position, _ part: Part) {
    let tree = model.trees[position.file]
    guard let name = tree.child(block, .name), let list = tree.child(block, .list) else { return }
    guard isVariableName(name, position.file) else { return }
    let variable = symbols.symbol(tree[name].symbol, in: position.file)
    var scope = scope(of: position)
    scope.namesAreWords = true
    let values = tree.children(list).flatMap { value($0, scope).elements }
    for value in values {
      guard step(at: block, in: position.file), expand(block, position.file) else { return }
      frames.append(Frame(parent: position.frame, bindings: [variable: .value(value)], isBody: true))
      noteFrame(Int32(frames.count - 1), of: block, in: position.file)
      hasVariables = true
      var inner = position
      inner.frame = newFrame(of: block, in: position.file, parent: Int32(frames.count - 1))
      walk(block, inner, part)
    }
  }

  /// Counts one more repetition of a body; false when there are too many, which is said once.
  mutating func expand(_ block: NodeID, _ file: Int) -> Bool {
    expansions += 1
    guard expansions > limits.expansions else { return true }
    exhaust(
      "Blocks are repeated more than \(limits.expansions) times", at: block, in: file,
      help: "Look for blocks inside blocks, which multiply.", code: .tooManyRepetitions)
    return false
  }

  mutating func expandIf(_ block: NodeID, _ position: Position, _ part: Part) {
    let tree = model.trees[position.file]
    guard let condition = tree.firstChild(block) else { return }
    let isMet = value(condition, scope(of: position)) == .flag(true)
    guard let branch = isMet ? block : tree.child(block, .alternative) else { return }
    var inner = position
    inner.frame = newFrame(of: branch, in: position.file, parent: position.frame)
    walk(branch, inner, part)
  }

  func scope(of position: Position) -> Scope {
    Scope(file: position.file, frame: position.frame, number: position.scope, subject: nil, about: position.owner)
  }
}
