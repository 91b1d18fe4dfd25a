/// What there is to say of a diagnostic of the language: what it means, why the language asks for it, and a script
/// before and after.
///
/// `journey explain`, the reference and the editor's hovers come from these values, and a test runs every script.
public struct Explanation: Sendable {
  public let code: Code
  /// What it means, in one sentence.
  public let summary: String
  /// Why the language asks for it, as one would say it to a marketer.
  public let reason: String
  /// A whole script that gives this finding and no other; `↓` stands before the place that it points at.
  public let wrong: String
  /// The script mended.
  public let right: String
  /// Whether the first script gives the finding by itself; limits, missing files and bytes need more than a short text.
  public let isSelfContained: Bool

  init(
    _ code: Code, means summary: String, because reason: String, isSelfContained: Bool = true, wrong: String,
    right: String
  ) {
    self.code = code
    self.summary = summary
    self.reason = reason
    self.wrong = wrong
    self.right = right
    self.isSelfContained = isSelfContained
  }

  /// The explanations of all codes, in their order.
  public static let all: [Explanation] = Code.allCases.map { of($0) }

  /// The explanation of a code.
  public static func of(_ code: Code) -> Explanation {
    switch code {
    case .unknownWord: unknownWord
    case .attributeElsewhere: attributeElsewhere
    case .attributeTooLate: attributeTooLate
    case .outsideItsPlace: outsideItsPlace
    case .missingName: missingName
    case .missingValue: missingValue
    case .missingComma: missingComma
    case .missingReason: missingReason
    case .trailingComma: trailingComma
    case .unexpectedText: unexpectedText
    case .incompletePhrase: incompletePhrase
    case .missingEnd: missingEnd
    case .unclosedText: unclosedText
    case .unclosedParenthesis: unclosedParenthesis
    case .unclosedBrace: unclosedBrace
    case .chainedComparison: chainedComparison
    case .badEscape: badEscape
    case .invalidBytes: invalidBytes
    case .hiddenCharacter: hiddenCharacter
    case .plainCharacters: plainCharacters
    case .numberFormat: numberFormat
    case .unknownUnit: unknownUnit
    case .habitBraces: habitBraces
    case .habitArrow: habitArrow
    case .habitColon: habitColon
    case .habitDash: habitDash
    case .habitMermaid: habitMermaid
    case .habitGherkin: habitGherkin
    case .habitComment: habitComment
    case .habitOperator: habitOperator
    case .habitQuotes: habitQuotes
    case .tooLong: tooLong
    case .tooDeep: tooDeep
    case .tooManyItems: tooManyItems
    case .tooManyRepetitions: tooManyRepetitions
    case .tooManyImports: tooManyImports
    case .textTooLong: textTooLong
    case .tooMuchWork: tooMuchWork
    case .tooMuchMemory: tooMuchMemory
    case .tooManyFindings: tooManyFindings
    case .outOfTime: outOfTime
    case .cancelled: cancelled
    case .nearLimit: nearLimit
    case .declaredTwice: declaredTwice
    case .attributeTwice: attributeTwice
    case .sameId: sameId
    case .unknownName: unknownName
    case .ambiguousName: ambiguousName
    case .reservedName: reservedName
    case .contradiction: contradiction
    case .minusInName: minusInName
    case .letCycle: letCycle
    case .templateCycle: templateCycle
    case .likeCycle: likeCycle
    case .scenarioCycle: scenarioCycle
    case .unknownParameter: unknownParameter
    case .wrongKindOfValue: wrongKindOfValue
    case .unknownChoice: unknownChoice
    case .outOfRange: outOfRange
    case .numberTooLarge: numberTooLarge
    case .divisionByZero: divisionByZero
    case .currencyMismatch: currencyMismatch
    case .unknownCurrency: unknownCurrency
    case .missingCurrency: missingCurrency
    case .unknownFunction: unknownFunction
    case .wrongArguments: wrongArguments
    case .hostFailure: hostFailure
    case .hostNotAsked: hostNotAsked
    case .wrongVocabulary: wrongVocabulary
    case .tooEarly: tooEarly
    case .noFigures: noFigures
    case .notTrue: notTrue
    case .wrongExample: wrongExample
    case .importMissing: importMissing
    case .importOutside: importOutside
    case .importCycle: importCycle
    case .unusedSetting: unusedSetting
    case .unknownToday: unknownToday
    }
  }
}
