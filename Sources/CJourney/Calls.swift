// The names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CJourneyHeader
import Journey

// What C may ask of the engine, as `include/journey.h` says it; the compiler compares each function with its declaration
// there. SAFETY: in each, what C hands in lives while the call does, and what it wants to be given has room for that.

// MARK: Versions

@c @implementation
public func journey_abi_version() -> UInt32 { UInt32(JOURNEY_ABI_VERSION) }

@c @implementation
public func journey_version() -> UnsafePointer<CChar>? { unsafe version.handOut(nil) }

/// Lives as long as the library.
private let version = Text(Engine.version)

@c @implementation
public func journey_status_text(_ status: journey_status) -> UnsafePointer<CChar>? {
  switch status {
  case JOURNEY_OK: unsafe Text.forever("done")
  case JOURNEY_BAD_ARGUMENT: unsafe Text.forever("an argument is NULL, or a length that no text has")
  case JOURNEY_BAD_OPTIONS: unsafe Text.forever("the options or parameters are not what is asked for")
  case JOURNEY_UNKNOWN_CODE: unsafe Text.forever("no rule or diagnostic has that name")
  case JOURNEY_CANCELLED: unsafe Text.forever("cancelled")
  default: unsafe Text.forever("a status that this version does not have")
  }
}

// MARK: Engine

/// An engine, for C to hold.
final class EngineBox: Sendable {
  let engine: Engine

  init(_ engine: Engine) { self.engine = engine }
}

@c @implementation
public func journey_engine_new(
  _ options: UnsafePointer<CChar>?, _ length: Int, _ loader: UnsafePointer<journey_loader>?,
  _ engine: UnsafeMutablePointer<OpaquePointer?>?, _ problem: UnsafeMutablePointer<OpaquePointer?>?
) -> journey_status {
  unsafe engine?.pointee = nil
  unsafe problem?.pointee = nil
  // Made first, so that it is let go however the call ends.
  let host = unsafe loader.map { unsafe HostLoader($0.pointee) }
  guard let engine = unsafe engine, let bytes = unsafe bytes(options, length) else { return JOURNEY_BAD_ARGUMENT }
  do throws(BadOptions) {
    let made = try Engine(options: bytes, loader: host?.loader)
    unsafe engine.pointee = unsafe Handle.handOut(EngineBox(made))
    return JOURNEY_OK
  } catch {
    unsafe problem?.pointee = unsafe Handle.handOut(CallResult(JOURNEY_BAD_OPTIONS, error.message))
    return JOURNEY_BAD_OPTIONS
  }
}

@c @implementation
public func journey_engine_free(_ engine: OpaquePointer?) { unsafe Handle<EngineBox>.free(engine) }

@c @implementation
public func journey_check(
  _ engine: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ nameLength: Int, _ start: UnsafePointer<CChar>?,
  _ length: Int, _ cancellation: OpaquePointer?, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> journey_status {
  unsafe result?.pointee = nil
  guard let result = unsafe result, let engine = unsafe Handle<EngineBox>.object(engine)?.engine,
    let source = unsafe source(name, nameLength, start, length)
  else { return JOURNEY_BAD_ARGUMENT }
  let stop = unsafe Handle<Cancellation>.object(cancellation)
  let check = engine.limited(to: engine.limits.stopping(at: stop)).check(source)
  return unsafe give(CallResult(check, isCancelled: stop?.isCancelled == true), to: result)
}

@c @implementation
public func journey_format(
  _ engine: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ nameLength: Int, _ start: UnsafePointer<CChar>?,
  _ length: Int, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> journey_status {
  unsafe result?.pointee = nil
  guard let result = unsafe result, let engine = unsafe Handle<EngineBox>.object(engine)?.engine,
    let source = unsafe source(name, nameLength, start, length)
  else { return JOURNEY_BAD_ARGUMENT }
  let tree = engine.parse(source)
  let found = CheckResults(checkedFiles: [source.name], findings: tree.findings, sources: [source])
  return unsafe give(CallResult(text: Layout.text(tree), found), to: result)
}

@c @implementation
public func journey_explain(
  _ engine: OpaquePointer?, _ start: UnsafePointer<CChar>?, _ length: Int,
  _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> journey_status {
  unsafe result?.pointee = nil
  guard let result = unsafe result, unsafe Handle<EngineBox>.object(engine) != nil,
    let code = unsafe text(start, length)
  else { return JOURNEY_BAD_ARGUMENT }
  return unsafe give(CallResult(explaining: code), to: result)
}

// MARK: Scripts

/// A compiled script, for C to hold.
final class ScriptBox: Sendable {
  let script: CompiledScript

  init(_ script: CompiledScript) { self.script = script }
}

@c @implementation
public func journey_compile(
  _ engine: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ nameLength: Int, _ start: UnsafePointer<CChar>?,
  _ length: Int, _ script: UnsafeMutablePointer<OpaquePointer?>?
) -> journey_status {
  unsafe script?.pointee = nil
  guard let script = unsafe script, let engine = unsafe Handle<EngineBox>.object(engine)?.engine,
    let source = unsafe source(name, nameLength, start, length)
  else { return JOURNEY_BAD_ARGUMENT }
  unsafe script.pointee = unsafe Handle.handOut(ScriptBox(engine.compile(source)))
  return JOURNEY_OK
}

@c @implementation
public func journey_script_check(
  _ script: OpaquePointer?, _ start: UnsafePointer<CChar>?, _ length: Int, _ cancellation: OpaquePointer?,
  _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> journey_status {
  unsafe result?.pointee = nil
  guard let result = unsafe result, let script = unsafe Handle<ScriptBox>.object(script)?.script,
    let bytes = unsafe bytes(start, length)
  else { return JOURNEY_BAD_ARGUMENT }
  let stop = unsafe Handle<Cancellation>.object(cancellation)
  do throws(BadOptions) {
    let parameters = script.engine.parameters.merging(try Options.parameters(bytes)) { $1 }
    let check = script.limited(to: script.engine.limits.stopping(at: stop)).check(parameters: parameters)
    return unsafe give(CallResult(check, isCancelled: stop?.isCancelled == true), to: result)
  } catch {
    return unsafe give(CallResult(JOURNEY_BAD_OPTIONS, error.message), to: result)
  }
}

@c @implementation
public func journey_script_free(_ script: OpaquePointer?) { unsafe Handle<ScriptBox>.free(script) }

// MARK: Parts

/// Gives C a result, and its status.
private func give(_ given: CallResult, to result: UnsafeMutablePointer<OpaquePointer?>) -> journey_status {
  unsafe result.pointee = unsafe Handle.handOut(given)
  return given.status
}

/// The source that C hands in; nothing where none can be meant.
private func source(
  _ name: UnsafePointer<CChar>?, _ nameLength: Int, _ start: UnsafePointer<CChar>?, _ length: Int
) -> Source? {
  guard let name = unsafe text(name, nameLength), let bytes = unsafe bytes(start, length) else { return nil }
  return Source(name: name, bytes: bytes)
}

extension Limits {
  /// The limits of one call, which somebody may cancel.
  fileprivate func stopping(at cancellation: Cancellation?) -> Limits {
    var limits = self
    if let cancellation { limits.isCancelled = { cancellation.isCancelled } }
    return limits
  }
}

extension CallResult {
  /// The page on a rule or a diagnostic, or that there is none.
  fileprivate convenience init(explaining name: String) {
    if let rule = Rule.named(name) {
      self.init(text: ExplanationText.of(rule))
    } else if let code = Code(rawValue: name) {
      self.init(text: ExplanationText.of(code))
    } else {
      let near = Suggestion.near(name, among: Rule.all.map(\.name) + Code.allCases.map(\.rawValue))
      let hint = near.isEmpty ? "" : "; did you mean \(Suggestion.list(near))?"
      self.init(JOURNEY_UNKNOWN_CODE, "There is no rule or diagnostic `\(Display.plain(name, limit: 80))`\(hint)")
    }
  }
}
