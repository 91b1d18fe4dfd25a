/// The texts that were cut, the latest last, to be put back in.
public struct KillRing: Sendable, Hashable {
  private var texts: [String] = []
  private var place = 0

  /// As many as people remember having cut.
  private static let limit = 60

  /// An empty ring.
  public init() {}

  /// The text that a yank puts in; nothing before the first cut.
  public var current: String? { texts.isEmpty ? nil : texts[place] }

  /// Where a cut went, which says how it joins one right before it.
  public enum Direction: Sendable { case forward, backward }

  /// Keeps a cut text; one that continues the last cut becomes part of it.
  public mutating func keep(_ text: String, _ direction: Direction, joining: Bool) {
    guard !text.isEmpty else { return }
    if joining, let last = texts.popLast() {
      texts.append(direction == .forward ? last + text : text + last)
    } else {
      texts.append(text)
      if texts.count > KillRing.limit { texts.removeFirst() }
    }
    place = texts.count - 1
  }

  /// Goes to the text cut before, and from the oldest back to the latest.
  public mutating func rotate() {
    guard !texts.isEmpty else { return }
    place = place == 0 ? texts.count - 1 : place - 1
  }
}
