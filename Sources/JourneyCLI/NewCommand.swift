import ArgumentParser
import Journey

/// `journey new [--framework RACE] [--title TEXT] NAME [FILE]`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Writes a first script to go on from.",
    discussion: """
      journey new "Buying a phone"                    writes buying-a-phone.journey
      journey new --framework RACE "Buying a phone"   with a framework's stages
      journey new "Buying a phone" plans/phone        to a file; - prints it

      A file that is there already is never written over. `journey show std` lists what \
      there is to begin with.
      """)

  @Argument(help: "What the journey is called.")
  var name: String

  @Argument(help: "The file to write, a folder for it, or - to print; without it, a file named after the journey.")
  var file: String?

  /// The rest of a name of several words that came without its quotes.
  @Argument(help: .hidden)
  var rest: [String] = []

  @Option(help: "The framework whose steps are the stages: \(Suggestion.list(frameworks)).")
  var framework: String?

  @Option(help: "A second name for people to read.")
  var title: String?

  mutating func run() throws {
    guard rest.isEmpty else {
      let words = ([name, file ?? ""] + rest).joined(separator: " ")
      throw Failure.usage(
        "a name of several words stands in quotes: journey new \"\(Display.plain(words, limit: 100))\"")
    }
    guard let module = Library.starter(for: try NewCommand.framework(framework)) else { return }
    // A lone dash prints; a lone path with the ending of scripts is the file, and tells the name.
    if name == "-", file == nil { return Files.write(module.text) }
    if file == nil, name.hasSuffix(NewCommand.ending) {
      file = name
      name = String(name.dropLast(NewCommand.ending.count).split(separator: "/").last ?? "")
    }
    let journey = try NewCommand.plain(name, "name", most: 100)
    let subtitle = try title.map { try NewCommand.plain($0, "title", most: 200) }
    guard let text = module.journey(named: journey, title: subtitle) else { return }
    if file == "-" { return Files.write(text) }
    let path = try NewCommand.path(file, for: journey)
    try write(text, to: path)
    Files.write(NewCommand.next(path, Engine().check(Source(name: path, text: text)).model, framework))
  }

  private static let ending = ".journey"
  private static let frameworks = Framework.allCases.map(\.rawValue)

  private static func framework(_ word: String?) throws -> Framework? {
    guard let word else { return nil }
    if let framework = Framework(rawValue: word.uppercased()) { return framework }
    let near = Suggestion.near(word, among: frameworks)
    let hint =
      near.isEmpty ? "there are \(Suggestion.list(frameworks, "and"))" : "did you mean \(Suggestion.list(near))?"
    throw Failure.usage("there is no framework \(Display.plain(word)); \(hint)")
  }

  /// A name or title on one line, of signs that one sees.
  private static func plain(_ text: String, _ what: String, most: Int) throws -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !line.isEmpty else {
      throw Failure.usage("the journey needs a \(what), for example: journey new \"Buying a phone\"")
    }
    guard Display.plain(line, limit: .max / 8) == line else {
      throw Failure.usage("the \(what) has a character that cannot be seen: type it anew")
    }
    guard line.count <= most else {
      throw Failure.usage("the \(what) is longer than \(most) characters: say it in fewer words")
    }
    return line
  }

  /// Where the script goes: what is asked for, or a file named after the journey.
  private static func path(_ file: String?, for journey: String) throws -> String {
    var path = file ?? ""
    if path.isEmpty || path.hasSuffix("/") || Files.isFolder(path) == true {
      let slug = Model.slug(journey)
      guard slug != "unnamed" || NameTable.fold(journey) == "unnamed", slug.utf8.count <= 200 else {
        throw Failure.usage(
          "no file can be named after \(Display.plain(journey)): name it too, for example: journey new … phone.journey")
      }
      if !path.isEmpty, !path.hasSuffix("/") { path += "/" }
      path += slug
    }
    if !path.hasSuffix(ending) { path += ending }
    guard path.split(separator: "/").last.map(String.init) != Project.fileName else {
      throw Failure.usage(
        "\(Project.fileName) is where the settings of a project stand: name another file, for example: "
          + "journey new \"\(Display.plain(journey))\" phone.journey")
    }
    return path
  }

  private func write(_ text: String, to path: String) throws {
    do throws(FileProblem) {
      guard try Files.create(path, with: Array(text.utf8)) else {
        throw FileProblem(
          path: path, reason: "it is there already, and stays as it is; name another file behind the journey's name")
      }
    } catch {
      throw Failure.usage("\(error.path): \(error.reason)")
    }
  }

  /// What was written, and what to do with it.
  private static func next(_ path: String, _ model: Model, _ framework: String?) -> String {
    let stages = model.journeys.reduce(0) { $0 + $1.stages.count }
    let touchpoints = model.journeys.reduce(0) { $0 + $1.touchpoints.count }
    let of = framework.map { " of \($0.uppercased())" } ?? ""
    let shown = Display.plain(path, limit: 400)
    // Written so that a shell takes it as one word.
    let word = shown.allSatisfy { $0.isLetter || $0.isNumber || "._/-".contains($0) } ? shown : "\"\(shown)\""
    return """
      Wrote \(shown): \(stages) stages\(of), \(touchpoints) touchpoints to write over.
      Open it in any editor. What next:
        journey check \(word)     says what is missing, weak or broken
        journey layers \(word)    shows how strong each stage is
        journey repl \(word)      talks about it, and says what each line changes

      """
  }
}
