import ArgumentParser
import Journey

/// Which rules look, how much their findings weigh, which of them are shown, and how many are allowed.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "These rules look, and no others, whatever the profile and project.journey say; layer-* means several. Errors of the language are told all the same. May be said several times.",
      valueName: "rule,…"))
  var only: [String] = []

  @Option(help: ArgumentHelp("These rules do not look; it wins over --only and --severity.", valueName: "rule,…"))
  var skip: [String] = []

  @Option(
    help: ArgumentHelp(
      "How much the findings of a rule weigh: error, warning, info or off. It wins over project.journey, and turns on what the profile leaves out, but for what --only leaves out.",
      valueName: "rule=level,…"))
  var severity: [String] = []

  @Option(
    help: "The mildest findings that are listed, in every format; milder ones are counted, and fail all the same.")
  var minSeverity: Severity?

  @Option(
    help: ArgumentHelp(
      "So many warnings do not make the exit code 1, whatever --fail-on says, and one more does; errors always do.",
      valueName: "number"))
  var maxWarnings: Int?

  @Flag(help: "In place of the findings, a table of how many there are of each rule.")
  var statistics = false

  @Flag(help: "Show what the scripts allow, too, as if there were no line `allow` in them.")
  var ignoreWaivers = false
}
