import Journey

/// A character as it stands on the screen.
public struct Cell: Sendable, Hashable {
  /// What is drawn.
  public var character: Character
  /// The columns it takes: 1 or more.
  public var width: Int
  /// What it is.
  public var role: Role

  /// A character of some columns in a role.
  public init(_ character: Character, width: Int, role: Role) {
    self.character = character
    self.width = width
    self.role = role
  }

  /// Whether terminals may disagree about its columns, so that what follows needs its place said.
  var isDoubtful: Bool { width != 1 || character.unicodeScalars.count > 1 }
}

/// Texts as cells: what cannot be drawn safely is shown by a stand-in.
public enum Cells {
  /// The columns of a tab; where it stands is not looked at, so that a change never moves what is far behind it.
  private static let tab = 2
  /// No writing needs more scalars in a character; a heap of accents would run over the lines above.
  private static let scalarLimit = 16

  /// The columns of a character.
  public static func width(of character: Character) -> Int {
    if let byte = character.asciiValue, byte >= 0x20, byte < 0x7F { return 1 }
    if character == "\t" { return tab }
    // What takes no column by itself is shown as a sign that takes one.
    return max(1, shown(character) == character ? DisplayWidth.of(character) : 1)
  }

  /// The columns of a text on one row.
  public static func width(of text: some StringProtocol) -> Int { text.reduce(0) { $0 + width(of: $1) } }

  /// A character as cells; a tab is some blanks.
  static func append(_ character: Character, _ role: Role, to cells: inout [Cell]) {
    if character == "\t" {
      for _ in 0..<tab { cells.append(Cell(" ", width: 1, role: role)) }
      return
    }
    let drawn = shown(character)
    cells.append(Cell(drawn, width: drawn == character ? width(of: character) : 1, role: role))
  }

  /// A text on one row as cells, cut to a width, with `…` where something is left out.
  static func line(_ text: String, _ role: Role, width limit: Int) -> [Cell] {
    var cells: [Cell] = []
    for character in text { append(character, role, to: &cells) }
    return cut(cells, to: limit)
  }

  /// Cells cut to a width, with `…` where something is left out.
  static func cut(_ cells: [Cell], to limit: Int) -> [Cell] {
    guard cells.reduce(0, { $0 + $1.width }) > limit else { return cells }
    guard limit > 0 else { return [] }
    var result: [Cell] = []
    var column = 0
    for cell in cells {
      guard column + cell.width < limit else { break }
      result.append(cell)
      column += cell.width
    }
    return result + [Cell("…", width: 1, role: cells[result.count].role)]
  }

  /// The character, or U+FFFD for one that would move the cursor, hide itself or turn the text around.
  private static func shown(_ character: Character) -> Character {
    if let byte = character.asciiValue { return byte >= 0x20 && byte < 0x7F ? character : "\u{FFFD}" }
    let scalars = character.unicodeScalars
    guard scalars.count <= scalarLimit, DisplayWidth.of(character) > 0,
      Display.plain(String(character)) == String(character)
    else { return "\u{FFFD}" }
    return character
  }
}
