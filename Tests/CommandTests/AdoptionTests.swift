import Foundation
import Testing

/// What other repositories take from this one: hooks, an action, snippets, man pages and completions.
struct AdoptionTests {
  private func accepted(_ what: String, _ file: String) -> String {
    Interop.complaints(what, Interop.repository.appending(path: file).path)
  }

  @Test(.enabled(if: Interop.has("hooks"), "pre-commit is not here: make test-interop"))
  func `pre-commit knows the hooks`() { #expect(accepted("hooks", ".pre-commit-hooks.yaml") == "") }

  @Test(.enabled(if: Interop.has("action"), "check-jsonschema and zizmor are not here: make test-interop"))
  func `the action is valid and safe, and hands inputs on as they stand`() {
    #expect(accepted("action", "action.yml") == "")
  }

  @Test(.enabled(if: Interop.has("page"), "check-jsonschema and pre-commit are not here: make test-interop"))
  func `the snippets of the page are valid`() { #expect(accepted("page", "Documentation/CI.md") == "") }

  @Test(.enabled(if: Interop.has("manual"), "mandoc is not here: make test-interop"))
  func `the man pages are well made`() throws {
    let pages = try Self.pages()
    #expect(pages.count > 10)
    for page in pages { #expect(accepted("manual", "Documentation/man/\(page)") == "", "\(page)") }
  }

  @Test(.enabled(if: Interop.has("completions"), "zsh or fish is not here: make test-interop"))
  func `each shell reads its completions`() throws {
    #expect(Interop.complaints("completions", try Command.executable.path) == "")
  }

  // MARK: Man pages

  private static let folder = Interop.repository.appending(path: "Documentation/man")

  private static func pages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".1") }.sorted()
  }

  /// What the command says of itself, as swift-argument-parser writes it.
  private struct Description: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { let name: String }
      let names: [Name]?
      let valueName: String?
      let abstract: String?
      let shouldDisplay: Bool
    }
    struct CommandInfo: Decodable {
      let commandName: String
      let abstract: String?
      let shouldDisplay: Bool
      let arguments: [Argument]?
      let subcommands: [CommandInfo]?
    }
    let command: CommandInfo
  }

  @Test func `there is a man page for each command, and it tells each option as the command does`() throws {
    let dump = try Command("--experimental-dump-help").output
    let root = try JSONDecoder().decode(Description.self, from: Data(dump.utf8)).command
    let commands = (root.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    #expect(commands.count > 10)
    let names = commands.map { "journey-\($0.commandName).1" } + ["journey.1"]
    #expect(try Self.pages() == names.sorted(), "make man")
    for command in commands + [root] {
      let name = command.commandName == "journey" ? "journey" : "journey-\(command.commandName)"
      let page = try String(contentsOf: Self.folder.appending(path: "\(name).1"), encoding: .utf8)
      let said = Set(page.split(separator: "\n").map(Self.plain))
      let arguments = (command.arguments ?? []).filter(\.shouldDisplay)
      #expect(
        page.components(separatedBy: "\n.It Fl").count - 1 == arguments.count { $0.names != nil }, "make man: \(name)")
      for argument in arguments {
        for long in argument.names ?? [] where long.name.count > 1 {
          #expect(page.contains("Fl -\(long.name)"), "make man: \(name) --\(long.name)")
        }
        if let abstract = argument.abstract { #expect(said.contains(Self.plain(abstract[...])), "make man: \(name)") }
      }
      if let abstract = command.abstract { #expect(Self.plain(page[...]).contains(Self.plain(abstract[...]))) }
    }
  }

  /// A text without what the two forms write otherwise.
  private static func plain(_ text: Substring) -> String { String(text.filter { $0.isLetter || $0.isNumber }) }
}
