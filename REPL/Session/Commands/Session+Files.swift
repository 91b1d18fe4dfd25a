public import Journey

/// Scripts that come and go: loading, saving, beginning anew.
extension Session {
  /// Opens the script with a path, as the session's own.
  public mutating func load(_ path: String) -> Answer {
    switch host.read(path) {
    case .failure(let problem): return .problem("\(Display.plain(path, limit: 400)): \(problem.reason).")
    case .success(let source):
      self.path = path
      begin(with: source)
      let lines = [Session.stem(of: path) + ": " + contents, verdict] + [project.problem].compactMap { $0 }
      return Answer(lines.joined(separator: "\n"))
    }
  }

  /// Takes up a script that another session left behind; it counts as not saved, and belongs to no file: `:save` must
  /// not put it in the place of what was open before.
  public mutating func take(recovered text: String) {
    path = nil
    begin(with: Source(name: Session.unnamed, text: text))
    saved = []
  }

  /// Makes a script the session's own, as if it had been loaded; nothing is asked of the host.
  public mutating func begin(with source: Source) {
    project = host.project(path)
    check = examine(source)
    it = nil
    numbered = []
    past = []
    future = []
    beforeWhatIf = nil
    saved = bytes
    loaded = bytes
    standing = Standing(node: onlyJourney)
  }

  /// `1 journey, 4 stages, 5 touchpoints`
  private var contents: String {
    let kinds = ItemKind.allCases.map { kind in (kind, model.items.filter { $0.kind == kind }.count) }
    let counts = kinds.filter { $0.1 > 0 }.map { Summary.counted($0.1, $0.0.word) }
    return counts.isEmpty ? "nothing in it" : counts.joined(separator: ", ")
  }

  /// What checking found, in a sentence.
  var verdict: String {
    let waived = check.waived.isEmpty ? "" : ", \(check.waived.count) waived"
    guard !check.findings.isEmpty else { return "Nothing to mend\(waived)." }
    return "\(FindingCounts(check.findings).list) to look at\(waived): `:check` shows them."
  }

  mutating func load(command argument: String) -> Answer {
    guard let path = Words(argument).all.first else {
      return .problem("Say which script: :load coffee.journey")
    }
    if let refusal = refusesLoss("load", argument) { return refusal }
    let answer = load(path)
    // `:save coffee` wrote coffee.journey, so `:load coffee` reads it.
    guard answer.isProblem, !path.hasSuffix(".journey"), case .success = host.read(path + ".journey") else {
      return answer
    }
    return load(path + ".journey")
  }

  mutating func reload() -> Answer {
    guard let path else { return .problem("This script comes from no file; `:save PATH` makes it one.") }
    if let refusal = refusesLoss("reload", "") { return refusal }
    let place = itemStoodIn.map { model.path(of: $0) }
    let answer = load(path)
    guard !answer.isProblem, let place else { return answer }
    // One goes on where one stood, if that is still there.
    if let id = model.items.indices.map({ ItemID($0) }).first(where: {
      model[$0].file == 0 && model.path(of: $0) == place
    }) {
      standing.node = model[id].node
    }
    return answer
  }

  /// Asks once before changes are lost.
  private mutating func refusesLoss(_ command: String, _ argument: String) -> Answer? {
    guard settings.asksBeforeLoss, hasUnsavedChanges, !hasWarnedOfLoss else { return nil }
    hasWarnedOfLoss = true
    let again = argument.isEmpty ? ":\(command)" : ":\(command) \(Display.plain(argument))"
    var answer = Answer.problem("Not all is saved: `:save` keeps it, and `\(again)` again loses it.")
    answer.giveBack = again
    return answer
  }

  mutating func save(command argument: String) -> Answer {
    if beforeWhatIf != nil { return .problem("This is a what-if: `:keep` or `:drop` it first, then save.") }
    guard var path = Words(argument).all.first ?? self.path else {
      return .problem("Say where to: :save coffee.journey")
    }
    if path.split(separator: "/").last?.contains(".") != true { path += ".journey" }
    switch host.write(path, bytes) {
    case .failure(let problem): return .problem("\(Display.plain(path, limit: 400)): \(problem.reason).")
    case .success:
      self.path = path
      saved = bytes
      project = host.project(path)
      // Findings name the file from now on.
      adopt(examine(Source(name: path, bytes: bytes)), standing)
      let open = check.findings.filter { Session.isError($0) }.count
      let rows = source.text(source.range).utf8.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
      return Answer(
        "Saved \(Display.plain(path, limit: 400)), \(Summary.counted(rows, "line"))."
          + (open > 0 ? " \(Summary.counted(open, "error")) to mend: `:check` shows \(open == 1 ? "it" : "them")." : "")
      )
    }
  }

  /// An empty script, or one with a journey of a name.
  mutating func begin(_ argument: String) -> Answer {
    if let refusal = refusesLoss("new", argument) { return refusal }
    path = nil
    begin(with: Source(name: Session.unnamed, text: ""))
    let name = Words(argument).all.joined(separator: " ")
    guard !name.isEmpty else { return Answer("A new script. `journey NAME` begins a journey.") }
    let answer = answer(to: "journey \(Model.reference(name))")
    past = []
    return answer
  }

  func edit() -> Answer {
    guard host.hasEditor else { return .problem("There is no editor here: `:edit` needs a terminal.") }
    return Answer("", effect: .edit(source.text(source.range)))
  }

  /// Takes the script as it comes back from an editor; with errors too, for they are there to be mended.
  public mutating func take(edited text: String) -> Answer {
    guard Array(text.utf8) != bytes else { return Answer("Nothing changed.") }
    let old = check
    let new = examine(Source(name: source.name, text: text))
    remember(":edit")
    adoptElsewhere(new)
    let changes = Changes(from: old, to: new, declared: "", limit: 5).lines
    return Answer((["Taken as edited."] + changes + [verdict]).joined(separator: "\n"))
  }

  /// Takes over a script that was changed elsewhere, and stands where one stood, if that is still there.
  mutating func adoptElsewhere(_ new: Check) {
    let place = itemStoodIn.map { model.path(of: $0) }
    adopt(new, Standing())
    let again = place.flatMap { place in
      model.items.indices.map { ItemID($0) }.first { model[$0].file == 0 && model.path(of: $0) == place }
    }
    standing.node = again.map { model[$0].node } ?? onlyJourney
  }

  /// What changed since the script was loaded or begun.
  func difference() -> Answer {
    let old = String(decoding: loaded, as: UTF8.self)
    let diff = LineDiff(of: source.name, from: old, to: source.text(source.range)).text(settings.palette)
    return Answer(diff.isEmpty ? "Nothing changed." : String(diff.dropLast()))
  }
}

extension FindingCounts {
  /// `2 errors, 1 warning`
  var list: String {
    [(errors, "error"), (warnings, "warning"), (infos, "note")].filter { $0.0 > 0 }
      .map { Summary.counted($0.0, $0.1) }.joined(separator: ", ")
  }
}
