/// The colours of a report: none, or those of a terminal.
///
/// Which one to use is for the command to say; a report never asks what it is printed to.
public struct Palette: Sendable, Hashable {
  private let isColoured: Bool

  /// Plain text.
  public static let none = Palette(isColoured: false)
  /// The sixteen colours that every terminal has, as its owner chose them.
  public static let ansi = Palette(isColoured: true)

  /// What a piece of a report is, which says how it is drawn.
  enum Role: Sendable {
    case plain, error, warning, note, title, gutter, related, removed, added, key

    fileprivate var code: String? {
      switch self {
      case .plain: nil
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      case .title, .key: "1"
      case .gutter, .related: "34"
      case .removed: "31"
      case .added: "32"
      }
    }
  }

  /// A text in the colour of its role.
  func paint(_ text: String, _ role: Role) -> String {
    guard isColoured, !text.isEmpty, let code = role.code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}
