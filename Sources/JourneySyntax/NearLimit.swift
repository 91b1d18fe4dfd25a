/// The warnings that more than half of a limit is used.
extension Limits {
  /// The warning that more than half of a limit is used; nothing where it is not, or where it was exceeded, which is said
  /// already.
  ///
  /// - Parameters:
  ///   - used: How much of the limit is used.
  ///   - limit: The limit.
  ///   - place: Where to look; the begin of the script, where no place is the cause.
  ///   - help: What to do next.
  ///   - title: One sentence, given the two figures.
  public static func nearly(
    _ used: Int, of limit: Int, at place: Place, help: String, _ title: (_ used: String, _ limit: String) -> String
  ) -> Finding? {
    guard used > limit / 2, used <= limit else { return nil }
    return nearly(title(Display.grouped(used), Display.grouped(limit)), at: place, help: help)
  }

  /// The warning that a check took more than half of the time that it may take.
  public func nearlyOutOfTime(at place: Place) -> Finding? {
    guard let deadline, let elapsed = deadline.elapsed, elapsed > deadline.duration / 2, elapsed <= deadline.duration
    else { return nil }
    return Limits.nearly(
      "The check took \(Display.duration(elapsed)), of \(Display.duration(deadline.duration)) that it may take",
      at: place, help: "Make several scripts of it before it grows, or ask those who run this program for more time.")
  }

  /// The warning that the script's trees and model take more than half of the memory that they may take.
  public static func nearlyOutOfMemory(_ used: Int, of limit: Int, at place: Place) -> Finding? {
    guard used > limit / 2, used <= limit else { return nil }
    return nearly(
      "The script takes about \(Display.bytes(used)) of memory, of \(Display.bytes(limit)) that it may take", at: place,
      help: "Make several scripts of it before it grows.")
  }

  /// The warning that something nests so deep that it takes more than half of the stack that it may take.
  package static func nearlyTooDeep(_ used: Int, of limit: Int, at place: Place) -> Finding? {
    guard used > limit / 2, used <= limit else { return nil }
    return nearly(
      "This nests so deep that it takes \(Display.bytes(used)) of stack, of \(Display.bytes(limit)) that it may take",
      at: place, help: nestLess)
  }

  /// What to do about what nests too deep.
  package static let nestLess =
    "Give parts of an expression a name with `let`, and write blocks one after another."

  private static func nearly(_ title: String, at place: Place, help: String) -> Finding {
    Finding(
      Code.nearLimit.rawValue, .warning, title, at: place, why: "What goes beyond a limit is not checked to its end.",
      help: help)
  }

  /// The error that a script takes more memory than it may take.
  public static func outOfMemory(limit: Int, at place: Place) -> Finding {
    Finding(
      Code.tooMuchMemory.rawValue, .error, "The script takes more than \(Display.bytes(limit)) of memory", at: place,
      help: outOfMemoryHelp)
  }
  static let outOfMemoryHelp = "Look for blocks and templates that multiply what they repeat, or split the script."
}

extension Display {
  /// A whole number with a comma before each three digits: `1,200,000`.
  public static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// A number of bytes, roughly: `600 MB`.
  public static func bytes(_ count: Int) -> String {
    if count < 10_000 { return "\(grouped(count)) bytes" }
    return count < 10_000_000 ? "\(grouped(count / 1_000)) kB" : "\(grouped(count / 1_000_000)) MB"
  }

  /// A time, roughly: `50 ms`, `2.5 s`.
  public static func duration(_ duration: Duration) -> String {
    let (seconds, attoseconds) = max(duration, .zero).components
    let milliseconds = attoseconds / 1_000_000_000_000_000
    if seconds == 0 { return "\(milliseconds) ms" }
    let tenths = milliseconds / 100
    return tenths == 0 ? "\(grouped(Int(seconds))) s" : "\(grouped(Int(seconds))).\(tenths) s"
  }
}
