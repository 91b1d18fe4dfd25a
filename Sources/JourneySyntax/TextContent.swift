/// What stands between a text's quotes, as people mean it.
public enum TextContent {
  /// The text with its escapes replaced; an escape that is none stays as written.
  public static func decoded(_ raw: String) -> String {
    guard raw.utf8.contains(0x5C) else { return raw }
    var result = String.UnicodeScalarView()
    var rest = raw.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      if let (replacement, length) = escape(rest) {
        result.append(replacement)
        rest = rest.dropFirst(length)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// A text as a script has it: in quotes, on one line, with what would mean something in it escaped.
  public static func quoted(_ text: String) -> String {
    var written = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\", "{", "}": written += ["\\", scalar]
      case "\n": written += ["\\", "n"]
      case "\t": written += ["\\", "t"]
      default: written.append(scalar)
      }
    }
    return "\"\(String(written))\""
  }

  /// The scalar that an escape stands for, and how many scalars it takes behind the backslash.
  static func escape(_ rest: Substring.UnicodeScalarView) -> (Unicode.Scalar, Int)? {
    switch rest.first {
    case "\"", "\\", "{", "}": return rest.first.map { ($0, 1) }
    case "n": return ("\n", 1)
    case "t": return ("\t", 1)
    case "u":
      let inner = rest.dropFirst()
      guard inner.first == "{", let close = inner.prefix(10).firstIndex(of: "}") else { return nil }
      let digits = String(String.UnicodeScalarView(inner.dropFirst()[..<close]))
      guard !digits.isEmpty, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
        return nil
      }
      return (scalar, digits.unicodeScalars.count + 3)
    default: return nil
    }
  }

  /// The lines of a block, without what only lays it out: the line break behind the opening quotes, the one before the
  /// closing ones, and the indentation that all its lines share.
  public static func blockContent(_ raw: String) -> String {
    // By scalars: as a Character, CR LF is one.
    var lines = raw.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      String(String.UnicodeScalarView($0.last == "\r" ? $0.dropLast() : $0))
    }
    guard lines.count > 1 else { return raw }
    if isBlank(lines[0]) { lines.removeFirst() }
    if let last = lines.last, isBlank(last) { lines.removeLast() }
    let indentation = lines.filter { !isBlank($0) }.map { $0.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count }.min() ?? 0
    return lines.map { isBlank($0) ? "" : String($0.dropFirst(indentation)) }.joined(separator: "\n")
  }

  private static func isBlank(_ line: String) -> Bool { line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}
