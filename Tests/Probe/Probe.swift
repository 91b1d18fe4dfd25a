import JourneyREPL

/// A REPL over a language that is small enough to see through, for the tests and measurements of the terminal.
///
/// A row that ends with `:` opens a block, which a blank row or `end` closes; in it, rows are indented by two columns a
/// level, and `back` belongs to a level less. `slow` evaluates until it is interrupted, `bye` leaves; what is said
/// otherwise is said back.
@main struct Probe {
  static func main() {
    let arguments = CommandLine.arguments
    let folder = StateFolder.path ?? "/tmp/journey"
    let reader = BlockReader(historyPath: folder + "/history")
    let recovery = RecoveryFile(folder: folder)
    for leftover in RecoveryFile.leftovers(in: folder) {
      reader.write("recovered: \(leftover.text.shown)\n")
      leftover.remove()
    }
    var kept = ""
    if arguments.contains("--unsaved") { reader.askBeforeLeaving = { "Unsaved work: Ctrl-D again leaves" } }
    reader.keepDraft = { recovery.keep(kept + $0) }
    let language = Blocks(prompt: arguments.contains("--wide") ? "日本 › " : "> ")
    var initial = ""
    while true {
      let event = reader.next(with: language, initial: initial)
      initial = ""
      switch event {
      case .block(let text):
        switch text.trimmingBlanks {
        case "bye":
          recovery.remove()
          return
        case "slow": slow(reader)
        case "dirty": reader.write("no end of line")
        case "again": initial = "again what"
        default:
          kept += text + "\n"
          recovery.keep(kept)
          reader.write("said: \(text.shown)\n")
        }
      case .interrupted: reader.write("dropped\n")
      case .unfinished(let text):
        reader.write("unfinished: \(text.shown)\n")
        exitNow(1)
      case .end:
        recovery.remove()
        reader.write("left\n")
        return
      case .ended(let signal): exitNow(128 + signal)
      }
    }
  }

  private static func slow(_ reader: BlockReader) {
    reader.write("working\n")
    while !Interrupt.isRequested {}
    Interrupt.forget()
    reader.write("stopped\n")
  }
}

extension String {
  /// The text in one line, without controls.
  fileprivate var shown: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0 == "\n" ? "|" : $0.properties.generalCategory == .control ? "?" : $0 }))
  }

  fileprivate var trimmingBlanks: String { String(self[(firstIndex { $0 != " " } ?? endIndex)...]) }
}

/// The language of the probe.
private struct Blocks: Assistant {
  let prompt: String

  func isComplete(_ text: String) -> Bool {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard rows.contains(where: { $0.last == ":" }) else { return true }
    return rows.last?.allSatisfy({ $0 == " " }) == true || rows.last?.split(separator: " ").first == "end"
  }

  func indentation(ofRowAfter text: String) -> Int {
    let row = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    return row.prefix { $0 == " " }.count + (row.last == ":" ? 2 : 0)
  }

  func indentation(ofLastRowOf text: String) -> Int? {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard rows.count > 1, rows[rows.count - 1].split(separator: " ").first == "back" else { return nil }
    return max(0, rows[rows.count - 2].prefix { $0 == " " }.count - 2)
  }

  func colours(of text: String) -> [Coloured] {
    var (spans, start, offset) = ([Coloured](), 0, 0)
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      start = offset
      offset += word.utf8.count
      if word == "let" { spans.append(Coloured(start..<offset, .keyword)) }
      if word.allSatisfy(\.isNumber), !word.isEmpty { spans.append(Coloured(start..<offset, .number)) }
      offset += 1
    }
    return spans
  }

  private static let words: [(String, String)] = [
    ("stage", "a step of the journey"), ("stages", "all of them"), ("strength", "in percent"),
    ("touchpoint", "a meeting"),
    ("日本", "wide"),
  ]

  func completions(of text: String, at offset: Int) -> Completions {
    let before = String(decoding: Array(text.utf8.prefix(offset)), as: UTF8.self)
    let word = before.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "\n" }.last ?? ""
    let found = Blocks.words.filter { $0.0.hasPrefix(word) && !word.isEmpty }
    return Completions(replacing: offset - word.utf8.count..<offset, with: found.map { .init($0.0, $0.1) })
  }
}
