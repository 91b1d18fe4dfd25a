public import JourneyModel
public import JourneySyntax

/// What an operation would change: text edits, which the host makes where it keeps its scripts.
public struct ScriptEdit: Sendable {
  /// What it does, as a button or a history would say it.
  public let title: String
  /// The replacements by file and place; none overlaps another, and all are for the scripts as they were checked.
  public let edits: [Edit]
  /// The errors that the scripts would have after it and do not have now: what still names a removed item. Their places
  /// are in the scripts as they would be.
  public let remaining: [Finding]

  init(_ title: String, _ edits: [Edit], remaining: [Finding] = []) {
    self.title = title
    self.edits = edits.sorted {
      ($0.place.file, $0.place.range.start, $0.place.range.end)
        < ($1.place.file, $1.place.range.start, $1.place.range.end)
    }
    self.remaining = remaining
  }

  /// The files that it changes, by name.
  public var files: [String] {
    var files: [String] = []
    for edit in edits where files.last != edit.place.file { files.append(edit.place.file) }
    return files
  }

  /// A source with the edits that are for it; nothing where they do not fit, since it is not the source that was checked.
  public func applied(to source: Source) -> Source? {
    source.making(edits.filter { $0.place.file == source.name })
  }
}

/// Where an item is put.
public enum ItemPlace: Hashable, Sendable {
  /// Before another item of its kind.
  case before(ItemID)
  /// Behind another item of its kind, and what stands in that.
  case after(ItemID)
  /// In a journey or a stage, behind all that stands in it.
  case last(in: ItemID)
}

/// What happens to lines that name a removed item.
public enum ReferenceHandling: Hashable, Sendable {
  /// They stay as they are, and the edit says which errors that brings.
  case keep
  /// They go too: out of a list the name alone, else the line that is about it.
  case remove
}
