import Foundation

/// Names of files and texts in scripts that would like to be more than text, for every format to show as text.
enum Hostile {
  /// Names that a file system takes, all but the last of scripts that have findings.
  static let files = [
    "a 'b' \"c\".journey", "new\nline\r\n::error::owned.journey", "::warning file=x::owned.journey",
    "##[error]owned.journey",
    "100%25 %0A.journey", "]]><b>&amp;.journey", "<script>alert(1)<|.journey", "`code` | [link](x) #1.journey",
    "escape\u{1B}[31m\u{7F}.journey", "\u{202E}turned\u{2066}.journey", "@all www.example.org.journey",
    "?query#fragment.journey", "scheme:x,y=z;&$!*().journey", "Käufer 👩‍👩‍👧.journey",
  ]

  /// Texts that stand between quotes in a script.
  static let texts = [
    "::error::x", "%0A%25 ##[error]x", "]]> & 'q' \\\"q\\\"", "<script>alert(1)</script>", "| `c` | ` <b>",
    "[l](1) \\{0}",
    "@all #1 ![i](x)", "https://example.org", "www.example.org", "a@example.org", "**b** _i_ ~~s~~ <!-- c",
    "\u{202E}rtl\u{2066}", "\\u{1}\\u{1B}[31m\\u{9B}", "a\\n::warning::y", "a\\n| a | b |",
    "a\\n## h\\u{D}\\n::error::z",
    "&lt;b&gt;",
  ]

  /// A script that says each text as a name that a rule repeats, and all of them as the reason of a waiver.
  static let script = """
    journey "\(texts[0])"
      allow stage-without-touchpoint on Empty because "\(texts.joined(separator: " "))"
      stage Empty

    """ + texts.map { "  stage \"\($0)\"\n" }.joined()

  /// A script in which the texts name what is not there.
  static let broken = """
    journey Phone
      channel shop
      stage Purchase

    """
    + texts.map {
      "    touchpoint \"\($0)\" on \"\($0) or so\"\n      leads to \"\($0), say\"\n      priority \"\($0)\"\n"
    }
    .joined()

  /// A folder of a project with all of that in it.
  static func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(".git/HEAD", "")
    for name in files { try folder.write("sub/\(name)", script) }
    try folder.write("sub/z.journey", broken)
    return folder
  }

  /// The characters that no output may hold as they are: controls, and what turns the direction of text.
  static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case ..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
