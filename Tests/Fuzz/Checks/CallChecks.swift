import CJourneyHeader
import Journey

/// What must hold for what C calls: whatever is handed in is taken or refused with a reason, each text that comes out is
/// what the header says it is, and what is not freed yet stays.
///
/// The input is cut at lines of equal signs: a script, the options of an engine, the parameters of a check, the vocabulary
/// of a host, and what the script imports: `b`, `c` and so on.
enum CallChecks {
  static func calls(_ bytes: [UInt8]) -> [String] {
    let parts = FuzzTarget.parts(of: bytes)
    func part(_ number: Int) -> [UInt8] { parts.indices.contains(number) ? parts[number] : [] }
    var problems = options(part(1))
    let host = CalledHost(Array(parts.dropFirst(4)))
    // One reference is C's, which gives it back when it is told to.
    problems += script(part(0), parameters: part(2), vocabulary: part(3), host)
    if host.released != 1 { problems.append("the loader was let go \(host.released) times") }
    return Array(problems.prefix(4))
  }

  // MARK: Options

  private static func options(_ bytes: [UInt8]) -> [String] {
    var (engine, problem): (OpaquePointer?, OpaquePointer?)
    // SAFETY: what a call gives is freed once, and NULL may be.
    let status = unsafe lend(bytes) { unsafe journey_engine_new($0, $1, nil, &engine, &problem) }
    let isMade = unsafe engine != nil
    let refusal = unsafe CalledResult(problem)
    unsafe journey_engine_free(engine)
    unsafe journey_result_free(problem)
    if status == JOURNEY_OK {
      return isMade && refusal == nil ? [] : ["options are taken, and there is no engine or a problem besides"]
    }
    guard status == JOURNEY_BAD_OPTIONS, !isMade, let refusal, refusal.status == status else {
      return ["options are neither taken nor refused"]
    }
    return refusal.problems("refused options")
  }

  /// An engine with small limits, and with a host's words where these are some. A refusal gives none.
  private static func engine(_ vocabulary: [UInt8], _ host: CalledHost?) -> OpaquePointer? {
    let limits = FuzzTarget.limits
    var options = """
      {"limits": {"items": \(limits.items), "expansions": \(limits.expansions), "steps": \(limits.steps),
      "imports": \(limits.imports), "findings": \(limits.findings), "text": \(limits.text)}, "today": "2026-11-22"
      """
    if !vocabulary.isEmpty { options += ", \"vocabulary\": \(quoted(String(decoding: vocabulary, as: UTF8.self)))" }
    // SAFETY: the host is let go by `release`, once, even where the call fails.
    var loader = unsafe journey_loader()
    if let host {
      unsafe loader.load = load
      unsafe loader.release = {
        unsafe Unmanaged<CalledHost>.fromOpaque($0.unsafelyUnwrapped).takeRetainedValue().release()
      }
      unsafe loader.user_data = Unmanaged.passRetained(host).toOpaque()
    }
    var engine: OpaquePointer?
    _ = unsafe lend(Array("\(options)}".utf8)) { unsafe journey_engine_new($0, $1, &loader, &engine, nil) }
    return unsafe engine
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case ..<" ": "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  // MARK: Scripts

  /// What came of the calls so far.
  private struct Calls {
    var problems: [String] = []

    /// Makes a call, copies all that there is to ask of its result, and frees that.
    mutating func look(_ what: String, _ statuses: [journey_status], _ call: (inout OpaquePointer?) -> journey_status)
      -> CalledResult?
    {
      var result: OpaquePointer?
      let status = unsafe call(&result)
      let called = unsafe CalledResult(result)
      unsafe journey_result_free(result)
      problems += called?.problems(what) ?? ["\(what) gives no result"]
      if called?.status != status || !statuses.contains(status) {
        problems.append("\(what) ends as \(status.rawValue)")
      }
      return called
    }

    /// Notes where two results differ.
    mutating func compare(_ one: CalledResult?, _ other: CalledResult?, _ what: String) {
      if one != other { problems.append("\(what) give different results") }
    }
  }

  private static func script(
    _ bytes: [UInt8], parameters: [UInt8], vocabulary: [UInt8], _ host: CalledHost
  ) -> [String] {
    var calls = Calls()
    // Words that are refused are no words: then the script is checked without.
    var engine: OpaquePointer? = unsafe self.engine(vocabulary, nil)
    let words = unsafe engine == nil ? [] : vocabulary
    unsafe journey_engine_free(engine)
    unsafe engine = self.engine(words, host)
    let stopping = unsafe journey_cancellation_new()
    let first = unsafe checks(engine, stopping, bytes, host, &calls)
    var script: OpaquePointer?
    unsafe lend(bytes) { text, count in
      _ = unsafe calls.look("a layout", [JOURNEY_OK]) { unsafe journey_format(engine, "fuzz", 4, text, count, &$0) }
      if unsafe journey_compile(engine, "fuzz", 4, text, count, &script) != JOURNEY_OK {
        calls.problems.append("a script is not compiled")
      }
    }
    // What a script needs of its engine stays.
    unsafe journey_engine_free(engine)
    let compiled = unsafe calls.look("a compiled script", [JOURNEY_OK]) {
      unsafe journey_script_check(script, nil, 0, nil, &$0)
    }
    calls.compare(first, compiled, "a script and a compiled script")
    if !parameters.isEmpty { unsafe self.parameters(parameters, script, stopping, &calls) }
    unsafe journey_script_free(script)
    unsafe journey_cancellation_free(stopping)
    return calls.problems + explanation(bytes)
  }

  /// Checks a script with and without what ends it; the cancellation is used up.
  private static func checks(
    _ engine: OpaquePointer?, _ stopping: OpaquePointer?, _ bytes: [UInt8], _ host: CalledHost, _ calls: inout Calls
  ) -> CalledResult? {
    let never = unsafe journey_cancellation_new()
    defer { unsafe journey_cancellation_free(never) }
    return unsafe lend(bytes) { text, count in
      func check(_ what: String, _ cancellation: OpaquePointer?, _ statuses: journey_status...) -> CalledResult? {
        unsafe calls.look(what, statuses) {
          unsafe journey_check(engine, "fuzz", 4, text, count, cancellation, &$0)
        }
      }
      let first = unsafe check("a check that nobody ends", never, JOURNEY_OK)
      // Only a loader that is asked for it ends a check.
      if bytes.contains("stop".utf8) {
        unsafe host.cancellation = stopping
        _ = unsafe check("a check that its loader may end", stopping, JOURNEY_OK, JOURNEY_CANCELLED)
        unsafe host.cancellation = nil
      }
      unsafe journey_cancel(stopping)
      _ = unsafe check("a check that was ended before", stopping, JOURNEY_CANCELLED)
      return first
    }
  }

  private static func parameters(
    _ parameters: [UInt8], _ script: OpaquePointer?, _ ended: OpaquePointer?, _ calls: inout Calls
  ) {
    unsafe lend(parameters) { text, count in
      func check(_ what: String, _ cancellation: OpaquePointer?, _ status: journey_status) -> CalledResult? {
        unsafe calls.look(what, [status, JOURNEY_BAD_OPTIONS]) {
          unsafe journey_script_check(script, text, count, cancellation, &$0)
        }
      }
      _ = check("parameters", nil, JOURNEY_OK)
      _ = unsafe check("parameters of an ended check", ended, JOURNEY_CANCELLED)
    }
  }

  /// A page on what the first line names, or which names are near.
  private static func explanation(_ bytes: [UInt8]) -> [String] {
    let engine = unsafe engine([], nil)
    var result: OpaquePointer?
    let name = Array(bytes.prefix { $0 != 0x0A }.prefix(40))
    let status = unsafe lend(name) { unsafe journey_explain(engine, $0, $1, &result) }
    let called = unsafe CalledResult(result)
    unsafe journey_result_free(result)
    unsafe journey_engine_free(engine)
    guard let called, called.status == status, [JOURNEY_OK, JOURNEY_UNKNOWN_CODE].contains(status) else {
      return ["an explanation ends as \(status.rawValue)"]
    }
    return called.problems("an explanation")
  }

  /// Hands some bytes over as C has texts.
  ///
  /// SAFETY: the memory is the array's own, and is used only during the call.
  private static func lend<Result>(_ bytes: [UInt8], _ call: (UnsafePointer<CChar>?, Int) -> Result) -> Result {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe call(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
  }

  /// SAFETY: what is handed in lives while this runs; the host lives until it is released.
  private static let load: journey_load = { data, path, count, importer, _, answer in
    let host = unsafe Unmanaged<CalledHost>.fromOpaque(data.unsafelyUnwrapped).takeUnretainedValue()
    let path = unsafe Array(UnsafeRawBufferPointer(start: path, count: count))
    if path.elementsEqual("stop".utf8) { unsafe journey_cancel(host.cancellation) }
    if path.starts(with: "..".utf8) { return unsafe journey_import_outside(answer) }
    guard path.count <= 3, let letter = path.last else { return }
    guard host.files.indices.contains(Int(letter) - 0x62) else {
      return unsafe lend(path) { unsafe journey_import_unreadable(answer, $0, $1) }
    }
    unsafe lend([letter]) { name, length in
      unsafe lend(host.files[Int(letter) - 0x62]) { unsafe journey_import_found(answer, name, length, $0, $1) }
    }
  }
}

/// What a loader works with. One thread alone asks it.
@safe private final class CalledHost {
  let files: [[UInt8]]
  /// What a script that imports `stop` ends.
  ///
  /// SAFETY: it is set while the cancellation lives.
  var cancellation: OpaquePointer?
  private(set) var released = 0

  init(_ files: [[UInt8]]) { self.files = files }

  func release() { released += 1 }
}

/// All that C may ask of a result, copied.
private struct CalledResult: Equatable {
  let status: journey_status
  let message: [UInt8]?
  let text: [UInt8]?
  let lines: [UInt8]?
  let findings: [UInt8]?
  let model: [UInt8]?
  let count: Int
  /// Whether each text has a zero behind it, and what is missing has no length.
  let isWhole: Bool

  /// SAFETY: the result lives while it is asked.
  init?(_ result: OpaquePointer?) {
    guard let result = unsafe result else { return nil }
    var isWhole = true
    func ask(_ call: (OpaquePointer?, UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>?) -> [UInt8]? {
      var length = -1
      guard let start = unsafe call(result, &length) else {
        isWhole = isWhole && length == 0
        return nil
      }
      isWhole = unsafe isWhole && length >= 0 && start[length] == 0
      return unsafe Array(UnsafeRawBufferPointer(start: start, count: max(0, length)))
    }
    status = unsafe journey_result_status(result)
    message = unsafe ask(journey_result_message)
    text = unsafe ask(journey_result_text)
    lines = unsafe ask(journey_result_lines)
    findings = unsafe ask(journey_result_findings)
    model = unsafe ask(journey_result_model)
    count = [JOURNEY_INFO, JOURNEY_WARNING, JOURNEY_ERROR].reduce(0) { unsafe $0 + journey_result_count(result, $1) }
    self.isWhole = isWhole
  }

  /// What of it is not as the header says.
  func problems(_ what: String) -> [String] {
    var problems: [String] = []
    if !isWhole { problems.append("\(what) has a text without an end") }
    let isMade = status == JOURNEY_OK || status == JOURNEY_CANCELLED
    if message?.isEmpty != isMade { problems.append("\(what) has a message where it was made, or none where not") }
    if isMade == (text == nil && findings == nil) { problems.append("\(what) gives nothing, or something for nothing") }
    for json in [findings, model] {
      if let json, !WellFormedJSON.reads(json) { problems.append("\(what) gives no JSON") }
    }
    for shown in [message, text, lines] {
      if let shown, String(validating: shown, as: UTF8.self) == nil { problems.append("\(what) gives no UTF-8") }
    }
    if let lines, lines.isEmpty != (count == 0) {
      problems.append("\(what) has \(count) findings, and no lines or some")
    }
    return problems
  }
}
