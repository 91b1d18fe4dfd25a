/// Characters, numbers and units.
extension Explanation {
  static let badEscape = Explanation(
    .badEscape,
    means: "In a text, a backslash stands before a letter that means nothing after one.",
    because: """
      A backslash makes the next sign a special one: `\\n` a new line, `\\"` a quote, `\\{` a brace. A backslash that is to \
      be seen is written twice.
      """,
    wrong: #"""
      journey "Buying a phone"
        channel email
        stage Loyalty
          touchpoint Welcome on email
            says "It is yours ↓\o/"
      """#,
    right: #"""
      journey "Buying a phone"
        channel email
        stage Loyalty
          touchpoint Welcome on email
            says "It is yours \\o/"
      """#)

  static let invalidBytes = Explanation(
    .invalidBytes,
    means: "The file holds bytes that are no text in UTF-8.",
    because: """
      Older programs save accented letters in codes of their own, and every other program shows them as something else. In \
      your editor, save the file as UTF-8.
      """, isSelfContained: false,
    wrong: """
      journey "Caf\u{FFFD} loyalty"
        channel till
        stage Visit
          touchpoint Order on till
      """,
    right: """
      journey "Café loyalty"
        channel till
        stage Visit
          touchpoint Order on till
      """)

  static let hiddenCharacter = Explanation(
    .hiddenCharacter,
    means: "A character stands here that nobody can see.",
    because: """
      It comes along when text is copied from web pages and mails. It makes two names that look the same different, and \
      some such characters make a line read otherwise than it is.
      """,
    wrong: """
      journey "Buying a phone"
        channel email
        stage Loyalty
          touchpoint Welcome on email
            says "Enjoy your↓\u{200B} new phone"
      """,
    right: """
      journey "Buying a phone"
        channel email
        stage Loyalty
          touchpoint Welcome on email
            says "Enjoy your new phone"
      """)

  static let plainCharacters = Explanation(
    .plainCharacters,
    means: "Typographic quotes, dashes or blanks are read as the plain ones.",
    because: """
      Word processors and chats replace quotes and dashes while one types. A pasted script means what it says all the \
      same; it is only said, so that the file can be made plain in one go.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint ↓“Store visit” on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
      """)

  static let numberFormat = Explanation(
    .numberFormat,
    means: "A number is written as in another country, or as in another program.",
    because: """
      `4,50` is four and a half in Berlin and four hundred and fifty in Boston. So that a budget never changes by a factor \
      of a hundred, the decimal sign is a point, and a comma only groups thousands.
      """,
    wrong: """
      journey "Buying a phone"
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost €↓4,50 per click
      """,
    right: """
      journey "Buying a phone"
        channel social
        stage Awareness
          touchpoint "Sponsored post" on social
            cost €4.50 per click
      """)

  static let unknownUnit = Explanation(
    .unknownUnit,
    means: "Behind a number stands a word that is no unit.",
    because: """
      A wait is compared with what a channel promises, so its unit must be known: s, min, h, days, weeks, months or years, \
      % for shares, and a currency code for money.
      """,
    wrong: """
      journey "Buying a phone"
        channel hotline
        stage Consideration
          touchpoint "Ask a representative" on hotline
            wait 4 ↓minuts
      """,
    right: """
      journey "Buying a phone"
        channel hotline
        stage Consideration
          touchpoint "Ask a representative" on hotline
            wait 4 min
      """)
}
