import JourneyModel
import JourneySyntax

extension Rule {
  /// A touchpoint that uses what some way to it has not captured.
  public static let personalWithoutData: Rule = Rule(
    "personal-without-data", .error,
    flags: "data that a touchpoint uses, by `uses` or a merge tag, and that some way to it has not captured",
    because: "“Hello {{first_name}}” without the name shows every customer that nobody knows them",
    source: "Definite assignment, as compilers prove it for variables (Gosling and others, The Java Language "
      + "Specification, chapter 16)",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            captures email_address
            leads to Letter
          touchpoint Letter
            ↓says "Dear {{first_name}}"
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            captures first_name
            leads to Letter
          touchpoint Letter
            ↓says "Dear {{fist_name}}"
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            leads to Form for 50%
            leads to Call for 50%
          touchpoint Form
            captures phone_number
            leads to Call
          touchpoint Call
            ↓uses phone_number
      """,
      """
      journey Phone
        persona Explorer
        persona Upgrader
          knows phone_number
        stage Purchase
          touchpoint Visit
            leads to Call
          touchpoint Call
            ↓uses phone_number
      """,
    ],
    good: [
      """
      journey Phone
        stage Purchase
          touchpoint Visit
            leads to Form for 50%
            leads to Call for 50% when known has phone_number
          touchpoint Form
            captures phone_number
            leads to Call
          touchpoint Call
            uses phone_number
      """,
      """
      journey Phone
        persona Explorer
        persona Upgrader
          knows phone_number
        stage Purchase
          touchpoint Visit
            leads to Call
          touchpoint Call
            only for Upgrader
            uses phone_number
      """,
      """
      journey Phone
        stage Awareness
          touchpoint Form
            captures first_name
        stage Purchase
          touchpoint Letter
            says "Dear {{first_name}}"
      """,
    ]
  ) { journey in
    let model = journey.model
    let captured = journey.touchpoints(saying: .captures)
    let known = Array(captured.keys) + journey.knownBefore
    let (uses, rest) = journey.affordable(
      journey.dataUses, "pieces of data", for: .personalWithoutData, walks: journey.walkers.count)
    return rest
      + journey.doubtful(Array(uses), captured).compactMap { data, uses -> Finding? in
        let stops = captured[data] ?? []
        // Who captures it asks at the same moment.
        let asking = uses.filter { !stops.contains($0.touchpoint) }
        guard
          let found = journey.evasion(
            of: stops, to: asking.map(\.touchpoint), lacking: data, unless: { journey.knows(data, $0) }),
          let first = asking.first(where: { $0.touchpoint == found.touchpoints[0] })
        else { return nil }
        let name = model.reference(to: first.touchpoint)
        let written = Display.plain(first.written)
        let others = asking.filter { $0.touchpoint != first.touchpoint && found.touchpoints.contains($0.touchpoint) }
        guard !stops.isEmpty else {
          let near = Suggestion.near(data, among: known)
          return journey.finding(
            .personalWithoutData, on: first.touchpoint, "\(name) uses `\(written)`, and nothing captures it",
            at: model.place(of: journey.entry(of: first)),
            related: others.prefix(20).map { Related(model.place(of: journey.entry(of: $0)), "used here too") },
            help: near.first.map { "Did you mean `\($0)`?" }
              ?? journey.wideTag(of: first).map { "Data is named by one word: did you mean `{{\($0)}}`?" }
              ?? "Capture it before (`captures \(written)`), say which persona `knows` it, or do without it.",
            fix: journey.respelling(first, as: near.first))
        }
        return journey.finding(
          .personalWithoutData, on: first.touchpoint,
          "\(name) uses `\(written)`, which is not known on every way there",
          at: model.place(of: journey.entry(of: first)),
          label: "not known after \(journey.text(of: found.way.dropLast(), found.persona))",
          related: stops.prefix(5).map { Related(model.place(of: .captures, in: $0), "captured here") }
            + others.prefix(20).map { Related(model.place(of: journey.entry(of: $0)), "used here too") },
          help: "Capture it on that way too, or send only those on of whom it is known: `when known has \(written)`.")
      }
  }
}

extension Examination {
  /// A line that uses a piece of data.
  struct DataUse {
    let touchpoint: ItemID
    /// The line's row in the table of attributes.
    let row: Int32
    /// The data's name as written.
    let written: String
  }

  /// What each piece of data is used by, in the order of first use.
  fileprivate var dataUses: [(data: String, uses: [DataUse])] {
    var order: [String] = []
    var uses: [String: [DataUse]] = [:]
    for touchpoint in journey.touchpoints {
      for row in model[touchpoint].attributes {
        let entry = model.attributes[Int(row)]
        let names: [String]
        switch entry.attribute {
        case .uses: names = entry.value.elements.compactMap(\.string)
        case .says: names = mergeTags(in: entry)
        default: continue
        }
        for name in names {
          let key = name.lowercased()
          if uses[key] == nil { order.append(key) }
          uses[key, default: []].append(DataUse(touchpoint: touchpoint, row: row, written: name))
        }
      }
    }
    return order.map { ($0, uses[$0] ?? []) }
  }

  /// The line that uses a piece of data.
  fileprivate func entry(of use: DataUse) -> AttributeEntry { model.attributes[Int(use.row)] }

  /// Writes what is near to a piece of data that nothing captures, or one word for several.
  fileprivate func respelling(_ use: DataUse, as near: String?) -> Fix? {
    guard let lines = lines(of: use.touchpoint), let name = near ?? wideTag(of: use) else { return nil }
    let item = model[use.touchpoint].node
    let line = entry(of: use).node
    let nodes = line.index..<line.index + Int(lines.tree[line].size)
    let tags = nodes.lazy.map { NodeID($0) }.filter { lines.tree[$0].kind == .mergeTag }
    guard !tags.isEmpty else {
      return fix("Write `\(name)`", lines.renaming(use.written, to: Model.reference(name), in: line, of: item))
    }
    // A tag that says more than the name keeps that only where a person writes it.
    let tag = tags.first { tag in
      let words = lines.tree.text(tag).lowercased().split { "{} ".contains($0) }
      return words.joined(separator: "_") == (near == nil ? name : use.written.lowercased())
    }
    return tag.flatMap { fix("Write `{{\(name)}}`", lines.replacing($0, by: "{{\(name)}}", in: item)) }
  }

  /// The data that may be lacking where it is used, by a look at all ways at once; nearly always there is none.
  fileprivate func doubtful(
    _ uses: [(data: String, uses: [DataUse])], _ captured: [String: [ItemID]]
  ) -> [(data: String, uses: [DataUse])] {
    // A journey that uses little is not given eight bytes for each touchpoint.
    uses.count <= UInt8.bitWidth
      ? doubtful(uses, captured, by: UInt8.self) : doubtful(uses, captured, by: UInt64.self)
  }

  /// The same, by as many at once as a number of some type has bits.
  private func doubtful<Bits: FixedWidthInteger & UnsignedInteger>(
    _ uses: [(data: String, uses: [DataUse])], _ captured: [String: [ItemID]], by bits: Bits.Type
  ) -> [(data: String, uses: [DataUse])] {
    let first = journey.touchpointNumbers.lowerBound
    return stride(from: 0, to: uses.count, by: Bits.bitWidth).flatMap { start in
      let some = uses[start..<min(start + Bits.bitWidth, uses.count)]
      let lacking: [Bits] = lacking(some.map { captured[$0.data] ?? [] })
      return some.enumerated().filter { bit, use in
        use.uses.contains { lacking[$0.touchpoint.index - first] & 1 << bit != 0 }
      }.map(\.element)
    }
  }

  /// A merge tag of several words, joined to one: `first_name` for `{{first name}}`.
  fileprivate func wideTag(of use: DataUse) -> String? {
    let entry = entry(of: use)
    let tree = model.trees[entry.file]
    return (entry.node.index..<entry.node.index + Int(tree[entry.node].size)).lazy.filter {
      tree.nodes[$0].kind == .mergeTag
    }.compactMap { index -> String? in
      let inner = tree.text(NodeID(index)).drop { $0 == "{" }.prefix { $0 != "}" }
      let words = inner.split(separator: " ")
      guard words.count > 1, words.count < 4, words[0].lowercased() == use.written.lowercased(),
        inner.allSatisfy({ $0.isLetter || $0.isNumber || $0 == " " })
      else { return nil }
      return Display.plain(words.joined(separator: "_").lowercased())
    }.first
  }

  /// The data that some persona brings along.
  fileprivate var knownBefore: [String] {
    model.visible(.persona, in: journey).flatMap { model.value(.knows, of: $0).elements.compactMap(\.string) }
  }
}
