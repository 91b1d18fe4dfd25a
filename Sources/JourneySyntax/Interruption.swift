/// Why work ends before it is done, as the host wishes.
public enum Interruption: Hashable, Sendable {
  /// The host, or the task that the work runs in, no longer wants its result.
  case cancelled
  /// The time is over that it may take.
  case outOfTime(Duration)

  /// The diagnostic that says so.
  public var code: Code {
    switch self {
    case .cancelled: .cancelled
    case .outOfTime: .outOfTime
    }
  }

  /// What is the matter, and what to do about it, in words for people.
  ///
  /// - Parameter work: What has ended, as a noun.
  public func words(of work: String = "check") -> (title: String, help: String) {
    switch self {
    case .cancelled:
      ("The \(work) was stopped before it was done", "Ask for less at once, or let it run to its end.")
    case .outOfTime(let time):
      (
        "The \(work) takes longer than \(Display.duration(time)), the time that it may take",
        "Make several scripts of it, or ask those who run this program for more time."
      )
    }
  }

  /// The finding that says so.
  public func finding(of work: String = "check", at place: Place) -> Finding {
    let (title, help) = words(of: work)
    return Finding(code.rawValue, .error, title, at: place, help: help)
  }
}

extension Limits {
  /// Whether work is to end now, and why. It is asked every few thousand steps, wherever a script can make work long;
  /// a rule of a host's own that takes long asks it as well.
  public var interruption: Interruption? {
    if isCancelled?() == true || Task.isCancelled { return .cancelled }
    guard let deadline, deadline.isOver else { return nil }
    return .outOfTime(deadline.duration)
  }

  /// The limits of work that begins now: the time of its deadline runs from here on, unless it runs already, and what is
  /// taken of the stack is counted from here.
  public var begun: Limits {
    var limits = self
    limits.deadline = deadline?.begun
    limits.taken = Stack(bytes: stack)
    return limits
  }
}

/// How long a check may take, by a clock that the host hands in: the engine itself has none.
///
/// The time runs from the beginning of each check anew, so an engine may be kept and used as often as one likes.
public struct Deadline: Sendable {
  /// The time that a check may take.
  public let duration: Duration
  private let clock: @Sendable () -> Duration
  private var start: Duration?

  /// A deadline by a function that tells the time since some moment, whichever it is, and never goes back.
  public init(after duration: Duration, clock: @escaping @Sendable () -> Duration) {
    self.duration = duration
    self.clock = clock
  }

  /// A deadline by a clock of Swift's own: `Deadline(after: .milliseconds(50), by: .continuous)`.
  public init<Timer: Clock>(after duration: Duration, by timer: Timer) where Timer.Duration == Duration {
    let origin = timer.now
    self.init(after: duration) { origin.duration(to: timer.now) }
  }

  /// The time since the work began; nothing before it has.
  var elapsed: Duration? { start.map { clock() - $0 } }
  var isOver: Bool { elapsed.map { $0 > duration } ?? false }

  fileprivate var begun: Deadline {
    var deadline = self
    deadline.start = start ?? clock()
    return deadline
  }
}
