/// The attribute table as the parser asks for it: by the first word of a line.
///
/// A row is a few bytes without references, since one is read for each line; the rule, with its words for people, is
/// fetched only where something is reported.
struct AttributeTable: Sendable {
  /// A row with the keywords of its phrase behind the first.
  struct Row: Sendable {
    let kinds: ItemKinds
    let form: ValueForm
    let second: Keyword?
    let third: Keyword?
    let wordCount: UInt8
    let detail: UInt16
    fileprivate let number: UInt16

    var attribute: Attribute { Attribute(detail: detail) }
    /// The attribute's words, to be shown.
    var words: String { attribute.rawValue }
    var isPhrase: Bool { wordCount > 1 }
  }

  /// How the parser reads what stands behind an attribute's words: a `Shape` without what only the model asks for.
  enum ValueForm: UInt8, Sendable {
    case nothing, sum, values, name, names, target, condition, stages, pain, evidence, entry, ownership, arrow

    init(_ shape: Shape) {
      switch shape {
      case .flag: self = .nothing
      case .text, .share, .duration, .money, .rate, .date, .number: self = .sum
      case .texts, .times: self = .values
      case .word, .choice, .currency: self = .name
      case .words, .choices, .data, .topics, .items: self = .names
      case .item: self = .target
      case .condition: self = .condition
      case .stages: self = .stages
      case .pain: self = .pain
      case .evidence: self = .evidence
      case .entry: self = .entry
      case .ownership: self = .ownership
      case .arrow: self = .arrow
      }
    }
  }

  private let rules: [AttributeRule]
  /// The rows by the number of their first keyword, longer phrases first: `needs to know` before `needs`.
  private let rows: [Row]
  /// Where a keyword's rows begin; those of the next one follow.
  private let starts: [UInt16]

  /// The language's own table.
  static let shared = AttributeTable(AttributeRule.all)

  init(_ rules: [AttributeRule]) {
    var byFirstWord = [[Row]](repeating: [], count: Keyword.allCases.count)
    for (number, rule) in rules.enumerated() where rule.attribute != .success && rule.attribute != .failure {
      let words = rule.attribute.keywords
      let row = Row(
        kinds: rule.kinds, form: ValueForm(rule.shape), second: words.count > 1 ? words[1] : nil,
        third: words.count > 2 ? words[2] : nil, wordCount: UInt8(words.count), detail: rule.attribute.detail,
        number: UInt16(number))
      byFirstWord[Int(NameTable.number(of: words[0]))].append(row)
    }
    var rows: [Row] = []
    var starts: [UInt16] = []
    for same in byFirstWord {
      starts.append(UInt16(rows.count))
      rows += same.sorted { $0.wordCount > $1.wordCount }
    }
    starts.append(UInt16(rows.count))
    self.rules = rules
    self.rows = rows
    self.starts = starts
  }

  /// The numbers of the rows whose phrase begins with a symbol, longest first.
  @inline(__always) func rows(startingWith symbol: Symbol) -> Range<Int> {
    let number = Int(symbol.rawValue)
    guard number < starts.count - 1 else { return 0..<0 }
    return Int(starts[number])..<Int(starts[number + 1])
  }

  subscript(_ row: Int) -> Row {
    @inline(__always) get { rows[row] }
  }

  /// The whole rule of a row.
  func rule(_ row: Row) -> AttributeRule { rules[Int(row.number)] }

  /// Whether a row that begins with a symbol is for kinds of item of which `stands` is true.
  @inline(__always) func hasRow(startingWith symbol: Symbol, where stands: (ItemKinds) -> Bool) -> Bool {
    for row in rows(startingWith: symbol) where stands(rows[row].kinds) { return true }
    return false
  }
}
