import Journey

/// What the parser's tree says of a place: a made-up word is put there, and where it lands tells what may stand there.
struct Spot {
  /// What may stand at a place.
  enum Want {
    /// A line's first words.
    case statement
    /// What an attribute takes.
    case value(AttributeRule)
    /// The name of an item of one of these kinds.
    case items([ItemKind])
    /// A touchpoint of the stage with this name.
    case touchpoints(of: String)
    /// A word of an expression; the kind of the items that are filtered, if any.
    case expression(ItemKind?)
    /// What a comparison with this attribute takes.
    case compared(AttributeRule)
    /// What stands behind a dot.
    case member
    /// A unit, behind a number.
    case unit
    /// One of these words.
    case words([(String, String)])
    /// A rule, be it one of the script.
    case rules
    /// A file to import.
    case path
    case nothing
  }

  let want: Want
  /// Whether a line begins here.
  let isLineStart: Bool
  /// The tree with the made-up word, and the headers above it.
  private let tree: Tree
  private let skeleton: Skeleton
  private let places: [NodeID]
  private let start: Int
  private let rowsBefore: String

  /// No script has it.
  private static let word = "qzxplacehere"

  init(_ cursor: Cursor, _ session: Session) {
    let text = cursor.before + Spot.word
    rowsBefore = String(decoding: Array(cursor.before.utf8)[..<cursor.rowStart], as: UTF8.self)
    let isFirstRow = rowsBefore.allSatisfy { $0 == " " || $0 == "\n" }
    let blank = cursor.row.isEmpty
    var reading = Reading.question
    if !(isFirstRow && Session.callsOrAsks(cursor.before + "x")) || blank { reading = session.reading(of: text) }
    var fit: Fit?
    switch reading {
    case .statement(let found), .slip(let found): fit = found
    case .question:
      // A line that begins is neither yet.
      if blank { fit = session.fit(of: text, below: session.candidates[0]) }
    }
    guard let fit else {
      tree = session.queryTree(text)
      skeleton = Skeleton([], of: session.tree)
      places = []
      start = cursor.range.lowerBound
      isLineStart = false
      want = Spot.want(in: tree, at: start, cursor, isQuery: true)
      return
    }
    tree = fit.tree
    skeleton = fit.skeleton
    places = session.candidates.first { Skeleton($0, of: session.tree).text == fit.skeleton.text } ?? []
    start = fit.skeleton.count + cursor.range.lowerBound
    let begin = start
    isLineStart =
      blank && fit.tree.findings.contains { $0.place.range.lower == begin && $0.code == Code.unknownWord.rawValue }
    want = isLineStart ? .statement : Spot.want(in: fit.tree, at: begin, cursor, isQuery: false)
  }

  // MARK: From the tree

  private static func want(in tree: Tree, at start: Int, _ cursor: Cursor, isQuery: Bool) -> Want {
    if tree.source.padded[max(0, start - 1)] != 0x2E, isBehindNumber(tree.source, start) { return .unit }
    guard let name = tree.nodes.indices.first(where: { isPart(tree.nodes[$0], at: start) }).map({ NodeID($0) }) else {
      return gap(in: tree, at: start, cursor, isQuery)
    }
    var inner = name
    for outer in tree.ancestors(of: name).reversed() {
      if let want = want(of: inner, in: outer, tree) { return want }
      inner = outer
    }
    return isQuery ? .expression(nil) : .nothing
  }

  /// Whether a node is the made-up word, or the text that it stands in.
  private static func isPart(_ node: Node, at start: Int) -> Bool {
    Int(node.start) == start && (node.kind == .name || node.kind == .text)
  }

  /// What a node wants of the part of it in which the word landed; nothing where that is for the node around it to say.
  private static func want(of part: NodeID, in node: NodeID, _ tree: Tree) -> Want? {
    let children = tree.children(node).map { $0 }
    let isFirst = children.first == part
    switch tree[node].kind {
    case .member: return isFirst ? nil : .member
    case .qualifiedName: return isFirst ? nil : .touchpoints(of: tree.text(children[0]).filter { $0 != "\"" })
    case .comparison:
      guard !isFirst, let left = children.first else { return nil }
      let word = tree.text(left).split(separator: ".").last.map { $0.lowercased() } ?? ""
      return AttributeRule.all.first { $0.expressionName == word }.map { .compared($0) }
    case .filter:
      guard !isFirst else { return nil }
      let word = tree.text(children[0]).split(separator: ".").last.map { $0.lowercased() } ?? ""
      return .expression(ItemKind.allCases.first { $0.plural == word })
    case .every: return isFirst ? .expression(nil) : nil
    case .clause: return want(ofClause: node, tree)
    case .attribute:
      let attribute = Attribute(detail: tree[node].detail)
      return AttributeRule.all.first { $0.attribute == attribute }.map { .value($0) }
    case .importLine: return .path
    case .letLine, .parameterLine: return isFirst ? .nothing : .expression(nil)
    case .expectLine, .conditional: return .expression(.touchpoint)
    case .forEach: return isFirst ? .nothing : .expression(nil)
    case .query: return .expression(nil)
    case .item, .change: return .nothing
    case .findingLine, .allowLine: return .rules
    default: return nil
    }
  }

  private static func want(ofClause clause: NodeID, _ tree: Tree) -> Want? {
    switch Keyword(detail: tree[clause].detail) {
    case .on: return .items([.channel])
    case .like:
      let owner = tree.ancestors(of: clause).last { tree.isPlace($0) }
      return .items([owner.flatMap { tree.itemKind($0) } ?? .touchpoint])
    case .of: return .items([.journey])
    case .answered: return .items([.touchpoint])
    case .when, .show, .sort, .group: return .expression(.touchpoint)
    default: return .nothing
    }
  }

  /// What may stand where the word is one too many: behind what is whole already.
  private static func gap(in tree: Tree, at start: Int, _ cursor: Cursor, _ isQuery: Bool) -> Want {
    if isQuery { return .words(operators + shapings) }
    let line = tree.nodes.indices.last { index in
      let kind = tree.nodes[index].kind
      return Int(tree.nodes[index].start) < start
        && (kind == .attribute || kind == .item || kind == .expectLine || kind == .importLine || kind == .forEach)
    }
    guard let line else { return .nothing }
    let node = NodeID(line)
    let isBehindComma = cursor.row.drop { $0 == " " }.reversed().drop { $0 == " " }.first == ","
    switch tree[node].kind {
    case .item:
      if tree.itemKind(node) == .outcome, isBehindComma {
        return .words([("success", "What the journey is for."), ("failure", "What it should avoid.")])
      }
      guard tree.itemKind(node) == .touchpoint, tree.clause(node, .on) == nil else { return .nothing }
      return .words([("on", "The channels that it is on.")])
    case .attribute:
      switch Attribute(detail: tree[node].detail) {
      case .leadsTo:
        return .words([
          ("for", "The share of customers who go there."), ("when", "The condition for going there."),
          ("again", "A way back, which is meant."),
        ])
      case .pain where isBehindComma:
        return .words([
          ("mild", "It hurts a little."), ("severe", "It hurts much."), ("answered by", "The touchpoint that helps."),
        ])
      case .neededIn: return .words([("where", "Which of them.")] + operators)
      case .matches: return .words(operators)
      case let attribute:
        // A list that goes on, or a word that is not whole.
        guard let rule = AttributeRule.all.first(where: { $0.attribute == attribute }) else { return .nothing }
        return isBehindComma || tree.children(node).first(where: { _ in true }) == nil ? .value(rule) : .nothing
      }
    case .expectLine: return .words(operators + [("otherwise", "What to say where it fails.")])
    case .importLine: return .path
    case .forEach: return .words([("in", "What it goes through.")])
    default: return .nothing
    }
  }

  private static let operators = [
    ("where", "Only those that meet a condition."), ("is", "The same."), ("is not", "Not the same."),
    ("has", "A list that holds something."), ("in", "One of several."), ("and", "Both."), ("or", "One of the two."),
  ]
  private static let shapings = [
    ("show", "The columns of the table."), ("sort by", "The order of its rows."),
    ("group by", "A row for each group."), ("first", "How many rows."),
  ]

  /// Whether the last thing before an offset is a number and a blank.
  private static func isBehindNumber(_ source: Source, _ start: Int) -> Bool {
    var offset = start
    while offset > 0, source.padded[offset - 1] == 0x20 { offset -= 1 }
    var digits = 0
    while offset > 0, (0x30...0x39).contains(source.padded[offset - 1]) || source.padded[offset - 1] == 0x2E {
      offset -= 1
      digits += 1
    }
    guard digits > 0 else { return false }
    return offset == 0 || !(Session.isWordByte(source.padded[offset - 1]) || source.padded[offset - 1] == 0x22)
  }

  // MARK: Statements

  /// The first words of lines that the parser takes here.
  func statements(_ session: Session) -> [Completions.Candidate] {
    let owner = tree.places(to: tree.nodes.indices.last { Int(tree.nodes[$0].start) <= start }.map { NodeID($0) }).last
    var found: [Completions.Candidate] = []
    if let owner, let kind = tree.itemKind(owner) {
      var said = attributes(of: owner, in: tree)
      let place = tree.places(to: owner).count - 1
      if owner.index < skeletonNodes, place < places.count {
        said.formUnion(attributes(of: places[place], in: session.tree))
      }
      found = AttributeRule.all.filter { rule in
        rule.kinds.contains(ItemKinds(kind)) && ![.success, .failure, .on].contains(rule.attribute)
          && (rule.isMany || !said.contains(rule.attribute))
      }.sorted { ($0.kinds == .all ? 1 : 0) < ($1.kinds == .all ? 1 : 0) }
        .map { Completions.Candidate($0.attribute.rawValue, $0.summary) }
    }
    found += Statement.all.filter { stands($0) }.map { Completions.Candidate($0.phrase, $0.summary) }
    return found
  }

  private var skeletonNodes: Int { tree.nodes.firstIndex { Int($0.start) >= skeleton.count } ?? tree.nodes.count }

  private func attributes(of node: NodeID, in tree: Tree) -> Set<Attribute> {
    // The line that is being typed does not count.
    let row = skeleton.count + rowsBefore.utf8.count
    let isOwn = tree.source.count == self.tree.source.count
    return Set(
      tree.children(node).filter { tree[$0].kind == .attribute && !(isOwn && Int(tree[$0].start) >= row) }
        .map { Attribute(detail: tree[$0].detail) })
  }

  /// Whether the parser takes a statement here.
  private func stands(_ statement: Statement) -> Bool {
    let text = rowsBefore + statement.example
    let read = skeleton.tree(with: text, tree.dialect)
    let begin = skeleton.count + rowsBefore.utf8.count
    return !read.findings.contains { finding in
      finding.severity == .error && finding.place.range.lower == begin
        && [Code.unknownWord, .outsideItsPlace, .attributeElsewhere, .attributeTooLate].map(\.rawValue)
          .contains(finding.code)
    }
  }
}
