import Journey

/// Where a statement belongs, as the parser says.
struct Fit {
  /// The item or section that the statement becomes a part of; nothing is the file.
  var owner: NodeID?
  /// What the statement's first line is.
  var kind: NodeKind
  /// The kind of item that it declares, directly or in a block.
  var item: ItemKind?
  /// The attribute that it says.
  var attribute: Attribute?
  /// The headers above it, and the tree of headers and statement.
  var skeleton: Skeleton
  var tree: Tree
  /// The statement's first node in that tree.
  var first: NodeID
  /// How many items and sections it stands in.
  var depth: Int

  /// Whether it is a line of its owner, rather than something that stands in it.
  var isLine: Bool {
    switch kind {
    case .item, .change, .rule, .test, .scenario, .template, .kind, .project: false
    case .forEach, .conditional: item == nil
    default: true
    }
  }
}

/// How a text is to be understood.
enum Reading {
  case statement(Fit)
  case question
  /// Neither; it looks most like a statement with a slip in it.
  case slip(Fit)
}

extension Session {
  /// What a text is at the place where one stands: asked of the parser, with the headers of that place above it.
  func reading(of text: String) -> Reading {
    let candidates = self.candidates
    guard let innermost = fit(of: text, below: candidates[0]), !Session.callsOrAsks(text) else { return .question }
    // Only a word of the language begins a statement, but for touchpoints of a kind of their own.
    let word = Session.firstWord(text)
    if Keyword(rawValue: word) != nil || innermost.kind == .customAttribute || word.isEmpty {
      if isAtHome(innermost) { return .statement(innermost) }
      for places in candidates.dropFirst() {
        if let fit = fit(of: text, below: places), isAtHome(fit) { return .statement(fit) }
      }
    }
    // Not a statement of this place. Where it is no question either, the better guess is told by its findings.
    let query = queryTree(text)
    guard query.findings.contains(where: { $0.severity == .error }) else { return .question }
    return Session.hasAdvice(innermost) && !beginsWithKnownWord(text) ? .slip(innermost) : .question
  }

  /// The first word of a text in small letters, remarks above it left out; empty where the text begins otherwise.
  static func firstWord(_ text: String) -> String {
    var rest = text.utf8[...]
    while true {
      rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
      guard rest.first == 0x23 else { break }
      rest = rest.drop { $0 != 0x0A }
    }
    return String(decoding: rest.prefix { $0 >= 0x80 || isWordByte($0) || $0 == 0x2D }, as: UTF8.self).lowercased()
  }

  /// Whether the first word is one that questions begin with: a list of items, a function, a member, a name.
  private func beginsWithKnownWord(_ text: String) -> Bool {
    let word = Session.firstWord(text)
    guard !word.isEmpty else { return false }
    return word == "it" || Vocabulary.members.contains(word) && Keyword(rawValue: word) == nil
      || ItemKind.allCases.contains { $0.plural == word } || functions.contains { $0.name == word }
      || (Keyword(rawValue: word) == nil
        && model.items.indices.contains { index in
          let name = model.name(of: ItemID(index))
          return name.utf8.count == word.utf8.count && NameTable.fold(name) == word
        })
  }

  /// The places that a line may be meant for, as the items from the file down: where one stands first, then what is
  /// around it, then the stage one stood in last.
  var candidates: [[NodeID]] {
    var places = tree.places(to: standing.node)
    var found = [places]
    while !places.isEmpty {
      places.removeLast()
      found.append(places)
    }
    let journey = tree.places(to: standing.node).first ?? onlyJourney
    for node in [journey, standing.stage ?? journey.flatMap { tree.items(.stage, in: $0).last }] {
      let places = tree.places(to: node)
      if !found.contains(places) { found.append(places) }
    }
    return found
  }

  /// The journey of a script that has one.
  var onlyJourney: NodeID? {
    let journeys = tree.items(.journey, in: tree.file)
    return journeys.count == 1 ? journeys[0] : nil
  }

  /// How the parser reads a text below some headers; nothing where it says nothing at all.
  func fit(of text: String, below places: [NodeID]) -> Fit? {
    let skeleton = Skeleton(places, of: tree)
    let tree = skeleton.tree(with: text, model.words.dialect)
    guard let index = tree.nodes.indices.first(where: { $0 > 0 && Int(tree.nodes[$0].start) >= skeleton.count }) else {
      return nil
    }
    var first = NodeID(index)
    // A line that could not be read holds what it would have been.
    let node = tree[first]
    if node.kind == .skipped, node.size > 1 { first = NodeID(index + 1) }
    let outer = tree.ancestors(of: NodeID(index)).filter { tree.isPlace($0) }
    // The header that it stands below tells the owner: headers and places are the same, from the outermost in.
    let owner = outer.isEmpty || outer.count > places.count ? nil : places[outer.count - 1]
    var fit = Fit(
      owner: owner, kind: tree[first].kind, item: tree.itemKind(first), attribute: nil, skeleton: skeleton, tree: tree,
      first: first, depth: outer.count)
    if fit.kind == .forEach || fit.kind == .conditional { fit.item = tree.firstItemKind(in: first) }
    if fit.kind == .attribute { fit.attribute = Attribute(detail: tree[first].detail) }
    return fit
  }

  /// Whether the parser takes a statement's first line where it was tried.
  func isAtHome(_ fit: Fit) -> Bool {
    let start = Int(fit.tree[fit.first].start)
    guard fit.kind != .skipped || isHabitOfOthers(fit) else { return false }
    return !fit.tree.findings.contains { finding in
      finding.place.range.lower == start && Session.misplaced.contains(finding.code)
    }
  }

  /// Whether a line was answered as a habit from another language, which no question is.
  private func isHabitOfOthers(_ fit: Fit) -> Bool {
    let start = Int(fit.tree[fit.first].start)
    return fit.tree.findings.contains { $0.place.range.lower == start && $0.code == Code.habitGherkin.rawValue }
  }

  /// The diagnostics that say: this line has no business here.
  private static let misplaced: Set<String> = Set(
    [Code.unknownWord, .attributeElsewhere, .attributeTooLate, .outsideItsPlace].map(\.rawValue))

  /// Whether what the parser says of a line that is out of place helps: it names a near word, or where the line belongs.
  private static func hasAdvice(_ fit: Fit) -> Bool {
    let start = Int(fit.tree[fit.first].start)
    return fit.tree.findings.contains {
      $0.place.range.lower <= start && $0.place.range.upper > fit.skeleton.count && $0.severity == .error
        && ($0.fix != nil || $0.code != Code.unknownWord.rawValue)
    } || fit.tree.findings.contains { $0.place.range.lower >= start && $0.code.hasPrefix("habit-") }
  }

  /// Whether `(` or `.` follows the first word directly, or there is no word: then it is a question.
  static func callsOrAsks(_ text: String) -> Bool {
    let bytes = text.utf8.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    let rest = bytes.drop { $0 >= 0x80 || Session.isWordByte($0) || $0 == 0x2D }
    return rest.first == 0x28 || rest.first == 0x2E
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
  }
}

extension Tree {
  /// The kind of the first item that a block holds.
  func firstItemKind(in block: NodeID) -> ItemKind? {
    for child in children(block) {
      if self[child].kind == .item { return itemKind(child) }
      switch self[child].kind {
      case .forEach, .conditional, .alternative:
        if let kind = firstItemKind(in: child) { return kind }
      default: continue
      }
    }
    return nil
  }
}
