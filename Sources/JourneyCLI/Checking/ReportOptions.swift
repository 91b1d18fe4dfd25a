import ArgumentParser

/// How findings are written, and where to.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      """
      How findings are written: pretty, short, json, github, gitlab, junit, sarif or markdown; FORMAT=FILE writes them \
      into a file. May be said several times. Without it, pretty, and what suits GitHub Actions and GitLab where they \
      run it.
      """, valueName: "format[=file]"),
    completion: .list(ReportFormat.allCases.map(\.rawValue)))
  var formats: [String] = []
}
