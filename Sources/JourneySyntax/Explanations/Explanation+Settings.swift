/// What a project sets.
extension Explanation {
  static let unusedSetting = Explanation(
    .unusedSetting,
    means: "A setting of the project changes nothing.",
    because: """
      Who reads a setting believes that it counts. One that meets no script, no item, or a rule that is off was mostly \
      left behind when something was renamed, and what it was for is no longer so.
      """,
    isSelfContained: false,
    wrong: """
      project Phones
        ↓set touchpoints of too-complex to 60
      """,
    right: """
      project Phones
        severity of too-complex is warning
        set touchpoints of too-complex to 60
      """)

  static let unknownToday = Explanation(
    .unknownToday,
    means: "A waiver has a last day, and the check was not told which day it is.",
    because: """
      Journey looks at no clock, so that the same script gives the same findings tomorrow. So the waiver counts, and \
      whether its date is over is not known, until `journey check --today 2026-11-21` says the day.
      """,
    isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        allow dead-end because "The pilot ends in spring" until ↓2027-03-31
        stage Purchase
          touchpoint "Store visit"
        stage Loyalty
          touchpoint "Welcome email"
            leads to exit
      """,
    right: """
      journey "Buying a phone"
        allow dead-end because "The shop takes over from here"
        stage Purchase
          touchpoint "Store visit"
        stage Loyalty
          touchpoint "Welcome email"
            leads to exit
      """)
}
