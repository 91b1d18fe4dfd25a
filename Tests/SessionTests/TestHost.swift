import Foundation
import Journey
import JourneySession
import Synchronization

/// Files and a clock for tests: the examples of the repository can be read, and what is written stays in memory.
final class TestHost: Sendable {
  private let written = Mutex<[String: [UInt8]]>([:])
  private let ticks = Mutex(0)

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What a session is given.
  var host: SessionHost {
    var host = SessionHost()
    host.read = { path in
      if let bytes = self.written.withLock({ $0[path] }) { return .success(Source(name: path, bytes: bytes)) }
      let name = path.contains("/") ? path : "Examples/\(path)"
      guard let data = try? Data(contentsOf: TestHost.root.appending(path: name)) else {
        return .failure(HostProblem("there is no such file or folder"))
      }
      return .success(Source(name: path, bytes: Array(data)))
    }
    host.write = { path, bytes in
      guard !path.hasPrefix("/") else { return .failure(HostProblem("reading it is not allowed")) }
      self.written.withLock { $0[path] = bytes }
      return .success(())
    }
    host.paths = { prefix in
      ["buying-a-phone.journey", "library-card.journey", "shared/"].filter { $0.hasPrefix(prefix) }
    }
    // Each look at the clock is a millisecond later than the one before.
    host.seconds = {
      self.ticks.withLock { ticks in
        ticks += 1
        return Double(ticks) / 1_000
      }
    }
    host.loader = Loader { path, _ in
      guard let data = try? Data(contentsOf: TestHost.root.appending(path: "Examples/\(path)")) else { return .missing }
      return .source(Source(name: path, bytes: Array(data)))
    }
    return host
  }

  /// What was written to a path.
  func text(_ path: String) -> String? { written.withLock { $0[path] }.map { String(decoding: $0, as: UTF8.self) } }

  func write(_ text: String, to path: String) { written.withLock { $0[path] = Array(text.utf8) } }
}

extension Session {
  /// A session to which some lines were said, none of them wrong.
  static func after(_ lines: String, host: SessionHost = TestHost().host) -> Session {
    var session = Session(host: host)
    for line in lines.split(separator: "\n") { _ = session.answer(to: String(line)) }
    return session
  }
}
