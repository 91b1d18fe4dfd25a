/// Paths of a project's scripts, by a pattern: `markets/de/**`.
///
/// `*` stands for any letters of one name, `?` for one of them, `**` for any folders, none included. A pattern that names
/// a folder means everything in it. Paths begin at the project's folder.
public struct PathPattern: Hashable, Sendable {
  /// The pattern as written.
  public let text: String
  private let parts: [[Unicode.Scalar]]

  /// The longest pattern that is taken, in bytes: matching takes the product of the lengths of pattern and path.
  public static let longest = 1_000

  /// A pattern; nothing where it is empty, too long, or leads out of the folder.
  public init?(_ text: String) {
    guard text.utf8.count <= PathPattern.longest else { return nil }
    self.text = text
    parts = PathPattern.parts(of: text)
    guard !parts.isEmpty, !parts.contains(where: { $0.elementsEqual("..".unicodeScalars) }) else { return nil }
  }

  /// Whether it means a path, or a folder that the path lies in.
  public func matches(_ path: String) -> Bool {
    let any: [Unicode.Scalar] = ["*", "*"]
    return PathPattern.matches(
      parts, PathPattern.parts(of: path), isAny: { $0 == any }, matchesStart: true,
      { PathPattern.matches($0, $1, isAny: { $0 == "*" }, matchesStart: false) { $0 == $1 || $0 == "?" } })
  }

  private static func parts(of path: String) -> [[Unicode.Scalar]] {
    path.unicodeScalars.split(separator: "/").filter { !$0.elementsEqual(".".unicodeScalars) }.map { Array($0) }
  }

  /// Whether a pattern means a text, or its beginning. Where a part that stands for anything has taken too little, it
  /// takes one more; only the last such part needs to, so the work is the product of the lengths at most.
  private static func matches<Element>(
    _ pattern: [Element], _ text: [Element], isAny: (Element) -> Bool, matchesStart: Bool,
    _ matchesOne: (Element, Element) -> Bool
  ) -> Bool {
    var (next, place) = (0, 0)
    var last: (next: Int, place: Int)?
    while place < text.count {
      if next == pattern.count, matchesStart { return true }
      if next < pattern.count, isAny(pattern[next]) {
        last = (next, place)
        next += 1
      } else if next < pattern.count, matchesOne(pattern[next], text[place]) {
        (next, place) = (next + 1, place + 1)
      } else if let (star, taken) = last {
        last = (star, taken + 1)
        (next, place) = (star + 1, taken + 1)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy(isAny)
  }
}
