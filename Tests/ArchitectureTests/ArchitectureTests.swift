import Foundation
import JourneyGrammar
import Testing

/// What ARCHITECTURE.md promises, as far as it can be read off the repository.
struct ArchitectureTests {
  /// Which of our modules, and of others, a folder may import.
  private static let allowed: [String: Set<String>] = [
    // One line of C, since Swift cannot say how deep a thread stands in its stack.
    "Sources/JourneySyntax": ["CStack"],
    "Sources/JourneyModel": ["CStack", "JourneySyntax"],
    // Of the standard library's modules only the lock: a value that is computed once is shared by many tasks.
    "Sources/JourneyRules": ["JourneySyntax", "JourneyModel", "Synchronization"],
    // Only for the switch that one thread throws and another asks.
    "Sources/Journey": ["JourneySyntax", "JourneyModel", "JourneyRules", "Synchronization"],
    "Sources/CJourney": ["Journey", "CJourneyHeader", "Synchronization"],
    "REPL/Session": ["Journey"],
    "REPL": ["Journey", "CLibEdit", "CTerminal", "Glibc", "Musl", "Darwin"],
    "Sources/GitIgnore": [],
    "Sources/JourneyCLI": [
      "GitIgnore", "Journey", "JourneySession", "JourneyREPL", "CMemory", "CTerminal", "ArgumentParser", "Glibc",
      "Musl", "Darwin",
      "Synchronization",
    ],
    "Grammar": [],
  ]

  @Test(arguments: allowed.keys.sorted())
  func `a module imports only what stands below it`(folder: String) throws {
    for (file, text) in try sources(in: folder) {
      for line in text.components(separatedBy: "\n") {
        // Scripts in string literals import too; what is ours stands at the margin.
        guard line.first != " " else { continue }
        let words = line.split(separator: " ").drop { $0.hasPrefix("@") || $0 == "public" || $0 == "internal" }
        guard words.first == "import", words.count == 2, let module = words.last else { continue }
        #expect(ArchitectureTests.allowed[folder]?.contains(String(module)) == true, "\(file) imports \(module)")
      }
    }
  }

  @Test func `unsafe code stands in the front ends and one file of the parser, and says what makes it safe`() throws {
    for folder in [
      "Sources/JourneySyntax", "Sources/JourneyModel", "Sources/JourneyRules", "Sources/Journey", "Grammar",
    ] {
      for (file, text) in try sources(in: folder) where !file.hasSuffix("Parsing/Chunk.swift") {
        let code = text.components(separatedBy: "\n").filter {
          !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//")
        }
        #expect(!code.contains { $0.contains("unsafe ") || $0.contains("Unsafe") }, "\(file)")
      }
    }
    for folder in ["Sources/JourneyCLI", "Sources/CJourney", "REPL", "Sources/JourneySyntax/Parsing"] {
      for (file, text) in try sources(in: folder) where text.contains("unsafe ") {
        #expect(text.contains("SAFETY: "), "\(file)")
      }
    }
  }

  @Test func `the rules that ask for figures of the flow are those that look first`() throws {
    let names = try sources(in: "Sources/JourneyRules/Rules").flatMap { _, text in
      text.matches(of: /figures\(for: \.(\w+)\)/).map { String($0.output.1) }
    }
    let figures = try sources(in: "Sources/JourneyRules").first { $0.0.hasSuffix("Examination+Figures.swift") }
    let list = try #require(figures?.1.firstMatch(of: /ofFigures: \[Rule\] = \[(.*?)\]/)).output.1
    #expect(Set(list.split(separator: ", ").map { String($0.dropFirst()) }) == Set(names) && names.count > 2)
  }

  @Test func `a rule asks its journey for figures, which knows what the project has set`() throws {
    for (file, text) in try sources(in: "Sources/JourneyRules/Rules") {
      let asked = text.components(separatedBy: ".parameter(").dropFirst()
      #expect(asked.allSatisfy { $0.prefix { $0 != ")" }.contains(", of: ") }, "\(file)")
    }
  }

  @Test func `every production that a parse function quotes stands in the grammar`() throws {
    var quoted = 0
    for (file, text) in try sources(in: "Sources/JourneySyntax/Parsing") {
      for line in text.components(separatedBy: "\n") {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        guard trimmed.hasPrefix("/// `"), trimmed.contains(" = "), let end = trimmed.lastIndex(of: "`") else {
          continue
        }
        let quote = String(trimmed[trimmed.index(trimmed.startIndex, offsetBy: 5)..<end])
        guard quote.hasSuffix(";"), !quote.contains("…") else { continue }
        let production = try #require(try Grammar(quote).productions.first, "\(file): \(quote)")
        #expect(production.source == Grammar.journey[production.name]?.source, "\(file)")
        quoted += 1
      }
    }
    #expect(quoted >= 30)
  }

  @Test func `no file of ours is one that people fear`() throws {
    for folder in ["Sources", "REPL", "Grammar"] {
      for (file, text) in try sources(in: folder) {
        #expect(text.components(separatedBy: "\n").count <= 620, "\(file) is long: is there a seam?")
      }
    }
  }

  @Test func `no type is called by a word that says nothing`() throws {
    for folder in ["Sources", "REPL", "Grammar"] {
      for (file, text) in try sources(in: folder) {
        for word in ["Manager", "Helper", "Utils"] {
          #expect(
            !text.contains("struct \(word)") && !text.contains("\(word): ") && !text.contains("\(word) {"), "\(file)")
        }
      }
    }
  }

  @Test func `the commands of the README are there`() throws {
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let makefile = try String(contentsOf: root.appending(path: "Makefile"), encoding: .utf8)
    for target in ["run", "test"] {
      #expect(readme.contains("make \(target)"))
      #expect(makefile.contains("\n\(target):"))
    }
    let script = try String(contentsOf: root.appending(path: ".ci/run"), encoding: .utf8)
    #expect(script.contains("make test"))
  }

  @Test func `the code of the articles is tried, word for word`() throws {
    let tried = try lines(of: "Tests/LanguageTests/ArticleTests.swift").joined(separator: "\n")
    let folder = "Sources/Journey/Journey.docc"
    let articles = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
    var count = 0
    for article in articles.sorted() {
      let parts = try lines(of: "\(folder)/\(article)").split(separator: "```swift").dropFirst()
      for block in parts {
        let code = block.prefix { $0 != "```" }.joined(separator: "\n")
        #expect(tried.contains(code), "\(article): \(code)")
        count += 1
      }
    }
    #expect(count >= 8)
  }

  /// The lines of a file, without what they are indented by.
  private func lines(of file: String) throws -> [String] {
    try String(contentsOf: root.appending(path: file), encoding: .utf8).components(separatedBy: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  private var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  private func sources(in folder: String) throws -> [(String, String)] {
    let url = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: url.path)?.allObjects as? [String] ?? []
    let files = names.filter { $0.hasSuffix(".swift") && !$0.hasPrefix(".") }.sorted()
    #expect(!files.isEmpty, "\(folder) has no sources")
    return try files.map { ("\(folder)/\($0)", try String(contentsOf: url.appending(path: $0), encoding: .utf8)) }
  }
}
