import JourneyModel
import JourneySyntax

extension Rule {
  /// A message on a channel for which some way has not asked consent.
  public static let contactBeforeConsent: Rule = Rule(
    "contact-before-consent", .error,
    flags: "a proactive touchpoint on a channel that needs consent, where some way to it has not asked for it",
    because: "advertising to people who have not agreed is unlawful in most places, and unwelcome everywhere",
    source: "Regulation (EU) 2016/679, articles 6 and 7; Directive 2002/58/EC, article 13", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel store
        channel email
          needs consent
        stage Purchase
          touchpoint Checkout on store
            leads to Letter
          ↓touchpoint Letter on email
            proactive
      """,
      """
      journey Phone
        channel store
        channel email
          needs consent
        stage Purchase
          touchpoint Visit on store
            leads to Form for 50%
            leads to Letter for 50%
          touchpoint Form on store
            asks consent for email
            leads to Letter
          ↓touchpoint Letter on email
            proactive
      """,
    ],
    good: [
      """
      journey Phone
        channel store
        channel email
          needs consent
        stage Purchase
          touchpoint Checkout on store
            asks consent for email
            leads to Letter
          touchpoint Letter on email
            proactive
      """,
      """
      journey Phone
        persona Member
          consents to email
        channel email
          needs consent
        stage Purchase
          touchpoint Letter on email
            proactive
          touchpoint Reply on email
            reactive
      """,
    ]
  ) { journey in
    let model = journey.model
    let (channels, rest) = journey.affordable(
      model.visible(.channel, in: journey.journey).filter { model.has(.needsConsent, $0) }, "channels",
      for: .contactBeforeConsent, walks: 2 * journey.walkers.count)
    return rest
      + channels.flatMap { channel -> [Finding] in
        let messages = journey.journey.touchpoints.filter {
          model.has(.proactive, $0) && model.channels(of: $0).contains(channel)
        }
        guard !messages.isEmpty else { return [] }
        let asking = journey.journey.touchpoints.filter {
          model.value(.asksConsentFor, of: $0).elements.contains(.item(channel))
        }
        let found = journey.evasion(of: asking, to: messages) { journey.consents(to: channel, $0) }
        guard let found else { return [] }
        let name = model.reference(to: channel)
        let bought = journey.journey.touchpoints.filter { journey.purpose($0) == "transact" }
        let unsold = journey.evasion(of: bought, to: found.touchpoints) { journey.consents(to: channel, $0) }
        // To those who have bought, one may write about the like, as long as each message can be the last.
        let soft = Set(
          found.touchpoints.filter { touchpoint in
            model.has(.offersOptOut, touchpoint) && !(unsold?.touchpoints.contains(touchpoint) ?? false)
          })
        return [found.touchpoints.filter { !soft.contains($0) }, found.touchpoints.filter { soft.contains($0) }]
          .enumerated()
          .compactMap { number, touchpoints in
            guard let first = touchpoints.first else { return nil }
            let way = first == found.touchpoints[0] ? found.way.dropLast() : []
            let label = way.isEmpty ? "" : "not asked on the way \(journey.text(of: Array(way), found.persona))"
            let place = journey.place(on: found.way) {
              model.says(.captures, $0)
            } isEnough: {
              !model.channels(of: $0).contains(channel)
                && journey.evasion(of: asking + [$0], to: messages) { journey.consents(to: channel, $0) } == nil
            }
            var finding = journey.finding(
              .contactBeforeConsent, on: first,
              asking.isEmpty
                ? "\(model.reference(to: first)) writes by \(name), and nothing asks for consent"
                : "\(model.reference(to: first)) writes by \(name) before everybody was asked for consent",
              label: label,
              related: [Related(model.place(of: .needsConsent, in: channel), "this channel needs consent")]
                + touchpoints.dropFirst().prefix(20).map { Related(model.place(of: $0), "and here") },
              help: "Ask before, at a touchpoint that every way passes: `asks consent for \(name)`.",
              fix: place.flatMap {
                journey.fix(
                  "Ask for consent at \(model.reference(to: $0))",
                  journey.listing(model.name(of: channel), in: .asksConsentFor, of: $0))
              })
            if number == 1 { finding.severity = .info }
            return finding
          }
      }
  }
}

extension Examination {
  /// Whether personas have agreed to a channel before they come: one of them, or any where none is asked about.
  fileprivate func consents(to channel: ItemID, _ persona: ItemID?) -> Bool {
    let personas = persona.map { [$0] } ?? model.visible(.persona, in: journey)
    return personas.contains { model.value(.consentsTo, of: $0).elements.contains(.item(channel)) }
  }
}
