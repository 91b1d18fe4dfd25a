// The names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CJourneyHeader
import Journey

// What C asks of a result. SAFETY: in each, the result lives while the call does, and its texts as long as the result.

@c @implementation
public func journey_result_status(_ result: OpaquePointer?) -> journey_status {
  unsafe Handle<CallResult>.object(result)?.status ?? JOURNEY_BAD_ARGUMENT
}

@c @implementation
public func journey_result_message(_ result: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<
  CChar
>? {
  unsafe text(result, length, \.message)
}

@c @implementation
public func journey_result_text(_ result: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>?
{
  unsafe text(result, length, \.text)
}

@c @implementation
public func journey_result_lines(_ result: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<
  CChar
>? {
  unsafe text(result, length, \.lines)
}

@c @implementation
public func journey_result_findings(_ result: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<
  CChar
>? {
  unsafe text(result, length, \.findings)
}

@c @implementation
public func journey_result_model(_ result: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<
  CChar
>? {
  unsafe text(result, length, \.journeys)
}

@c @implementation
public func journey_result_count(_ result: OpaquePointer?, _ severity: journey_severity) -> Int {
  guard let result = unsafe Handle<CallResult>.object(result) else { return 0 }
  switch severity {
  case JOURNEY_INFO: return result.count(.info)
  case JOURNEY_WARNING: return result.count(.warning)
  case JOURNEY_ERROR: return result.count(.error)
  default: return 0
  }
}

@c @implementation
public func journey_result_free(_ result: OpaquePointer?) { unsafe Handle<CallResult>.free(result) }

/// A text of a result; NULL, and a length of 0, where it has none.
private func text(
  _ result: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?, _ part: (CallResult) -> Text?
) -> UnsafePointer<CChar>? {
  unsafe length?.pointee = 0
  guard let text = unsafe Handle<CallResult>.object(result).flatMap(part) else { return nil }
  return unsafe text.handOut(length)
}
