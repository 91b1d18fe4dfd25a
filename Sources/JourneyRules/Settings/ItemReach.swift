import JourneyModel
import JourneySyntax

/// The items that a name means, and everything in them: what a setting or a waiver `on` that name is about.
struct ItemReach {
  private let paths: Set<String>
  private let extents: [Place]

  init(_ items: [ItemID], in model: Model) {
    paths = Set(items.map { model.path(of: $0) })
    extents = items.map { Validator.extent(of: $0, model) }
  }

  /// Whether a finding is about one of the items, or about something in it; of a grouped one, any place will do.
  func covers(_ finding: Finding) -> Bool {
    if let item = finding.item {
      if holds(item.path) { return true }
    } else if extents.contains(where: { ItemReach.holds($0, finding.place) }) {
      return true
    }
    return finding.related.contains { related in extents.contains { ItemReach.holds($0, related.place) } }
  }

  /// Whether a path is that of one of the items, or goes on from there.
  private func holds(_ path: String) -> Bool {
    if paths.contains(path) { return true }
    let separator = Array(" › ".utf8)
    let bytes = Array(path.utf8)
    guard bytes.count > separator.count else { return false }
    return (1..<bytes.count - separator.count).contains { end in
      bytes[end..<end + separator.count].elementsEqual(separator)
        && paths.contains(String(decoding: bytes[..<end], as: UTF8.self))
    }
  }

  private static func holds(_ outer: Place, _ inner: Place) -> Bool {
    outer.file == inner.file && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
  }

  /// What each of some names reaches in a model, found in one walk over its items.
  static func all(of names: Set<ItemName>, in model: Model) -> [ItemName: ItemReach] {
    guard !names.isEmpty else { return [:] }
    let byName = Dictionary(grouping: names) { NameTable.fold($0.name) }
    var found: [ItemName: [ItemID]] = [:]
    for id in model.items.indices.map({ ItemID($0) }) {
      for name in byName[NameTable.fold(model.name(of: id))] ?? [] where name.means(id, in: model) {
        found[name, default: []].append(id)
      }
    }
    return found.mapValues { ItemReach($0, in: model) }
  }
}
