import Foundation
import Journey
import JourneyModel
import JourneySyntax
import Synchronization
import Testing

/// One engine on many threads: what comes of a script is the same, byte for byte, as on one thread alone.
///
/// `make sanitize` does the like with 64 threads for a minute, under the thread sanitizer.
struct ThreadTests {
  /// What a thread does: a script, and which of its journeys.
  private struct Job {
    let engine: Engine
    let source: Source
    let selection: Model.Selection

    /// All that there is to tell of a check, as JSON.
    var bytes: [UInt8] {
      let check = engine.check(source, selection)
      let results = CheckResults(
        checkedFiles: [source.name], findings: check.findings, waived: check.waived, sources: check.sources)
      return Array((ModelJSON.text(of: check.model) + JSONReport().text(results)).utf8)
    }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Examples")

  private func jobs() throws -> [Job] {
    let library = "channel mail\n  mode digital\npersona Anybody\n  share 100%\n"
    let loader = Loader { path, _ in .source(Source(name: path, text: library)) }
    let template = "import \"shared.journey\"\nparameter wait-time = 3 min\ntemplate Asked (text)\n  says text\nend\n"
    let made =
      template + "journey Made\n  stage S\n    for each n in 1, 2, 3\n      touchpoint \"T {n}\" on mail\n"
      + "        wait wait-time\n        use Asked (text = \"{n} of 3\")\n    end\n"
    let files = try FileManager.default.contentsOfDirectory(at: ThreadTests.folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "journey" }.sorted { $0.path < $1.path }.prefix(3)
    var jobs: [Job] = []
    for minutes in 1...4 {
      let engine = Engine(parameters: ["wait-time": "\(minutes) min"], loader: loader)
      jobs.append(Job(engine: engine, source: Source(name: "made.journey", text: made), selection: .own))
    }
    let engine = Engine(loader: loader)
    for file in files {
      let source = Source(name: file.lastPathComponent, text: try String(contentsOf: file, encoding: .utf8))
      jobs += [
        Job(engine: engine, source: source, selection: .own), Job(engine: engine, source: source, selection: .all),
      ]
    }
    return jobs
  }

  @Test func `an engine that many threads share gives what it gives one alone`() throws {
    let jobs = try jobs()
    let alone = jobs.map(\.bytes)
    try #require(Set(alone).count >= 7)
    let (done, differing) = (Counter(), Counter())
    let threads = (0..<16).map { number in
      let thread = Thread {
        // Each begins elsewhere, so that different scripts are checked at once.
        for place in 0..<jobs.count {
          let job = (number + place) % jobs.count
          if jobs[job].bytes != alone[job] { differing.add() }
        }
        done.add()
      }
      thread.stackSize = 8 << 20
      return thread
    }
    for thread in threads { thread.start() }
    while done.count < threads.count { Thread.sleep(forTimeInterval: 0.001) }
    #expect(differing.count == 0)
  }
}
