import Journey

extension Command {
  /// Every command, in the order in which help lists them.
  public static let all: [Command] = places + files + looking + changing + others

  private static let places: [Command] = [
    Command(
      "where", "", "Shows where you stand: what you type next belongs there.", examples: [":where"]
    ) { session, _ in session.tellPlace() },
    Command("up", "", "Goes out of the item where you stand.", examples: [":up"]) { session, _ in session.goUp() },
    Command(
      "back", "", "Goes back to the stage or touchpoint where you stood, after a channel or the like.",
      examples: [":back"]
    ) { session, _ in session.goBack() },
    Command(
      "open", "ITEM", takes: [.item(ItemKind.allCases)], "Goes to an item, so that the next lines belong to it.",
      examples: [":open Tasting", ":open stage Awareness"]
    ) { session, argument in session.open(argument) },
    Command(
      "show", "[ITEM]", takes: [.item(ItemKind.allCases)], "Shows an item's own lines in the script.",
      examples: [":show Tasting"]
    ) { session, argument in session.show(argument) },
    Command(
      "list", "[KIND]", takes: [.kind], "Lists the items of the journey, or those of one kind.",
      examples: [":list", ":list channels"]
    ) { session, argument in session.list(argument) },
  ]

  private static let files: [Command] = [
    Command("load", "PATH", takes: [.path], "Opens a script.", examples: [":load coffee.journey"]) {
      session, argument in
      session.load(command: argument)
    },
    Command("reload", "", "Reads the script anew from where it came from.", examples: [":reload"]) { session, _ in
      session.reload()
    },
    Command(
      "save", "[PATH]", takes: [.path], "Writes the script, with all its remarks.", examples: [":save coffee.journey"]
    ) { session, argument in session.save(command: argument) },
    Command("new", "[NAME]", "Begins anew, with an empty script or a journey of that name.", examples: [":new Tea"]) {
      session, argument in session.begin(argument)
    },
    Command("edit", "", "Opens the script in your editor.", examples: [":edit"]) { session, _ in session.edit() },
    Command("diff", "", "Shows what changed since the script was loaded.", examples: [":diff"]) { session, _ in
      session.difference()
    },
  ]

  private static let looking: [Command] = [
    Command("map", "", "Draws the journey: stages from left to right, channels and layers below.", examples: [":map"]) {
      session, _ in session.map()
    },
    Command(
      "layers", "", "Shows which layers each stage has, how strong, and which are missing or weak.",
      examples: [":layers"]
    ) { session, _ in session.layers() },
    Command(
      "analyze", "", "Shows how customers flow: outcomes, visits, times, costs, and what is lost without a part.",
      examples: [":analyze"]
    ) { session, _ in session.analyze() },
    Command(
      "simulate", "[CUSTOMERS] [SEED]",
      "Lets customers walk through by chance, which shows how times and costs spread.",
      examples: [":simulate", ":simulate 50000 7"]
    ) { session, argument in session.simulate(argument) },
    Command("check", "", "Says what is missing, weak or broken.", examples: [":check"]) { session, _ in
      session.tellCheck()
    },
    Command(
      "why", "FINDING", takes: [.finding], "Explains a finding of `:check`, by its number or its name.",
      examples: [":why 1"]
    ) { session, argument in session.why(argument) },
    Command(
      "explain", "RULE or CODE", takes: [.explanation], "Explains a rule or a message, with examples.",
      examples: [":explain layer-weak", ":explain unknown-name"]
    ) { session, argument in session.explain(argument) },
    Command(
      "strength", "[ITEM]", takes: [.item(StrengthText.kinds)], "Shows the sum behind a strength, line by line.",
      examples: [":strength Tasting"]
    ) { session, argument in session.strength(argument) },
    Command(
      "paths", "A B", takes: [.item([.touchpoint, .stage]), .item([.touchpoint, .outcome, .stage])],
      "Shows the ways from one touchpoint to another, or to an outcome.", examples: [":paths Tasting Subscriber"]
    ) { session, argument in session.paths(argument) },
    Command(
      "doc", "ITEM or ATTRIBUTE", takes: [.attributeOrItem],
      "Tells what a word of the language means, or what is noted on an item.",
      examples: [":doc wait", ":doc count"]
    ) { session, argument in session.document(argument) },
  ]

  private static let changing: [Command] = [
    Command(
      "fix", "[all]", takes: [.fixes], "Makes the safe fixes of `:check`, or all of them, and shows what changed.",
      examples: [":fix", ":fix all"]
    ) { session, argument in session.fix(argument) },
    Command("undo", "", "Takes the last change back.", examples: [":undo"]) { session, _ in session.undo() },
    Command("redo", "", "Brings back what was undone.", examples: [":redo"]) { session, _ in session.redo() },
    Command("history", "", "Lists the changes, the last one at the end.", examples: [":history"]) { session, _ in
      session.history()
    },
    Command(
      "what-if", "[LINE]", takes: [.statement],
      "Changes from here on are tried on a copy; alone, it says what they did.",
      examples: [":what-if", ":what-if wait 1 min"]
    ) { session, argument in session.whatIf(argument) },
    Command(
      "scenario", "[NAME]", takes: [.scenario], "Looks at a scenario from here on; alone, lists them; `off` goes back.",
      examples: [":scenario", ":scenario \"No shop\"", ":scenario off"]
    ) { session, argument in session.lookAtScenario(argument) },
    Command(
      "test", "[TEXT]", "Tries the tests of the script, or those with a text in their names.",
      examples: [":test", ":test shop"]
    ) { session, argument in session.tryTests(argument) },
    Command("keep", "", "Makes what was tried part of the journey.", examples: [":keep"]) { session, _ in session.keep()
    },
    Command("drop", "", "Goes back to before `:what-if`.", examples: [":drop"]) { session, _ in session.drop() },
  ]

  private static let others: [Command] = [
    Command(
      "help", "[TOPIC]", takes: [.topic], "Shows how to begin, or all there is to say of a topic or a command.",
      examples: [":help", ":help questions", ":help open"]
    ) { session, argument in session.help(argument) },
    Command(
      "set", "[NAME VALUE]", takes: [.setting, .settingValue], "Shows the settings, or changes one.",
      examples: [":set", ":set profile strict"]
    ) { session, argument in session.set(argument) },
    Command(
      "time", "[LINE]", takes: [.statement], "Says how long a line takes to answer.",
      examples: [":time count(touchpoints)"]
    ) {
      session, argument in session.time(argument)
    },
    Command("quit", "", "Leaves; Ctrl-D does the same.", examples: [":quit"]) { session, _ in session.leave() },
  ]
}
