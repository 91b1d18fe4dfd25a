import Synchronization

/// A switch that ends work from any thread.
///
/// ```swift
/// let cancellation = Cancellation()
/// var limits = Limits()
/// limits.isCancelled = { cancellation.isCancelled }
/// let engine = Engine(limits: limits)
/// // On another thread: cancellation.cancel()
/// let check = engine.check(source)
/// ```
///
/// The check then ends within milliseconds, with what it has found so far and a finding `cancelled`. It never throws.
/// What runs in a `Task` needs none of this: when the task is cancelled, the check ends just so.
public final class Cancellation: Sendable {
  private let flag = Atomic(false)

  /// A switch that is not thrown yet.
  public init() {}

  /// Ends the work that asks this switch. It stays so: other work needs a switch of its own.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether it was thrown.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
