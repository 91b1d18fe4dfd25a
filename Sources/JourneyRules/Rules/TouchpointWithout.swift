import JourneyModel
import JourneySyntax

extension Rule {
  /// Touchpoints that do not say what they are for.
  public static let touchpointWithoutPurpose = without(
    .purpose, "what it is for", because: "what has no purpose cannot be missed when it goes, nor be made better",
    source: "Halvorsrud, Kvale and Følstad, Improving Service Quality through Customer Journey Analysis, 2016",
    line: "purpose inform", help: "Say what each is for, with `purpose` and a word: inform, advise, support …")

  /// Touchpoints that nobody looks after.
  public static let touchpointWithoutOwner = without(
    .owner, "who looks after it", because: "what everybody owns, nobody mends",
    source: "Kalbach, Mapping Experiences, 2016: name an owner for each touchpoint",
    line: "owner \"Shop team\"", help: "Say who looks after each: `owner \"Shop team\"`.")

  /// Touchpoints that nobody measures.
  public static let touchpointWithoutMeasure = without(
    .measure, "how one sees that it works", because: "without a figure nobody notices that it has stopped working",
    source: "Kaushik, Web Analytics 2.0, 2009", line: "measure \"Orders of visits\"",
    help: "Say what is counted there: `measure \"Orders of visits\"`.")

  /// Touchpoints that rest on nothing but opinion.
  public static let touchpointWithoutEvidence = without(
    .evidence, "where one knows it from", because: "a journey without evidence shows how its authors wish it to be",
    source: "Gibbons, Journey Mapping 101, 2018: maps rest on research", line: "evidence \"12 interviews\"",
    help: "Say where you know it from: `evidence \"12 interviews\", 2026-05-21`.")

  /// One finding a journey for all its touchpoints that do not say an attribute.
  private static func without(
    _ attribute: Attribute, _ what: String, because reason: String, source: String, line: String, help: String
  ) -> Rule {
    let name = "touchpoint-without-\(attribute.rawValue)"
    return Rule(
      name, .info, isRecommended: false, flags: "touchpoints that do not say \(what)", because: reason, source: source,
      bad: [
        """
        journey Phone
          stage Purchase
            ↓touchpoint Checkout
        """,
        """
        journey Phone
          stage Awareness
            touchpoint Advert
              \(line)
          stage Purchase
            ↓touchpoint Checkout
            touchpoint Delivery
        """,
      ],
      good: [
        """
        journey Phone
          stage Purchase
            touchpoint Checkout
              \(line)
        """,
        """
        journey Phone
          stage Purchase
            touchpoint Research
              purpose research
        """,
      ]
    ) { journey in
      let silent = journey.journey.touchpoints.filter {
        journey.model.isInteraction($0) && !journey.model.mentions(attribute, $0)
      }
      guard let rule = Rule.named(name) else { return [] }
      return journey.grouped(
        rule, on: silent, { "\($0) \(silent.count == 1 ? "does" : "do") not say \(what)" },
        label: "no `\(attribute.rawValue)`", help: help)
    }
  }
}
