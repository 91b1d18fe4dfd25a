import JourneyModel
import JourneySyntax
import Testing

/// All pairs of kinds of values, under all operators and in all functions: each gives a value of the kind that the
/// reference says, or exactly one finding.
struct DimensionTests {
  /// A kind of value, by an expression that gives one.
  enum Kind: String, CaseIterable, CustomTestStringConvertible {
    case flag = "yes"
    case number = "3"
    case share = "30%"
    case span = "5 min"
    case euro = "€2"
    case dollar = "$2"
    case perClick = "€2 per click"
    case perWeek = "3 per week"
    case date = "2026-11-21"
    case time = "09:00"
    case text = "\"Checkout\""
    case word = "Checkout.purpose"
    case touchpoint = "Checkout"
    case channel = "store"
    case numbers = "(1, 2)"
    case touchpoints = "touchpoints"

    var testDescription: String { rawValue }
    var isMoney: Bool { self == .euro || self == .dollar }
    /// What is one name with another name.
    var isName: Bool { [.text, .word].contains(self) }
    var isItem: Bool { [.touchpoint, .channel].contains(self) }
    var isList: Bool { self == .numbers || self == .touchpoints }
    /// What adds up.
    var adds: Bool { [.number, .share, .span, .euro, .dollar, .perClick, .perWeek].contains(self) }
    /// What is more or less than another.
    var isOrdered: Bool { adds || [.date, .time, .text].contains(self) }
    /// What a list's members are.
    var member: Kind { self == .numbers ? .number : self == .touchpoints ? .touchpoint : self }

    /// Whether the two can be the same.
    func compares(with other: Kind) -> Bool {
      if self == other { return true }
      return isName && (other.isName || other.isItem) || isItem && other.isName
    }
  }

  private static let model = Model.evaluating(
    Tree(
      Source(
        name: "a",
        text: """
          journey Phone
            outcome Bought, success
            channel store
            channel web
            stage Purchase
              touchpoint Checkout on store
                purpose transact
                leads to Bought
              touchpoint Call on web
          """))
  ).0

  /// What an expression gives: the kind of its value, or the findings.
  private func ask(_ expression: String) -> (kind: String?, findings: [Finding]) {
    let (value, findings) = DimensionTests.model.value(of: expression)
    return (findings.isEmpty ? value.kindName : nil, findings)
  }

  /// Expects a value of the kind that an expression gives, or one finding that names what is wrong and what helps.
  private func expect(_ expression: String, gives kind: Kind?, isFlag: Bool = false) {
    let answer = ask(expression)
    guard let kind else {
      #expect(answer.findings.count == 1, "\(expression): \(answer.kind ?? "") \(answer.findings.map(\.title))")
      for finding in answer.findings {
        let isValue = [Code.wrongKindOfValue, .currencyMismatch, .wrongArguments].map(\.rawValue).contains(finding.code)
        #expect(isValue && !finding.help.isEmpty && finding.severity == .error, "\(expression): \(finding.title)")
      }
      return
    }
    #expect(answer.findings.map(\.title) == [], "\(expression)")
    #expect(answer.kind == ask(kind.rawValue).kind, "\(expression)")
  }

  // MARK: Operators

  @Test(arguments: Kind.allCases)
  func `what adds up is of one kind`(left: Kind) {
    for right in Kind.allCases {
      expect("\(left.rawValue) + \(right.rawValue)", gives: left == right && (left.adds || left == .text) ? left : nil)
      expect("\(left.rawValue) - \(right.rawValue)", gives: left == right && left.adds ? left : nil)
    }
  }

  @Test(arguments: Kind.allCases)
  func `what is multiplied is so by a number or a share`(left: Kind) {
    for right in Kind.allCases {
      let scaled: [Kind] = [.number, .share, .span, .euro, .dollar]
      let kind: Kind? =
        switch (left, right) {
        case (.share, .share): .share
        case (.number, .share), (.share, .number): .number
        case (.number, _), (.share, _): scaled.contains(right) ? right : nil
        case (_, .number), (_, .share): scaled.contains(left) ? left : nil
        default: nil
        }
      expect("\(left.rawValue) * \(right.rawValue)", gives: kind)
    }
  }

  @Test(arguments: Kind.allCases)
  func `what is divided is so by a number, or by its own kind`(left: Kind) {
    for right in Kind.allCases {
      let divides = left.adds && left != .perClick && left != .perWeek
      let kind: Kind? = !divides ? nil : left == right ? .number : right == .number ? left : nil
      expect("\(left.rawValue) / \(right.rawValue)", gives: kind)
    }
  }

  @Test(arguments: Kind.allCases)
  func `only what is of one kind can be the same`(left: Kind) {
    for right in Kind.allCases {
      for word in ["is", "is not"] {
        expect("\(left.rawValue) \(word) \(right.rawValue)", gives: left.compares(with: right) ? .flag : nil)
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `only amounts, dates, times and texts are more or less`(left: Kind) {
    for right in Kind.allCases {
      for sign in ["<", "<=", ">", ">="] {
        expect(
          "\(left.rawValue) \(sign) \(right.rawValue)", gives: left == right && left.isOrdered ? .flag : nil)
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `a list is asked for what its members are`(left: Kind) {
    for right in Kind.allCases {
      let isIn = !left.isList && left.compares(with: right.member)
      expect("\(left.rawValue) in (\(right.rawValue))", gives: isIn ? .flag : nil)
      expect("\(left.rawValue) not in (\(right.rawValue))", gives: isIn ? .flag : nil)
      let has = left.isList && !right.isList && right.compares(with: left.member)
      expect("\(left.rawValue) has \(right.rawValue)", gives: has ? .flag : nil)
    }
  }

  @Test(arguments: Kind.allCases)
  func `conditions are yes or no, also where the rest does not matter`(left: Kind) {
    expect("not \(left.rawValue)", gives: left == .flag ? .flag : nil)
    for right in Kind.allCases {
      let kind: Kind? = left == .flag && right == .flag ? .flag : nil
      expect("\(left.rawValue) and \(right.rawValue)", gives: kind)
      expect("\(left.rawValue) or \(right.rawValue)", gives: kind)
      if left == .flag, right != .flag { expect("no and \(right.rawValue)", gives: nil) }
    }
  }

  // MARK: Functions

  @Test(arguments: Kind.allCases)
  func `a function takes what it says`(kind: Kind) {
    let it = kind.rawValue
    let adds = kind.member.adds
    expect("count(\(it))", gives: kind.isList ? .number : nil)
    expect("some(\(it))", gives: kind.isList ? .flag : nil)
    expect("all(\(it))", gives: nil)
    for name in ["sum", "average"] { expect("\(name)(\(it))", gives: adds ? kind.member : nil) }
    for name in ["min", "max"] { expect("\(name)(\(it))", gives: kind.member.isOrdered ? kind.member : nil) }
    expect("round(\(it))", gives: [.number, .share, .span, .euro, .dollar].contains(kind) ? kind : nil)
    if kind != .number { expect("round(2.5, \(it))", gives: nil) }
    expect("lower(\(it))", gives: kind.isName ? .text : nil)
    expect("join(touchpoints.name, \(it))", gives: kind.isName ? .text : nil)
    expect("join(\(it))", gives: .text)
    expect("if(\(it), 1, 2)", gives: kind == .flag ? .number : nil)
    expect("count(\(it) where yes)", gives: kind == .touchpoints || kind.isItem ? .number : nil)
  }

  @Test(arguments: Kind.allCases)
  func `a figure of the flow is asked of places`(kind: Kind) {
    let it = kind.rawValue
    // A phrase in quotes is the item of that name, where an item is asked for.
    let isTouchpoint = kind == .touchpoint || kind == .text
    expect("probability(\(it))", gives: isTouchpoint ? .share : nil)
    expect("visits(\(it))", gives: isTouchpoint || kind == .channel ? .number : nil)
    expect("removal(\(it))", gives: isTouchpoint || kind == .channel ? .share : nil)
    if !isTouchpoint {
      expect("layers(\(it))", gives: nil)
      expect("duration(\(it), Call)", gives: nil)
      expect("cost(\(it), Call)", gives: nil)
      expect("paths(\(it), Call)", gives: nil)
    }
  }

  @Test func `two kinds do not mix in a list that is added up or compared`() {
    for (index, left) in Kind.allCases.enumerated() where left.adds {
      for right in Kind.allCases[(index + 1)...] where right.adds {
        for name in ["sum", "average", "min", "max"] {
          expect("\(name)((\(left.rawValue), \(right.rawValue)))", gives: nil)
        }
      }
    }
  }

  // MARK: Attributes

  /// In this journey nobody says anything, and so only the kind of an attribute can tell that a condition never holds.
  @Test(arguments: [
    "wait > 5", "wait is 30%", "emotion is \"high\"", "emotion > 50%", "effort < 3 min", "strength > 50",
    "channel is store", "channel has Purchase", "stage is store", "title > 3", "important is 1", "important is \"yes\"",
    "important and wait > 5", "important or wait > 5", "not wait > 5", "5 < wait", "wait + 5 > 6 min",
    "wait", "name", "next", "wait in (1, 2)", "says > 5 min", "count(next) > 5 min", "name has \"Check\"",
    "purpose < advise", "wait * 2 > 10", "max(wait, 3 min) > 5", "evidence > 3", "if(wait > 5, yes, no)",
    "channel.answers-within > 5",
    "important and cost > 5", "cost > 5 min",
  ])
  func `a condition that can never hold is said, whoever says what`(condition: String) {
    expect("touchpoints where \(condition)", gives: nil)
    expect("count(touchpoints where name is \"Nowhere\" where \(condition))", gives: nil)
  }

  @Test(arguments: [
    "wait > 5 min", "wait > 2 to 5 min", "emotion is 2", "strength > 50%", "channel has store", "stage is Purchase",
    "title is \"x\"", "important is no", "cost > €5", "cost > $5", "cost > €5 per click", "at-most > 3 per week",
    "purpose is advise", "purpose in (advise, support)", "wait is none", "wait is unknown", "channel has \"store\"",
    "kind is touchpoint and wait > 5 min", "some(next where wait > 5 min)", "some(next where success)",
    "some(next where kind is outcome)", "next has Bought", "next has Call",
    "wait + 5 min > after", "tells has price", "some(pains where severity is severe)", "cost / 2 > €3",
    "status is live",
    "channel.mode has human", "stage.phase is before", "moment in (zero, first)", "status not in (idea, retired)",
    "count(evidence) > 2", "owned-by is partner", "wait > stage.lasts",
  ])
  func `a condition that may hold one day is not remarked on`(condition: String) {
    #expect(ask("touchpoints where \(condition)").findings.map(\.title) == [])
  }
}
