import Foundation
import JourneySession
import Testing

/// The conversations in `REPL/Transcripts`: each is held anew, and must come out as it stands there.
///
/// `UPDATE=1 make test` writes what the session answers now; read the difference before you commit it.
struct TranscriptTests {
  static let folder = TestHost.root.appending(path: "REPL/Transcripts")
  static let names: [String] = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test(arguments: names)
  func `a transcript comes out as it stands`(name: String) throws {
    let file = TranscriptTests.folder.appending(path: name)
    let text = try String(contentsOf: file, encoding: .utf8)
    var session = Session(host: TestHost().host)
    let replayed = Transcript.replayed(text, with: &session)
    if ProcessInfo.processInfo.environment["UPDATE"] != nil {
      try replayed.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let (old, new) = (text.components(separatedBy: "\n"), replayed.components(separatedBy: "\n"))
    for (number, pair) in zip(old, new).enumerated() where pair.0 != pair.1 {
      Issue.record("\(name), line \(number + 1), says:\n  \(pair.0)\nand the session says:\n  \(pair.1)")
      return
    }
    #expect(old.count == new.count, "\(name) is cut short")
  }

  @Test func `there are transcripts of everything, each command among them`() throws {
    #expect(TranscriptTests.names.count >= 40)
    let all = try TranscriptTests.names.map {
      try String(contentsOf: TranscriptTests.folder.appending(path: $0), encoding: .utf8)
    }.joined(separator: "\n")
    for command in Command.all { #expect(all.contains(" › :\(command.name)"), ":\(command.name) is in no transcript") }
  }

  @Test(arguments: ["README.md", "Grammar/Language.md"])
  func `the conversations of the documentation are transcripts`(name: String) throws {
    let text = try String(contentsOf: TestHost.root.appending(path: name), encoding: .utf8)
    let blocks = text.components(separatedBy: "```repl\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(!blocks.isEmpty)
    let all = try TranscriptTests.names.map {
      try String(contentsOf: TranscriptTests.folder.appending(path: $0), encoding: .utf8)
    }
    for block in blocks {
      #expect(all.contains { $0.contains(block) }, "\(name): no transcript has\n\(block)")
    }
  }
}
