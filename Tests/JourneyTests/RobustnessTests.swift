import Journey
import JourneySyntax
import Testing

/// Reports on sources and places that nobody would write: nothing traps, and nothing gets out.
@Suite struct `Reports on anything` {
  /// Numbers without a clock, the same in each run (SplitMix64).
  private struct Numbers {
    var state: UInt64
    mutating func next(_ limit: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(max(limit, 1)))
    }
  }

  private static let pieces: [[UInt8]] =
    [
      "stage A", "\n", "\r\n", "\r", "\t", " ", "日本", "👨‍👩‍👧", "e\u{301}", "\u{301}", "\u{202E}", "\u{1B}[2J", "\u{2028}",
      "\"", "x",
    ].map { Array($0.utf8) }
    + [[0xFF], [0xE2, 0x82], [0x80], [0xF0, 0x9F], [0x00], Array(repeating: 0x61, count: 300)]

  @Test(arguments: 0..<40)
  func `random bytes and ranges make reports of whole lines`(seed: Int) {
    var numbers = Numbers(state: UInt64(seed))
    var bytes: [UInt8] = []
    for _ in 0..<numbers.next(60) { bytes += Self.pieces[numbers.next(Self.pieces.count)] }
    let source = Source(name: "a\u{1B}b", bytes: bytes)
    func place() -> Place {
      let start = numbers.next(bytes.count + 3)
      return Place(numbers.next(9) == 0 ? "gone" : source.name, ByteRange(start, start + numbers.next(40)))
    }
    let findings = (0..<30).map { number in
      Finding(
        "c", .error, "title", at: place(), label: "label",
        related: (0..<numbers.next(4)).map { Related(place(), "related \($0)") },
        fix: Fix("fix", (0..<numbers.next(3)).map { _ in Edit(place(), "new\ntext\u{7}") }, isSafe: false))
    }
    func report(_ report: some Report) -> String {
      report.text(findings: findings, sources: [source], checkedFiles: [source.name])
    }
    let pretty = report(PrettyReport())
    for scalar in pretty.unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0x202E && scalar.value != 0x2028)
    }
    #expect(pretty.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
    let short = report(ShortReport())
    #expect(short.unicodeScalars.reduce(0) { $0 + ($1 == "\n" ? 1 : 0) } == findings.count)
    #expect(short.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(report(JSONReport()).hasSuffix("\n  ]\n}\n"))
  }
}
