import Journey

/// What must hold for a host's vocabulary that comes as a file: the input is the file, then, behind a line of equal signs,
/// a script that uses its words.
enum VocabularyChecks {
  static func file(_ bytes: [UInt8]) -> [String] {
    let parts = FuzzTarget.parts(of: bytes)
    let source = Source(name: "vocabulary", bytes: parts[0])
    let vocabulary = HostVocabulary(file: source, limits: FuzzTarget.limits)
    // They are found anew each time that they are asked for.
    let findings = vocabulary.findings
    var problems = FindingChecks.places(of: findings, in: [source])
    let isJSON = WellFormedJSON.reads(parts[0])
    let isRefused = findings.contains { $0.title.hasPrefix("The vocabulary is no JSON") }
    if isJSON == isRefused { problems.append("JSON or not? \(findings.first?.title ?? "nothing is said")") }
    problems += written(vocabulary, isSound: findings.isEmpty)
    return problems + script(parts.count > 1 ? parts[1] : [], vocabulary)
  }

  /// What is written of a vocabulary is JSON, and reads as the same words.
  private static func written(_ vocabulary: HostVocabulary, isSound: Bool) -> [String] {
    let text = vocabulary.file
    guard WellFormedJSON.reads(text) else { return ["the vocabulary is written as no JSON"] }
    let again = HostVocabulary(file: Source(name: "again", text: text))
    if again.file != text { return ["written, the vocabulary reads otherwise"] }
    // What is wrong with an entry is still wrong; what the reader left out is not there any more.
    if isSound, let first = again.findings.first { return ["written, the vocabulary is wrong: \(first.title)"] }
    return []
  }

  private static func script(_ bytes: [UInt8], _ vocabulary: HostVocabulary) -> [String] {
    let source = Source(name: "fuzz", bytes: bytes)
    let check = Engine(limits: FuzzTarget.limits, vocabulary: vocabulary).check(source)
    var problems = FindingChecks.places(of: check.findings, in: check.sources)
    if !WellFormedJSON.reads(ModelJSON.text(of: check.model)) { problems.append("the model is no JSON") }
    return problems
  }
}
