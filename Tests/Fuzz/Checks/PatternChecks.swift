import Journey

/// What must hold for patterns of paths: a plain reading of what they mean says the same.
enum PatternChecks {
  static func paths(_ bytes: [UInt8]) -> [String] {
    let lines = FuzzTarget.lines(of: bytes)
    guard let text = lines.first, let pattern = PathPattern(text) else { return [] }
    _ = RulePattern(text).matches("too-complex")
    let paths = lines.dropFirst().prefix(8).filter { $0.utf8.count <= 300 }
    return paths.filter { pattern.matches($0) != matches(parts(of: text), parts(of: $0)) }
      .map { "`\(text)` and `\($0)`: is it meant or not?" }
  }

  private static func parts(of path: String) -> [[Unicode.Scalar]] {
    path.unicodeScalars.split(separator: "/").map { Array($0) }.filter { $0 != ["."] }
  }

  /// Whether a pattern means a path or a folder that it lies in: a table of which of its beginnings mean which.
  private static func matches(_ pattern: [[Unicode.Scalar]], _ path: [[Unicode.Scalar]]) -> Bool {
    (0...path.count).contains { count in
      table(pattern, Array(path.prefix(count)), isAny: { $0 == ["*", "*"] }, name)
    }
  }

  private static func name(_ pattern: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Bool {
    table(pattern, name, isAny: { $0 == "*" }, { $0 == "?" || $0 == $1 })
  }

  private static func table<Element>(
    _ pattern: [Element], _ text: [Element], isAny: (Element) -> Bool, _ isOne: (Element, Element) -> Bool
  ) -> Bool {
    var row = [true] + [Bool](repeating: false, count: text.count)
    for part in pattern {
      var next = [isAny(part) && row[0]]
      for (place, element) in text.enumerated() {
        next.append(isAny(part) ? row[place + 1] || next[place] : row[place] && isOne(part, element))
      }
      row = next
    }
    return row[text.count]
  }
}
