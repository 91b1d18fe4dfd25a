/// The one layout of a script.
///
/// Two blanks a level, one blank between words, one spelling for each unit and keyword. The level is the tree's: items
/// nest by their words, so a script that was pasted without indentation comes out right. What the author alone can
/// decide stays: names, texts, comments, single blank lines, and every line that could not be read.
public enum Layout {
  /// The columns that a statement may fill before it is broken after a comma.
  static let width = 100
  /// The blanks of one level.
  static let step = 2
  /// How much further a continued line stands than its statement.
  static let continuation = 4

  /// The bytes of a script in canonical layout; what was no UTF-8 comes out as it went in.
  ///
  /// Laying the result out again changes nothing, whatever the bytes were.
  public static func bytes(_ tree: Tree) -> [UInt8] {
    let draft = Draft(tree)
    guard draft.needsProof else { return draft.bytes }
    if proves(draft, for: tree) { return draft.bytes }
    // Recovery from an error looks at things that layout changes. Better no layout than another meaning.
    return Array(tree.source.padded[..<tree.source.count])
  }

  /// The text of a script in canonical layout; bytes that are not UTF-8 come out as U+FFFD.
  public static func text(_ tree: Tree) -> String { String(decoding: bytes(tree), as: UTF8.self) }

  /// Whether a draft reads as its script did, and stays as it is when it is laid out again.
  private static func proves(_ draft: Draft, for tree: Tree) -> Bool {
    var limits = Limits()
    limits.stack = tree.stack
    let again = Tree(Source(name: tree.source.name, bytes: draft.bytes), limits: limits, dialect: tree.dialect)
    return again.hasShape(of: tree) && Draft(again).bytes == draft.bytes
  }
}

extension Tree {
  /// Whether two trees have the same nodes, nested in the same way.
  fileprivate func hasShape(of other: Tree) -> Bool {
    guard nodes.count == other.nodes.count else { return false }
    return zip(nodes, other.nodes).allSatisfy {
      $0.kind == $1.kind && $0.detail == $1.detail && $0.size == $1.size
        && $0.flags.contains(.broken) == $1.flags.contains(.broken)
    }
  }
}
