/// A day of the Gregorian calendar, as `2026-11-21`.
public struct Day: Hashable, Sendable, Comparable {
  public let year: Int16
  public let month: UInt8
  public let day: UInt8

  /// The day, if the calendar has it.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(of: month, in: year) else {
      return nil
    }
    self.year = Int16(year)
    self.month = UInt8(month)
    self.day = UInt8(day)
  }

  /// The day that a text of the form `2026-11-21` names.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The text `2026-11-21`.
  public var text: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(Int(year), 4))-\(padded(Int(month), 2))-\(padded(Int(day), 2))"
  }

  /// How many days it is after the first of March of the year 0, in the Gregorian calendar.
  public var number: Int {
    // Years begin in March, so that the day that is not in every year is the last of its year.
    let months = (Int(month) + 9) % 12
    let years = Int(year) - (months > 9 ? 1 : 0)
    return years * 365 + years / 4 - years / 100 + years / 400 + (months * 306 + 5) / 10 + Int(day) - 1
  }

  public static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
