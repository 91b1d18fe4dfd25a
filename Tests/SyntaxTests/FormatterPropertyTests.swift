import Foundation
import JourneySyntax
import Testing

/// What must hold for every script, tried on the examples and on what becomes of them when they are damaged.
@Suite struct FormatterPropertyTests {
  @Test(arguments: ExampleScript.all)
  func `an example is laid out already`(_ example: ExampleScript) {
    let text = Layout.text(Tree(Source(name: example.name, text: example.text)))
    guard example.name == "public-service-application.journey" else {
      #expect(text == example.text)
      return
    }
    // One pain stands like its stage's, on purpose; it is the touchpoint's.
    let before = example.text.split(separator: "\n", omittingEmptySubsequences: false)
    let after = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(before.count == after.count)
    let moved = zip(before, after).filter { $0 != $1 }.map { "\($0) → \($1)" }
    let pain = #"pain "The letter shows only the sum", mild, answered by "Question about the amount""#
    #expect(moved == ["    \(pain) →       \(pain)"])
  }

  @Test(arguments: ExampleScript.all)
  func `indentation makes no difference`(_ example: ExampleScript) {
    let wanted = Layout.text(Tree(Source(name: "", text: example.text)))
    let bare = example.bareLines
    #expect(Layout.text(Tree(Source(name: "", text: bare.joined(separator: "\n")))) == wanted)
    #expect(Layout.text(Tree(Source(name: "", text: bare.joined(separator: "\r\n")))) == wanted)
    var dice = SeededDice(seed: 1)
    for _ in 0..<ExampleScript.rounds {
      let shaken = bare.map { line in
        let blank = dice.roll(2) == 0 ? " " : "\t"
        let isFree = line.hasPrefix("#") || line.first?.isWhitespace ?? true
        return isFree ? line : String(repeating: blank, count: dice.roll(9)) + line
      }
      check(shaken.joined(separator: "\n"), sameShape: true)
    }
  }

  @Test(arguments: ExampleScript.all)
  func `blanks, line ends and semicolons keep the meaning`(_ example: ExampleScript) {
    var dice = SeededDice(seed: 2)
    let lines = example.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for round in 0..<ExampleScript.rounds {
      var text = ""
      for line in lines {
        text += line
        let isPlain = !line.contains("#") && !line.isEmpty
        switch dice.roll(round % 3 == 0 ? 4 : 12) {
        case 0 where isPlain: text += dice.roll(2) == 0 ? ";" : " ; "
        case 1: text += "\n\n  \n"
        case 2 where isPlain: text += "  # remark \(dice.roll(100))  \n"
        case 3: text += "\n\(String(repeating: " ", count: dice.roll(8)))# remark\n"
        default: text += dice.roll(3) == 0 ? "\r\n" : "\n"
        }
      }
      check(text, sameShape: true)
    }
  }

  @Test(arguments: ExampleScript.all)
  func `a line may end after a comma, with or without a remark`(_ example: ExampleScript) {
    var dice = SeededDice(seed: 5)
    for _ in 0..<ExampleScript.rounds {
      var text = ""
      var isQuoted = false
      for character in example.text {
        text.append(character)
        if character == "\"" { isQuoted.toggle() }
        guard !isQuoted, character == "," || character == "(" else { continue }
        text += ["", "", "\n", "\n\n\t", " # remark\n", "\n# remark \n ## and more\n", "\r\n", "  "][dice.roll(8)]
      }
      check(text, sameShape: false)
    }
  }

  @Test(arguments: ExampleScript.all)
  func `a missing word leaves the layout stable`(_ example: ExampleScript) {
    let words = example.words
    for index in stride(from: 0, to: words.count, by: ExampleScript.pace) {
      var rest = words
      rest.remove(at: index)
      check(rest.joined(), sameShape: false)
    }
  }

  @Test(arguments: ExampleScript.all)
  func `damage leaves the layout stable`(_ example: ExampleScript) {
    var dice = SeededDice(seed: 3)
    let spice = [
      "\n", "\n\n\n", ";", ",", "(", ")", "\"", "\"\"\"", "#", "##", " ", "\t", "\r", "\r\n", ".", "-", "–", "=", "{",
      "}", "5", "%", "€", "“", "”", "，", "；", "（", "\u{A0}", "\u{2028}", "\u{FEFF}", "\\", "\0", "# remark",
      "for each x in a, b", "if x", "else", "end", "stage", "touchpoint T", "template T", "let x = (",
      "wait 1 h", "1 days", "expect a", "otherwise \"x\"",
    ]
    for _ in 0..<ExampleScript.rounds {
      var words = example.words
      for _ in 0...dice.roll(6) {
        let place = dice.roll(words.count)
        switch dice.roll(4) {
        case 0: words.remove(at: place)
        case 1: words.swapAt(place, dice.roll(words.count))
        case 2: words.insert(words[dice.roll(words.count)], at: place)
        default: words.insert(spice[dice.roll(spice.count)], at: place)
        }
      }
      check(words.joined(), sameShape: false)
    }
  }

  @Test func `any bytes can be laid out`() {
    var dice = SeededDice(seed: 4)
    let letters = Array(" \n\t\"#;,().=-+aA0%{}\\\r".utf8) + [0xE2, 0x80, 0x9C, 0x9D, 0xEF, 0xBC, 0xC2, 0xA0, 0xFF, 0]
    for round in 0..<100 * ExampleScript.rounds {
      let count = dice.roll(60)
      let bytes = (0..<count).map { _ in round % 2 == 0 ? letters[dice.roll(letters.count)] : UInt8(dice.roll(256)) }
      let once = Layout.bytes(Tree(Source(name: "", bytes: bytes)))
      #expect(Layout.bytes(Tree(Source(name: "", bytes: once))) == once, "\(bytes)")
    }
  }

  /// Lays a text out and looks at the result: stable, and the same in its tree where the text has no error.
  private func check(_ text: String, sameShape: Bool) {
    let tree = Tree(Source(name: "", text: text))
    let hasErrors = tree.findings.contains { $0.severity == .error }
    if sameShape { #expect(!hasErrors, "\(text)") }
    let once = Layout.bytes(tree)
    let again = Tree(Source(name: "", bytes: once))
    if Layout.bytes(again) != once { Issue.record("Not stable:\n\(text)\n→\n\(String(decoding: once, as: UTF8.self))") }
    if TreeShape.of(again) != TreeShape.of(tree) {
      Issue.record("Another shape:\n\(text)\n→\n\(String(decoding: once, as: UTF8.self))")
    }
    if essence(once) != essence(Array(text.utf8)) {
      Issue.record("Something was lost:\n\(text)\n→\n\(String(decoding: once, as: UTF8.self))")
    }
  }

  /// A text without blanks, line ends and semicolons, and with the plain forms of what has others.
  private func essence(_ bytes: [UInt8]) -> String {
    var essence = ""
    for scalar in String(decoding: bytes, as: UTF8.self).lowercased().unicodeScalars {
      switch scalar {
      case ";", "；", "\u{FEFF}": break
      case "“", "”": essence += "\""
      case "–": essence += "-"
      case "，": essence += ","
      case "（": essence += "("
      case _ where scalar.properties.isWhitespace: break
      default: essence.unicodeScalars.append(scalar)
      }
    }
    return essence.replacing("years", with: "year").replacing("days", with: "day").replacing("weeks", with: "week")
  }
}

/// A script of the repository.
struct ExampleScript: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  var testDescription: String { name }

  /// How many random scripts are made of one: more with `ROUNDS=1000 make test`, to hunt for what is rare.
  static let rounds = ProcessInfo.processInfo.environment["ROUNDS"].flatMap { Int($0) } ?? 8
  /// How many words lie between those that are left out.
  static let pace = max(1, 320 / rounds)

  static let all: [ExampleScript] = {
    let root = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    let files = FileManager.default.enumerator(at: root.appending(path: "Examples"), includingPropertiesForKeys: nil)
    let scripts = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "journey" }
    return scripts.sorted { $0.path < $1.path }.compactMap { file in
      (try? String(contentsOf: file, encoding: .utf8)).map { ExampleScript(name: file.lastPathComponent, text: $0) }
    }
  }()

  /// The lines without indentation, but for those inside a block.
  var bareLines: [String] {
    var isInBlock = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      defer { if line.contains("\"\"\"") { isInBlock.toggle() } }
      return String(isInBlock ? line : line.drop { $0 == " " })
    }
  }

  /// The text cut at its blanks and around its signs.
  var words: [String] {
    var words: [String] = []
    for character in text {
      if let last = words.last?.last, last.isLetter || last.isNumber, character.isLetter || character.isNumber {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
    }
    return words
  }
}

/// Random numbers that are the same in each run.
struct SeededDice {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  /// A number below a bound.
  mutating func roll(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }
}
