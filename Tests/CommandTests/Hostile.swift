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

  /// A text that tries them all; it stands between quotes in a script.
  static let text =
    "::error::x %0A%25 ]]> <script>alert(1)</script> & 'q' \\\"q\\\" | `c` [l](1) {0} @all https://example.org www.example.org "
    + "a@example.org ##[error]x **b** \u{202E}rtl\u{2066} \\u{1}\\u{1B}[31m \\n::warning::y \\n| a | b |"

  /// A script that says the text wherever a finding may repeat it: names, values, reasons of waivers, rules of its own.
  static let script = """
    journey "\(text)"
      channel "\(text)"
      channel shop
      allow stage-without-touchpoint on Empty because "\(text)"
      stage "\(text) 2"
      stage Empty
      stage Last
        touchpoint "\(text) 3" on shop
          pain "\(text)"
          leads to "\(text) nowhere"
        touchpoint Other on "\(text) 4"
          priority "\(text)"

    """

  /// A folder of a project with all of that in it.
  static func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(".git/HEAD", "")
    for name in files { try folder.write("sub/\(name)", script) }
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
