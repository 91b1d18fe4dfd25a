/// Limits: what a script may ask for. They stand far above what journeys need, and a host may set them lower.
extension Explanation {
  static let tooLong = Explanation(
    .tooLong,
    means: "The file is larger than the limit.",
    because: """
      A server that checks the scripts of strangers must be able to refuse one. A journey of a thousand touchpoints is \
      hundreds of times smaller than the usual limit; a file beyond it is mostly something else under a wrong name.
      """, isSelfContained: false,
    wrong: """
      ↓journey "All campaigns since 1998"
        channel email
        stage Spring
          touchpoint Newsletter on email
      """,
    right: """
      import "campaigns/spring.journey"
      """)

  static let tooDeep = Explanation(
    .tooDeep,
    means: """
      Parentheses or blocks stand inside each other too many times, or values, templates or files rest on each other over \
      too many steps.
      """,
    because: """
      Nobody can follow a condition of two hundred parentheses, and a file made to break programs has thousands. Give the \
      parts names with `let`.
      """, isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect (((count(touchpoints) + 1)) * 2) > 0
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect count(touchpoints) > 0
          touchpoint Checkout on store
      """)

  static let tooManyItems = Explanation(
    .tooManyItems,
    means: "With its blocks written out, the script makes more items than the limit.",
    because: """
      Three blocks inside each other multiply: ten by ten by ten makes a thousand touchpoints of three lines. What was \
      meant is mostly a list, not a multiplication.
      """, isSelfContained: false,
    wrong: """
      journey "Seasonal offers"
        channel email
        stage Awareness
          for each season in spring, summer
            for each size in small, large
              touchpoint "Offer {season} {size}" on email
            end
          end
      """,
    right: """
      journey "Seasonal offers"
        channel email
        stage Awareness
          for each season in spring, summer
            touchpoint "Offer {season}" on email
          end
      """)

  static let tooMuchWork = Explanation(
    .tooMuchWork,
    means: "The script asks for more work than the limit allows.",
    because: """
      Every check ends, also that of a script made to run for hours. Mostly a condition goes through all touchpoints for \
      each touchpoint.
      """, isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            expect all(touchpoints where count(touchpoints where wait > 5 min) is 0)
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect count(touchpoints where wait > 5 min) is 0
          touchpoint Checkout on store
      """)

  static let tooManyFindings = Explanation(
    .tooManyFindings,
    means: "There are more findings than are shown.",
    because: """
      A file in another language would give a finding for each of its lines. The first ones say what is wrong; nobody \
      reads the rest.
      """, isSelfContained: false,
    wrong: """
      Dear team,
      here is our journey.
      Customers see an ad,
      visit the shop
      and buy a phone.
      """,
    right: """
      journey "Buying a phone"
        channel social
        channel store
        stage Awareness
          touchpoint Ad on social
            leads to Checkout
        stage Purchase
          touchpoint Checkout on store
      """)
}
