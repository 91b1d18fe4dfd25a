import JourneyModel
import JourneySyntax

extension Rule {
  /// A message to people whose address nobody has asked for.
  public static let identityMissing: Rule = Rule(
    "identity-missing", .warning, isRecommended: false,
    flags: "a proactive touchpoint on a channel that `identifies by` data which some way to it has not captured",
    because: "a message without an address reaches nobody",
    source: "Definite assignment, as compilers prove it for variables (Gosling and others, The Java Language "
      + "Specification, chapter 16)",
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel email
          identifies by email_address
        stage Loyalty
          touchpoint Checkout
            leads to Letter
          ↓touchpoint Letter on email
            proactive
      """,
      """
      journey Phone
        channel email
          identifies by emial_address
        stage Loyalty
          touchpoint Checkout
            captures email_address
            leads to Letter
          ↓touchpoint Letter on email
            proactive
      """,
      """
      journey Phone
        channel sms
          identifies by phone_number
        stage Purchase
          touchpoint Visit
            leads to Form for 50%
            leads to Reminder for 50%
          touchpoint Form
            captures phone_number
            leads to Reminder
          ↓touchpoint Reminder on sms
            proactive
      """,
    ],
    good: [
      """
      journey Phone
        persona Member
          knows phone_number
        channel sms
          identifies by phone_number
        channel email
          identifies by email_address
        stage Purchase
          touchpoint Form
            captures email_address
            leads to Letter
          touchpoint Letter on email
            proactive
            leads to Reminder
          touchpoint Reminder on sms
            proactive
      """,
      """
      journey Phone
        channel sms
          identifies by phone_number
        channel letter
        stage Purchase
          touchpoint Visit
            leads to Reminder
          touchpoint Reminder on sms, letter
            proactive
            leads to "Second reminder"
          touchpoint "Second reminder" on sms
            proactive
            uses phone_number
      """,
    ]
  ) { journey in
    let model = journey.model
    let captured = journey.touchpoints(saying: .captures)
    let (needs, rest) = journey.affordable(
      journey.identityNeeds, "pieces of data", for: .identityMissing, walks: journey.walkers.count)
    return rest
      + needs.compactMap { need -> Finding? in
        let stops = need.data.flatMap { captured[$0] ?? [] }
        let found = journey.evasion(
          of: stops, to: need.messages, lacking: need.data.count == 1 ? need.data[0] : nil,
          unless: { persona in need.data.contains { journey.knows($0, persona) } })
        guard let found, let first = found.touchpoints.first else { return nil }
        let data = Suggestion.list(need.data.map { "`\(Display.plain($0))`" })
        let channel = model.channels(of: first)[0]
        let way = found.way.dropLast()
        return journey.finding(
          .identityMissing, on: first,
          stops.isEmpty
            ? "\(model.reference(to: first)) needs \(data) to reach anybody, and nothing captures it"
            : "\(model.reference(to: first)) does not reach everybody: \(data) is not known on every way there",
          label: way.isEmpty ? "" : "not known after \(journey.text(of: Array(way), found.persona))",
          related: [Related(model.place(of: .identifiesBy, in: channel), "needed here")]
            + stops.prefix(5).map { Related(model.place(of: .captures, in: $0), "captured here") }
            + found.touchpoints.dropFirst().prefix(20).map { Related(model.place(of: $0), "nor does this one") },
          help: "Capture it where every way passes (`captures \(Display.plain(need.data[0]))`), or write only to those "
            + "of whom it is known: `when known has \(Display.plain(need.data[0]))`.",
          fix: stops.isEmpty && need.data.count == 1
            ? journey.respelling(need.data[0], of: channel, among: captured.keys) : nil)
      }
  }
}

extension Examination {
  /// Writes what is near to an address that nothing captures.
  fileprivate func respelling(
    _ data: String, of channel: ItemID, among captured: some Sequence<String>
  ) -> Fix? {
    Suggestion.near(data, among: captured).first.flatMap { near in
      fix("Write `\(near)`", renaming(data, to: near, in: .identifiesBy, of: channel))
    }
  }

  /// Which data the journey's messages need, any one piece of it, to reach a person, in the order of the messages.
  ///
  /// One on several channels happens on any of them, so that one address is enough, and none where one channel needs
  /// none. What a message `uses` itself is looked at by another rule.
  fileprivate var identityNeeds: [(data: [String], messages: [ItemID])] {
    var needs: [(data: [String], messages: [ItemID])] = []
    var places: [[String]: Int] = [:]
    for message in interactionsOfAllStages.sorted() where model.has(.proactive, message) {
      let addresses = model.channels(of: message).map { channel in
        model.value(.identifiesBy, of: channel).elements.compactMap { $0.string?.lowercased() }
      }
      guard !addresses.isEmpty, !addresses.contains([]) else { continue }
      let used = dataUsed(by: message)
      for data in addresses.count == 1 ? addresses[0].map({ [$0] }) : [addresses.flatMap { $0 }]
      where used.isDisjoint(with: data) {
        if let place = places[data] {
          needs[place].messages.append(message)
        } else {
          places[data] = needs.count
          needs.append((data, [message]))
        }
      }
    }
    return needs
  }
}
