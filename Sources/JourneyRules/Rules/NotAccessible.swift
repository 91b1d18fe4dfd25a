import JourneyModel
import JourneySyntax

extension Rule {
  /// Important touchpoints that some people cannot use for what they need.
  public static let notAccessible: Rule = Rule(
    "not-accessible", .warning, isRecommended: false,
    flags: "important touchpoints on channels that do not suit a need of a persona, where other channels do",
    because: "whoever cannot get past an important touchpoint is lost there, and in many places that is unlawful",
    source: "Directive (EU) 2019/882, the European Accessibility Act; W3C, Web Content Accessibility Guidelines 2.2",
    bad: [
      """
      journey Phone
        persona Senior
          needs "large print"
        channel letter
          suits "large print"
        channel web
        stage Purchase
          ↓touchpoint Contract on web
            important
          touchpoint Receipt on letter
      """,
      """
      journey Phone
        persona Visitor
          needs "step-free access"
          needs "quiet rooms"
        channel clinic
          mode physical
          suits "Step-free access", "quiet rooms"
        channel hotline
          mode human
        channel store
          mode physical, human
        stage Purchase
          important
          ↓touchpoint Advice on store
          touchpoint Order on clinic, store
          touchpoint Question on hotline
          touchpoint Pickup on store
      """,
    ],
    good: [
      """
      journey Phone
        persona Senior
          needs "large print"
        persona Student
        channel letter
          suits "large print"
        channel web
        stage Purchase
          touchpoint Visit
            leads to Contract when persona is Senior
            leads to "Student offer" when persona is Student
          touchpoint Contract on web, letter
            important
            leads to Receipt
          touchpoint "Student offer" on web
            important
          touchpoint Receipt on web
      """,
      """
      journey Phone
        persona Explorer
          needs "Compare before deciding"
        channel letter
          suits "large print"
        channel web
        stage Purchase
          touchpoint Contract on web
            important
      """,
    ]
  ) { journey in
    let model = journey.model
    let important = journey.journey.stages.flatMap { stage in
      journey.interactions(of: stage).filter {
        model.says(.on, $0) && (model.has(.important, $0) || model.has(.important, stage))
      }
    }
    let suited = journey.suitedNeeds
    let (needs, rest) = journey.affordable(
      journey.needs.filter { suited[$0.key] != nil }, "needs", for: .notAccessible, walks: 12)
    // Needs that are not met at the same touchpoints have one finding.
    var gaps: [(touchpoints: [ItemID], needs: [PersonaNeed])] = []
    var numbers: [[ItemID]: Int] = [:]
    for need in needs {
      let closed = journey.closed(to: need, among: important, suited[need.key] ?? [])
      if let number = numbers[closed] {
        gaps[number].needs.append(need)
      } else if !closed.isEmpty {
        numbers[closed] = gaps.count
        gaps.append((closed, [need]))
      }
    }
    return rest + gaps.map { journey.finding(of: $0.needs, at: $0.touchpoints, suited[$0.needs[0].key] ?? []) }
  }
}

/// What personas need.
private struct PersonaNeed {
  /// The text as it is compared.
  let key: String
  let text: String
  var personas: [ItemID]
}

extension Examination {
  fileprivate func finding(of needs: [PersonaNeed], at touchpoints: [ItemID], _ channels: Set<ItemID>) -> Finding {
    let names = Suggestion.list(touchpoints.prefix(5).map { model.reference(to: $0) }, "and")
    let more = touchpoints.count > 5 ? " and \(touchpoints.count - 5) more" : ""
    let texts = needs.prefix(5).map { "“\(Display.plain($0.text, limit: 80))”" }
    let example = channels.min().map { " (\(model.reference(to: $0)))" } ?? ""
    return finding(
      .notAccessible, on: touchpoints[0], "Nothing at \(names)\(more) suits whoever needs \(Suggestion.list(texts))",
      label: "on no channel that suits it",
      related: needs.prefix(5).map { Related(model.place(of: .needs, in: $0.personas[0]), "needed here") }
        + touchpoints.dropFirst().prefix(20).map { Related(model.place(of: $0), "nor is this one") },
      help: "Offer it on such a channel too\(example), or make its channel fit and say so: "
        + "`suits \"\(Display.plain(needs[0].text, limit: 80))\"`.")
  }

  /// The touchpoints that somebody with a need comes to, and that are on no channel that suits it.
  fileprivate func closed(to need: PersonaNeed, among touchpoints: [ItemID], _ suited: Set<ItemID>) -> [ItemID] {
    // What only places are said to suit is a need of places: a call has no steps.
    let isOfPlaces = suited.allSatisfy { isPlace($0) }
    let walks = need.personas.prefix(12).map { walk(stoppingAt: [], for: $0) }
    return touchpoints.filter { touchpoint in
      let channels = model.channels(of: touchpoint)
      return !channels.contains { suited.contains($0) || (isOfPlaces && !isPlace($0) && model.says(.mode, $0)) }
        && walks.contains { $0.reaches(touchpoint) }
    }
  }

  private func isPlace(_ channel: ItemID) -> Bool {
    model.value(.mode, of: channel).elements.contains(.word("physical"))
  }

  /// The needs of the personas, each once, and who has them.
  fileprivate var needs: [PersonaNeed] {
    var places: [String: Int] = [:]
    var needs: [PersonaNeed] = []
    for persona in model.visible(.persona, in: journey) {
      for text in model.values(.needs, of: persona).compactMap(\.string) {
        let key = Examination.need(text)
        if let place = places[key] {
          needs[place].personas.append(persona)
        } else {
          places[key] = needs.count
          needs.append(PersonaNeed(key: key, text: text, personas: [persona]))
        }
      }
    }
    return needs
  }

  /// The channels that suit each need: what no channel is said to suit may be a need of another sort.
  fileprivate var suitedNeeds: [String: Set<ItemID>] {
    model.visible(.channel, in: journey).reduce(into: [:]) { suited, channel in
      for text in model.values(.suits, of: channel).compactMap(\.string) {
        suited[Examination.need(text), default: []].insert(channel)
      }
    }
  }

  /// A need as it is compared: in small letters, blanks folded.
  private static func need(_ text: String) -> String { text.lowercased().split(separator: " ").joined(separator: " ") }
}
