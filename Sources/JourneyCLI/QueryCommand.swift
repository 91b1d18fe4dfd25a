import ArgumentParser
import Journey

/// `journey query FILE QUERY`
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Asks a journey something: a value, a list, or a table.",
    discussion: """
      For example: journey query phone.journey 'touchpoints where wait > 5 min show name, wait sort by wait descending'. \
      The exit code is 2 where the query cannot be read, and 1 where the script has errors, so that the answer may not \
      be complete.
      """)

  /// How the answer is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv, markdown
  }

  @Argument(help: "The script, or - for standard input.")
  var path: String

  @Argument(help: "What to ask, in single quotes: an expression, and show, sort by, group by, first.")
  var query: String

  @Option(help: "Which journey to ask, where a file has several; otherwise the first.")
  var journey: String?

  @Option(help: "How the answer is written: table, json (Grammar/query.schema.json describes it), csv or markdown.")
  var format: Format = .table

  @OptionGroup var variant: VariantOptions

  @OptionGroup var project: ProjectOptions

  mutating func run() throws {
    var projects = try Projects(config: project.config, vocabulary: project.words.vocabulary)
    var variants = try Variants(variant)
    let engine = try Script.engine(for: path, &projects, Validator(rules: []), variants)
    let check = engine.check(try Script.source(path), variants.selection)
    _ = variants.note(check.model)
    try variants.finish()
    let subject = try subject(in: check.model)
    let (result, findings) = check.model.answer(to: query, about: subject, limits: engine.limits)
    let errors = findings.filter { $0.severity == .error }
    guard errors.isEmpty else {
      tell(errors)
      leave(ExitStatus.usage)
    }
    Files.write(text(of: result, about: subject, in: check.model))
    tell(findings)
    let problems = check.findings.filter { $0.severity == .error && $0.code != Code.notTrue.rawValue }
    if !problems.isEmpty {
      Files.write(
        "journey: what is shown is not complete, `journey check` says why: "
          + "\(FindingCounts(problems).sentence(files: 1))\n", to: 2)
    }
    if !problems.isEmpty || findings.contains(where: { $0.severity == .warning }) { leave(ExitStatus.findings) }
  }

  /// The journey that is asked; nothing where the file has none.
  private func subject(in model: Model) throws -> ItemID? {
    let journeys = model.journeys.compactMap(\.journey)
    let names = Suggestion.list(journeys.map { model.reference(to: $0) }, "and")
    guard let journey else {
      if journeys.count > 1 {
        let first = model.reference(to: journeys[0])
        Files.write("journey: this is \(first), the first of \(names); `--journey NAME` asks another\n", to: 2)
      }
      return journeys.first
    }
    guard let found = model.items(called: journey, of: [.journey]).first else {
      let there = journeys.isEmpty ? "There is none." : "There \(journeys.count == 1 ? "is" : "are") \(names)."
      throw Failure.usage("\(path): no journey is called \(Model.reference(journey)). \(there)")
    }
    return found
  }

  private func text(of result: QueryResult, about subject: ItemID?, in model: Model) -> String {
    switch format {
    case .table: QueryText(result, of: model, palette: Terminal.palette, width: Terminal.width).text
    case .json: QueryJSON.text(of: result, to: query, about: subject, in: model)
    case .csv: QueryLists.csv(result, of: model)
    case .markdown: QueryLists.markdown(result, of: model)
    }
  }

  /// Says what is wrong with the query, with places in it; beside the answer, which stays whole.
  private func tell(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    let text = PrettyReport().text(of: findings, sources: [Source(name: "query", text: query)])
    Files.write(text + "\n", to: 2)
  }
}
