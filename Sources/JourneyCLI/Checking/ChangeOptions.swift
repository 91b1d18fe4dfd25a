import ArgumentParser

/// Whether only what changed is looked at.
struct ChangeOptions: ParsableArguments {
  @Flag(help: "Tell only what is found on items that changed since the last commit, staged or not; asks git.")
  var changed = false

  @Option(
    help: ArgumentHelp(
      "With --changed, what changed since the branch began: since the last commit that it has in common with this revision, such as main.",
      valueName: "revision"))
  var since: String?

  @Flag(
    help: "Check scripts as they are staged, and tell only what is found on items that change with the next commit.")
  var staged = false

  /// What is meant by a change; nothing where all is looked at.
  func scope() throws -> Repository.Scope? {
    if changed, staged {
      throw Failure.usage(
        "--changed looks at scripts as they are, and --staged at what will be committed: say one of them")
    }
    if let since {
      guard changed else {
        throw Failure.usage(
          staged
            ? "--staged compares with the last commit: leave --since out, or say --changed --since \(since)"
            : "--since says what --changed compares with: say --changed --since \(since)")
      }
    }
    return changed || staged ? Repository.Scope(since: since, isStaged: staged) : nil
  }
}
