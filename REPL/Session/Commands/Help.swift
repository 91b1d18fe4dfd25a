import Journey

/// What `:help` says: topics that teach by lines one can type. A test types all of them.
struct HelpTopic: Sendable {
  let name: String
  let summary: String
  /// Prose at the margin; what is indented can be typed as it stands, from an empty script on.
  let text: String

  static let all: [HelpTopic] = [begin, questions, statements, changes]

  static let begin = HelpTopic(
    name: "begin", summary: "A first journey, line by line.",
    text: """
      You build a journey line by line, and each answer says what the line changed.

          journey Coffee                # what it is about
          outcome Subscriber, success   # how it may end
          channel shop                  # where people meet you
          mode physical, human          # a line about the shop: that is where you stand
          two-way
          stage Awareness               # a stretch of the way
          touchpoint Tasting on shop    # a meeting in that stage
          purpose advise
          leads to Checkout for 25%     # what comes next; it may be declared later
          stage Purchase
          touchpoint Checkout on shop
          purpose transact
          leads to Subscriber

      The prompt shows where you stand. Go back to say more, or to say it anew:

          :open Tasting
          wait 6 min
          wait 3 min

      Anything else is a question:

          touchpoints where wait > 2 min

      Look at it, check it, keep it:

          :map
          :check
          :why 1
          :save coffee

      Tab completes, `:undo` takes back, `:quit` leaves.
      More: `:help questions`, `:help statements`, `:help changes`, `:help commands`, `:help COMMAND`.
      """)

  static let questions = HelpTopic(
    name: "questions", summary: "What one can ask of a journey.",
    text: """
      A question is an expression. It gives a value, a table, or an item with all that is known of it.

          Checkout
          count(touchpoints)
          touchpoints where wait > 2 min
          stages where strength < 50%
          some(touchpoints where channel.mode has human)
          average(touchpoints.wait)

      The last value is `it`:

          touchpoints where important
          count(it)

      A list becomes the table you want by what follows it:

          touchpoints show name, stage, wait
          touchpoints sort by strength descending first 3
          touchpoints group by channel

      `:doc WORD` says what a word means, and gives an example:

          :doc wait
          :doc average
      """)

  static let statements = HelpTopic(
    name: "statements", summary: "What one can say, and where it goes.",
    text: """
      A line that begins with a word of the language says something, and is added to the script where you stand.

          :where                        # where you stand, and what is not said there yet
          :open Checkout
          note "Ask the store team"     # a line of the item where you stand
          phase during                  # a line that only the stage takes goes to the stage
          touchpoint Receipt on shop    # a new item goes behind its likes
          channel web
          :back                         # to where you stood in the journey
          on shop, web

      Lines of an item may be said anew. `without` takes a line away, or an item:

          takes 5 min
          takes 3 min
          without takes
          without touchpoint Receipt

      A block is typed as one text; it is over with `end`:

          for each weekday in Monday, Friday
            stage "Visit on {weekday}"
          end
      """)

  static let changes = HelpTopic(
    name: "changes", summary: "Undo, and trying things out.",
    text: """
      Every change can be taken back, one by one.

          stage Loyalty
          :undo
          :redo
          :history
          :diff                         # what changed since the script was loaded

      A what-if is a copy. What you change there is kept or dropped as a whole:

          :what-if
          channel kiosk
          :back
          :what-if                      # alone: what it did so far
          :drop
          :what-if channel letter
          :keep
      """)
}

extension Session {
  /// What there is to say of a topic or a command; how to begin, where none is named.
  func help(_ argument: String) -> Answer {
    let word = (Words(argument).all.first ?? "").lowercased()
    if word.isEmpty { return Answer(HelpTopic.begin.text) }
    if let topic = HelpTopic.all.first(where: { $0.name == word }) { return Answer(topic.text) }
    if "commands".hasPrefix(word), word.count > 2 { return Answer(commandList) }
    let found = Command.named(word.hasPrefix(":") ? String(word.dropFirst()) : word)
    if found.count == 1 { return Answer(Session.text(of: found[0])) }
    if let topic = HelpTopic.all.first(where: { $0.name.hasPrefix(word) }) { return Answer(topic.text) }
    // Words of the language have their own page.
    let doc = document(argument)
    if !doc.isProblem { return doc }
    let names = HelpTopic.all.map(\.name) + ["commands"] + Command.all.map(\.name)
    let near = Suggestion.near(word, among: names).map { "`:help \($0)`" }
    return .problem(
      "There is no help on \(Display.plain(word)). "
        + (near.isEmpty
          ? "There is \(Suggestion.list(HelpTopic.all.map { "`:help \($0.name)`" } + ["`:help commands`"], "and"))."
          : "Did you mean \(Suggestion.list(near))?"))
  }

  private var commandList: String {
    let table = TextTable(
      [TextTable.Column(title: ""), TextTable.Column(title: "")],
      Command.all.map { [":\($0.name)\($0.arguments.isEmpty ? "" : " " + $0.arguments)", $0.summary] })
    return
      (["As many letters as tell a command from the others are enough.", ""] + table.lines(width: settings.columns))
      .joined(separator: "\n")
  }

  private static func text(of command: Command) -> String {
    let call = ":\(command.name)\(command.arguments.isEmpty ? "" : " " + command.arguments)"
    return (["\(call): \(command.summary)", "", "For example:"] + command.examples.map { "    \($0)" })
      .joined(separator: "\n")
  }
}
