/// Functions of the program that scripts are for.
extension Explanation {
  static let hostFailure = Explanation(
    .hostFailure,
    means: "A function of the program has no answer to what it was asked.",
    because: """
      A program that uses Journey may add functions of its own, such as `stock_left`. What they are asked about is known \
      to the program alone: a product that it does not have, it cannot count, and a guess would pass for a figure.
      """,
    isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        expect ↓stock_left("A-999") > 0
        channel store
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        expect count(touchpoints) > 0
        channel store
        stage Purchase
          touchpoint Checkout on store
      """)

  static let hostNotAsked = Explanation(
    .hostNotAsked,
    means: "A function of the program is known here, and its figures are not.",
    because: """
      A vocabulary file says which functions a program has, and what they take and give. So a script is checked without \
      the program, but for its figures: those are `unknown`, and what rests on them counts as not met, and never as \
      failed. The program itself says the rest.
      """,
    isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        expect ↓stock_left("A-100") > 0
        channel store
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        expect count(touchpoints) > 0
        channel store
        stage Purchase
          touchpoint Checkout on store
      """)

  static let wrongVocabulary = Explanation(
    .wrongVocabulary,
    means: "The vocabulary of the program has a mistake.",
    because: """
      Which words a program adds to the language, its vocabulary says: functions, units, kinds of touchpoint, rules and \
      modules. A name that is taken already would mean two things, and a mistake in one entry leaves its word unknown.
      """,
    isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        expect ↓count(touchpoints, 2) > 0
        channel store
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        expect count(touchpoints) > 0
        channel store
        stage Purchase
          touchpoint Checkout on store
      """)
}
