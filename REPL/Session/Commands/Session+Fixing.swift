import Journey

/// What can be mended without the reader.
extension Session {
  /// Makes the fixes of the findings as one change, and shows it.
  mutating func fix(_ argument: String) -> Answer {
    guard let scope = ["": MendingScope.safe, "safe": .safe, "all": .all][argument.lowercased()] else {
      return .problem(
        "`:fix` makes the safe fixes, `:fix all` those, too, that need a look. `:why 1` shows a finding with its fix.")
    }
    let mending = engine.mend(source, scope)
    let more = scope == .all ? 0 : engine.mend(mending.source, .all).made.count
    guard !mending.made.isEmpty else { return Answer(Session.nothingFixed(mending, scope, more)) }
    let old = source
    remember(scope == .all ? ":fix all" : ":fix")
    adoptElsewhere(mending.check)
    let diff = LineDiff(of: source.name, from: old.text(old.range), to: source.text(source.range), suffix: "(mended)")
    var lines = [String(diff.text(settings.palette).dropLast())]
    lines += mending.lines.prefix(settings.rows)
    if mending.lines.count > settings.rows { lines.append("… and \(mending.lines.count - settings.rows) other kinds") }
    lines += [mending.refusal, Session.needingALook(more), verdict]
    return Answer(lines.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  private static func nothingFixed(_ mending: Mending, _ scope: MendingScope, _ more: Int) -> String {
    if mending.check.findings.isEmpty { return "Nothing to mend." }
    if more > 0 { return "No safe fix to make. " + needingALook(more) }
    if !mending.refused.isEmpty { return mending.refusal }
    return "Nothing here can be mended without you: `:check` shows what there is to do."
  }

  private static func needingALook(_ count: Int) -> String {
    guard count > 0 else { return "" }
    let fixes = count == 1 ? "1 more fix needs a look, since it" : "\(count) more fixes need a look, since they"
    return
      "\(fixes) may change what the script means: `:fix all` shows and makes \(count == 1 ? "it" : "them"), `:undo` "
      + "takes \(count == 1 ? "it" : "them") back."
  }
}
