/// A script laid out once, statement by statement, with the comments and blank lines between.
struct Draft {
  /// The text so far.
  var bytes: [UInt8] = []
  /// Whether the parser may read the result in another way, so that it must be looked at again.
  private(set) var needsProof: Bool
  let outline: Outline
  var spelling = Spelling()
  let scan: Scan

  /// A statement, or several lines that are copied.
  private struct Unit {
    /// Its bytes in the source.
    var range: ByteRange
    /// The statement; nothing for lines that are copied.
    var statement: Statement?
    /// Where it will stand.
    var indentation: Int
    /// Where its line stood.
    var column: Int
    /// Whether a blank line belongs above it.
    var beginsSection = false
    /// Whether a block begins with it.
    var opensBlock = false
  }

  init(_ tree: Tree) {
    outline = Outline(tree)
    scan = outline.scan
    // A word at the very end is read as a name where a line end behind it would make it a statement.
    let isOpenEnded = tree.source.count > 0 && tree.source.padded[tree.source.count - 1] != 0x0A
    needsProof = isOpenEnded || tree.findings.contains { $0.severity == .error }
    bytes.reserveCapacity(tree.source.count + tree.source.count / 8)
    write(units())
  }

  // MARK: Units

  private mutating func units() -> [Unit] {
    var units: [Unit] = []
    var index = 0
    let statements = outline.statements
    units.reserveCapacity(statements.count)
    while index < statements.count {
      let statement = statements[index]
      let line = outline.firstLine(statement)
      let column = scan.indentation(ofLine: line)
      let kind = statement.node.map { outline.tree.nodes[$0].kind }
      guard statement.isFrozen else {
        let first = scan.tokens[statement.tokens.lowerBound].start
        let last = scan.tokens[statement.tokens.upperBound - 1].end
        units.append(
          Unit(
            range: ByteRange(first, last), statement: statement, indentation: statement.indentation, column: column,
            beginsSection: beginsSection(statement), opensBlock: kind?.isBlock ?? false))
        index += 1
        continue
      }
      needsProof = true
      var last = outline.lastLine(statement)
      var holdsUnclosedBlock = false
      while index < statements.count, statements[index].isFrozen, outline.firstLine(statements[index]) <= last {
        last = max(last, outline.lastLine(statements[index]))
        holdsUnclosedBlock = holdsUnclosedBlock || isUnclosedBlock(statements[index])
        index += 1
      }
      // Where an unclosed block ends depends on the indentation of what follows: all that stays as it is.
      let end = holdsUnclosedBlock ? scan.end : scan.bounds[last].upper
      units.append(Unit(range: ByteRange(scan.bounds[line].lower, end), indentation: column, column: column))
      if holdsUnclosedBlock { break }
    }
    return units
  }

  private func isUnclosedBlock(_ statement: Statement) -> Bool {
    scan.tokens[statement.tokens].contains { $0.kind == .unclosedText && $0.flags.contains(.block) }
  }

  /// Whether a statement opens a chapter: a journey, a stage, or what stands at file level beside a journey.
  private func beginsSection(_ statement: Statement) -> Bool {
    guard let node = statement.node.map({ outline.tree.nodes[$0] }) else { return false }
    switch node.kind {
    case .rule, .test, .scenario, .template, .kind, .project: return true
    case .item: return [.journey, .stage].contains(ItemKind(rawValue: UInt8(truncatingIfNeeded: node.detail)))
    default: return false
    }
  }

  // MARK: Writing

  private mutating func write(_ units: [Unit]) {
    var previous: Unit?
    for unit in units {
      write(gapAfter: previous, before: unit)
      if let statement = unit.statement {
        indent(unit.indentation)
        write(statement)
      } else {
        bytes.append(lines: scan.bytes[unit.range.lower..<unit.range.upper])
      }
      previous = unit
    }
    write(gapAfter: previous, before: nil)
  }

  /// Writes the comments between two units, each where it belongs, and ends the line of the first.
  private mutating func write(gapAfter previous: Unit?, before next: Unit?) {
    let range = ByteRange(previous?.range.upper ?? (scan.bounds[0].lower), next?.range.lower ?? scan.end)
    let gap = Gap(scan.bytes, range, atLineStart: previous == nil)
    var comments = gap.comments[...]
    if let trailing = comments.first, trailing.isTrailing {
      bytes.append(contentsOf: "  ".utf8)
      append(trailing)
      comments.removeFirst()
    }
    if previous != nil { endLine() }
    let group = beginningOfGroup(comments, previous, next, gap)
    for index in comments.indices {
      let comment = comments[index]
      let invents = index == group && next.map { needsBlankLine($0, after: previous) } ?? false
      if comment.followsBlankLine || invents { blankLine() }
      indent(indentation(of: comment, previous, next))
      append(comment)
      bytes.append(0x0A)
    }
    guard let next else { return }
    if gap.endsWithBlankLine || (group == comments.endIndex && needsBlankLine(next, after: previous)) { blankLine() }
  }

  /// The first of the comments that stand right above what follows and belong to it.
  private func beginningOfGroup(
    _ comments: ArraySlice<Gap.Comment>, _ previous: Unit?, _ next: Unit?, _ gap: Gap
  ) -> Int {
    var first = comments.endIndex
    guard !gap.endsWithBlankLine else { return first }
    while first > comments.startIndex, !staysBehind(comments[first - 1], previous, next) {
      first -= 1
      if comments[first].followsBlankLine { break }
    }
    return first
  }

  private func needsBlankLine(_ unit: Unit, after previous: Unit?) -> Bool {
    guard unit.beginsSection, let previous else { return false }
    return !previous.opensBlock
  }

  /// Whether a comment belongs to what stands above it: what follows stands less deep, and the author set it as deep
  /// as the line above.
  private func staysBehind(_ comment: Gap.Comment, _ previous: Unit?, _ next: Unit?) -> Bool {
    guard let previous, previous.indentation > next?.indentation ?? 0 else { return false }
    return comment.column >= previous.column && previous.column > next?.column ?? 0
  }

  private func indentation(of comment: Gap.Comment, _ previous: Unit?, _ next: Unit?) -> Int {
    // `#!` opens the file at its very first column.
    if bytes.isEmpty, scan.bytes[comment.range.lower + 1] == 0x21 { return 0 }
    if let previous, staysBehind(comment, previous, next) { return previous.indentation }
    return next?.indentation ?? 0
  }

  private mutating func append(_ comment: Gap.Comment) {
    bytes.append(contentsOf: scan.bytes[comment.range.lower..<comment.range.upper])
  }

  // MARK: Lines

  /// Ends the line; a block that runs to the end of the file has done so.
  private mutating func endLine() {
    if bytes.last != 0x0A { bytes.append(0x0A) }
  }

  /// One blank line, unless the file begins here.
  private mutating func blankLine() {
    guard !bytes.isEmpty else { return }
    bytes.append(0x0A)
  }

  mutating func newLine(_ indentation: Int) {
    bytes.append(0x0A)
    indent(indentation)
  }

  mutating func indent(_ columns: Int) {
    for _ in 0..<columns { bytes.append(0x20) }
  }
}
