import Journey

extension Check {
  /// The call that makes fixes or shows them, as a person can copy it.
  func mendingCall(_ option: String, _ scope: MendingScope) -> String {
    call([option] + (scope == .all ? ["--unsafe-fixes"] : []))
  }

  /// A call like this one with other options for what is done, as a person can copy it.
  func call(_ options: [String]) -> String {
    var words = options + selection.words
    if let profile { words += ["--profile", "\(profile)"] }
    if let today { words += ["--today", today.text] }
    if let config { words += ["--config", config] }
    if let vocabulary { words += ["--vocabulary", vocabulary] }
    for pattern in choice.excluded { words += ["--exclude", pattern.text] }
    if !choice.asksGit { words.append("--no-gitignore") }
    if let name = choice.standardInputName { words += ["--stdin-filename", name] }
    words += paths.prefix(3)
    let shown = words.map { Check.quoted($0) } + (paths.count > 3 ? ["…"] : [])
    return Display.plain("journey check \(shown.joined(separator: " "))", limit: 1_000)
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_./=,:@%+".unicodeScalars.contains(scalar)
    }
    guard !isPlain || word.isEmpty else { return word }
    return "'\(word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#))'"
  }
}
