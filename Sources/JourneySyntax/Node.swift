/// What a node of the syntax tree is.
public enum NodeKind: UInt8, Sendable {
  case file
  // Items; `detail` is the item kind.
  case item, change
  // Sections that are not items, and blocks.
  case rule, test, scenario, template, kind, project
  case forEach, conditional, alternative
  // Lines. An attribute's `detail` is its number in `Attribute.allCases`.
  case attribute, customAttribute, importLine, letLine, parameterLine, useLine, expectLine, findingLine, allowLine
  case withoutLine, everyLine, setting
  /// A line that says nothing that the language knows.
  case skipped
  // Parts of lines; a clause's `detail` is the number of its keyword.
  case clause, every, hole, argument
  // Names: `symbol` is set. A qualified name holds two.
  case name, qualifiedName
  // Literals.
  case text, number, share, countedShare, duration, money, date, time, range, per
  /// An amount in a unit of the host; `detail` is the unit's number in the tree's dialect.
  case quantity
  /// A filled-in part of a text, and a merge tag.
  case interpolation, mergeTag
  // Expressions. Chains hold operands with `sign` nodes between; a comparison holds two operands, its `detail` says
  // which; a member holds the start and the names; a call the function's name and the arguments.
  case sum, product, comparison, not, and, or, filter, member, call, list, sign
  /// A query and its shaping; a clause for each.
  case query
  /// An expression that could not be read.
  case missing
}

/// How two values are compared.
public enum Comparator: UInt16, Sendable, CaseIterable {
  case `is`, isNot, less, lessOrEqual, greater, greaterOrEqual, `in`, notIn, has

  /// The spelling in the language.
  public var spelling: String {
    switch self {
    case .is: "is"
    case .isNot: "is not"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .in: "in"
    case .notIn: "not in"
    case .has: "has"
    }
  }
}

/// A node of the syntax tree: 16 bytes, in one array, each node followed by its descendants.
///
/// Words and signs that the kind already tells have no node of their own; the bytes between nodes are theirs, and
/// blanks' and comments', so that the tree and its source together lose nothing.
public struct Node: Sendable {
  /// What the parser saw on a node.
  public struct Flags: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The line holds something that could not be read.
    public static let broken = Flags(rawValue: 1)
    /// A name or text in quotes.
    public static let quoted = Flags(rawValue: 2)
    /// A text with escapes.
    public static let escaped = Flags(rawValue: 4)
    /// A text with braces.
    public static let braced = Flags(rawValue: 8)
    /// A text of several lines between three quotes.
    public static let block = Flags(rawValue: 16)
    /// An item with a `##` comment above it.
    public static let documented = Flags(rawValue: 32)
    /// Not only ASCII.
    public static let wide = Flags(rawValue: 64)
  }

  public var kind: NodeKind
  public var flags: Flags
  /// What the kind says it is.
  public var detail: UInt16
  public var start: UInt32
  public var end: UInt32
  /// The number of nodes to the last descendant; where there is none the symbol, its bits turned over: a negative number, or
  /// 0 for no symbol.
  private var rest: Int32

  /// A node without descendants.
  @inline(__always)
  init(kind: NodeKind, flags: Flags = [], detail: UInt16 = 0, start: UInt32, end: UInt32, symbol: Symbol = .none) {
    self.kind = kind
    self.flags = flags
    self.detail = detail
    self.start = start
    self.end = end
    rest = Int32(bitPattern: ~symbol.rawValue)
  }

  /// The number of nodes from this one to its last descendant.
  public var size: UInt32 {
    @inline(__always) get { UInt32(bitPattern: max(rest, 1)) }
  }

  /// What a name is called, for a node without descendants: a name in which something is filled in has no symbol.
  public internal(set) var symbol: Symbol {
    @inline(__always) get { rest > 0 ? .none : Symbol(rawValue: UInt32(bitPattern: ~rest)) }
    set { if rest <= 0 { rest = Int32(bitPattern: ~newValue.rawValue) } }
  }

  /// Sets how many nodes it is and where it ends; one that is empty ends where it starts.
  @inline(__always) mutating func finish(size: Int, end: Int) {
    if size > 1 { rest = Int32(truncatingIfNeeded: size) }
    self.end = max(start, UInt32(truncatingIfNeeded: end))
  }

  /// The bytes from the node's first to its last.
  public var range: ByteRange { ByteRange(Int(start), Int(end)) }
}

/// A node's place in its tree.
public struct NodeID: Hashable, Sendable, Comparable {
  public let rawValue: UInt32
  /// The node with this number.
  public init(_ index: Int) { rawValue = UInt32(truncatingIfNeeded: index) }
  /// The number, to index with.
  public var index: Int { Int(rawValue) }
  public static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}
