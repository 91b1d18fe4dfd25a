import ArgumentParser
import Journey

/// The words that the program adds which scripts are for.
struct VocabularyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the program that the scripts are for adds to the language: the file that its HostVocabulary gives.",
      valueName: "file"))
  var vocabulary: String?

  /// The vocabulary of the call; an empty one where none is named.
  func read() throws -> HostVocabulary { try VocabularyOptions.vocabulary(in: vocabulary) }

  /// A vocabulary file holds words, no data.
  private static let limit = 64 << 20

  /// The vocabulary in a file; one with a mistake is refused, since each script would seem to have a mistake then.
  static func vocabulary(in file: String?) throws -> HostVocabulary {
    guard let file else { return HostVocabulary() }
    let bytes: [UInt8]
    do throws(FileProblem) { bytes = try Files.read(file, limit: limit, allowsPipes: false) } catch {
      throw Failure.usage("\(file): \(error.reason)")
    }
    let source = Source(name: Paths.normalized(file), bytes: bytes)
    let vocabulary = HostVocabulary(file: source)
    let findings = vocabulary.findings
    guard !findings.isEmpty else { return vocabulary }
    Files.write(PrettyReport().text(of: findings, sources: [source]) + "\n", to: Files.standardError)
    throw Failure.usage(
      "\(file): the vocabulary has \(findings.count == 1 ? "a mistake" : "mistakes"), so nothing was checked")
  }
}
