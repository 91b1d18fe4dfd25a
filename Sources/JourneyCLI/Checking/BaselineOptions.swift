import ArgumentParser

/// What is known to be found, and kept in a file.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write what is found now into a file, which --baseline reads; then say only errors.", valueName: "file"))
  var writeBaseline: String?

  @Option(
    help: ArgumentHelp(
      "Tell only what is not in this file, and which of its entries are not found any more.", valueName: "file"))
  var baseline: String?

  @Flag(help: "Take what is not found any more out of the baseline.")
  var pruneBaseline = false

  @Flag(help: "End with exit code 1, too, where the baseline has what is not found any more.")
  var strictBaseline = false
}
