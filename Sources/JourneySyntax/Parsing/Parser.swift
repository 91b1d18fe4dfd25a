/// Tokens to a tree. Parsing never fails: what cannot be read becomes a `skipped` line or a `broken` flag, with one
/// finding for one cause.
///
/// A line's first word says what it is, and an item word closes the items above it that stand as deep as it does or
/// deeper. So the parser keeps a stack of what is open, and everything else is decided line by line.
struct Parser {
  var lexer: Lexer
  let source: Source
  let limits: Limits
  let dialect: Dialect
  /// The token that the parser stands at.
  var token: Token {
    @inline(__always) get { lexer.token }
    @inline(__always) set { lexer.token = newValue }
  }
  var nodes: [Node] = []
  /// Where the `##` comments of items begin, by the number of the item's node.
  var documentation: [Int: Int] = [:]
  var findings: [Finding] = []
  var suppressedFindings = 0
  var open: [Open] = []
  /// The end of the last token that was not a line end.
  var previousEnd = 0
  var previousKind = TokenKind.newline
  /// How many parentheses are open: inside them a line end is a blank.
  var parentheses = 0
  var depth = 0
  /// Where the text ends in whose filled-in part the parser is.
  var textEnd = Int.max
  /// Whether this line has had its error already.
  var lineIsBroken = false
  /// The start of this line's first token.
  var lineStart = 0
  /// Whether kinds of the script's own may be known from here on: one was declared, or something imported.
  var hasKinds = false
  var hasImports = false
  /// The attributes that those kinds add.
  var ownNames: Set<UInt32> = []
  var hasJourney = false
  /// The level of the items in a block, up to where blocks that begin there have it, and where those began that have
  /// none since they ended before.
  var body: (level: Int?, end: Int, closed: Set<Int>) = (nil, 0, [])
  /// The last attribute that no item above it takes: below which header, in which finding, and whose it is.
  var misplaced: (owner: Int, finding: Int, kinds: UInt8)?
  /// Habits from other languages that were answered in this file, with the finding's number.
  var habits: [Code: Int] = [:]
  /// What the items below lack, of which the first has said so: a journey, a stage.
  var lacking: ItemKinds = []
  /// A line such as `channels:`, the column that it stands in, and that of the lines below it.
  var list: (kind: ItemKind, column: Int, members: Int?, said: ItemKinds)?
  /// The phrases that lines may begin with, made once for each place where an unknown word stood.
  var phrases: [PhrasePlace: [Phrase]] = [:]
  let table = AttributeTable.shared
  /// At which byte the host is asked next whether to go on; everywhere, once the rest is not to be read.
  var nextLook = Parser.lookEvery
  /// Why the rest is not read.
  var end: Finding?
  /// The deepest place that nests beyond half of the limit, with how deep it is.
  var deepest: (levels: Int, range: ByteRange) = (0, ByteRange(0, 0))
  /// The place that takes the most stack beyond half of the limit, with how much it takes.
  var deepestStack: (bytes: Int, range: ByteRange) = (0, ByteRange(0, 0))

  /// Something that is open: an item, a section or a block.
  struct Open {
    var node: Int
    var kind: NodeKind
    /// The item's kind, or the kind of item whose lines a block holds.
    var item: ItemKind?
    /// −1 the file, 0 a section, 1 what stands in a journey, 2 a touchpoint; a block has its owner's.
    var level: Int
    /// Whether it is a touchpoint of a kind that the script declares: `as`.
    var hasOwnKind = false
    /// Whether items stand in it already.
    var holdsItems = false
    /// Where the line of the first of them starts.
    var firstItem = 0
    /// The kinds of item whose attributes may stand here.
    var kinds: ItemKinds

    /// An item, a section, or the file.
    init(node: Int, kind: NodeKind, item: ItemKind?, level: Int) {
      self.node = node
      self.kind = kind
      self.item = item
      self.level = level
      switch kind {
      case .item, .change: kinds = item.map { ItemKinds($0) } ?? []
      case .template: kinds = .all
      case .file: kinds = []
      default: kinds = .section
      }
    }

    /// A block, which holds the lines of what it stands in.
    init(block node: Int, kind: NodeKind, in owner: Open) {
      self.node = node
      self.kind = kind
      item = owner.item
      level = owner.level
      kinds = owner.kinds
      holdsItems = owner.holdsItems && owner.kind != .file
    }

    var isBlock: Bool { kind == .forEach || kind == .conditional || kind == .alternative || kind == .template }
    /// Whether lines with an attribute of these kinds may stand here.
    @inline(__always) func takes(_ kinds: ItemKinds) -> Bool { !self.kinds.isDisjoint(with: kinds) }
  }

  init(_ source: Source, limits: Limits, dialect: Dialect) {
    self.source = source
    self.limits = limits.begun
    self.dialect = dialect
    // Whether a word is an attribute of a host's kind is told when the kinds are known.
    (hasKinds, hasImports) = (dialect.hasKinds, dialect.hasKinds)
    lexer = Lexer(source, names: NameTable(source))
    nodes.reserveCapacity(source.count / 9 + 16)
  }

  /// `File = { Import } { Shared } { Section } ;`
  mutating func parseFile() -> Tree {
    let file = start(.file)
    open.append(Open(node: file, kind: .file, item: nil, level: -1))
    if source.count > limits.bytes {
      report(
        .tooLong, ByteRange(0, 0), "The script has \(source.count) bytes, more than the limit of \(limits.bytes)",
        help: "Split it into several files and import them.")
    } else if isUTF16 {
      report(
        .invalidBytes, ByteRange(0, 2), "The file is saved as UTF-16, which Journey does not read",
        help: "Save it as UTF-8: most editors ask for the encoding when saving under a name.")
    } else {
      lexer.next()
      look()
      while token.kind != .end {
        parseLine()
        if token.start >= nextLook { look() }
      }
      previousEnd = max(previousEnd, 0)
    }
    closeItems(downTo: 0)
    finish(file)
    nodes[file].start = 0
    nodes[file].end = UInt32(source.count)
    reportTokens()
    if nodes.count == 1, findings.isEmpty, end == nil { reportEmpty() }
    if suppressedFindings > 0 {
      findings.append(
        Finding(
          Code.tooManyFindings.rawValue, .info, "\(suppressedFindings) more findings in this file are not shown",
          at: Place(source.name, ByteRange(source.count, source.count)), help: "Mend the first ones, then look again."))
    }
    noteLimits()
    return Tree(
      source: source, nodes: nodes, names: lexer.names, documentation: documentation, findings: findings,
      dialect: dialect, stack: limits.stack)
  }

  // MARK: Tokens

  /// Goes on to the next token; inside parentheses and after a comma that includes the next line.
  mutating func advance() {
    if token.kind != .newline {
      previousEnd = token.end
    }
    previousKind = token.kind
    lexer.next()
    if token.start >= nextLook { look() }
    guard token.kind == .newline, parentheses > 0 || previousKind == .comma, token.start < textEnd else { return }
    let lineEnd = token
    // A semicolon ends a line wherever it stands.
    guard !isSemicolon(at: lineEnd.start) else { return }
    let documentation = lexer.documentation
    while token.kind == .newline, token.start < textEnd { lexer.next() }
    if startsStatement() || token.kind == .end {
      lexer.position = lineEnd.end
      lexer.documentation = documentation
      token = lineEnd
    }
  }

  /// Whether a semicolon stands somewhere, the plain one or its full-width form.
  func isSemicolon(at offset: Int) -> Bool {
    lexer.bytes[offset] == 0x3B
      || (lexer.bytes[offset] == 0xEF && lexer.bytes[offset + 1] == 0xBC && lexer.bytes[offset + 2] == 0x9B)
  }

  /// Whether the current token begins a statement of this place, rather than going on with a list or in parentheses.
  private mutating func startsStatement() -> Bool {
    guard let keyword = keyword(token), isStatement(keyword) || beginsAttribute(token) else { return false }
    let next = lexer.ahead()
    switch next.kind {
    case .comma, .dot, .openParenthesis, .closeParenthesis, .plus, .minus, .star, .slash, .less, .lessOrEqual,
      .greater, .greaterOrEqual:
      return false
    case .word:
      switch self.keyword(next) {
      case .is, .in, .has, .and, .or: return parentheses == 0
      default: return true
      }
    // Alone on its line a word may go on with what is in parentheses; after a comma it begins a line.
    case .newline, .end: return parentheses == 0 && ItemKind(keyword) == nil
    default: return true
    }
  }

  /// Whether a keyword begins a statement in any place.
  private func isStatement(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .journey, .outcome, .persona, .channel, .layer, .stage, .touchpoint, .rule, .test, .scenario, .template,
      .kind, .project, .import, .let, .parameter, .use, .for, .if, .else, .end, .expect, .allow, .without, .change:
      return true
    default: return false
    }
  }

  @inline(__always) func keyword(_ token: Token) -> Keyword? { token.keyword }

  @inline(__always) func at(_ keyword: Keyword) -> Bool { self.keyword(token) == keyword }

  @inline(__always) var atLineEnd: Bool { token.kind == .newline || token.kind == .end }

  /// Takes a keyword if it stands here.
  mutating func take(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  @inline(__always) var range: ByteRange { ByteRange(token.start, token.end) }

  // A parser is large, and whoever calls one of its functions that change nothing may have to copy it.
  @inline(__always) func spelling(_ token: Token) -> String { Parser.spelling(token, in: source) }

  private static func spelling(_ token: Token, in source: Source) -> String {
    Display.plain(source.text(ByteRange(token.start, min(token.end, token.start + 60))))
  }

  // MARK: Nodes

  mutating func start(_ kind: NodeKind, _ flags: Node.Flags = [], detail: UInt16 = 0) -> Int {
    nodes.append(Node(kind: kind, flags: flags, detail: detail, start: UInt32(token.start), end: 0))
    return nodes.count - 1
  }

  mutating func finish(_ node: Int) {
    // A value that is missing at the end of a line stands behind the last word.
    let last = Int(truncatingIfNeeded: nodes[nodes.count &- 1].end)
    nodes[node].finish(size: nodes.count &- node, end: max(previousEnd, last))
  }

  /// A node without children for the current token, which is taken.
  mutating func leaf(_ kind: NodeKind, detail: UInt16 = 0) {
    nodes.append(
      Node(
        kind: kind, flags: token.flags, detail: detail, start: UInt32(token.start), end: UInt32(token.end),
        symbol: token.symbol))
    advance()
  }

  /// Puts a node around everything since `first`.
  mutating func wrap(_ kind: NodeKind, from first: Int, detail: UInt16 = 0) -> Int {
    nodes.insert(Node(kind: kind, detail: detail, start: nodes[first].start, end: 0), at: first)
    return first
  }

  // MARK: Findings

  /// Reports what is wrong, the first error of a line only: what follows is mostly its echo.
  // Never in its callers, as all that answers a slip in an expression: what a finding is made of would be in the frame of
  // each function that calls itself.
  @inline(never)
  mutating func report(
    _ code: Code, _ range: ByteRange, _ title: String, label: String = "", related: [Related] = [], why: String = "",
    help: String = "", fix: Fix? = nil, severity: Severity = .error
  ) {
    // Where the rest is not read, what is missing there is no news.
    guard end == nil else { return }
    if severity == .error {
      guard showsError() else { return }
      lineIsBroken = true
    } else if findings.count >= limits.findings {
      suppressedFindings += 1
      return
    }
    findings.append(
      Finding(
        code.rawValue, severity, title, at: Place(source.name, range), label: label, related: related, why: why,
        help: help, fix: fix))
  }

  /// Whether an error that is reported now is shown. If not, it is counted, and its words need not be found.
  mutating func showsError() -> Bool {
    guard !lineIsBroken, end == nil else { return false }
    guard findings.count >= limits.findings else { return true }
    lineIsBroken = true
    suppressedFindings += 1
    return false
  }

  func edit(_ range: ByteRange, _ text: String) -> Edit { Edit(Place(source.name, range), text) }

  func fix(_ title: String, _ range: ByteRange, _ text: String, isSafe: Bool = true) -> Fix {
    Fix(title, [edit(range, text)], isSafe: isSafe)
  }

  /// Passes over the rest of the line, or of the text whose filled-in part this is.
  mutating func skipLine() {
    parentheses = 0
    while !atLineEnd {
      guard token.start < textEnd else {
        // What stands behind a text is read when the text is over, not for each of its parts.
        token = Token(kind: .newline, flags: [], isSpaced: true, start: textEnd, end: textEnd, symbol: .none)
        return
      }
      previousEnd = token.end
      previousKind = token.kind
      lexer.next()
      if token.start >= nextLook { look() }
    }
  }

  /// A line must end here.
  mutating func expectLineEnd() {
    parentheses = 0
    guard !atLineEnd else { return }
    reportUnexpected()
    skipLine()
  }
}

extension Tree {
  /// Parses a source that holds a query, as a reader types it: an expression and how its table is shaped.
  public init(query source: Source, limits: Limits = Limits(), dialect: Dialect = .plain) {
    var parser = Parser(source, limits: limits, dialect: dialect)
    self = parser.parseQueryFile()
  }

  /// Parses a source: any bytes give a tree, and what is wrong is among its findings.
  public init(_ source: Source, limits: Limits = Limits(), dialect: Dialect = .plain) {
    var parser = Parser(source, limits: limits, dialect: dialect)
    self = parser.parseFile()
  }
}
