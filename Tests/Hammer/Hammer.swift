import Foundation
import Journey
import Synchronization

/// Threads that share engines for some time, and compare what each gets with what one thread alone got:
/// `thread-hammer THREADS SECONDS FILE…`; `make sanitize` runs it under the thread sanitizer.
///
/// Now and then a thread throws the switch that all of them ask, and puts a new one in its place: what was on its way is
/// ended, and not compared.
@main
struct Hammer {
  /// One thing to do: a script as one of the engines sees it.
  struct Job: Sendable {
    let engine: Engine
    let source: Source
    let selection: Model.Selection

    /// All that there is to tell of a check, as JSON and as text; nothing where it was ended.
    func bytes(unless cancellation: Cancellation) -> [UInt8]? {
      var limits = engine.limits
      limits.isCancelled = { cancellation.isCancelled }
      let check = engine.limited(to: limits).check(source, selection)
      let results = CheckResults(
        checkedFiles: [source.name], findings: check.findings, waived: check.waived, sources: check.sources)
      var text = ModelJSON.text(of: check.model) + JSONReport().text(results)
      for journey in check.model.journeys {
        guard let flow = try? FlowAnalysis(check.model, journey, limits: limits), let report = try? FlowReport(flow)
        else { continue }
        text += FlowText(report, palette: .none, width: 80).lines.joined(separator: "\n")
      }
      return cancellation.isCancelled ? nil : Array(text.utf8)
    }
  }

  /// What the threads share.
  final class Shared: Sendable {
    let jobs: [Job]
    let alone: [[UInt8]?]
    let end: Date
    let cancellation = Mutex(Cancellation())
    let checks = Atomic(0)
    let ended = Atomic(0)
    let differing = Atomic(0)
    let running = Atomic(0)

    init(_ jobs: [Job], seconds: Double) {
      self.jobs = jobs
      let never = Cancellation()
      alone = jobs.map { $0.bytes(unless: never) }
      end = Date(timeIntervalSinceNow: seconds)
    }

    /// What one thread does: each begins with another job, and takes them by a stride of its own.
    func run(_ number: Int) {
      var place = number
      while Date() < end {
        place += number | 1
        if place % 97 == 0 {
          cancellation.withLock { current in
            current.cancel()
            current = Cancellation()
          }
        }
        let job = place % jobs.count
        let bytes = jobs[job].bytes(unless: cancellation.withLock { $0 })
        if bytes == nil {
          ended.add(1, ordering: .relaxed)
        } else if bytes == alone[job] {
          checks.add(1, ordering: .relaxed)
        } else {
          differing.add(1, ordering: .relaxed)
        }
      }
      running.subtract(1, ordering: .releasing)
    }
  }

  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count > 2, let threads = Int(words[0]), let seconds = Double(words[1]) else {
      print("thread-hammer THREADS SECONDS FILE…")
      exit(2)
    }
    let shared = Shared(try jobs(of: Array(words.dropFirst(2))), seconds: seconds)
    shared.running.store(threads, ordering: .relaxed)
    for number in 0..<threads {
      let thread = Thread { shared.run(number) }
      thread.stackSize = 8 << 20
      thread.start()
    }
    while shared.running.load(ordering: .acquiring) > 0 { Thread.sleep(forTimeInterval: 0.01) }
    let (checks, differing) = (shared.checks.load(ordering: .relaxed), shared.differing.load(ordering: .relaxed))
    print(
      "\(threads) threads over \(shared.jobs.count) jobs: \(checks) checks gave the same bytes as alone, "
        + "\(differing) did not, \(shared.ended.load(ordering: .relaxed)) were ended on their way")
    exit(differing == 0 && checks > threads ? 0 : 1)
  }

  /// What there is to do with some files: each as it stands, with its what-ifs, and with a parameter set.
  private static func jobs(of files: [String]) throws -> [Job] {
    let loader = Loader { path, importer in
      let url = URL(fileURLWithPath: importer).deletingLastPathComponent().appendingPathComponent(path)
      guard let data = try? Data(contentsOf: url) else { return .missing }
      return .source(Source(name: url.path, bytes: Array(data)))
    }
    let engine = Engine(loader: loader)
    let parameterized = (1...3).map { Engine(parameters: ["wait-time": "\($0) min"], loader: loader) }
    let own = Source(name: "own.journey", text: script)
    return try parameterized.map { Job(engine: $0, source: own, selection: .own) }
      + files.flatMap { file in
        let source = Source(
          name: URL(fileURLWithPath: file).path, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        return [
          Job(engine: engine, source: source, selection: .own), Job(engine: engine, source: source, selection: .all),
        ]
      }
  }

  /// A script with a parameter, a template and a block.
  private static let script = """
    import "std/channels"
    parameter wait-time = 3 min
    template Asked (text)
      says text
    end
    journey Made
      outcome Done, success
      stage S
        for each n in 1, 2, 3
          touchpoint "T {n}" on email
            wait wait-time
            use Asked (text = "{n} of 3")
            leads to Done for 50%
            leads to "T 1" for 20% again at most 3 times
        end

    """
}
