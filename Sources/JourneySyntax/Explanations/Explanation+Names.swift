/// Names, and what they refer to.
extension Explanation {
  static let declaredTwice = Explanation(
    .declaredTwice,
    means: "Two things of one kind have the same name.",
    because: """
      An arrow to that name would not know where to lead. Capital letters and blanks make no difference: `Email` and \
      `email` are one name.
      """,
    wrong: """
      journey "Buying a phone"
        channel email
        channel ↓Email
          mode digital
        stage Loyalty
          touchpoint Welcome on email
      """,
    right: """
      journey "Buying a phone"
        channel email
          mode digital
        stage Loyalty
          touchpoint Welcome on email
      """)

  static let attributeTwice = Explanation(
    .attributeTwice,
    means: "An item says the same thing twice.",
    because: """
      A touchpoint has one purpose. With two lines, one reader would go by the first and another by the second.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
            ↓purpose inform
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
      """)

  static let sameId = Explanation(
    .sameId,
    means: "Two items with different names come to the same machine id.",
    because: """
      Event logs and dashboards know an item by its id, which is made of its name in lower case with hyphens. A line `id` \
      gives one of the two another.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on store
            leads to "Store visit!"
          ↓touchpoint "Store visit!" on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on store
            leads to "Store visit!"
          touchpoint "Store visit!" on store
            id second-visit
      """)

  static let unknownName = Explanation(
    .unknownName,
    means: "A name is used that nothing in the script has.",
    because: """
      A misspelt name must not make a new touchpoint or a new channel: the picture would be wrong, and nobody would see \
      it. So everything is declared once, and then named.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
            leads to ↓Chekout
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
            leads to Checkout
          touchpoint Checkout on store
      """)

  static let ambiguousName = Explanation(
    .ambiguousName,
    means: "Touchpoints in several stages have this name, and it is not said which one is meant.",
    because: """
      A newsletter before the purchase is not the one after it. With its stage before a dot, the name is clear.
      """,
    wrong: """
      journey "Buying a phone"
        channel email
        stage Awareness
          touchpoint Newsletter on email
        stage Purchase
          touchpoint Receipt on email
            leads to ↓Newsletter
        stage Loyalty
          touchpoint Newsletter on email
      """,
    right: """
      journey "Buying a phone"
        channel email
        stage Awareness
          touchpoint Newsletter on email
        stage Purchase
          touchpoint Receipt on email
            leads to Loyalty.Newsletter
        stage Loyalty
          touchpoint Newsletter on email
      """)

  static let reservedName = Explanation(
    .reservedName,
    means: "A name is a word that the language needs for itself.",
    because: """
      `leads to exit` means that the customer drops out. An outcome of that name would turn losses into results.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        outcome ↓exit "Buys elsewhere", failure
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        outcome Lost "Buys elsewhere", failure
        stage Purchase
          touchpoint Checkout on store
      """)

  static let contradiction = Explanation(
    .contradiction,
    means: "An item says two things of which only one can be true.",
    because: """
      Either the brand starts it or the customer does. Where both happen, there are two touchpoints, with two channels' \
      worth of rules about contact and consent.
      """,
    wrong: """
      journey "Buying a phone"
        channel hotline
        stage Consideration
          touchpoint "Advice by phone" on hotline
            reactive
            ↓proactive
      """,
    right: """
      journey "Buying a phone"
        channel hotline
        stage Consideration
          touchpoint "Advice by phone" on hotline
            reactive
      """)

  static let minusInName = Explanation(
    .minusInName,
    means: "A hyphen makes one name of two, where a subtraction was probably meant.",
    because: """
      Names such as `follow-up` have hyphens. So a minus has a blank on both sides.
      """,
    wrong: """
      journey "Buying a phone"
        let promised = 10 min
        let saved = 4 min
        channel hotline
        stage Consideration
          touchpoint "Advice by phone" on hotline
            wait ↓promised-saved
      """,
    right: """
      journey "Buying a phone"
        let promised = 10 min
        let saved = 4 min
        channel hotline
        stage Consideration
          touchpoint "Advice by phone" on hotline
            wait promised - saved
      """)

  static let letCycle = Explanation(
    .letCycle,
    means: "A value depends on itself, through others or directly.",
    because: """
      It is the circular reference of a spreadsheet: each value waits for the other, and neither has a beginning.
      """,
    wrong: """
      journey "Buying a phone"
        let budget = 2 * ↓spend
        let spend = budget / 2
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost spend
      """,
    right: """
      journey "Buying a phone"
        let budget = 2 * spend
        let spend = €400
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost spend
            expect cost < budget
      """)
}
