import Journey

/// Which reports a check makes, and where each is written.
struct Reporting {
  /// A report and its place.
  struct Target: Equatable {
    var format: ReportFormat
    /// The file; nothing for standard output.
    var file: String?
  }

  private var targets = [Target(format: .pretty)]
  /// The file to which GitHub Actions wants a summary of the step added.
  private var summary: String?
  /// Whether the call says which reports it wants.
  private var isChosen = false

  /// The reports of a call that says nothing of them: what suits the pipeline that runs it.
  init() {
    if Reporting.isInGitHub {
      targets = [Target(format: .github)]
    } else if Terminal.variable("GITLAB_CI") == "true" {
      targets.append(Target(format: .gitlab, file: Reporting.gitLabFile))
    }
    addSummary()
  }

  /// The reports that a call names.
  init(_ options: ReportOptions) throws {
    self.init()
    guard !options.formats.isEmpty else { return }
    isChosen = true
    summary = nil
    targets = try options.formats.map { try Reporting.target($0) }
    try refuseRepeats()
    addSummary()
  }

  private mutating func addSummary() {
    guard Reporting.isInGitHub, targets.contains(Target(format: .github)) else { return }
    summary = Terminal.variable("GITHUB_STEP_SUMMARY").flatMap { $0.isEmpty ? nil : $0 }
  }

  private static var isInGitHub: Bool { Terminal.variable("GITHUB_ACTIONS") == "true" }

  /// Where GitLab's documentation has jobs write it.
  private static let gitLabFile = "gl-code-quality-report.json"

  /// Whether a person reads what goes to standard output, and nothing else is written.
  var isConversation: Bool { targets == [Target(format: .pretty)] && Terminal.isOutput }

  /// The format that the call asks for at standard output.
  var chosenOutput: ReportFormat? { isChosen ? targets.first { $0.file == nil }?.format : nil }

  /// Whether standard output is one report for people, behind which something may be said.
  var isForPeople: Bool { targets.first { $0.file == nil }?.format == .pretty }

  /// Whether the call asks for another report than the one for people at standard output.
  var isSpecial: Bool { isChosen && targets != [Target(format: .pretty)] }
}

// MARK: What the call says

extension Reporting {
  /// What `FORMAT` or `FORMAT=FILE` means.
  private static func target(_ text: String) throws -> Target {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let format = try ReportFormat.named(String(parts[0]))
    guard parts.count == 2, parts[1] != "-" else { return Target(format: format) }
    let file = String(parts[1])
    guard !file.isEmpty else {
      throw Failure.usage("--format \(format)= names no file; write --format \(format)=FILE, without blanks around `=`")
    }
    guard !file.hasSuffix(".journey") else {
      throw Failure.usage("--format \(format)=\(file): a report would take the place of a script; name another file")
    }
    return Target(format: format, file: file)
  }

  private func refuseRepeats() throws {
    let plain = targets.filter { $0.file == nil }
    if plain.count > 1 {
      throw Failure.usage(
        "the reports \(plain[0].format) and \(plain[1].format) would both go to standard output; give one of them a "
          + "file: --format \(plain[1].format)=FILE")
    }
    var seen: [String: ReportFormat] = [:]
    for target in targets {
      guard let file = target.file else { continue }
      let name = Reporting.real(file)
      if let other = seen[name] {
        throw Failure.usage(
          "the reports \(other) and \(target.format) would both go to \(file); give each its own file")
      }
      seen[name] = target.format
    }
  }

  /// A file's path without links and dots, though it is not there yet.
  private static func real(_ file: String) -> String {
    if let real = Files.real(file) { return real }
    let folder = Imports.folder(of: file)
    return (Files.real(folder.isEmpty ? "." : folder) ?? folder) + "/" + file.dropFirst(folder.count)
  }
}

// MARK: Writing

extension Reporting {
  /// Writes all reports, the files first; what cannot be written is said when the others are.
  ///
  /// - Parameters:
  ///   - output: What takes the place of standard output.
  ///   - other: What takes the place of the report that goes there.
  func write(_ results: CheckResults, to output: Int32, instead other: (any Report)? = nil) throws {
    var results = results
    results.root = SourceRoot.around(results.checkedFiles)
    var problems: [FileProblem] = []
    var written: [String] = []
    for target in targets {
      guard let file = target.file else { continue }
      do throws(FileProblem) {
        try Files.replace(file, with: Array(target.format.report().text(results).utf8))
        written.append(file)
      } catch {
        problems.append(error)
      }
    }
    do throws(FileProblem) {
      if let summary { try Reporting.addSummary(of: results, to: summary) }
    } catch {
      problems.append(error)
    }
    do throws(FileProblem) {
      try writeOutput(results, written, to: output, instead: other)
    } catch {
      problems.append(error)
    }
    guard problems.isEmpty else {
      throw Failure.usage(
        problems.map { "\(Display.plain($0.path, limit: 400)): \($0.reason)" }.joined(separator: "\n"))
    }
  }

  private func writeOutput(
    _ results: CheckResults, _ written: [String], to output: Int32, instead other: (any Report)?
  ) throws(FileProblem) {
    let files =
      written.isEmpty ? "" : "Written: \(written.map { Display.plain($0, limit: 400) }.joined(separator: ", "))."
    let format = targets.first { $0.file == nil }?.format
    let palette = output == Files.standardOutput ? Terminal.palette : .none
    guard let report = other ?? format?.report(palette) else {
      // Whoever reads the log wants to know what came of it.
      return try Files.tell(
        "\(results.sentence)\(files.isEmpty ? "" : " \(files)")\n", to: Files.standardError)
    }
    let isForPeople = other != nil || format?.isForPeople == true
    let text = report.text(results)
    try Files.tell(Reporting.isInGitHub && isForPeople ? GitHubReport.defused(text) : text, to: output)
    if !isChosen, !files.isEmpty { try Files.tell("\(files)\n", to: Files.standardError) }
  }

  /// Adds the summary to what a step has written of it before, as far as GitHub keeps it.
  private static func addSummary(of results: CheckResults, to file: String) throws(FileProblem) {
    try Files.append(to: file) { size in
      let room = MarkdownReport.summaryLimit - size
      // A table above goes on until an empty line.
      let start = size > 0 ? "\n" : ""
      let text = Array((start + MarkdownReport(limit: room - start.count).text(results)).utf8)
      return text.count <= room ? text : []
    }
  }
}

extension SourceRoot {
  /// Where names lead from that a call made in this folder has: the repository's folder, else the project's.
  ///
  /// Pipelines know files by their place in the repository, also where a project is a part of it.
  static func around(_ files: [String]) -> SourceRoot? {
    guard let here = Files.real(".") else { return nil }
    let first = files.first { $0 != standardInput }.flatMap { Files.real($0) }.map { Imports.folder(of: $0) }
    let places = [here] + (first.map { [$0.count > 1 ? String($0.dropLast()) : $0] } ?? [])
    let folder =
      places.lazy.compactMap { Project.repository(above: $0) }.first
      ?? places.lazy.compactMap { Project.root(above: $0) }.first ?? here
    return SourceRoot(folder: folder, workingFolder: here)
  }
}
