public import JourneySyntax

/// A variable that may be set from outside: `parameter market = "DE"`.
public struct Parameter: Sendable {
  /// Its name, as written.
  public let name: String
  /// What it is now: its default, or what the host or a scenario says.
  public internal(set) var value: Value
  /// Where it is declared.
  public let place: Place
  let frame: Int32
  let symbol: Symbol
}

extension Evaluation {
  /// Whether a `parameter` line stands where one may: in a file, a journey, or a scenario that sets it.
  mutating func keepParameter(_ line: NodeID, of owner: NodeID, in file: Int) -> Bool {
    let tree = model.trees[file]
    let kind = tree[owner].kind
    let stands =
      kind == .file || kind == .scenario
      || kind == .item && tree[owner].detail == UInt16(ItemKind.journey.rawValue)
    guard !stands else { return true }
    let word = ByteRange(Int(tree[line].start), Int(tree[line].start) + Keyword.parameter.rawValue.utf8.count)
    report(
      .outsideItsPlace, "A parameter stands in a journey, or above the first one",
      at: Place(tree.source.name, word), help: "Move the line up; what is known only here is a `let`.",
      fix: Fix("Write `let`", [Edit(Place(tree.source.name, word), "let")], isSafe: false))
    return false
  }

  /// Puts what the host says in the place of a frame's parameters, and notes them.
  mutating func setParameters(of owner: NodeID, in file: Int, frame: Int32) {
    let tree = model.trees[file]
    guard tree[owner].kind != .scenario else { return }
    let known = model.parameters.count
    for line in tree.children(owner) where tree[line].kind == .parameterLine {
      guard let name = tree.child(line, .name) else { continue }
      let symbol = symbols.symbol(tree[name].symbol, in: file)
      guard case .expression(line, file)? = frames[Int(frame)].bindings[symbol] else { continue }
      model.parameters.append(
        Parameter(name: tree.text(name), value: .none, place: tree.place(line), frame: frame, symbol: symbol))
    }
    setParameters(from: known)
  }

  /// Gives the parameters from a number on that nothing has asked for yet what the host says of them.
  mutating func setParameters(from first: Int = 0) {
    guard !settings.isEmpty else { return }
    for parameter in model.parameters[first...] {
      guard case .expression(let line, let file)? = binding(of: parameter),
        let text = settings.first(where: { NameTable.isSame($0.key, parameter.name) })?.value
      else { continue }
      frames[Int(parameter.frame)].bindings[parameter.symbol] = .given(node: line, file: file, text)
    }
  }

  /// Whether no parameter was read, so that what was made is the same whatever they are.
  var hasAskedForNoParameter: Bool {
    model.parameters.allSatisfy { if case .expression? = binding(of: $0) { true } else { false } }
  }

  private func binding(of parameter: Parameter) -> Binding? {
    frames[Int(parameter.frame)].bindings[parameter.symbol]
  }

  /// What parameters are in the end, those that nothing asks for as well.
  mutating func noteParameters() {
    for index in model.parameters.indices {
      let parameter = model.parameters[index]
      guard let binding = frames[Int(parameter.frame)].bindings[parameter.symbol] else { continue }
      let node: NodeID
      switch binding {
      case .expression(let line, _), .given(let line, _, _): node = line
      default: node = NodeID(0)
      }
      let scope = Scope(file: 0, frame: parameter.frame, number: 0)
      model.parameters[index].value = value(of: binding, parameter.symbol, in: parameter.frame, asked: node, scope)
    }
  }

  // MARK: What the host says

  /// The value that a text of the host means for a parameter: read as its default is written.
  mutating func given(_ text: String, for usual: Value, at line: NodeID, in file: Int, _ scope: Scope) -> Value {
    switch usual {
    case .text: return .text(text)
    case .word: return .word(text)
    default: break
    }
    let isList = if case .list = usual { !text.hasPrefix("(") } else { false }
    let tree = Tree(
      query: Source(name: "value", text: isList ? "(\(text))" : text), limits: limits,
      dialect: model.words.dialect)
    let number = addFile(tree)
    imports.append([])
    defer {
      model.trees.removeLast()
      symbols.removeLast()
      imports.removeLast()
    }
    let (wasQuiet, errors) = (restraint.isQuiet, restraint.errors)
    restraint.isQuiet = true
    var value = Value.none
    if !tree.findings.contains(where: { $0.severity == .error }), let query = tree.child(tree.file, .query),
      let root = tree.firstChild(query)
    {
      var inner = scope
      inner.file = number
      inner.namesAreWords = true
      value = self.value(root, inner)
    }
    restraint.isQuiet = wasQuiet
    if isFitting(value, for: usual), restraint.errors == errors { return value }
    let written = model.trees[file].child(line, .name).map { model.trees[file].text($0) } ?? "it"
    report(
      .wrongKindOfValue,
      "`\(written)` is set to `\(Display.plain(text, limit: 80))`, and takes \(describe(usual))", at: line, in: file,
      help: "Say something like its default: `--set \(written)=\(Display.plain(usual.text(in: model), limit: 80))`.")
    return usual
  }

  /// Says that a scenario sets a parameter to something else than it is.
  mutating func reportUnfitting(_ value: Value, for usual: Value, at name: NodeID, in file: Int) {
    let written = Display.plain(model.trees[file].text(name))
    // It was asked for somewhere else.
    let asking = addition
    addition = -1
    defer { addition = asking }
    report(
      .wrongKindOfValue, "`\(written)` is set to \(describe(value)), and takes \(describe(usual))", at: name, in: file,
      help: "Say something like its default: `parameter \(written) = \(usual.written(in: model))`.")
  }

  mutating func isFitting(_ value: Value, for usual: Value) -> Bool {
    switch (value, usual) {
    case (.none, _): false
    case (_, .none), (_, .unknown), (.unknown, _): true
    case (.item(let one), .item(let other)): model.items[one.index].kind == model.items[other.index].kind
    default: value.kindName == usual.kindName
    }
  }
}
