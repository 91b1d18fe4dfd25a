import JourneySyntax

/// The columns of a model: a row for each item, made when a condition first asks for them.
struct ColumnStore {
  private var numbers = NumberTable<Attribute, NumberColumn>()
  private var flags = NumberTable<Attribute, [Truth]>()
  private var words = NumberTable<Attribute, CodeColumn>()
  private var wordLists = NumberTable<Attribute, ListColumn>()
  private var itemLists = NumberTable<Attribute, ListColumn>()
  private var next: ListColumn?
  private var previous: ListColumn?
  private var touchpoints: ListColumn?
  private var pains: ListColumn?
  private var stages: CodeColumn?
  private var severities: CodeColumn?
  private var answers: CodeColumn?
  private var strengths: NumberColumn?

  // MARK: What items say

  mutating func numbers(_ attribute: Attribute, _ dimension: Dimension, in model: Model) -> NumberColumn {
    if let known = numbers[attribute] { return known }
    let column = NumberColumn(dimension) { read in each(attribute, in: model, read) }
    numbers[attribute] = column
    return column
  }

  mutating func flags(_ attribute: Attribute, isEntry: Bool, in model: Model) -> [Truth] {
    if let known = flags[attribute] { return known }
    var column: [Truth] = []
    column.reserveCapacity(model.items.count)
    each(attribute, in: model) { column.append(Truth(isEntry ? $0 != .none : $0 == .flag(true))) }
    flags[attribute] = column
    return column
  }

  mutating func words(_ attribute: Attribute, in model: Model) -> CodeColumn {
    if let known = words[attribute] { return known }
    var book = WordBook()
    var column = CodeColumn()
    column.codes.reserveCapacity(model.items.count)
    each(attribute, in: model) { column.codes.append(book.code(of: $0)) }
    column.words = book.words
    words[attribute] = column
    return column
  }

  mutating func wordLists(_ attribute: Attribute, in model: Model) -> ListColumn {
    if let known = wordLists[attribute] { return known }
    var book = WordBook()
    var column = lists(attribute, in: model) { book.code(of: $0) }
    column.words = book.words
    wordLists[attribute] = column
    return column
  }

  mutating func itemLists(_ attribute: Attribute, in model: Model) -> ListColumn {
    if let known = itemLists[attribute] { return known }
    let column = lists(attribute, in: model) { $0.itemID?.rawValue ?? CodeColumn.odd }
    itemLists[attribute] = column
    return column
  }

  private func lists(_ attribute: Attribute, in model: Model, _ code: (Value) -> Int32) -> ListColumn {
    var column = ListColumn()
    column.starts.reserveCapacity(model.items.count + 1)
    func add(_ value: Value) {
      let code = code(value)
      if code < 0 { column.odd.insert(Int32(column.starts.count - 1)) } else { column.members.append(code) }
    }
    each(attribute, in: model) { value in
      switch value {
      case .none: break
      case .list(let values): values.forEach(add)
      default: add(value)
      }
      column.close()
    }
    return column
  }

  /// Reads what each item says of an attribute first. A list of it would be larger than all columns.
  private func each(_ attribute: Attribute, in model: Model, _ read: (Value) -> Void) {
    for index in model.items.indices { read(model.value(attribute, of: ItemID(index))) }
  }

  /// Gives each word a number.
  private struct WordBook {
    var words: [String] = []
    private var codes: [String: Int32] = [:]
    private var last: (word: String, code: Int32) = ("", CodeColumn.none)

    mutating func code(of value: Value) -> Int32 {
      switch value {
      case .none: return CodeColumn.none
      case .unknown: return CodeColumn.unknown
      case .word(let word): return code(of: word)
      default: return CodeColumn.odd
      }
    }

    mutating func code(of word: String) -> Int32 {
      if last.code >= 0, last.word == word { return last.code }
      let code = codes[word] ?? Int32(words.count)
      if code == words.count {
        words.append(word)
        codes[word] = code
      }
      last = (word, code)
      return code
    }
  }
}

// MARK: What is computed

extension ColumnStore {
  /// Where the arrows of each touchpoint lead.
  mutating func next(in model: Model) -> ListColumn {
    if let next { return next }
    var column = ListColumn()
    column.starts.reserveCapacity(model.items.count + 1)
    column.members.reserveCapacity(model.arrows.count)
    for index in model.items.indices {
      let first = column.members.count
      for arrow in model.arrowNumbers(from: ItemID(index)) {
        guard case .item(let target) = model.arrows[arrow].target else { continue }
        if column.members.count - first > 16 {
          // Many of one touchpoint: each once, by the same way as the walk.
          column.members.removeSubrange(first...)
          column.members += model.targets(of: ItemID(index)).map(\.rawValue)
          break
        }
        if !column.members[first...].contains(target.rawValue) { column.members.append(target.rawValue) }
      }
      column.close()
    }
    next = column
    return column
  }

  /// What leads to each item, in the order of arrows.
  mutating func previous(in model: Model) -> ListColumn {
    if let previous { return previous }
    var lists = [[ItemID]](repeating: [], count: model.items.count)
    for arrow in model.arrows { if case .item(let target) = arrow.target { lists[target.index].append(arrow.from) } }
    var column = ListColumn()
    for list in lists {
      column.members += list.withoutRepeats().map(\.rawValue)
      column.close()
    }
    previous = column
    return column
  }

  mutating func touchpoints(in model: Model) -> ListColumn {
    if let touchpoints { return touchpoints }
    var column = ListColumn()
    for index in model.items.indices {
      column.members += model.touchpoints(of: ItemID(index)).map(\.rawValue)
      column.close()
    }
    touchpoints = column
    return column
  }

  /// The pains of each item, by their numbers.
  mutating func pains(in model: Model) -> ListColumn {
    if let pains { return pains }
    let column = lists(ofAll: .pain, in: model) {
      if case .pain(let index) = $0 { Int32(index) } else { CodeColumn.odd }
    }
    pains = column
    return column
  }

  private func lists(ofAll attribute: Attribute, in model: Model, _ code: (Value) -> Int32) -> ListColumn {
    var column = ListColumn()
    for index in model.items.indices {
      for entry in model.attributes(of: ItemID(index)) where entry.attribute == attribute {
        for element in entry.value.elements {
          let code = code(element)
          if code < 0 { column.odd.insert(Int32(index)) } else { column.members.append(code) }
        }
      }
      column.close()
    }
    return column
  }

  /// The stage of each touchpoint. One that stands in the journey itself has none that is a stage.
  mutating func stages(in model: Model) -> CodeColumn {
    if let stages { return stages }
    var column = CodeColumn()
    column.codes = model.items.indices.map { model.stage(of: ItemID($0)).map { $0.rawValue } ?? CodeColumn.none }
    stages = column
    return column
  }

  /// How bad each pain is.
  mutating func severities(in model: Model) -> CodeColumn {
    if let severities { return severities }
    var book = WordBook()
    var column = CodeColumn()
    column.codes = model.pains.map { $0.severity.map { book.code(of: $0) } ?? CodeColumn.none }
    column.words = book.words
    severities = column
    return column
  }

  /// What answers each pain.
  mutating func answers(in model: Model) -> CodeColumn {
    if let answers { return answers }
    var column = CodeColumn()
    column.codes = model.pains.map { $0.answeredBy?.rawValue ?? CodeColumn.none }
    answers = column
    return column
  }

  /// The strengths of touchpoints, as the walk rounds them.
  mutating func strengths(in model: Model) -> NumberColumn {
    if let strengths { return strengths }
    var column = NumberColumn(scale: 10_000, count: model.items.count)
    for index in model.items.indices {
      let isThere = model.items[index].kind == .touchpoint && index < model.strengths.byItem.count
      column.states[index] = isThere ? .known : .odd
      if isThere { column.values[index] = Int64(model.strengths.byItem[index]) }
    }
    strengths = column
    return column
  }
}

extension Model {
  /// Where the arrows of a touchpoint lead, each once.
  func targets(of touchpoint: ItemID) -> [ItemID] {
    arrows(from: touchpoint).compactMap { arrow -> ItemID? in
      if case .item(let id) = arrow.target { id } else { nil }
    }.withoutRepeats()
  }
}
