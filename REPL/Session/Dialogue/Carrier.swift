import Journey

/// Takes values from one model to the next: items have other numbers there.
struct Carrier {
  private let old: Model
  private let new: Model

  init(from old: Model, to new: Model) {
    self.old = old
    self.new = new
  }

  /// The same value in the new model; nothing where it was an item that is gone, or a part of one.
  func value(_ value: Value) -> Value? {
    switch value {
    case .item(let id): return item(id).map { .item($0) }
    case .pain, .evidence: return nil
    case .list(let values): return .list(values.compactMap { self.value($0) })
    default: return value
    }
  }

  private func item(_ id: ItemID) -> ItemID? {
    // Mostly nothing moved, or what stands above did not.
    if isSame(id, id) { return id }
    let shifted = ItemID(max(0, id.index + new.items.count - old.items.count))
    if isSame(id, shifted) { return shifted }
    return new.items.indices.lazy.map { ItemID($0) }.first { isSame(id, $0) }
  }

  private func isSame(_ one: ItemID, _ other: ItemID) -> Bool {
    guard other.index < new.items.count, old.kind(of: one) == new.kind(of: other),
      old.name(of: one) == new.name(of: other)
    else { return false }
    return old.path(of: one) == new.path(of: other)
  }
}
