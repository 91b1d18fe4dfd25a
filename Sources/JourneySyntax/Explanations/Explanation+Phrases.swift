/// Phrases: what is missing in a line, or too much on it.
extension Explanation {
  static let missingComma = Explanation(
    .missingComma,
    means: "Two parts of a list stand side by side with no comma between them.",
    because: """
      Without the comma, two channels and one channel of two words look the same. Parts are separated by commas; one name \
      of several words stands in quotes.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
          mode physical↓ human
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
          mode physical, human
        stage Purchase
          touchpoint Checkout on store
      """)

  static let trailingComma = Explanation(
    .trailingComma,
    means: "A comma promises another part of the list, and the next line begins something new.",
    because: """
      After a comma a list may go on in the next line. Here it does not, so either the comma is one too many or a part \
      was forgotten.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on store
            captures interest, email_address↓,
            purpose advise
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Consideration
          touchpoint "Store visit" on store
            captures interest, email_address
            purpose advise
      """)

  static let unexpectedText = Explanation(
    .unexpectedText,
    means: "The line is complete, and something still follows.",
    because: """
      What is left over would be read by nobody. Mostly two lines ran into one, or a name of several words lacks its quotes.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        outcome Lost
        stage Purchase
          touchpoint "Store visit" on store
            leads to Checkout↓, Lost
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        outcome Lost
        stage Purchase
          touchpoint "Store visit" on store
            leads to Checkout
            leads to Lost
          touchpoint Checkout on store
      """)

  static let incompletePhrase = Explanation(
    .incompletePhrase,
    means: "A phrase of several words lacks one of them.",
    because: """
      Each thing has one spelling, so that all journeys read alike and can be searched. The missing word is named.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
            leads↓ Checkout for 25%
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
            leads to Checkout for 25%
          touchpoint Checkout on store
      """)

  static let unclosedText = Explanation(
    .unclosedText,
    means: "A text begins with a quote and has none at its end.",
    because: """
      Nobody can tell where the text was to stop. It ends on its own line; a text of several lines stands between three \
      quotes and three quotes.
      """,
    wrong: """
      journey "Buying a phone"
        channel email
        stage Loyalty
          touchpoint Welcome on email
            says ↓"Enjoy your new phone
            purpose thank
      """,
    right: """
      journey "Buying a phone"
        channel email
        stage Loyalty
          touchpoint Welcome on email
            says "Enjoy your new phone"
            purpose thank
      """)

  static let unclosedParenthesis = Explanation(
    .unclosedParenthesis,
    means: "A parenthesis is opened and never closed.",
    because: """
      What is counted or compared depends on where the parenthesis ends, as in a spreadsheet.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect count↓(touchpoints > 0
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect count(touchpoints) > 0
          touchpoint Checkout on store
      """)

  static let unclosedBrace = Explanation(
    .unclosedBrace,
    means: "In a text, braces are opened and not closed, or hold nothing that can be filled in.",
    because: """
      Between two pairs of braces stands a field of your mailing tool, between one pair something from the script. An open \
      brace would go out to customers as it is. For a brace that is only a sign, write `\\{`.
      """,
    wrong: """
      journey "Buying a phone"
        channel email
        stage Loyalty
          touchpoint Welcome on email
            says "Hello ↓{{first_name}, enjoy your new phone"
      """,
    right: """
      journey "Buying a phone"
        channel email
        stage Loyalty
          touchpoint Welcome on email
            says "Hello {{first_name}}, enjoy your new phone"
      """)

  static let chainedComparison = Explanation(
    .chainedComparison,
    means: "Two comparisons hang together without a word between them.",
    because: """
      People read `1 < x < 5` in one way and spreadsheets in another. Written as two comparisons joined by `and`, it can \
      only be read in one.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect 0 < count(touchpoints) ↓< 5
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect 0 < count(touchpoints) and count(touchpoints) < 5
          touchpoint Checkout on store
      """)
}
