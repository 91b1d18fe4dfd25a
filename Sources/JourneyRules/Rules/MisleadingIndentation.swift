import JourneyModel
import JourneySyntax

extension Rule {
  /// A layout that tells another story than the keywords.
  public static let misleadingIndentation: Rule = Rule(
    "misleading-indentation", .warning,
    flags: "a line whose indentation says that it belongs to another item than its words say",
    because: "people read the layout and the program reads the words: sooner or later somebody is misled",
    source: "GCC's -Wmisleading-indentation, after the goto fail bug of 2014",
    bad: [
      """
      journey Phone
        channel web
        stage Purchase
          touchpoint A on web
            purpose transact
        ↓important
      """,
      """
      journey Phone
        channel web
        stage Purchase
          touchpoint A on web
            purpose transact
            ↓stage Loyalty
          touchpoint B on web
      """,
      """
      journey Phone
        channel web
        channel store
        stage Purchase
          touchpoint A on web, store

      scenario Offline of Phone
        change touchpoint A
          takes 5 min
          ↓without channel web
      """,
    ],
    good: [
      """
      journey Phone
        channel web
        stage Purchase
          important
          touchpoint A on web
            purpose transact
      """,
      """
      journey Phone
      channel web
      stage Purchase
      touchpoint A on web
      purpose transact
      important
      """,
    ]
  ) { _ in
    // The layout is a file's, not a journey's: `IndentationCheck` looks at each file once.
    []
  }
}
