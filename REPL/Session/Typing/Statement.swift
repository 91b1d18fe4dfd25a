import Journey

/// The statements of the language that are no attributes, as completion and help show them. Which of them may stand at
/// a place, only the parser says.
struct Statement: Sendable {
  let phrase: String
  let summary: String
  let example: String

  static let all: [Statement] =
    ItemKind.allCases.map { kind in
      Statement(phrase: kind.word, summary: summaries[kind] ?? "", example: examples[kind] ?? "\(kind.word) NAME")
    } + [
      Statement(phrase: "let", summary: "A value under a name.", example: "let gap = 2 days"),
      Statement(phrase: "expect", summary: "What should be true here.", example: "expect count(touchpoints) >= 2"),
      Statement(
        phrase: "for each", summary: "Lines repeated for each of several values, up to `end`.",
        example: "for each way in email, sms"),
      Statement(
        phrase: "if", summary: "Lines that hold under a condition, up to `end`.", example: "if market is \"DE\""),
      Statement(phrase: "else", summary: "What holds where the condition does not.", example: "else"),
      Statement(phrase: "end", summary: "Ends `for each`, `if` or `template`.", example: "end"),
      Statement(phrase: "import", summary: "Another file's items.", example: "import \"shared/channels.journey\""),
      Statement(
        phrase: "rule", summary: "A check of your own.", example: "rule human-after-pain \"Pain is answered\""),
      Statement(
        phrase: "scenario", summary: "A journey with changes.", example: "scenario \"No email\" of \"Buying a phone\""),
      Statement(phrase: "test", summary: "Something tried out.", example: "test \"Nobody to talk to is noticed\""),
      Statement(
        phrase: "allow", summary: "A finding waived, for a reason.",
        example: "allow dead-end because \"Asked by the store\""),
      Statement(
        phrase: "without", summary: "Takes a line or an item away.", example: "without wait"),
      Statement(phrase: "change", summary: "Goes to an item, to change it.", example: "change touchpoint Checkout"),
      Statement(
        phrase: "otherwise", summary: "What to say where an expectation fails.", example: "otherwise \"Too few\""),
      Statement(phrase: "severity", summary: "How bad a breach of the rule is.", example: "severity warning"),
      Statement(phrase: "because", summary: "The reason of the rule.", example: "because \"Nobody waits\""),
      Statement(phrase: "every", summary: "What the rule looks at.", example: "every touchpoint where important"),
      Statement(phrase: "suggest", summary: "How to mend a breach of the rule.", example: "suggest \"Add a person\""),
      Statement(phrase: "example", summary: "A script that passes or fails.", example: "example good \"\"\""),
      Statement(phrase: "given", summary: "What a test begins with.", example: "given \"No email\""),
    ]

  private static let summaries: [ItemKind: String] = [
    .journey: "The whole way of a customer.", .outcome: "How the journey may end.",
    .persona: "A sort of customer.", .channel: "Where customers and brand meet.",
    .layer: "A sort of contact that stages need.", .stage: "A stretch of the journey.",
    .touchpoint: "One meeting of customer and brand.",
  ]

  private static let examples: [ItemKind: String] = [
    .journey: "journey \"Buying a phone\"", .outcome: "outcome Bought \"Has a new phone\", success",
    .persona: "persona Explorer", .channel: "channel store \"High-street store\"",
    .layer: "layer human \"Someone to talk to\"", .stage: "stage Purchase",
    .touchpoint: "touchpoint \"Store visit\" on store",
  ]
}
