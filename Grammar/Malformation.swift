extension Grammar {
  /// Why a text is not a grammar, and where.
  public struct Malformation: Error, Hashable, CustomStringConvertible {
    /// What is wrong on the line.
    public enum Reason: Sendable, Hashable {
      /// A comment or a keyword that begins with this sign does not end.
      case unclosed(String)
      /// This is not what may stand here.
      case unexpected(String)
      /// This has to stand here, and does not.
      case missing(String)
      /// A second production has this name.
      case repeated(String)
    }

    /// The line of the text, counted from 1.
    public let line: Int
    /// What is wrong there.
    public let reason: Reason

    /// The line and the reason in words.
    public var description: String {
      switch reason {
      case .unclosed(let sign): "line \(line): \(sign) is not closed"
      case .unexpected(let text): "line \(line): \(text) may not stand here"
      case .missing(let text): "line \(line): \(text) is missing"
      case .repeated(let name): "line \(line): \(name) is defined a second time"
      }
    }
  }
}
