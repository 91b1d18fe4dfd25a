import ArgumentParser
import Journey

/// `journey fmt PATH…`
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Lays scripts out in the one way; what they mean stays as it is.",
    discussion: """
      Files are changed in place; standard input (-) is written to standard output. Lines that cannot be read stay \
      exactly as they are.
      """)

  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String]

  @Flag(help: "Change nothing; name the files that would change, and end with exit code 1 if there are any.")
  var check = false

  @Flag(help: "Change nothing; show what would change.")
  var diff = false

  @OptionGroup var words: VocabularyOptions

  mutating func run() throws {
    let dialect = try words.read().words.dialect
    var changed = 0
    var projects = try Projects()
    let files = try Script.files(paths, &projects)
    for file in files {
      let source = try Script.source(file)
      let tree = Tree(source, dialect: dialect)
      let laidOut = Layout.bytes(tree)
      let unread = FormatCommand.unreadLines(tree)
      if unread > 0 {
        let lines = unread == 1 ? "1 line could not be read and stays" : "\(unread) lines could not be read and stay"
        Files.write(
          "\(Display.plain(source.name, limit: 400)): \(lines) as written; `journey check` says why.\n",
          to: FormatCommand.messages)
      }
      let isSame = laidOut.elementsEqual(source.padded[..<source.count])
      if !isSame { changed += 1 }
      if diff {
        if !isSame {
          Files.write(
            LineDiff(
              of: source.name, from: source.text(source.range), to: String(decoding: laidOut, as: UTF8.self),
              suffix: "(laid out)"
            ).text(Terminal.palette))
        }
      } else if check {
        if !isSame { Files.write("\(source.name)\n") }
      } else if file == "-" {
        Files.write(laidOut)
      } else if !isSame {
        do throws(FileProblem) {
          try Files.replace(file, with: laidOut)
        } catch {
          throw Failure.usage("\(error.path): it cannot be written: \(error.reason)")
        }
      }
    }
    if files.isEmpty { Files.write("No files to lay out.\n", to: FormatCommand.messages) }
    if check || diff, changed > 0 { leave(ExitStatus.findings) }
    if !check, !diff, !files.contains("-") {
      Files.write(
        "\(changed) of \(files.count) file\(files.count == 1 ? "" : "s") laid out anew.\n", to: FormatCommand.messages)
    }
  }

  private static let messages: Int32 = 2

  /// How many lines say something that cannot be read.
  private static func unreadLines(_ tree: Tree) -> Int {
    let index = LineIndex(tree.source)
    var lines = Set(
      tree.findings.filter { $0.severity == .error }.map { index.position(of: $0.place.range.lower).line })
    for node in tree.nodes where node.flags.contains(.broken) { lines.insert(index.position(of: Int(node.start)).line) }
    return lines.count
  }
}
