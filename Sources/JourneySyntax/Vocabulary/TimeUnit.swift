/// The units of time. A month is 30 days, a year 365: stated, not hidden.
public enum TimeUnit: CaseIterable, Sendable {
  case second, minute, hour, day, week, month, year

  /// The unit that a word stands for, in any of its spellings.
  public init?(_ keyword: Keyword) {
    switch keyword {
    case .second, .secondWord, .seconds, .sec: self = .second
    case .minute, .minuteWord, .minutes, .mins: self = .minute
    case .hour, .hourWord, .hours, .hrs: self = .hour
    case .day, .days: self = .day
    case .week, .weeks: self = .week
    case .month, .months: self = .month
    case .year, .years: self = .year
    default: return nil
    }
  }

  /// The length in seconds.
  public var seconds: Int64 {
    switch self {
    case .second: 1
    case .minute: 60
    case .hour: 3_600
    case .day: 86_400
    case .week: 604_800
    case .month: 2_592_000
    case .year: 31_536_000
    }
  }

  /// The one spelling that the formatter writes.
  public func spelling(isOne: Bool) -> String {
    switch self {
    case .second: "s"
    case .minute: "min"
    case .hour: "h"
    case .day: isOne ? "day" : "days"
    case .week: isOne ? "week" : "weeks"
    case .month: isOne ? "month" : "months"
    case .year: isOne ? "year" : "years"
    }
  }

  static let spellings = [
    "s", "min", "h", "day", "days", "week", "weeks", "month", "months", "year", "years", "minutes",
  ]
}
