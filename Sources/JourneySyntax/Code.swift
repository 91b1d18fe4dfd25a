/// The diagnostics of the language, each with its stable name.
///
/// What a rule of the validator finds has the rule's name instead.
public enum Code: String, CaseIterable, Sendable {
  // Lines and words.
  case unknownWord = "unknown-word"
  case attributeElsewhere = "attribute-elsewhere"
  case attributeTooLate = "attribute-too-late"
  case outsideItsPlace = "outside-its-place"
  case missingName = "missing-name"
  case missingValue = "missing-value"
  case missingComma = "missing-comma"
  case missingReason = "missing-reason"
  case trailingComma = "trailing-comma"
  case unexpectedText = "unexpected-text"
  case incompletePhrase = "incomplete-phrase"
  case missingEnd = "missing-end"
  case unclosedText = "unclosed-text"
  case unclosedParenthesis = "unclosed-parenthesis"
  case unclosedBrace = "unclosed-brace"
  case chainedComparison = "chained-comparison"
  // Characters and numbers.
  case badEscape = "bad-escape"
  case invalidBytes = "invalid-bytes"
  case hiddenCharacter = "hidden-character"
  case plainCharacters = "plain-characters"
  case numberFormat = "number-format"
  case unknownUnit = "unknown-unit"
  // Habits from other languages.
  case habitBraces = "habit-braces"
  case habitArrow = "habit-arrow"
  case habitColon = "habit-colon"
  case habitDash = "habit-dash"
  case habitMermaid = "habit-mermaid"
  case habitGherkin = "habit-gherkin"
  case habitComment = "habit-comment"
  case habitOperator = "habit-operator"
  case habitQuotes = "habit-quotes"
  // Limits.
  case tooLong = "too-long"
  case tooDeep = "too-deep"
  case tooManyItems = "too-many-items"
  case tooManyRepetitions = "too-many-repetitions"
  case tooManyImports = "too-many-imports"
  case textTooLong = "text-too-long"
  case tooMuchWork = "too-much-work"
  case tooMuchMemory = "too-much-memory"
  case tooManyFindings = "too-many-findings"
  case outOfTime = "out-of-time"
  case cancelled = "cancelled"
  case nearLimit = "near-limit"
  // Names and references.
  case declaredTwice = "declared-twice"
  case attributeTwice = "attribute-twice"
  case sameId = "same-id"
  case unknownName = "unknown-name"
  case ambiguousName = "ambiguous-name"
  case reservedName = "reserved-name"
  case contradiction = "contradiction"
  case minusInName = "minus-in-name"
  case letCycle = "let-cycle"
  case templateCycle = "template-cycle"
  case likeCycle = "like-cycle"
  case scenarioCycle = "scenario-cycle"
  case unknownParameter = "unknown-parameter"
  // Values.
  case wrongKindOfValue = "wrong-kind-of-value"
  case unknownChoice = "unknown-choice"
  case outOfRange = "out-of-range"
  case numberTooLarge = "number-too-large"
  case divisionByZero = "division-by-zero"
  case currencyMismatch = "currency-mismatch"
  case unknownCurrency = "unknown-currency"
  case missingCurrency = "missing-currency"
  case unknownFunction = "unknown-function"
  case wrongArguments = "wrong-arguments"
  case hostFailure = "host-failure"
  case hostNotAsked = "host-not-asked"
  case wrongVocabulary = "wrong-vocabulary"
  case tooEarly = "too-early"
  case noFigures = "no-figures"
  case notTrue = "not-true"
  case wrongExample = "wrong-example"
  // Files.
  case importMissing = "import-missing"
  case importOutside = "import-outside"
  case importCycle = "import-cycle"
  // Settings.
  case unusedSetting = "unused-setting"
  case unknownToday = "unknown-today"

  /// The codes of errors after which a check ends, so that what it has is not the whole.
  public static let ends: Set<String> = [
    Code.tooMuchWork.rawValue, Code.tooManyItems.rawValue, Code.tooManyRepetitions.rawValue,
    Code.tooMuchMemory.rawValue, Code.outOfTime.rawValue, Code.cancelled.rawValue,
  ]
}
