import Journey
import JourneySyntax
import Synchronization

/// A number that closures count in, on whatever thread.
final class Counter: Sendable {
  private let number = Atomic(0)

  /// Counts one more, and gives the number.
  @discardableResult
  func add() -> Int { number.add(1, ordering: .relaxed).newValue }
  var count: Int { number.load(ordering: .relaxed) }
}

extension Limits {
  /// The defaults, with something that is done whenever the host is asked whether to go on, given how often it was.
  static func asking(_ counter: Counter, _ answer: @escaping @Sendable (Int) -> Bool) -> Limits {
    var limits = Limits()
    limits.isCancelled = { answer(counter.add()) }
    return limits
  }
}
