/// Values: quantities, money, and the words that an attribute takes.
extension Explanation {
  static let wrongKindOfValue = Explanation(
    .wrongKindOfValue,
    means: "A value is of another kind than the place asks for.",
    because: """
      60 of a hundred and 60 times as many are written alike without a sign. So shares have a %, waits a unit and dates \
      the form 2026-11-21, and a time is never compared with an amount.
      """,
    wrong: """
      journey "Buying a phone"
        persona Explorer
          share ↓60
        channel store
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        persona Explorer
          share 60%
        channel store
        stage Purchase
          touchpoint Checkout on store
      """)

  static let unknownChoice = Explanation(
    .unknownChoice,
    means: "The word is none of those that can stand here.",
    because: """
      Rules and figures go by these words: a touchpoint that is there to `advise` counts as advice in every journey of \
      every team. What does not fit any of them goes into `tags` or a `note`.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on store
            purpose ↓advice
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on store
            purpose advise
      """)

  static let outOfRange = Explanation(
    .outOfRange,
    means: "A value lies beyond what it can be.",
    because: """
      Emotions are noted from -2 to +2 and efforts from 1 to 7, so that journeys can be compared; a share has no more \
      than 100%, a day no more than 24 hours.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on store
            emotion ↓+3
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on store
            emotion +2
      """)

  static let numberTooLarge = Explanation(
    .numberTooLarge,
    means: "A number is larger, or has more decimals, than Journey counts with.",
    because: """
      Amounts are counted to the last cent, never roughly. That goes up to 18 digits, which is more than all the money \
      there is.
      """,
    wrong: """
      journey "Buying a phone"
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost ↓€90,000,000,000,000,000,000
      """,
    right: """
      journey "Buying a phone"
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost €90,000
      """)

  static let divisionByZero = Explanation(
    .divisionByZero,
    means: "Something is divided by zero.",
    because: """
      Of no visitors, no share can buy. Mostly the figures of a report stand in the wrong order, or nothing was counted yet.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
            leads to Checkout for ↓36 of 0
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
            leads to Checkout for 36 of 51
          touchpoint Checkout on store
      """)

  static let currencyMismatch = Explanation(
    .currencyMismatch,
    means: "Amounts in two currencies are added or compared.",
    because: """
      Rates change from day to day, so any sum would be a guess that is wrong tomorrow. Write both in one currency, at \
      the rate that your finance team uses.
      """,
    wrong: """
      journey "Buying a phone"
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost €4.50 + ↓$2
      """,
    right: """
      journey "Buying a phone"
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost €6.35
      """)

  static let unknownCurrency = Explanation(
    .unknownCurrency,
    means: "The letters are no code of a currency.",
    because: """
      Currencies have codes of three letters that banks use everywhere: EUR, USD, GBP, CHF. They leave no doubt which \
      dollar or which crown is meant.
      """,
    wrong: """
      journey "Buying a phone"
        currency ↓EURO
        channel store
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        currency EUR
        channel store
        stage Purchase
          touchpoint Checkout on store
      """)

  static let missingCurrency = Explanation(
    .missingCurrency,
    means: "An amount of money names no currency, and neither does the journey.",
    because: """
      4.50 of what? Say it with the amount, or once for the whole journey with `currency EUR`.
      """,
    wrong: """
      journey "Buying a phone"
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost ↓4.50 per click
      """,
    right: """
      journey "Buying a phone"
        currency EUR
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost 4.50 per click
      """)
}
