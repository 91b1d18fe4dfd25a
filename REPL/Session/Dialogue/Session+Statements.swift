import Journey

/// Statements: the script is extended, checked anew, and the answer says what changed.
extension Session {
  /// Takes a statement into the script, or says what is wrong with it and leaves everything as it was.
  mutating func state(_ text: String, _ fit: Fit) -> Answer {
    if fit.kind == .change || Session.beginsWithChange(fit), !isInSection { return reopen(text, fit) }
    if fit.kind == .withoutLine, !isInSection, let answer = remove(text, fit) { return answer }
    if let line = replaced(by: fit), let new = Session.singleLine(fit) {
      return accept(line, new, entry: text, moves: false) { Summary.replaced($0, by: $1) }
    }
    let insertion = Insertion(of: fit, in: tree, from: tree.places(to: standing.node))
    return accept(insertion.range, insertion.text, entry: text, moves: true, opensAt: insertion.start) {
      Summary.added($0, to: $1)
    }
  }

  /// Whether one stands in a scenario, a test or the like, where `change` and `without` are lines of the script.
  private var isInSection: Bool {
    tree.places(to: standing.node).contains { [.scenario, .test, .template].contains(tree[$0].kind) }
  }

  private static func beginsWithChange(_ fit: Fit) -> Bool {
    fit.tree.text(fit.first).lowercased().hasPrefix("change ")
  }

  // MARK: Accepting

  /// Puts a text into the script in place of a range, if what comes of it has no new errors.
  ///
  /// - Parameters:
  ///   - range: The bytes that the text takes the place of.
  ///   - new: The text.
  ///   - entry: What was typed.
  ///   - moves: Whether one stands in the item that the text declares from then on.
  ///   - start: Where the statement begins in the new script.
  ///   - allowsPromises: Whether names may be used that are declared later.
  ///   - summary: What is said of the change, from the trees before and after and the statement's node.
  mutating func accept(
    _ range: ByteRange, _ new: String, entry: String, moves: Bool, opensAt start: Int? = nil,
    allowsPromises: Bool = true, _ summary: (_ before: Tree, _ after: Summary.Spot) -> String
  ) -> Answer {
    let old = tree
    var bytes = Array(old.source.padded[..<range.lower])
    bytes += Array(new.utf8)
    bytes += old.source.padded[range.upper..<old.source.count]
    let wasLaidOut = Layout.bytes(old).elementsEqual(old.source.padded[..<old.source.count])
    let source = Source(name: old.source.name, bytes: bytes)
    var after = examine(source)
    let errors = newErrors(in: after, allowsPromises)
    guard errors.isEmpty else { return .problem(report(errors, of: after) + Session.hint(on: errors, in: after)) }

    let first = after.model.trees[0].nodes.firstIndex { Int($0.start) >= (start ?? range.lower) && $0.kind != .file }
    let added = after.model.trees[0].nodes.count - old.nodes.count
    if wasLaidOut {
      // The one layout stays the one layout; nodes keep their numbers in it.
      let laidOut = Layout.bytes(after.model.trees[0])
      if laidOut != bytes { after = examine(Source(name: source.name, bytes: laidOut)) }
    }
    let tree = after.model.trees[0]
    let spot = Summary.Spot(tree: tree, first: first.map { NodeID($0) }, added: max(added, 0))
    let sentence = Changes(from: check, to: after, declared: summary(old, spot), fresh: spot.declared).sentence
    var standing = standing.shifted(from: first ?? old.nodes.count, by: added, in: tree)
    if moves, let place = spot.lastPlace { standing.node = place }
    // What was said already is no change to undo.
    if !tree.source.padded.elementsEqual(old.source.padded) { remember(entry) }
    adopt(after, standing)
    return Answer(sentence)
  }

  /// Makes a checked script the session's own.
  mutating func adopt(_ new: Check, _ standing: Standing) {
    let old = check
    check = new
    it = it.flatMap { Carrier(from: old.model, to: new.model).value($0) }
    self.standing = standing
    let places = tree.places(to: standing.node)
    noteWay(places)
    numbered = []
  }

  /// Remembers the stage and the touchpoint among the places where one stands.
  mutating func noteWay(_ places: [NodeID]) {
    guard let stage = places.last(where: { tree.itemKind($0) == .stage }) else { return }
    standing.stage = stage
    standing.way = places.last
  }

  /// Remembers how things were before a change, so that it can be undone.
  mutating func remember(_ entry: String) {
    past.append(Moment(bytes: bytes, standing: standing, entry: entry))
    future = []
    // Texts of megabytes add up: the oldest go first, and one is always kept.
    var size = past.reduce(0) { $0 + $1.bytes.count }
    while past.count > Session.memory || (size > Session.byteMemory && past.count > 1) {
      size -= past.removeFirst().bytes.count
    }
  }

  /// How many changes can be undone, and how many bytes they may take together.
  private static let memory = 1_000
  private static let byteMemory = 128 << 20

  /// What one does here about an error that means something else in a script.
  private static func hint(on errors: [Finding], in check: Check) -> String {
    guard let error = errors.first, error.code == Code.declaredTwice.rawValue, let first = error.related.first,
      let source = check.sources.first(where: { $0.name == first.place.file })
    else { return "" }
    let words = Words(source.text(first.place.range)).all
    guard words.count >= 2 else { return "" }
    return "\n     here: `:open \(Model.reference(words[1]))` goes to it, to say more of it."
  }

  // MARK: Errors

  /// The errors that a script has and the session's own has not, but for names that are still to be declared.
  func newErrors(in new: Check, _ allowsPromises: Bool) -> [Finding] {
    var known: [String: Int] = [:]
    for print in Session.errors(of: check).map(\.print) { known[print, default: 0] += 1 }
    return Session.errors(of: new).filter { error in
      if let count = known[error.print], count > 0 {
        known[error.print] = count - 1
        return false
      }
      let tree = new.model.trees[0]
      return
        !(allowsPromises
        && (Session.isPromise(error.finding, in: tree) || Session.isBegunRule(error.finding, in: tree)))
    }.map(\.finding)
  }

  /// The errors that keep a statement out: those of the language, not what a rule or the journey itself expects.
  private static func errors(of check: Check) -> [(finding: Finding, print: String)] {
    let errors = check.findings.filter { isError($0) }
    return Array(zip(errors, Fingerprint.all(errors, sources: check.sources)))
  }

  static func isError(_ finding: Finding) -> Bool {
    finding.severity == .error && !finding.isRule && finding.code != Code.notTrue.rawValue
      && finding.code != Code.wrongExample.rawValue
  }

  /// Whether an error is a rule that has only been begun: its lines come one by one.
  static func isBegunRule(_ finding: Finding, in tree: Tree) -> Bool {
    finding.code == Code.missingValue.rawValue && finding.place.file == tree.source.name
      && tree.children(tree.file).contains {
        tree[$0].kind == .rule && tree[$0].range.start == finding.place.range.start
      }
  }

  /// Whether an error is a name that somebody is about to declare: an arrow leads to what does not stand there yet.
  ///
  /// One tells a journey from its beginning, so its arrows point ahead, and personas stand above the channels that they
  /// prefer. A name that is nearly another's is a slip.
  static func isPromise(_ finding: Finding, in tree: Tree) -> Bool {
    guard finding.code == Code.unknownName.rawValue, finding.fix == nil,
      finding.related.isEmpty || finding.related[0].message == "the stage",
      finding.place.file == tree.source.name,
      let line = tree.line(around: finding.place.range)
    else { return false }
    guard tree[line].kind == .attribute else { return true }
    switch Attribute(detail: tree[line].detail) {
    case .leadsTo, .reaches, .pain, .neededIn, .matches, .prefers, .cannotUse, .consentsTo: return true
    default: return false
    }
  }

  /// Findings as `journey check` shows them, without the sum below them.
  func report(_ findings: [Finding], of check: Check) -> String {
    Session.report(findings, check.sources, settings.palette)
  }

  static func report(_ findings: [Finding], _ sources: [Source], _ palette: Palette) -> String {
    let ordered = findings.inReadingOrder(files: sources.map(\.name))
    return PrettyReport(palette: palette).text(of: ordered, sources: sources)
  }

  // MARK: Changing what is said

  /// `on store`: the channels of the touchpoint where one stands, which its header says in a script.
  mutating func takeChannels(_ text: String) -> Answer? {
    let line = text.trimmingBlanks
    guard line.lowercased().hasPrefix("on "), !line.contains("\n"), let place = tree.places(to: standing.node).last,
      tree.itemKind(place) == .touchpoint, tree[place].kind == .item
    else { return nil }
    let name = tree.headerName(place)
    let old = tree.clause(place, .on)
    let header = tree.child(place, .text) ?? tree.child(place, .name)
    guard let range = old.map({ tree[$0].range }) ?? header.map({ ByteRange(Int(tree[$0].end), Int(tree[$0].end)) })
    else { return nil }
    let was = old.map { ", was \(tree.text($0))" } ?? ""
    return accept(range, (old == nil ? " " : "") + line, entry: text, moves: false) { _, _ in "\(name): \(line)\(was)" }
  }

  /// A row that belongs to the `expect` above it, which was taken as it stood.
  mutating func takeOtherwise(_ text: String) -> Answer? {
    guard text.trimmingBlanks.lowercased().hasPrefix("otherwise "), let owner = tree.places(to: standing.node).last,
      let last = tree.children(owner).map({ $0 }).last(where: { !tree.isPlace($0) }),
      tree[last].kind == .expectLine, tree.clause(last, .otherwise) == nil
    else { return nil }
    let blanks = source.padded[tree.wholeLines(of: last).lower...].prefix { $0 == 0x20 }.count
    let end = tree.lineEnd(after: Int(tree[last].end))
    let line = String(repeating: " ", count: blanks + 2) + text.trimmingBlanks + "\n"
    let name = tree.headerName(owner)
    return accept(ByteRange(end, end), line, entry: text, moves: false) { _, _ in
      "\(name): \(Session.oneLine(text))"
    }
  }

  /// Where the item says already what a statement says, if it can say it once only.
  private func replaced(by fit: Fit) -> ByteRange? {
    guard let attribute = fit.attribute, let owner = fit.owner, let kind = tree.itemKind(owner),
      let rule = AttributeRule.of(attribute, on: kind), !rule.isMany
    else { return nil }
    let line = tree.children(owner).first {
      tree[$0].kind == .attribute && Attribute(detail: tree[$0].detail) == attribute
    }
    return line.map { tree[$0].range }
  }

  /// The statement's text, where it is one line and no more.
  private static func singleLine(_ fit: Fit) -> String? {
    let tree = fit.tree
    let node = tree[fit.first]
    guard fit.first.index + Int(node.size) == tree.nodes.count else { return nil }
    return tree.source.text(ByteRange(Int(node.start), tree.source.count))
  }

  /// `change touchpoint Checkout`: one stands in that item from then on; what follows changes it.
  private mutating func reopen(_ text: String, _ fit: Fit) -> Answer {
    let rows = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let words = Words(String(rows[0])).all
    guard words.count == 3, let kind = Keyword(rawValue: words[1].lowercased()).flatMap({ ItemKind($0) }) else {
      return .problem("`change` takes a kind and a name: change touchpoint Checkout")
    }
    let before = self
    let opened = open(words[2], [kind])
    guard !opened.isProblem, rows.count > 1 else { return opened }
    let answer = say(rows: String(rows[1]))
    if answer.isProblem { self = before }
    return answer
  }

  /// Takes rows as statements, one text.
  private mutating func say(rows: String) -> Answer {
    switch reading(of: rows) {
    case .statement(let fit), .slip(let fit): state(rows, fit)
    case .question: .problem("What follows `change` are lines of that item.")
    }
  }

  /// `without wait`, `without channel email`: takes a line or an item out of the script. Nothing where the item does not
  /// say it itself, so that the line is one of the language.
  private mutating func remove(_ text: String, _ fit: Fit) -> Answer? {
    let words = Words(text).all.dropFirst()
    if words.count == 2, let kind = Keyword(rawValue: words.first?.lowercased() ?? "").flatMap({ ItemKind($0) }) {
      let name = words.last ?? ""
      switch find(name, [kind]) {
      case .failure(let problem): return .problem(problem.text)
      case .success(let id):
        guard model[id].file == 0 else { return .problem("\(model.reference(to: id)) stands in another file.") }
        let node = model[id].node
        let shown = "\(kind.word) \(model.reference(to: id))"
        return cut([tree.wholeLines(of: node)], entry: text, "removed \(shown)")
      }
    }
    guard let attribute = Attribute(rawValue: words.joined(separator: " ").lowercased()) else { return nil }
    for owner in tree.places(to: standing.node).reversed() {
      let lines = tree.children(owner).filter {
        tree[$0].kind == .attribute && Attribute(detail: tree[$0].detail) == attribute
      }
      guard !lines.isEmpty else { continue }
      let name = tree.headerName(owner)
      return cut(lines.map { tree.wholeLines(of: $0) }, entry: text, "\(name): removed `\(attribute.rawValue)`")
    }
    // A copy may drop what it was copied with: that is a line of the language.
    guard let owner = tree.places(to: standing.node).last, tree.clause(owner, .like) == nil else { return nil }
    return .problem("\(tree.headerName(owner)) says nothing of `\(attribute.rawValue)`.")
  }

  /// Takes ranges out of the script.
  private mutating func cut(_ ranges: [ByteRange], entry: String, _ sentence: String) -> Answer {
    guard let low = ranges.map(\.lower).min(), let high = ranges.map(\.upper).max() else { return Answer("") }
    var kept: [UInt8] = []
    for offset in low..<high where !ranges.contains(where: { $0.lower <= offset && offset < $0.upper }) {
      kept.append(source.padded[offset])
    }
    let place = standing.node
    let wasInside = place.map { node in
      ranges.contains { $0.lower <= Int(tree[node].start) && Int(tree[node].start) < $0.upper }
    }
    let parent = tree.places(to: place).dropLast().last
    return accept(
      ByteRange(low, high), String(decoding: kept, as: UTF8.self), entry: entry, moves: false, allowsPromises: false
    ) { _, _ in sentence }.then(&self) { session in
      if wasInside == true { session.standing.node = parent }
    }
  }
}

extension Answer {
  /// Does something more where the answer is none about a problem.
  fileprivate func then(_ session: inout Session, _ body: (inout Session) -> Void) -> Answer {
    if !isProblem { body(&session) }
    return self
  }
}

extension Tree {
  /// The attribute, check or variable in whose line a range stands.
  func line(around range: ByteRange) -> NodeID? {
    var found: NodeID?
    for (index, node) in nodes.enumerated() {
      if Int(node.start) > range.lower { break }
      let isLine = node.kind == .attribute || node.kind == .expectLine || node.kind == .letLine
      if isLine, Int(node.end) >= range.upper { found = NodeID(index) }
    }
    return found
  }

  /// The lines that a node and what stands in it take, with the documentation above them.
  func wholeLines(of id: NodeID) -> ByteRange {
    var start = documentedStart(of: id)
    while start > 0, source.padded[start - 1] == 0x20 || source.padded[start - 1] == 0x09 { start -= 1 }
    return ByteRange(start, lineEnd(after: Int(self[id].end)))
  }
}
