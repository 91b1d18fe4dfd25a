import Journey
import Testing

/// Adding, moving, removing and setting by program: the text around stays as it is.
@Suite struct `Editing by program` {
  static let script = """
    # Phones.
    channel Email
    channel Store

    journey Buying
      allow dead-end on touchpoint Visit because "It is so"
      outcome Bought, success
      outcome Lost

      # People look around.
      stage Search
        important

        ## The first touch.
        touchpoint Advert on Email  # bought
          wait 5 min   # measured
          leads to Visit for 40%
          # more to come

        touchpoint Visit on Store, Email
          note "kept"
          leads to Checkout
          leads to Advert again

      stage Purchase
        touchpoint Checkout on Store
          pain "Queue", severe, answered by Visit
          leads to Bought

    """

  private struct Missing: Error {}

  private static func editor(_ text: String = script) -> Editor {
    let engine = Engine()
    return Editor(engine.check(Source(name: "a.journey", text: text)), engine: engine)
  }

  private static func item(_ name: String, _ editor: Editor) throws -> ItemID {
    let model = editor.check.model
    let index = model.items.indices.first { model.name(of: ItemID($0)) == name }
    return ItemID(try #require(index, "\(name)"))
  }

  /// The text after an edit, or why there is none.
  private func text(
    _ script: String = script, _ edit: (Editor, (String) throws -> ItemID) throws -> Result<ScriptEdit, EditProblem>
  ) throws -> String {
    let editor = Self.editor(script)
    switch try edit(editor, { try Self.item($0, editor) }) {
    case .failure(let problem): return "\(problem.message). \(problem.help)"
    case .success(let edit):
      let after = try #require(edit.applied(to: editor.check.sources[0]))
      return after.text(after.range)
    }
  }

  // MARK: Setting

  @Test func `a line is changed where it stands, and its comment stays`() throws {
    let after = try text { editor, item in editor.set(.wait, to: "7 min", of: try item("Advert")) }
    #expect(after == Self.script.replacing("wait 5 min   # measured", with: "wait 7 min   # measured"))
  }

  @Test func `a new line stands behind the others and before the arrows`() throws {
    let after = try text { editor, item in editor.set(.purpose, to: .word("attract"), of: try item("Advert")) }
    #expect(after == Self.script.replacing("# measured\n", with: "# measured\n      purpose attract\n"))
    let channel = try text { editor, item in editor.set(.twoWay, to: .flag(true), of: try item("Email")) }
    #expect(channel == Self.script.replacing("channel Email\n", with: "channel Email\n  two-way\n"))
  }

  @Test func `values are written as the language writes them`() throws {
    func line(_ attribute: Attribute, _ value: Value, _ name: String = "Advert") throws -> String {
      let after = try text { editor, item in editor.set(attribute, to: value, of: try item(name)) }
      let old = Set(Self.script.split(separator: "\n"))
      return after.split(separator: "\n").filter { !old.contains($0) }.map { String($0.drop { $0 == " " }) }.joined()
    }
    #expect(try line(.says, .text("Say \"{hi}\"")) == #"says "Say \"\{hi\}\"""#)
    #expect(try line(.after, .duration(Rational(90_000))) == "after 1 day 1 h")
    #expect(try line(.tells, .list([.word("price"), .word("the range")])) == "tells price, \"the range\"")
    #expect(try line(.emotion, .number(Rational(-1))) == "emotion -1")
    #expect(try line(.emotion, .unknown) == "emotion unknown")
    #expect(try line(.wait, .flag(false)) == "")
  }

  @Test func `channels and the end of an outcome are set in the header`() throws {
    let on = try text { editor, item in editor.set(.on, to: .list([.item(try item("Store"))]), of: try item("Advert")) }
    #expect(on == Self.script.replacing("Advert on Email  #", with: "Advert on Store  #"))
    let lost = try text { editor, item in editor.set(.failure, to: "", of: try item("Lost")) }
    #expect(lost == Self.script.replacing("outcome Lost\n", with: "outcome Lost, failure\n"))
    let other = try text { editor, item in editor.set(.failure, to: "", of: try item("Bought")) }
    #expect(other == Self.script.replacing("Bought, success", with: "Bought, failure"))
    let none = try text { editor, item in editor.unset(.success, of: try item("Bought")) }
    #expect(none == Self.script.replacing("Bought, success", with: "Bought"))
  }

  @Test func `what is taken out goes with its line`() throws {
    let after = try text { editor, item in editor.unset(.note, of: try item("Visit")) }
    #expect(after == Self.script.replacing("      note \"kept\"\n", with: ""))
    let short = try text("journey A; owner \"x\"; goal \"y\"") { editor, item in editor.unset(.owner, of: try item("A"))
    }
    #expect(short == "journey A; goal \"y\"")
    let last = try text("journey A\n  owner \"x\"") { editor, item in editor.unset(.owner, of: try item("A")) }
    #expect(last == "journey A")
  }

  @Test func `a value that does not fit is refused in the words of the language`() throws {
    func problem(_ attribute: Attribute, _ value: String, _ name: String = "Advert") throws -> String {
      try text { editor, item in editor.set(attribute, to: value, of: try item(name)) }
    }
    #expect(try problem(.wait, "soon").contains("soon"))
    #expect(try problem(.purpose, "inform\n      cost €3").contains("purpose"))
    #expect(try problem(.purpose, "inform; cost €3").contains("purpose"))
    #expect(try problem(.purpose, "") == "What `purpose` says is missing. For example: `purpose advise`")
    #expect(try problem(.share, "10%") == "A touchpoint has no `share`. It belongs to a persona.")
    #expect(try problem(.important, "very") == "`important` takes nothing behind it. Take it out where it is not so.")
    #expect(try problem(.leadsTo, "Lost", "Visit").hasPrefix("Visit says `leads to` 2 times"))
    #expect(
      try text { editor, item in editor.unset(.cost, of: try item("Advert")) }
        == "Touchpoint Advert says nothing of `cost`. ")
  }

  @Test func `what a template, a copy or the library says is not edited here`() throws {
    let script = """
      import "std/channels"
      template More
        touchpoint Extra
      end
      journey A
        stage S
          touchpoint T
            wait 3 min
          touchpoint U like T
          use More
      """
    func problem(_ name: String, _ attribute: Attribute) throws -> String {
      try text(script) { editor, item in editor.unset(attribute, of: try item(name)) }
    }
    #expect(try problem("Extra", .wait).hasPrefix("A template, a loop or an `if` makes touchpoint Extra"))
    #expect(try problem("U", .wait).hasPrefix("No line of touchpoint U says `wait`"))
    #expect(try problem("email", .mode).hasPrefix("Channel email comes with Journey"))
  }

  // MARK: Adding

  @Test func `an item is added last in its stage, or beside another, laid out as those around it`() throws {
    let new = NewItem(
      .touchpoint, "Call back", title: "They call", [.init(.on, "Store"), .init(.proactive), .init(.wait, "2 min")])
    let lines = "touchpoint \"Call back\" \"They call\" on Store\n      proactive\n      wait 2 min"
    let last = try text { editor, item in editor.add(new, at: .last(in: try item("Purchase"))) }
    #expect(last == Self.script.replacing("      leads to Bought\n", with: "      leads to Bought\n    \(lines)\n"))
    let before = try text { editor, item in editor.add(new, at: .before(try item("Visit"))) }
    #expect(before == Self.script.replacing("    touchpoint Visit on", with: "    \(lines)\n\n    touchpoint Visit on"))
    let after = try text { editor, item in editor.add(new, at: .after(try item("Advert"))) }
    #expect(after == Self.script.replacing("# more to come\n", with: "# more to come\n\n    \(lines)\n"))
    let stage = try text { editor, item in editor.add(NewItem(.stage, "Own"), at: .after(try item("Search"))) }
    #expect(stage == Self.script.replacing("  stage Purchase", with: "  stage Own\n\n  stage Purchase"))
  }

  @Test func `an item that cannot stand there is refused`() throws {
    func problem(_ new: NewItem, _ place: (String) -> ItemPlace?, _ name: String) throws -> String {
      try text { editor, item in editor.add(new, at: .last(in: try item(name))) }
    }
    #expect(
      try problem(NewItem(.touchpoint, "X"), { _ in nil }, "Buying")
        == "A touchpoint does not stand in a journey. Put it into a stage.")
    #expect(try problem(NewItem(.touchpoint, "Visit"), { _ in nil }, "Search").contains("declared twice"))
    #expect(
      try problem(NewItem(.touchpoint, "X", [.init(.share, "1%")]), { _ in nil }, "Search")
        == "A touchpoint has no `share`. Leave it out.")
    #expect(try problem(NewItem(.touchpoint, ""), { _ in nil }, "Search").hasPrefix("A name needs"))
    #expect(
      try problem(NewItem(.touchpoint, "X", [.init(.note, "\"a\"; wait 3 min")]), { _ in nil }, "Search").contains(
        "one line each"))
  }

  // MARK: Moving

  @Test func `a touchpoint moves with its comments and everything in it`() throws {
    let after = try text { editor, item in editor.move(try item("Advert"), to: .after(try item("Visit"))) }
    let lines = """
          ## The first touch.
          touchpoint Advert on Email  # bought
            wait 5 min   # measured
            leads to Visit for 40%
            # more to come

      """
    let rest = Self.script.replacing("\(lines)\n", with: "")
    #expect(after == rest.replacing("leads to Advert again\n", with: "leads to Advert again\n\n\(lines)"))
  }

  @Test func `a touchpoint that goes to another stage is named with that`() throws {
    let script = """
      journey A
        stage One
          touchpoint X
            leads to Two.X
        stage Two
          touchpoint X
            leads to One.X
        stage Three

      """
    let after = try text(script) { editor, _ in editor.move(ItemID(2), to: .last(in: ItemID(5))) }
    #expect(
      after == """
        journey A
          stage One
          stage Two
            touchpoint X
              leads to Three.X
          stage Three
            touchpoint X
              leads to Two.X

        """)
  }

  @Test func `what is moved where it cannot stand is refused`() throws {
    #expect(
      try text { editor, item in editor.move(try item("Visit"), to: .before(try item("Purchase"))) }
        == "Purchase is a stage, not a touchpoint. Name a touchpoint that it is to stand beside.")
    #expect(
      try text { editor, item in editor.move(try item("Visit"), to: .last(in: try item("Buying"))) }
        == "A touchpoint does not stand in a journey. Put it into a stage.")
    #expect(
      try text("journey A; stage B; touchpoint C\nstage D\n") { editor, item in
        editor.move(try item("C"), to: .last(in: try item("D")))
      }.hasPrefix("C shares a line with something else"))
  }

  // MARK: Removing

  @Test func `what is removed says what still names it, or takes that along`() throws {
    let editor = Self.editor()
    let visit = try Self.item("Visit", editor)
    let kept = try editor.remove(visit).get()
    #expect(kept.edits.count == 1)
    #expect(kept.remaining.map(\.title).contains("There is no touchpoint or outcome `Visit`"))
    let removed = try editor.remove(visit, references: .remove).get()
    #expect(removed.remaining.isEmpty)
    let after = try #require(removed.applied(to: editor.check.sources[0]))
    #expect(
      after.text(after.range)
        == """
        # Phones.
        channel Email
        channel Store

        journey Buying
          outcome Bought, success
          outcome Lost

          # People look around.
          stage Search
            important

            ## The first touch.
            touchpoint Advert on Email  # bought
              wait 5 min   # measured
              # more to come

          stage Purchase
            touchpoint Checkout on Store
              pain "Queue", severe
              leads to Bought

        """)
  }

  @Test func `a channel goes out of lists and headers`() throws {
    let after = try text { editor, item in editor.remove(try item("Email"), references: .remove) }
    #expect(
      after
        == Self.script.replacing("channel Email\n", with: "").replacing(" on Email  #", with: "  #")
        .replacing("on Store, Email", with: "on Store"))
  }
}
