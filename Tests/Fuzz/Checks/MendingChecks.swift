import Journey

/// What must hold when a script is mended or its findings are waived.
enum MendingChecks {
  static func script(_ bytes: [UInt8]) -> [String] {
    let source = Source(name: "fuzz", bytes: bytes)
    let engine = Engine(limits: FuzzTarget.limits)
    var problems: [String] = []
    let mending = engine.mend(source, bytes.count % 2 == 0 ? .all : .safe, checks: 24)
    problems += FindingChecks.places(of: mending.check.findings, in: [mending.source])
    if mending.made.isEmpty, mending.source.padded != source.padded {
      problems.append("nothing was mended, and the script has changed")
    }
    if mending.isFinished, !FindingChecks.isCut(mending.check.findings) {
      let again = engine.mend(mending.source, bytes.count % 2 == 0 ? .all : .safe, checks: 24)
      if again.isFinished, again.source.padded != mending.source.padded {
        problems.append("a mended script is mended again")
      }
    }
    _ = mending.lines + [mending.refusal]
    let waiving = engine.waive(source, because: "agreed", checks: 12)
    if waiving.written.isEmpty, waiving.source.padded != source.padded {
      problems.append("nothing was waived, and the script has changed")
    }
    return problems
  }
}
