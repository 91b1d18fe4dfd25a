/// What is written once and used again: templates, copies, scenarios, parameters.
extension Explanation {
  static let templateCycle = Explanation(
    .templateCycle,
    means: "A template uses itself, directly or through others.",
    because: """
      Each `use` puts the lines of its template where it stands. A template that adds itself would never come to an end, \
      so it is not filled in anywhere.
      """,
    wrong: """
      template Nurture
        touchpoint "Tip of the week"
        ↓use Nurture
      end
      journey "Buying a phone"
        stage Loyalty
          use Nurture
      """,
    right: """
      template Nurture
        touchpoint "Tip of the week"
      end
      journey "Buying a phone"
        stage Loyalty
          use Nurture
      """)

  static let likeCycle = Explanation(
    .likeCycle,
    means: "Items are like each other in a circle.",
    because: "`like` copies what another item says. In a circle nobody says it.",
    wrong: """
      journey "Buying a phone"
        stage Loyalty
          ↓touchpoint "Welcome email" like Reminder
          touchpoint Reminder like "Welcome email"
      """,
    right: """
      journey "Buying a phone"
        stage Loyalty
          touchpoint "Welcome email"
            purpose thank
          touchpoint Reminder like "Welcome email"
      """)

  static let scenarioCycle = Explanation(
    .scenarioCycle,
    means: "Scenarios change each other in a circle, and none of them changes a journey.",
    because: """
      A scenario may be of another scenario, which changes the journey first. At the end of the chain there must be a \
      journey.
      """,
    wrong: """
      journey "Buying a phone"
        stage Purchase
          touchpoint Checkout
      scenario "No store" of ↓"No email"
      scenario "No email" of "No store"
      """,
    right: """
      journey "Buying a phone"
        stage Purchase
          touchpoint Checkout
      scenario "No store" of "Buying a phone"
      scenario "No email" of "No store"
      """)

  static let unknownParameter = Explanation(
    .unknownParameter,
    means: "Something is set from outside that the script has no parameter for.",
    because: """
      `--set NAME=VALUE` sets what the script declares by `parameter NAME = …`. A name that is spelt wrong would change \
      nothing, and nobody would notice.
      """, isSelfContained: false,
    wrong: """
      ↓journey "Buying a phone"
        parameter market = "DE"
      """,
    right: """
      journey "Buying a phone"
        parameter market = "DE"
      """)
}
