/// A set of items of which all numbers lie near each other: a bit for each number between the first and the last.
public struct ItemSet: Sendable {
  private let first: Int
  private var words: [UInt64]

  /// An empty set with room for the numbers from that of the first item to that of the last.
  public init(for items: [ItemID]) {
    first = items.first?.index ?? 0
    let count = items.last.map { $0.index + 1 } ?? first
    words = [UInt64](repeating: 0, count: (count - first + 63) / 64)
  }

  /// Whether an item is a member.
  public func contains(_ id: ItemID) -> Bool {
    let place = id.index - first
    return place >= 0 && place / 64 < words.count && words[place / 64] & 1 << UInt64(place % 64) != 0
  }

  /// Adds an item; false where it is a member already, or there is no room for its number.
  @discardableResult
  public mutating func insert(_ id: ItemID) -> Bool {
    let place = id.index - first
    guard place >= 0, place / 64 < words.count else { return false }
    let bit: UInt64 = 1 << UInt64(place % 64)
    guard words[place / 64] & bit == 0 else { return false }
    words[place / 64] |= bit
    return true
  }
}

extension [ItemID] {
  /// Each item once, where it stands first.
  public func withoutRepeats() -> [ItemID] {
    guard count > 16 else {
      return reduce(into: []) { items, id in if !items.contains(id) { items.append(id) } }
    }
    var seen: Set<ItemID> = []
    return filter { seen.insert($0).inserted }
  }
}
