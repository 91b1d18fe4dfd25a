import Foundation
import FuzzChecks
import Testing

/// What fuzzing has kept is tried again, without libFuzzer: each input reaches something that no other does.
struct CorpusTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzz/Corpus")

  @Test(arguments: FuzzTarget.allCases)
  func `what holds for a target holds for all of its corpus`(target: FuzzTarget) throws {
    let folder = CorpusTests.folder.appending(path: target.rawValue)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count > 20, "\(target) has no corpus")
    for file in files.sorted(by: { $0.path < $1.path }) {
      let problems = target.problems(in: Array(try Data(contentsOf: file)))
      #expect(problems == [], "\(target)/\(file.lastPathComponent)")
    }
  }

  @Test func `a corpus is of a target, and small enough to keep`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: CorpusTests.folder.path)
    #expect(Set(names) == Set(FuzzTarget.allCases.map(\.rawValue)))
    var size = 0
    for name in names {
      for file in try FileManager.default.contentsOfDirectory(
        at: CorpusTests.folder.appending(path: name), includingPropertiesForKeys: [.fileSizeKey])
      {
        size += try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
      }
    }
    #expect(size < 2_000_000)
  }
}
