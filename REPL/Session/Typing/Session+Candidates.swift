import Journey

/// From what is wanted at a place to what there is: the vocabulary's words and the journey's names.
extension Session {
  private var ruleCandidates: [Completions.Candidate] {
    rules.map { Completions.Candidate($0.name, $0.title.isEmpty ? $0.summary : $0.title) }
  }

  func wanted(_ spot: Spot, _ cursor: Cursor) -> [Completions.Candidate] {
    switch spot.want {
    case .statement:
      // Where a text begins, it may be a question too.
      let isFirst = cursor.before.allSatisfy { $0 == " " }
      return spot.statements(self) + (isFirst ? expression(nil, cursor.part) : [])
    case .value(let rule): return values(of: rule, cursor.part)
    case .items(let kinds): return items(kinds, cursor.part)
    case .touchpoints(let stage):
      let id = model.items(called: stage, of: [.stage]).first
      return id.map { names(model.touchpoints(of: $0), cursor.part) } ?? []
    case .expression(let kind): return expression(kind, cursor.part)
    case .compared(let rule):
      let values = self.values(of: rule, cursor.part).filter { !$0.text.contains(" where") }
      return values.isEmpty ? expression(nil, cursor.part) : values
    case .member:
      return Vocabulary.members.map { member in
        Completions.Candidate(member, AttributeRule.all.first { $0.expressionName == member }?.summary ?? "")
      }
    case .unit: return Session.units
    case .words(let words): return words.map { Completions.Candidate($0.0, $0.1) }
    case .rules: return ruleCandidates
    case .path:
      return host.paths(cursor.part).map { Completions.Candidate($0, "") }
        + Library.modules.map { Completions.Candidate($0.name, $0.summary) }
    case .nothing: return []
    }
  }

  // MARK: Names

  /// What a journey has where one stands, or the shared items where there is none.
  private var around: Model.JourneyContents {
    itemStoodIn.map { model.contents(around: $0) } ?? model.journeys.first ?? model.shared
  }

  /// The items of some kinds, those of a long list only where a part of the name is typed.
  func items(_ kinds: [ItemKind], _ part: String) -> [Completions.Candidate] {
    kinds.flatMap { kind in
      names(kind == .journey ? model.journeys.compactMap(\.journey) : model.visible(kind, in: around), part)
    }
  }

  private func names(_ ids: [ItemID], _ part: String) -> [Completions.Candidate] {
    let wanted = NameTable.fold(part)
    var found: [Completions.Candidate] = []
    for id in ids where found.count < Completions.limit {
      let item = model[id]
      guard wanted.isEmpty || NameTable.fold(model.name(of: id)).contains(wanted) else { continue }
      let place = item.kind == .touchpoint ? item.parent.map { " in \(model.reference(to: $0))" } ?? "" : ""
      let title = model.title(of: id)
      found.append(
        Completions.Candidate(
          model.reference(to: id), title.isEmpty ? item.kind.word + place : Display.plain(title)))
    }
    return found
  }

  // MARK: Values

  /// What an attribute takes.
  private func values(of rule: AttributeRule, _ part: String) -> [Completions.Candidate] {
    func words(_ words: [String]) -> [Completions.Candidate] { words.map { Completions.Candidate($0, "") } }
    switch rule.shape {
    case .choice(let choices), .choices(let choices): return words(choices)
    case .ownership: return words(AttributeRule.owners)
    case .items(let kind), .item(let kind): return items([kind], part)
    case .arrow: return items([.touchpoint, .outcome], part) + [Completions.Candidate("exit", "Dropping out.")]
    case .stages:
      return items([.stage], part) + [
        Completions.Candidate("every stage", "All of them."),
        Completions.Candidate("every stage where", "Those that meet a condition."),
      ]
    case .condition: return expression(.touchpoint, part)
    case .data: return known([.captures, .uses, .knows, .identifiesBy], "data")
    case .topics: return known([.tells, .needsToKnow], "topic")
    case .words, .word: return known([rule.attribute], "word")
    case .currency: return words(["EUR", "USD", "GBP", "CHF", "JPY", "SEK", "PLN"])
    case .entry: return [Completions.Candidate("for", "The share of people who come in here.")]
    default: return []
    }
  }

  /// The free words that the journey uses already for some attributes.
  private func known(_ attributes: Set<Attribute>, _ what: String) -> [Completions.Candidate] {
    var seen: Set<String> = []
    var found: [String] = []
    for entry in model.attributes where attributes.contains(entry.attribute) {
      for value in entry.value.elements {
        let text = value.text(in: model)
        if seen.insert(text).inserted { found.append(text) }
      }
    }
    return found.sorted().map { Completions.Candidate(Model.reference($0), what) }
  }

  private static let units: [Completions.Candidate] = [
    ("s", "seconds"), ("min", "minutes"), ("h", "hours"), ("days", "24 hours each"), ("weeks", "7 days each"),
    ("months", "30 days each"), ("years", "365 days each"), ("to", "a range"), ("of", "a share, counted: 36 of 51"),
    ("per", "for each of something"),
  ].map { Completions.Candidate($0.0, $0.1) }

  // MARK: Expressions

  /// What an expression may go on with: attributes of what is filtered, lists, functions, names.
  private func expression(_ kind: ItemKind?, _ part: String) -> [Completions.Candidate] {
    var found: [Completions.Candidate] = []
    if let kind {
      found += AttributeRule.all.filter { $0.kinds.contains(ItemKinds(kind)) && $0.attribute != .leadsTo }
        .map { Completions.Candidate($0.expressionName, $0.summary) }
      found += Session.computed(kind)
    }
    found += ItemKind.allCases.map { Completions.Candidate($0.plural, "All \($0.plural) of the journey.") }
    if it != nil { found.append(Completions.Candidate("it", "The last value.")) }
    found += functions.filter { !$0.isPending }.map { Completions.Candidate($0.name + "(", $0.summary) }
    found += items([.stage, .touchpoint, .channel, .persona, .outcome, .layer], part)
    return found
  }

  private static func computed(_ kind: ItemKind) -> [Completions.Candidate] {
    let common = [("name", "Its name."), ("title", "Its title."), ("strength", "How strong it is.")]
    let own: [(String, String)] =
      switch kind {
      case .touchpoint:
        [
          ("stage", "The stage that it stands in."), ("channel", "The channels that it is on."),
          ("next", "Where its arrows lead."), ("previous", "Where arrows come from."),
          ("layers", "The layers it is in."),
        ]
      case .stage: [("touchpoints", "Its touchpoints."), ("channels", "Its channels."), ("layers", "Its layers.")]
      default: []
      }
    return (common + own).map { Completions.Candidate($0.0, $0.1) }
  }

  // MARK: Commands

  func candidates(inCommand text: String, at offset: Int) -> Completions {
    let bytes = Array(text.utf8.prefix(offset))
    let line = String(decoding: bytes, as: UTF8.self)
    let none = Completions(range: bytes.count..<bytes.count, candidates: [])
    guard let colon = bytes.firstIndex(of: 0x3A) else { return none }
    guard let blank = bytes[colon...].firstIndex(where: { $0 == 0x20 || $0 == 0x09 }) else {
      let word = String(decoding: bytes[min(colon + 1, bytes.count)...], as: UTF8.self)
      let all = Command.all.map { Completions.Candidate(":" + $0.name, $0.summary) }
      return Completions(range: colon..<bytes.count, candidates: Session.matching(all, ":" + word, isQuoted: false))
    }
    let found = Command.named(String(decoding: bytes[(colon + 1)..<blank], as: UTF8.self))
    guard found.count == 1, let last = found[0].takes.last else { return none }
    if case .statement = last {
      // A line within the command is completed as any line.
      let rest = String(decoding: bytes[(blank + 1)...], as: UTF8.self)
      var inner = completions(of: rest, at: rest.utf8.count)
      inner.range = inner.range.lowerBound + blank + 1..<inner.range.upperBound + blank + 1
      return inner
    }
    let words = Words(String(decoding: bytes[blank...], as: UTF8.self))
    let number = max(0, words.all.count - (words.endsOpen ? 1 : 0))
    let argument = number < found[0].takes.count ? found[0].takes[number] : last
    let cursor = Cursor(line, at: offset)
    var (start, part) = (cursor.range.lowerBound, cursor.part)
    if case .path = argument {
      // A path has signs that no name has.
      part = words.endsOpen ? words.all.last ?? "" : ""
      start = bytes.count - part.utf8.count - (cursor.isQuoted ? 1 : 0)
    }
    let all = candidates(for: argument, part, words.all)
    return Completions(
      range: start..<bytes.count, candidates: Session.matching(all, part, isQuoted: cursor.isQuoted))
  }

  private func candidates(
    for argument: Command.Argument, _ part: String, _ words: [String]
  ) -> [Completions.Candidate] {
    switch argument {
    case .path: return host.paths(part).map { Completions.Candidate($0.contains(" ") ? "\"\($0)\"" : $0, "") }
    case .topic:
      return HelpTopic.all.map { Completions.Candidate($0.name, $0.summary) }
        + [Completions.Candidate("commands", "All commands.")]
        + Command.all.map { Completions.Candidate($0.name, $0.summary) }
    case .finding:
      return numbered.enumerated().map { Completions.Candidate("\($0 + 1)", Display.plain($1.title)) }
        + Set(check.findings.map(\.code)).sorted().map { Completions.Candidate($0, "") }
    case .scenario:
      return model.scenarios.map { Completions.Candidate(Model.reference($0.name), $0.title) }
        + [Completions.Candidate("off", "The journey itself.")]
    case .fixes: return [Completions.Candidate("all", "Those that need a look, too.")]
    case .explanation:
      return ruleCandidates
        + Code.allCases.map { Completions.Candidate($0.rawValue, Explanation.of($0).summary) }
    case .attributeOrItem:
      return AttributeRule.all.map { Completions.Candidate($0.attribute.rawValue, $0.summary) }
        + Statement.all.map { Completions.Candidate($0.phrase, $0.summary) }
        + functions.map { Completions.Candidate($0.name, $0.summary) }
        + items([.stage, .touchpoint, .channel, .persona, .outcome, .layer], part)
    case .setting: return Settings.entries.map { Completions.Candidate($0.name, $0.summary) }
    case .settingValue:
      let entry = Settings.entries.first { $0.name == words.first?.lowercased() }
      let values = entry?.values.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init) ?? []
      return values.filter { $0 != "or" && $0 != "to" }.map { Completions.Candidate($0, "") }
    case .kind: return ItemKind.allCases.map { Completions.Candidate($0.plural, "") }
    case .item(let kinds): return items(kinds, part)
    case .statement: return []
    }
  }
}
