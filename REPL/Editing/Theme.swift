/// How the roles of a picture are drawn.
public struct Theme: Sendable, Hashable {
  private let hasColours: Bool

  /// The sixteen colours that every terminal has, as its owner chose them.
  public static let coloured = Theme(hasColours: true)
  /// No colours (https://no-color.org); what must stand out is bold, underlined or reversed.
  public static let plain = Theme(hasColours: false)

  /// The parameters of the escape code (SGR) that draws a role; nothing for what is drawn as it comes.
  func code(of role: Role) -> String? {
    hasColours ? colouredCode(of: role) : plainCode(of: role)
  }

  private func colouredCode(of role: Role) -> String? {
    switch role {
    case .plain, .sign, .candidate: nil
    case .keyword: "1;34"
    case .name: "36"
    case .text: "32"
    case .number: "33"
    case .comment, .gutter, .hint, .description: "90"
    case .command: "35"
    case .error: "4;31"
    case .prompt: "1"
    case .bracket: "1;4"
    case .chosen: "7"
    case .note: "2"
    }
  }

  private func plainCode(of role: Role) -> String? {
    switch role {
    case .prompt: "1"
    case .error, .bracket: "4"
    case .chosen: "7"
    // A hint that looks like what was typed would be taken for it.
    case .hint, .description, .note: "2"
    default: nil
    }
  }
}
