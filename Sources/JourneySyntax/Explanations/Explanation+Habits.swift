/// Habits from other languages and tools, with what Journey writes instead.
extension Explanation {
  static let habitBraces = Explanation(
    .habitBraces,
    means: "Braces or brackets stand where Journey needs none.",
    because: """
      What belongs to an item stands below it, and the next item ends it. So there is nothing to leave open.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
        ↓{
          touchpoint Checkout on store
        }
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
      """)

  static let habitArrow = Explanation(
    .habitArrow,
    means: "An arrow is drawn with signs.",
    because: """
      A journey is read aloud in workshops: `leads to Checkout for 25%` can be said, and says how many take that way.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
            ↓-> Checkout
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

  static let habitColon = Explanation(
    .habitColon,
    means: "A colon or an equals sign stands between a word and what it says.",
    because: """
      Lists of keys and values are made for programs. Here a line is a short sentence: the word, a blank, the value.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose↓: transact
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
      """)

  static let habitDash = Explanation(
    .habitDash,
    means: "A line begins with a dash, as in a list of bullet points.",
    because: """
      The first word of a line says what it is, so it needs no sign before it.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          ↓- touchpoint "Store visit" on store
          - touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint "Store visit" on store
          touchpoint Checkout on store
      """)

  static let habitMermaid = Explanation(
    .habitMermaid,
    means: "The line is written as in a Mermaid diagram.",
    because: """
      Mermaid draws; Journey also checks and counts, so it asks for stages with touchpoints on channels. From a journey it \
      makes a Mermaid diagram for you.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        ↓section Purchase
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage "Purchase"
      """)

  static let habitGherkin = Explanation(
    .habitGherkin,
    means: "The line tells a story with `Given`, `When` and `Then`.",
    because: """
      Free sentences cannot be checked, and a slip in one would never be found. Stages and touchpoints are declared, and \
      what must hold is an `expect`.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          ↓Given a customer who knows the price
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            needs to know price
      """)

  static let habitComment = Explanation(
    .habitComment,
    means: "A comment begins with the sign of another language.",
    because: """
      A comment begins with `#`. With `##` it documents the next item, and stands on its map as well.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        ↓// Ask the shops first
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        # Ask the shops first
        stage Purchase
          touchpoint Checkout on store
      """)

  static let habitOperator = Explanation(
    .habitOperator,
    means: "A sign stands where Journey has a word.",
    because: """
      Conditions are read aloud: `is`, `is not`, `and`, `or`, `per`, `to`. One spelling for each keeps them alike everywhere.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
            expect purpose ↓= transact
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
            expect purpose is transact
      """)

  static let habitQuotes = Explanation(
    .habitQuotes,
    means: "A text stands between other quotes than double ones, or between none.",
    because: """
      Prose may hold any word, also those of the language. The quotes say where it begins and where it ends.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            measure ↓Orders
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            measure "Orders"
      """)
}
