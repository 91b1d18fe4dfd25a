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

  mutating func run() throws {
    var changed = 0
    let files = try Script.files(paths)
    for file in files {
      let source = try Script.source(file)
      let tree = Tree(source)
      let laidOut = Layout.bytes(tree)
      let isSame = laidOut.elementsEqual(source.padded[..<source.count])
      if !isSame { changed += 1 }
      if diff {
        if !isSame {
          Files.write(
            LineDiff(of: source.name, from: source.text(source.range), to: String(decoding: laidOut, as: UTF8.self))
              .text)
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
}
