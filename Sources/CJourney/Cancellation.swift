// The names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CJourneyHeader
import Journey

// SAFETY: in each, a cancellation lives while the call does.

@c @implementation
public func journey_cancellation_new() -> OpaquePointer? { unsafe Handle.handOut(Cancellation()) }

@c @implementation
public func journey_cancel(_ cancellation: OpaquePointer?) {
  unsafe Handle<Cancellation>.object(cancellation)?.cancel()
}

@c @implementation
public func journey_cancellation_free(_ cancellation: OpaquePointer?) { unsafe Handle<Cancellation>.free(cancellation) }
