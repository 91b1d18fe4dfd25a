/// Everything that is to be seen of a text that is being edited, before it is laid out for a screen.
public struct Scene: Sendable, Hashable {
  /// The text.
  public var text: String
  /// Where the cursor stands: an offset in bytes of UTF-8.
  public var cursor: Int
  /// What stands before the first row.
  public var prompt: String
  /// What the parts of the text are.
  public var colours: [Coloured] = []
  /// What could follow the text, as a suggestion.
  public var hint = ""
  /// The menu below the text.
  public var menu: Menu?
  /// Lines below everything else.
  public var notes: [String] = []

  /// A text with a cursor behind a prompt.
  public init(text: String, cursor: Int, prompt: String) {
    self.text = text
    self.cursor = cursor
    self.prompt = prompt
  }
}

/// The completions to choose from.
public struct Menu: Sendable, Hashable {
  /// What can be chosen.
  public var completions: Completions
  /// Which one is chosen; nothing before the first choice.
  public var chosen: Int?

  /// A menu with nothing chosen.
  public init(_ completions: Completions) { self.completions = completions }

  /// Chooses the next candidate, or the one before; behind the last comes the first.
  public mutating func step(by distance: Int) {
    let count = completions.candidates.count
    guard count > 0 else { return }
    guard let old = chosen else {
      chosen = distance > 0 ? 0 : count - 1
      return
    }
    chosen = ((old + distance) % count + count) % count
  }

  /// The menu in at most so many lines of so many columns.
  func lines(height: Int, width: Int) -> [[Cell]] {
    let candidates = completions.candidates
    guard !candidates.isEmpty, height > 0 else { return [] }
    // The last line counts what does not fit, where there is a line to spare.
    let hasCount = candidates.count > height && height > 1
    let room = hasCount ? height - 1 : height
    let first = min(max(0, (chosen ?? 0) - room / 2), max(0, candidates.count - room))
    let shown = candidates.indices.dropFirst(first).prefix(room)
    let column = min(shown.map { Cells.width(of: candidates[$0].text) }.max() ?? 0, max(8, width / 2))
    var lines = shown.map { index in
      let isChosen = index == chosen
      var line = [Cell(isChosen ? "›" : " ", width: 1, role: .gutter), Cell(" ", width: 1, role: .plain)]
      let name = Cells.line(candidates[index].text, isChosen ? .chosen : .candidate, width: column)
      line += name
      if !candidates[index].description.isEmpty {
        let gap = column - name.reduce(0) { $0 + $1.width } + 2
        line += Array(repeating: Cell(" ", width: 1, role: .plain), count: gap)
        line += Cells.line(candidates[index].description, .description, width: width)
      }
      return Cells.cut(line, to: width)
    }
    if hasCount {
      lines.append(Cells.line("  \((chosen ?? 0) + 1) of \(candidates.count)", .note, width: width))
    }
    return lines
  }
}

/// What a screen is to show from the prompt down: lines of cells, and where the cursor is.
public struct Frame: Sendable, Hashable {
  /// The lines, each shorter than the screen is wide.
  public var lines: [[Cell]]
  /// The line of the cursor, from 0.
  public var cursorLine: Int
  /// The column of the cursor, from 0.
  public var cursorColumn: Int
}
