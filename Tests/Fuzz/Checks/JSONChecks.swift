import Journey

/// What must hold for what reads JSON.
enum JSONChecks {
  static func baseline(_ bytes: [UInt8]) -> [String] {
    do throws(Baseline.Problem) {
      let baseline = try Baseline(reading: bytes)
      guard WellFormedJSON.reads(bytes) else { return ["what is no JSON was read"] }
      guard try Baseline(reading: Array(baseline.text.utf8)) == baseline else { return ["written, it reads otherwise"] }
    } catch {
      let lines = bytes.count { $0 == 0x0A } + 1
      guard (1...lines).contains(error.line) else { return ["a problem on line \(error.line) of \(lines)"] }
      let isRefused = error.reason.hasPrefix("it is no JSON") || error.reason.hasPrefix("a merge left")
      if isRefused == WellFormedJSON.reads(bytes) { return ["JSON or not? \(error.reason)"] }
    }
    return []
  }
}
