// The names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CJourneyHeader
import Journey
import Synchronization

/// Somebody's wish that a call ends before it is done.
final class Stop: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Whether anybody asked for it.
  var isAskedFor: Bool { flag.load(ordering: .relaxed) }

  func ask() { flag.store(true, ordering: .relaxed) }
}

// SAFETY: in each, a cancellation lives while the call does.

@c @implementation
public func journey_cancellation_new() -> OpaquePointer? { unsafe Handle.handOut(Stop()) }

@c @implementation
public func journey_cancel(_ cancellation: OpaquePointer?) { unsafe Handle<Stop>.object(cancellation)?.ask() }

@c @implementation
public func journey_cancellation_free(_ cancellation: OpaquePointer?) { unsafe Handle<Stop>.free(cancellation) }
