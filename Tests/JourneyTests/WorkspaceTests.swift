import Journey
import Testing

/// Scripts that change while a program runs.
@Suite struct `Scripts that change` {
  static func source(_ name: String, _ text: String) -> Source { Source(name: name, text: text) }

  static let channels = source("shared/channels.journey", "channel Store\n")
  static let left = source("left.journey", "import \"shared/channels.journey\"\npersona Fan\n  prefers Store\n")
  static let right = source(
    "right.journey", "import \"shared/channels.journey\"\nlayer human\n  matches channel has Store\n")
  static let top = source(
    "top.journey",
    "import \"left.journey\"\nimport \"right.journey\"\njourney A\n  stage S\n    touchpoint T on Store\n      only for Fan\n"
  )
  static let lone = source("lone.journey", "journey B\n  stage S\n    touchpoint T\n")
  static let engine = Engine()

  private func workspace() -> Workspace {
    Self.engine.update(Workspace(), with: [Self.channels, Self.left, Self.right, Self.top, Self.lone]).workspace
  }

  @Test func `a change of a shared file checks those that import it, directly or through others, each once`() {
    let update = Self.engine.update(
      workspace(), with: Self.source("shared/channels.journey", "channel Store\n  two-way\n"))
    #expect(update.scripts.map(\.name) == ["left.journey", "right.journey", "shared/channels.journey", "top.journey"])
    #expect(update.scripts.allSatisfy { $0.isGood })
    let lines = update["top.journey"]?.difference?.shared.flatMap(\.lines).map(\.line)
    #expect(lines == ["two-way"])
    #expect(update["lone.journey"] == nil)
  }

  @Test func `a change of a script that nobody imports checks that one`() {
    let update = Self.engine.update(
      workspace(), with: Self.source("lone.journey", "journey B\n  stage S\n    touchpoint T\n      wait 1 min\n"))
    #expect(update.scripts.map(\.name) == ["lone.journey"])
    let items = update.scripts[0].difference?.journeys.flatMap(\.items) ?? []
    #expect(items.flatMap(\.lines).map(\.line) == ["wait"])
  }

  @Test func `it knows who imports whom`() {
    #expect(workspace().imports(of: "top.journey") == ["left.journey", "right.journey", "shared/channels.journey"])
    #expect(workspace().importers(of: "shared/channels.journey") == ["left.journey", "right.journey", "top.journey"])
    #expect(workspace().names.count == 5)
  }

  @Test func `a broken script keeps the last good model until it is mended`() throws {
    let broken = Self.engine.update(workspace(), with: Self.source("shared/channels.journey", "channel Stare\n"))
    let top = try #require(broken["top.journey"])
    #expect(!top.isGood)
    #expect(top.difference == nil)
    #expect(top.findings?.added.map(\.code).contains("unknown-name") == true)
    let good = try #require(broken.workspace.lastGood(of: "top.journey"))
    #expect(!good.hasErrors)
    #expect(good.sources.contains { $0.text($0.range) == "channel Store\n" })
    #expect(broken.workspace.check(of: "top.journey")?.hasErrors == true)
    let mended = Self.engine.update(
      broken.workspace, with: Self.source("shared/channels.journey", "channel Store \"Shop\"\n"))
    #expect(mended.scripts.allSatisfy { $0.isGood })
    let titles = mended["top.journey"]?.difference?.shared.map {
      "\($0.item.before?.title ?? "")>\($0.item.after?.title ?? "")"
    }
    #expect(titles == [">Shop"])
  }

  @Test func `files that import each other are found, and found again when the circle is cut`() {
    let one = Self.source("one.journey", "import \"two.journey\"\nchannel One\n")
    let two = Self.source("two.journey", "import \"one.journey\"\nchannel Two\n")
    let circle = Self.engine.update(Workspace(), with: [one, two])
    #expect(circle.scripts.allSatisfy { !$0.isGood })
    let cut = Self.engine.update(circle.workspace, with: Self.source("two.journey", "channel Two\n"))
    #expect(cut.scripts.map(\.name) == ["one.journey", "two.journey"])
    #expect(cut.scripts.allSatisfy { $0.isGood })
  }

  @Test func `a script that was missing mends those that asked for it, and one that goes breaks them`() {
    let early = Self.engine.update(Workspace(), with: [Self.left])
    #expect(!early.scripts[0].isGood)
    #expect(early.workspace.lastGood(of: "left.journey") == nil)
    let whole = Self.engine.update(early.workspace, with: Self.channels)
    #expect(whole.scripts.map(\.name) == ["left.journey", "shared/channels.journey"])
    #expect(whole.scripts.allSatisfy { $0.isGood })
    let gone = Self.engine.update(whole.workspace, removing: "shared/channels.journey")
    #expect(gone.scripts.map(\.name) == ["left.journey", "shared/channels.journey"])
    #expect(gone["shared/channels.journey"]?.check == nil)
    #expect(gone["left.journey"]?.isGood == false)
    #expect(gone.workspace.lastGood(of: "left.journey") != nil)
    #expect(Self.engine.update(gone.workspace, removing: "nothing.journey").scripts.isEmpty)
  }

  @Test func `a path leads from the importing script, and the loader is asked for what the workspace has not`() {
    let engine = Engine(
      loader: Loader { path, _ in
        path == "far.journey" ? .source(Self.source("far.journey", "channel Far\n")) : .missing
      })
    let workspace = engine.update(
      Workspace(),
      with: [
        Self.source("a/b/c.journey", "import \"../d.journey\"\nimport \"./e.journey\"\nimport \"far.journey\"\n"),
        Self.source("a/d.journey", "channel D\n"), Self.source("a/b/e.journey", "channel E\n"),
      ]
    ).workspace
    #expect(workspace.check(of: "a/b/c.journey")?.hasErrors == false)
    #expect(
      workspace.check(of: "a/b/c.journey")?.sources.map(\.name)
        == ["a/b/c.journey", "a/d.journey", "a/b/e.journey", "far.journey"])
  }

  @Test(arguments: 0..<12)
  func `whatever is changed, the result is that of checking all anew`(seed: Int) {
    var random = Numbers(seed: UInt64(seed))
    let names = ["a.journey", "b.journey", "c.journey", "x/d.journey", "x/e.journey"]
    func text(_ name: String) -> String {
      var text = ""
      for _ in 0..<random.next(3) {
        let other = names[random.next(names.count)]
        let isDeep = name.hasPrefix("x/")
        text += "import \"\(isDeep ? other.hasPrefix("x/") ? String(other.dropFirst(2)) : "../\(other)" : other)\"\n"
      }
      for number in 0..<random.next(3) { text += "channel C\(number)-\(name.dropLast(8).suffix(1))\n" }
      if random.next(2) == 0 {
        text +=
          "journey J\n  stage S\n    touchpoint T on C\(random.next(2))-\(names[random.next(5)].dropLast(8).suffix(1))\n"
      }
      return random.next(6) == 0 ? text + "stage stage stage\n" : text
    }
    var workspace = Workspace()
    var sources: [String: Source] = [:]
    for _ in 0..<25 {
      let name = names[random.next(names.count)]
      if random.next(6) == 0 {
        sources[name] = nil
        workspace = Self.engine.update(workspace, removing: name).workspace
      } else {
        let source = Self.source(name, text(name))
        sources[name] = source
        let update = Self.engine.update(workspace, with: source)
        #expect(Set(update.scripts.map(\.name)).count == update.scripts.count)
        workspace = update.workspace
      }
      let fresh = Self.engine.update(Workspace(), with: Array(sources.values)).workspace
      #expect(workspace.names == fresh.names)
      for name in fresh.names {
        #expect(workspace.check(of: name)?.findings == fresh.check(of: name)?.findings)
        #expect(workspace.imports(of: name) == fresh.imports(of: name))
        let models = [workspace, fresh].map { $0.check(of: name).map { ModelJSON.text(of: $0.model) } }
        #expect(models[0] == models[1])
        if fresh.lastGood(of: name) != nil { #expect(workspace.lastGood(of: name) != nil) }
      }
    }
  }

  /// Numbers made by chance, the same for a seed.
  private struct Numbers {
    var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    mutating func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
  }
}
