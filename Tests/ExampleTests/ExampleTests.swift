import Foundation
import Journey
import Testing

/// The repository's journeys: documented, laid out, and found to be what they say they are.
struct ExampleTests {
  static let files: [String] = {
    let enumerator = FileManager.default.enumerator(atPath: folder.path)
    return (enumerator?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".journey") }.sorted()
  }()

  @Test(arguments: files)
  func `what is found in an example is what is written down for it`(file: String) throws {
    let check = try check(file)
    let index = LineIndex(check.sources[0])
    let lines = check.findings.map { finding in
      let position = index.position(of: finding.place.range.lower)
      return "\(position.line):\(position.column) \(finding.severity) \(finding.code): \(finding.title)\n"
    }
    let name = file.replacingOccurrences(of: "/", with: "-").replacingOccurrences(of: ".journey", with: ".txt")
    let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Findings/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE"] != nil {
      try lines.joined().write(to: golden, atomically: true, encoding: .utf8)
    }
    #expect(lines.joined() == (try String(contentsOf: golden, encoding: .utf8)))
  }

  @Test(arguments: files)
  func `an example shows the weaknesses that were planted in it, and no others`(file: String) throws {
    let text = try String(contentsOf: ExampleTests.folder.appending(path: file), encoding: .utf8)
    let planted = text.components(separatedBy: "\n").compactMap { line -> String? in
      guard line.hasPrefix("# planted: ") else { return nil }
      return line.dropFirst(11).components(separatedBy: " ").first
    }
    let found = try check(file).findings.filter { $0.isRule && $0.severity > .info }.map(\.code)
    #expect(Set(found) == Set(planted))
    #expect(found.count == planted.count, "each is found once")
  }

  @Test(arguments: files)
  func `an example is documented and laid out`(file: String) throws {
    let source = try source(file)
    let text = source.text(source.range)
    #expect(text.hasPrefix("#"), "it begins by saying what it shows")
    // A layout that misleads cannot be planted in a tidy script.
    guard !text.contains("# planted: misleading-indentation") else { return }
    #expect(Layout.text(Tree(source)) == text)
  }

  @Test func `there are at least eight examples, three of them with weaknesses`() throws {
    let journeys = ExampleTests.files.filter { !$0.hasPrefix("shared/") }
    #expect(journeys.count >= 8)
    let planted = try journeys.filter {
      try String(contentsOf: ExampleTests.folder.appending(path: $0), encoding: .utf8).contains("# planted: ")
    }
    #expect(planted.count >= 3)
  }

  @Test func `the examples use every attribute of the language`() throws {
    var used: Set<Attribute> = []
    for file in ExampleTests.files {
      let model = try check(file).model
      for entry in model.attributes { used.insert(entry.attribute) }
      if !model.arrows.isEmpty { used.insert(.leadsTo) }
    }
    #expect(Attribute.allCases.filter { !used.contains($0) }.map(\.rawValue) == [])
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Examples")

  private func source(_ file: String) throws -> Source { try ExampleTests.source(file) }

  private func check(_ file: String) throws -> Check { try ExampleTests.check(file) }

  static func source(_ file: String) throws -> Source {
    Source(name: file, bytes: Array(try Data(contentsOf: ExampleTests.folder.appending(path: file))))
  }

  /// Checks an example; each of its files may be changed before it is read.
  static func check(_ file: String, changing change: @escaping @Sendable (Source) -> Source = { $0 }) throws -> Check {
    Engine(loader: loader(changing: change)).check(change(try source(file)))
  }

  /// Finds what examples import; each file may be changed before it is read.
  static func loader(changing change: @escaping @Sendable (Source) -> Source = { $0 }) -> Loader {
    Loader { path, importer in
      // Some examples import as from the root of a project.
      let beside = ExampleTests.folder.appending(path: importer).deletingLastPathComponent()
      let found = [beside, ExampleTests.folder].map { $0.appending(path: path).standardizedFileURL }.first {
        FileManager.default.fileExists(atPath: $0.path)
      }
      guard let found, let data = try? Data(contentsOf: found) else { return .missing }
      let path = String(
        found.path.dropFirst(ExampleTests.folder.standardizedFileURL.path.count + 1))
      return .source(change(Source(name: path, bytes: Array(data))))
    }
  }
}
