import Foundation
import Journey
import Testing

/// Editing by program, tried on every item of every example.
@Suite struct `Examples edited by program` {
  private static func editor(_ file: String) throws -> Editor {
    let engine = Engine(loader: ExampleTests.loader())
    return Editor(engine.check(try ExampleTests.source(file)), engine: engine)
  }

  private static func sources(_ editor: Editor) -> [String: Source] {
    Dictionary(editor.check.sources.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The engine's loader over the examples, with some sources as they were edited.
  private static func check(_ edit: ScriptEdit, of editor: Editor) throws -> (Check, Engine) {
    let sources = sources(editor)
    var changed = sources
    for file in edit.files {
      let source = try #require(sources[file])
      let edited: Source = try #require(edit.applied(to: source))
      changed[file] = edited
    }
    let all = changed
    let engine = Engine(loader: ExampleTests.loader { all[$0.name] ?? $0 })
    let script = try #require(changed[editor.check.sources[0].name])
    return (engine.check(script), engine)
  }

  private static func text(_ source: Source) -> String { source.text(source.range) }

  @Test(arguments: ExampleTests.files)
  func `a new name is the only difference, and the old one gives the old bytes`(file: String) throws {
    let editor = try Self.editor(file)
    for declaration in editor.declarations where Self.isOfInterest(declaration, file) {
      guard case .success(let edit) = editor.rename(declaration, to: "Fresh-1") else {
        guard case .failure(let problem) = editor.rename(declaration, to: "Fresh-1") else { continue }
        // A name that a template makes of another, and that something calls by.
        let isMade = problem.reason == .made || problem.reason == .breaks
        #expect(isMade, "\(declaration.kind.word) \(declaration.name): \(problem.message)")
        continue
      }
      let name = "\(declaration.kind.word) \(declaration.name)"
      let (after, engine) = try Self.check(edit, of: editor)
      let comparison = Comparison(of: editor.check, with: after)
      if case .item(let kind) = declaration.kind, kind != .journey {
        for change in comparison.journeys.flatMap(\.items) + comparison.shared {
          #expect(
            Self.isRenaming(change, kind, declaration.name), "\(name): \(change.item) \(change.lines)")
        }
      }
      #expect(
        editor.check.findings.filter { !$0.isRule }.count == after.findings.filter { !$0.isRule }.count, "\(name)")
      #expect(editor.check.findings.map(\.code).sorted() == after.findings.map(\.code).sorted(), "\(name)")
      // And back.
      let second = Editor(after, engine: engine)
      let place = declaration.place
      let fresh = try #require(
        second.declarations.first {
          $0.kind == declaration.kind && $0.name == "Fresh-1" && $0.place.file == place.file
        },
        "\(name)")
      let back = try second.rename(fresh, to: declaration.name).get()
      let (sources, changed) = (Self.sources(editor), Self.sources(second))
      for name in edit.files {
        let source = try #require(changed[name])
        let restored = try #require(back.applied(to: source))
        #expect(Self.text(restored) == sources[name].map(Self.text), "\(declaration.name)")
      }
      Self.expectApart(edit)
    }
  }

  /// What one market imports, the others do as well: it is edited once, in the journey that it is of.
  private static func isOfInterest(_ declaration: Declaration, _ file: String) -> Bool {
    declaration.place.file == file || !file.hasPrefix("markets/") || file == "markets/phone.journey"
  }

  /// Whether a change is that of a name alone, or of the name in a line that is compared as it is written.
  private static func isRenaming(_ change: ItemChange, _ kind: ItemKind, _ old: String) -> Bool {
    // The touchpoints of a stage that templates make are told as moved into the one of another name.
    guard !change.isMoved || kind == .stage else { return false }
    let isNamed = (change.item.before ?? change.item.after)?.kind == kind
    // What says next to nothing is known by its name alone.
    if isNamed, change.item.after == nil { return change.item.before?.name == old }
    if isNamed, change.item.before == nil { return change.item.after?.name == "Fresh-1" }
    func renamed(_ text: String) -> String {
      text.replacingOccurrences(of: "\"\(old)\"", with: "Fresh-1").replacingOccurrences(of: old, with: "Fresh-1")
    }
    // A text that is filled in with the name is another line.
    let before = change.lines.compactMap { line in line.before.map { renamed("\(line.line) \($0)") } }
    let after = change.lines.compactMap { line in line.after.map { renamed("\(line.line) \($0)") } }
    return before.sorted() == after.sorted()
  }

  private static func expectApart(_ edit: ScriptEdit) {
    for (one, next) in zip(edit.edits, edit.edits.dropFirst()) where one.place.file == next.place.file {
      #expect(one.place.range.upper <= next.place.range.lower, "\(edit.title)")
    }
  }

  @Test(arguments: ExampleTests.files)
  func `a name of two words can stand wherever a word could`(file: String) throws {
    let editor = try Self.editor(file)
    for (number, declaration) in editor.declarations.enumerated() where Self.isOfInterest(declaration, file) {
      guard case .item = declaration.kind, number % 3 == 0 else { continue }
      let result = editor.rename(declaration, to: "Fresh one")
      guard case .failure(let problem) = result else { continue }
      #expect(
        problem.reason == .made || problem.help.contains("one word"),
        "\(declaration.kind.word) \(declaration.name): \(problem.message)")
    }
  }

  @Test(arguments: ExampleTests.files)
  func `what is set is said then, and taken out again it leaves the text as it was`(file: String) throws {
    let editor = try Self.editor(file)
    let source = editor.check.sources[0]
    for id in editor.check.model.items.indices.map({ ItemID($0) }) {
      guard case .success(let edit) = editor.append(.note, "\"A remark\"", to: id) else { continue }
      let model = editor.check.model
      let (after, engine) = try Self.check(edit, of: editor)
      #expect(after.model.values(.note, of: id).last == .text("A remark"), "\(model.name(of: id))")
      guard edit.files == [source.name] else { continue }
      // Nothing but the line is new.
      let (old, new) = (Self.text(source).split(separator: "\n"), Self.text(after.sources[0]).split(separator: "\n"))
      #expect(new.count == old.count + 1)
      guard !model.mentions(.note, id) else { continue }
      let back = try Editor(after, engine: engine).unset(.note, of: id).get()
      #expect(back.applied(to: after.sources[0]).map(Self.text) == Self.text(source), "\(model.name(of: id))")
    }
    for id in editor.check.model.items.indices.map({ ItemID($0) }) where editor.check.model.kind(of: id) == .touchpoint
    {
      guard case .success(let edit) = editor.set(.wait, to: Value.duration(Rational(420)), of: id) else { continue }
      let (after, _) = try Self.check(edit, of: editor)
      #expect(after.model.value(.wait, of: id) == .duration(Rational(420)))
      let changes = Comparison(of: editor.check, with: after).journeys.flatMap(\.items)
      #expect(changes.flatMap(\.lines).allSatisfy { $0.line == "wait" })
    }
  }

  @Test(arguments: ExampleTests.files)
  func `what is moved and moved back stands where it stood`(file: String) throws {
    let editor = try Self.editor(file)
    let model = editor.check.model
    for contents in model.journeys {
      let stages = contents.stages
      let lists = [stages] + stages.map { model.touchpoints(of: $0) }
      for list in lists where list.count > 1 {
        for (index, item) in list.enumerated() {
          for (other, place) in [
            (list[0], ItemPlace.before(list[0])), (list[list.count - 1], .after(list[list.count - 1])),
          ]
          where other != item {
            guard case .success(let edit) = editor.move(item, to: place), !edit.edits.isEmpty else { continue }
            let (after, engine) = try Self.check(edit, of: editor)
            #expect(after.model.items.count == model.items.count)
            let second = Editor(after, engine: engine)
            let moved = try #require(Self.find(item, of: model, in: after.model))
            let next = index + 1 < list.count ? list[index + 1] : list[index - 1]
            let beside = try #require(Self.find(next, of: model, in: after.model))
            let way = second.move(moved, to: index + 1 < list.count ? .before(beside) : .after(beside))
            if case .failure(let problem) = way, problem.reason == .made { continue }
            let back = try way.get()
            #expect(
              back.applied(to: after.sources[0]).map(Self.text) == Self.text(editor.check.sources[0]),
              "\(model.name(of: item))")
          }
        }
      }
    }
  }

  private static func find(_ item: ItemID, of model: Model, in other: Model) -> ItemID? {
    other.items.indices.map { ItemID($0) }.first {
      other.kind(of: $0) == model.kind(of: item) && other.path(of: $0) == model.path(of: item)
    }
  }

  @Test(arguments: ExampleTests.files)
  func `a touchpoint goes to another stage and back`(file: String) throws {
    let editor = try Self.editor(file)
    let model = editor.check.model
    for contents in model.journeys where contents.stages.count > 1 {
      for stage in contents.stages.dropFirst() {
        for touchpoint in model.touchpoints(of: stage) {
          guard case .success(let edit) = editor.move(touchpoint, to: .last(in: contents.stages[0])) else { continue }
          let (after, engine) = try Self.check(edit, of: editor)
          let moved = try #require(
            after.model.items.indices.map { ItemID($0) }.first {
              after.model.kind(of: $0) == .touchpoint && after.model.name(of: $0) == model.name(of: touchpoint)
                && after.model.parent(of: $0) == contents.stages[0]
            })
          let list = model.touchpoints(of: stage)
          let index = try #require(list.firstIndex(of: touchpoint))
          let place: ItemPlace
          if index + 1 < list.count {
            let next = try #require(Self.find(list[index + 1], of: model, in: after.model))
            place = .before(next)
          } else if index > 0 {
            let last = try #require(Self.find(list[index - 1], of: model, in: after.model))
            place = .after(last)
          } else {
            let stage = try #require(Self.find(stage, of: model, in: after.model))
            place = .last(in: stage)
          }
          let way = Editor(after, engine: engine).move(moved, to: place)
          if case .failure(let problem) = way, problem.reason == .made { continue }
          let back = try way.get()
          let restored = try #require(back.applied(to: after.sources[0]))
          #expect(
            Layout.text(Tree(restored)) == Layout.text(Tree(editor.check.sources[0])), "\(model.name(of: touchpoint))")
        }
      }
    }
  }

  @Test(arguments: ExampleTests.files)
  func `what is removed leaves no errors but those that are reported`(file: String) throws {
    let editor = try Self.editor(file)
    for id in editor.check.model.items.indices.map({ ItemID($0) }) {
      for handling in [ReferenceHandling.keep, .remove] {
        guard case .success(let edit) = editor.remove(id, references: handling) else { continue }
        let name = editor.check.model.name(of: id)
        let (after, _) = try Self.check(edit, of: editor)
        let errors = after.findings.filter { !$0.isRule && $0.severity == .error }.count
        let before = editor.check.findings.filter { !$0.isRule && $0.severity == .error }.count
        #expect(errors - before <= edit.remaining.count, "\(name)")
        if handling == .remove, case .success(let kept) = editor.remove(id) {
          #expect(edit.remaining.count <= kept.remaining.count, "\(name): \(edit.remaining.map(\.title))")
        }
        Self.expectApart(edit)
      }
    }
  }

  @Test(arguments: ExampleTests.files)
  func `edits made by chance one after the other leave a script that can be read`(file: String) throws {
    var random = UInt64(file.utf8.reduce(7) { $0 &* 31 &+ Int($1) } & 0xFFFF_FFFF) | 1
    func next(_ bound: Int) -> Int {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return Int(random % UInt64(max(bound, 1)))
    }
    var editor = try Self.editor(file)
    for round in 0..<30 {
      let model = editor.check.model
      guard !model.items.isEmpty else { return }
      let (item, other) = (ItemID(next(model.items.count)), ItemID(next(model.items.count)))
      let result: Result<ScriptEdit, EditProblem>
      switch next(8) {
      case 0: result = editor.rename(item, to: ["Name \(round)", "first", "Email", "on", "x{y}"][next(5)])
      case 1: result = editor.move(item, to: .before(other))
      case 2: result = editor.move(item, to: .after(other))
      case 3: result = editor.move(item, to: .last(in: other))
      case 4: result = editor.remove(item, references: next(2) == 0 ? .keep : .remove)
      case 5: result = editor.set(.wait, to: ["3 min", "", "\"x", "1; note \"y\"", "2 h # z"][next(5)], of: item)
      case 6: result = editor.unset(Attribute.allCases[next(Attribute.allCases.count)], of: item)
      default:
        result = editor.add(
          NewItem([.stage, .touchpoint, .persona][next(3)], "New \(round)", [.init(.note, "\"made\"")]),
          at: .after(other))
      }
      guard case .success(let edit) = result else { continue }
      Self.expectApart(edit)
      let errors = editor.check.findings.filter { !$0.isRule && $0.severity == .error }.count
      guard edit.files.allSatisfy({ $0 == editor.check.sources[0].name }) else { continue }
      let (after, engine) = try Self.check(edit, of: editor)
      let now = after.findings.filter { !$0.isRule && $0.severity == .error }.count
      #expect(now <= errors + edit.remaining.count, "\(edit.title)")
      editor = Editor(after, engine: engine)
    }
  }
}
