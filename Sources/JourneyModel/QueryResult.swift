/// What a query gives: a value, and the table that its list makes.
public struct QueryResult: Sendable {
  /// The value of the expression; of a list what its clauses leave of it, in their order.
  public let value: Value
  /// The table, where the value is a list of items, pains or evidence, or one of these; nothing for other values.
  public let table: QueryTable?
  /// Whether clauses made it what it is, such as `show` or `first`.
  public let isShaped: Bool

  init(value: Value, table: QueryTable? = nil, isShaped: Bool = false) {
    self.value = value
    self.table = table
    self.isShaped = isShaped
  }
}

/// Rows of values under headings, as a query asks for them.
public struct QueryTable: Sendable {
  /// A column: its heading, and of what kind its values are.
  public struct Column: Sendable {
    /// The heading: the expression as it is written.
    public let title: String
    public let dimension: QueryDimension

    public init(title: String, dimension: QueryDimension) {
      self.title = title
      self.dimension = dimension
    }
  }

  public let columns: [Column]
  /// The values, a row for each member or for each group; none where a member does not say.
  public let rows: [[Value]]
  /// How many rows there are besides, which nobody asked for.
  public let hidden: Int
  /// Where a row is a group, the column that says what its members share.
  public let keyColumn: Int?

  /// A table whose columns are of the kinds that their values are.
  public init(titles: [String], rows: [[Value]], hidden: Int = 0, keyColumn: Int? = nil) {
    columns = titles.indices.map { column in
      Column(title: titles[column], dimension: QueryDimension(of: rows.lazy.map { $0[column] }))
    }
    self.rows = rows
    self.hidden = hidden
    self.keyColumn = keyColumn
  }
}

/// The kind that all known values of a column have, with the unit that they share.
public enum QueryDimension: Hashable, Sendable {
  /// Nobody says anything.
  case nothing
  case number, share, duration, date, time, flag
  case money(Currency)
  /// Amounts of one dimension of the host, and the unit that they are in.
  case quantity(Unit)
  /// An amount or a number for each of something: `€4.50 per click`, `3 per week`.
  indirect case per(QueryDimension, String)
  case text, word, item, pain, evidence, list
  /// Values of several kinds, or amounts in several currencies.
  case mixed

  /// Whether its values are amounts, which stand right in their columns and can be calculated with.
  public var isNumeric: Bool {
    switch self {
    case .number, .share, .duration, .money, .quantity, .per: true
    default: false
    }
  }

  /// The dimension of some values, those that say nothing passed over.
  init(of values: some Sequence<Value>) {
    var result = QueryDimension.nothing
    for value in values where value.isKnown {
      let own = QueryDimension(of: value)
      guard result != .nothing else {
        result = own
        continue
      }
      guard own == result else {
        self = .mixed
        return
      }
    }
    self = result
  }

  private init(of value: Value) {
    switch value {
    case .none, .unknown: self = .nothing
    case .flag: self = .flag
    case .number: self = .number
    case .share: self = .share
    case .duration: self = .duration
    case .money(_, let currency): self = .money(currency)
    case .quantity(let quantity): self = .quantity(quantity.unit)
    case .per(let amount, let unit): self = .per(QueryDimension(of: amount), unit)
    case .range(_, let high): self = QueryDimension(of: high)
    case .date: self = .date
    case .time: self = .time
    case .text: self = .text
    case .word: self = .word
    case .item: self = .item
    case .pain: self = .pain
    case .evidence: self = .evidence
    case .list: self = .list
    }
  }
}
