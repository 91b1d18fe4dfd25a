import ArgumentParser
import Journey

/// What is to be allowed from now on.
struct WaiverOptions: ParsableArguments {
  @Flag(
    help:
      "Write a line `allow RULE because …` into the scripts for each finding of a rule that is listed; then say what is left. With --diff, show the lines and change nothing."
  )
  var addWaivers = false

  @Option(help: ArgumentHelp("Why it is allowed (with --add-waivers).", valueName: "text"))
  var because: String?

  @Option(help: ArgumentHelp("The last day on which it is allowed (with --add-waivers).", valueName: "date"))
  var until: Day?

  /// What a call asks for; nothing where it asks for no waivers.
  func adding(to check: Check, diff: Bool, fix: Bool) throws -> AddWaivers? {
    guard addWaivers else {
      if because != nil || until != nil {
        throw Failure.usage(
          "\(because != nil ? "--because" : "--until") belongs to --add-waivers: add that, or leave this out")
      }
      return nil
    }
    guard let because, because.contains(where: { !$0.isWhitespace }) else {
      throw Failure.usage(
        "a waiver needs its reason, for the next reader: --add-waivers --because \"The till is in the shop\"")
    }
    guard NewWaiver.canSay(because) else {
      throw Failure.usage("a script cannot hold this reason: write it without hidden characters, and not too long")
    }
    if let until, let today = check.today, until < today {
      throw Failure.usage("--until \(until.text) is over on the day of --today, \(today.text): it would allow nothing")
    }
    if fix { throw Failure.usage("make the fixes first, then call again with --add-waivers for what is left") }
    if check.selection.choices.ignoresWaivers {
      throw Failure.usage("--add-waivers needs to know what is allowed already: leave --ignore-waivers out")
    }
    guard check.variants.isPlain else {
      throw Failure.usage("waivers are for journeys as they stand: leave --scenario and --set out")
    }
    if diff, check.reporting.isSpecial {
      throw Failure.usage("--diff shows changes and no findings: leave --format out, or leave --diff out")
    }
    return AddWaivers(check: check, reason: because, until: until, showsDiff: diff)
  }
}
