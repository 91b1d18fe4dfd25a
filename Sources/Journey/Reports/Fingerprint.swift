public import JourneySyntax

/// What a finding is known by from run to run, though its lines move or are laid out anew.
///
/// It is made from the finding's code, the path of its item (where it has none, the last part of the file's name) and
/// the text that it flags, with blanks folded: a 64-bit FNV-1a hash as 16 hexadecimal digits. Of findings that agree
/// in all three, the later ones end in `-2`, `-3` and so on.
public enum Fingerprint {
  /// The fingerprints of a run's findings, in their order.
  ///
  /// - Parameters:
  ///   - findings: The findings in reading order, by which equal ones are told apart.
  ///   - sources: The sources that their places name.
  public static func all(_ findings: [Finding], sources: [Source]) -> [String] {
    all(findings, SourceTexts(sources, pointedAtBy: findings))
  }

  static func all(_ findings: [Finding], _ texts: SourceTexts) -> [String] {
    var seen: [UInt64: Int] = [:]
    return findings.map { finding in
      let hash = hash(finding, texts.text(of: finding.place))
      let count = seen[hash, default: 0] + 1
      seen[hash] = count
      return digits(hash) + (count > 1 ? "-\(count)" : "")
    }
  }

  /// The same, with equal ones told apart in each file for itself: for readers that know the file besides, so that what
  /// is mended in one file changes nothing in another.
  static func withinFiles(_ findings: [Finding], _ texts: SourceTexts) -> [String] {
    var fingerprints = [String](repeating: "", count: findings.count)
    for indices in Dictionary(grouping: findings.indices, by: { findings[$0].place.file }).values {
      for (index, fingerprint) in zip(indices, all(indices.map { findings[$0] }, texts)) {
        fingerprints[index] = fingerprint
      }
    }
    return fingerprints
  }

  /// A text's hash alone.
  static func digits(of text: String) -> String {
    var hash = start
    for byte in text.utf8 { add(byte, to: &hash) }
    return digits(hash)
  }

  /// A number as it is written: 16 hexadecimal digits.
  static func digits(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static let start: UInt64 = 0xCBF2_9CE4_8422_2325
  private static func add(_ byte: UInt8, to hash: inout UInt64) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// What a finding is known by, as a number.
  ///
  /// - Parameter file: What its file is taken to be called.
  static func hash(_ finding: Finding, _ flagged: String, file: String? = nil) -> UInt64 {
    var hash = start
    func add(_ byte: UInt8) { Fingerprint.add(byte, to: &hash) }
    // The folder is left out: it depends on where the command was called.
    let owner = finding.item?.path ?? String((file ?? finding.place.file).split(separator: "/").last ?? "")
    for byte in finding.code.utf8 { add(byte) }
    add(0)
    for byte in owner.utf8 { add(byte) }
    add(0)
    var isFirst = true
    for word in flagged.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) {
      if !isFirst { add(0x20) }
      isFirst = false
      for byte in word { add(byte) }
    }
    return hash
  }
}
