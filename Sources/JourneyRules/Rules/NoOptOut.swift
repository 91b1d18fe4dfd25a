import JourneyModel
import JourneySyntax

extension Rule {
  /// A message that one cannot turn off.
  public static let noOptOut: Rule = Rule(
    "no-opt-out", .warning,
    flags: "a message that advertises on a channel that needs consent, and offers no way out",
    because: "consent can be withdrawn at any time, as easily as it was given",
    source: "Regulation (EU) 2016/679, article 7 (3); Directive 2002/58/EC, article 13 (4)",
    bad: [
      """
      journey Phone
        channel email
          needs consent
        stage Loyalty
          ↓touchpoint Newsletter on email
            proactive
            purpose attract
      """,
      """
      journey Phone
        channel email
          needs consent
        channel web
        stage Loyalty
          ↓touchpoint Offer on web, email
            proactive
            purpose attract
      """,
    ],
    good: [
      """
      journey Phone
        channel email
          needs consent
        stage Loyalty
          touchpoint Newsletter on email
            proactive
            purpose attract
            offers opt-out
      """,
      """
      journey Phone
        channel email
          needs consent
        stage Loyalty
          touchpoint Receipt on email
            proactive
            purpose inform
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.touchpoints.compactMap { touchpoint -> Finding? in
      guard model.has(.proactive, touchpoint), !model.has(.offersOptOut, touchpoint),
        journey.purpose(touchpoint) == "attract",
        let channel = model.channels(of: touchpoint).first(where: { model.has(.needsConsent, $0) })
      else { return nil }
      return journey.finding(
        .noOptOut, on: touchpoint, "\(model.reference(to: touchpoint)) offers no way to say no more",
        related: [Related(model.place(of: .needsConsent, in: channel), "this channel needs consent")],
        help: "Write `offers opt-out` below it, once the message has a link or a word to end it.",
        fix: journey.fix("Offer an opt-out", journey.adding(.offersOptOut, to: touchpoint)))
    }
  }
}
