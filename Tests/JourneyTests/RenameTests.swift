import Foundation
import Journey
import Testing

/// Renaming by program: every reference, and nothing else.
@Suite struct `Renaming by program` {
  static let script = """
    # A comment of its own.
    channel Email
      mode digital
    channel "Web shop"
      mode digital

    rule long-wait
      because "Nobody likes to wait."
      every touchpoint where wait > 5 min
      expect wait < 10 min otherwise "{name} takes {wait} on {join(channels.name, \\", \\")}"

    template Reminder(way)
      touchpoint "Reminder by {way}" on way
        purpose remind
    end

    kind webinar is touchpoint
      attribute seats number

    journey Buying
      parameter limit = 5 min
      let twice = limit * 2
      outcome Bought, success
      persona Explorer
        prefers Email, "Web shop"
        knows first_name
      layer fast
        matches wait < twice and channel has Email
      stage Search   # where it begins
        touchpoint Visit on "Web shop"
          captures email_address
          wait limit
          tells price
          pain "Slow page", answered by Help
          leads to Purchase.Checkout for 50% when persona is Explorer
          leads to Help

        touchpoint Help on Email as webinar
          seats 12
          says "Dear {{first_name}}, see {stage.name}"
          allow long-wait because "We know"
          leads to Checkout
        use Reminder(Email)
      stage Purchase
        touchpoint Checkout on "Web shop"
          needs to know price
          uses email_address
          leads to Bought
      expect count(touchpoints where channel has Email) > 0 otherwise "none on {Email.name}"
      allow long-wait on touchpoint Visit because "It is so"

    scenario "No mail" of Buying
      parameter limit = 4 min
      without channel Email
      change touchpoint Visit
        note "No mail from here"

    test "It sells"
      given "No mail"
      expect count(stages) is 2
      expect finding long-wait on touchpoint Purchase.Checkout

    """

  static func check(_ text: String, files: [String: String] = [:]) -> (Check, Engine) {
    let loader = Loader { path, _ in files[path].map { .source(Source(name: path, text: $0)) } ?? .missing }
    let engine = Engine(loader: loader)
    return (engine.check(Source(name: "main.journey", text: text)), engine)
  }

  static func editor(_ text: String, files: [String: String] = [:]) -> Editor {
    let (check, engine) = check(text, files: files)
    return Editor(check, engine: engine)
  }

  /// The script after a declaration of some name was renamed; what stands in the way, if that is so.
  private func renamed(
    _ name: String, to new: String, _ kind: Declaration.Kind? = nil, in text: String = script,
    files: [String: String] = [:], file: String = "main.journey"
  ) -> String {
    let editor = Self.editor(text, files: files)
    guard let declaration = editor.declarations.first(where: { $0.name == name && (kind == nil || $0.kind == kind) })
    else { return "no \(name)" }
    switch editor.rename(declaration, to: new) {
    case .failure(let problem): return "\(problem.message). \(problem.help)"
    case .success(let edit):
      let source = file == "main.journey" ? editor.check.sources[0] : Source(name: file, text: files[file] ?? "")
      return edit.applied(to: source).map { $0.text($0.range) } ?? "does not fit"
    }
  }

  /// The lines that a renaming changes, as they are after it.
  private func changed(_ name: String, to new: String, _ kind: Declaration.Kind? = nil, in text: String = script)
    -> [String]
  {
    let after = renamed(name, to: new, kind, in: text)
    let (old, lines) = (text.split(separator: "\n"), after.split(separator: "\n"))
    guard old.count == lines.count else { return [after] }
    return zip(old, lines).filter { $0 != $1 }.map { String($1.drop { $0 == " " }) }
  }

  @Test func `a channel is renamed wherever something is on it, and nowhere else`() {
    #expect(
      changed("Email", to: "Mail") == [
        "channel Mail", #"prefers Mail, "Web shop""#, "matches wait < twice and channel has Mail",
        "touchpoint Help on Mail as webinar", "use Reminder(Mail)",
        "expect count(touchpoints where channel has Mail) > 0 otherwise \"none on {Mail.name}\"",
        "without channel Mail",
      ])
  }

  @Test func `a name of several words is written in quotes, in conditions too`() {
    #expect(
      changed("Email", to: "Direct mail", in: Self.script.replacing("{Email.name}", with: "it")) == [
        "channel \"Direct mail\"", #"prefers "Direct mail", "Web shop""#,
        "matches wait < twice and channel has \"Direct mail\"", "touchpoint Help on \"Direct mail\" as webinar",
        "use Reminder(\"Direct mail\")",
        "expect count(touchpoints where channel has \"Direct mail\") > 0 otherwise \"none on it\"",
        "without channel \"Direct mail\"",
      ])
    #expect(renamed("Email", to: "Direct mail").hasSuffix("Choose a name of one word."))
  }

  @Test func `a touchpoint is renamed in arrows, answers, waivers, scenarios and tests`() {
    #expect(
      changed("Visit", to: "Shop visit") == [
        "touchpoint \"Shop visit\" on \"Web shop\"",
        "allow long-wait on touchpoint \"Shop visit\" because \"It is so\"",
        "change touchpoint \"Shop visit\"",
      ])
    #expect(
      changed("Checkout", to: "Till") == [
        "leads to Purchase.Till for 50% when persona is Explorer", "leads to Till", "touchpoint Till on \"Web shop\"",
        "expect finding long-wait on touchpoint Purchase.Till",
      ])
    #expect(
      changed("Help", to: "Advice") == [
        "pain \"Slow page\", answered by Advice", "leads to Advice", "touchpoint Advice on Email as webinar",
      ])
  }

  @Test func `stages, personas, outcomes, layers and journeys are renamed`() {
    #expect(
      changed("Purchase", to: "Buy", .item(.stage)) == [
        "leads to Buy.Checkout for 50% when persona is Explorer", "stage Buy",
        "expect finding long-wait on touchpoint Buy.Checkout",
      ])
    #expect(
      changed("Explorer", to: "Upgrader") == [
        "persona Upgrader", "leads to Purchase.Checkout for 50% when persona is Upgrader",
      ])
    #expect(changed("Bought", to: "Sold") == ["outcome Sold, success", "leads to Sold"])
    #expect(changed("fast", to: "quick") == ["layer quick"])
    #expect(changed("Buying", to: "Shopping") == ["journey Shopping", "scenario \"No mail\" of Shopping"])
  }

  @Test func `variables, templates, kinds, scenarios and rules are renamed`() {
    #expect(
      changed("limit", to: "ceiling") == [
        "parameter ceiling = 5 min", "let twice = ceiling * 2", "wait ceiling", "parameter ceiling = 4 min",
      ])
    #expect(
      changed("twice", to: "double") == ["let double = limit * 2", "matches wait < double and channel has Email"])
    #expect(changed("Reminder", to: "Nudge") == ["template Nudge(way)", "use Nudge(Email)"])
    #expect(
      changed("webinar", to: "seminar") == ["kind seminar is touchpoint", "touchpoint Help on Email as seminar"])
    #expect(changed("No mail", to: "Silence") == ["scenario \"Silence\" of Buying", "given \"Silence\""])
    #expect(
      changed("long-wait", to: "slow") == [
        "rule slow", "allow slow because \"We know\"", "allow slow on touchpoint Visit because \"It is so\"",
        "expect finding slow on touchpoint Purchase.Checkout",
      ])
  }

  @Test func `data and topics are renamed, in merge tags too`() {
    #expect(
      changed("first_name", to: "given_name") == ["knows given_name", "says \"Dear {{given_name}}, see {stage.name}\""])
    #expect(changed("email_address", to: "address") == ["captures address", "uses address"])
    #expect(changed("price", to: "cost of it") == ["tells \"cost of it\"", "needs to know \"cost of it\""])
    #expect(renamed("first_name", to: "given name").hasPrefix("A merge tag names it"))
  }

  @Test func `names in imported files are renamed there, each in its file`() throws {
    let files = ["shared.journey": "channel Store # ours\nchannel Phone\npersona Fan\n  prefers Store\n"]
    let text = """
      import Store, Fan from "shared.journey"
      journey A
        stage S
          touchpoint T on Store
      """
    #expect(renamed("Store", to: "Shop", in: text, files: files).hasPrefix("import Shop, Fan from"))
    #expect(renamed("Store", to: "Shop", in: text, files: files).hasSuffix("touchpoint T on Shop"))
    #expect(
      renamed("Store", to: "Shop", in: text, files: files, file: "shared.journey")
        == "channel Shop # ours\nchannel Phone\npersona Fan\n  prefers Shop\n")
  }

  @Test func `another script that imports the file follows`() throws {
    let files = ["shared.journey": "channel Store\n"]
    func script(_ name: String) -> Source {
      Source(
        name: name, text: "import \"shared.journey\"\njourney \(name.prefix(1))\n  stage S\n    touchpoint T on Store\n"
      )
    }
    let loader = Loader { path, _ in files[path].map { .source(Source(name: path, text: $0)) } ?? .missing }
    let engine = Engine(loader: loader)
    let editor = Editor(engine.check(script("a")), engine: engine, besides: [engine.check(script("b"))])
    let store = try #require(editor.declarations.first { $0.name == "Store" })
    let edit = try editor.rename(store, to: "Shop").get()
    #expect(edit.files == ["a", "b", "shared.journey"])
    let after = try #require(edit.applied(to: script("b")))
    #expect(after.text(after.range).hasSuffix("touchpoint T on Shop\n"))
  }

  @Test func `the same name of another journey or kind is not touched`() {
    let text = """
      journey A
        stage Start
          touchpoint Start on Start
            leads to Start
        channel Start
      journey B
        channel Start
        stage Start
          touchpoint Start on Start
      """
    #expect(
      changed("Start", to: "First", .item(.channel), in: text) == ["touchpoint Start on First", "channel First"])
    #expect(changed("Start", to: "First", .item(.stage), in: text) == ["stage First"])
    #expect(
      changed("Start", to: "First", .item(.touchpoint), in: text) == ["touchpoint First on Start", "leads to First"])
  }

  @Test func `words in a loop that become names are renamed with what they name`() {
    let text = """
      journey A
        stage S
          touchpoint One
          for each next in (Two, Three)
            touchpoint "To {next}"
              leads to next
          end
          touchpoint Two
          touchpoint Three
      """
    #expect(
      changed("Two", to: "Second", in: text) == ["for each next in (Second, Three)", "touchpoint Second"])
  }

  @Test func `what cannot be renamed says why`() {
    let text = """
      import "std/channels"
      journey A
        channel Here
        let size = 3
        stage S
          touchpoint T on Here
          for each x in (One, Two)
            touchpoint "The {x}"
          end
          touchpoint U
            wait size min
        outcome Done
      """
    #expect(renamed("T", to: "U", in: text).hasPrefix("There is a touchpoint U already"))
    #expect(renamed("T", to: "Done", in: text).hasPrefix("There is an outcome Done already"))
    #expect(renamed("T", to: "u", in: text).hasPrefix("There is a touchpoint u already"))
    #expect(renamed("T", to: "Exit", in: text).hasPrefix("`exit` is where customers drop out"))
    #expect(renamed("T", to: " ", in: text).hasPrefix("A name needs at least one letter"))
    #expect(renamed("T", to: "a\nb", in: text).hasPrefix("A name stands on one line"))
    #expect(renamed("The {x}", to: "It", in: text).hasPrefix("This name is filled in from a value"))
    #expect(renamed("size", to: "two words", in: text).hasPrefix("The name of a variable is one word"))
    #expect(
      renamed("size", to: "count", in: text).hasPrefix("`count` is a word of the language")
        || renamed("size", to: "count", in: text).contains("word"))
    #expect(renamed("size", to: "Here", in: text).contains("Here"))
    #expect(renamed("email", to: "mail", in: text).hasPrefix("Channel email comes with Journey, in `std/channels`"))
  }

  @Test func `a name that a template uses for two things is refused`() {
    let text = """
      template Ask
        touchpoint Ask
          leads to End
      end
      journey A
        stage S
          use Ask
          touchpoint End
      journey B
        stage S
          use Ask
          touchpoint End
      """
    #expect(
      renamed("End", to: "Last", in: text).hasPrefix("Here one name means touchpoint End, and something else too"))
  }
}
