/// The attribute table as the parser asks for it: by the first word of a line.
struct AttributeTable: Sendable {
  /// A row with the keywords of its phrase, as far as they are keywords.
  struct Row: Sendable {
    let rule: AttributeRule
    let words: [Keyword]
    let detail: UInt16
  }

  private let byFirstWord: [[Row]]

  /// The language's own table.
  static let shared = AttributeTable(AttributeRule.all)

  init(_ rules: [AttributeRule]) {
    var rows = [[Row]](repeating: [], count: Keyword.allCases.count)
    for rule in rules where rule.attribute != .success && rule.attribute != .failure {
      let words = rule.attribute.rawValue.split(separator: " ").compactMap { Keyword(rawValue: String($0)) }
      rows[Int(NameTable.number(of: words[0]))].append(Row(rule: rule, words: words, detail: rule.attribute.detail))
    }
    // Longer phrases first: `needs to know` before `needs`.
    byFirstWord = rows.map { $0.sorted { $0.words.count > $1.words.count } }
  }

  /// The rows whose phrase begins with a keyword, longest first.
  func rows(startingWith keyword: Keyword) -> [Row] { byFirstWord[Int(NameTable.number(of: keyword))] }

  func rows(startingWith symbol: Symbol) -> [Row] {
    Int(symbol.rawValue) < byFirstWord.count ? byFirstWord[Int(symbol.rawValue)] : []
  }
}
