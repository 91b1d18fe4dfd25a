import JourneyModel
import JourneySyntax

/// Numbers on items, found again from findings about those items, about what stands in them, or about several of them.
struct ItemMarks {
  private let model: Model
  private var byItem: [ItemID: [Int]] = [:]
  private var byPath: [String: [Int]] = [:]
  /// By file, where items begin, in that order.
  private let starts: [String: [(offset: UInt32, item: ItemID)]]

  init(in model: Model) {
    self.model = model
    var starts: [String: [(offset: UInt32, item: ItemID)]] = [:]
    for (file, items) in Dictionary(grouping: model.items.indices, by: { model.items[$0].file }) {
      let tree = model.trees[file]
      starts[tree.source.name] = items.map { (tree[model.items[$0].node].start, ItemID($0)) }
        .sorted { ($0.offset, $0.item) < ($1.offset, $1.item) }
    }
    self.starts = starts
  }

  mutating func mark(_ item: ItemID, _ number: Int) {
    byItem[item, default: []].append(number)
    byPath[model.path(of: item), default: []].append(number)
  }

  /// The numbers on the items that a finding is about; of a grouped one, any place will do.
  func numbers(on finding: Finding) -> Set<Int> {
    var numbers: Set<Int> = []
    if let item = finding.item {
      var path = ""
      for name in item.path.split(separator: " › ") {
        path += path.isEmpty ? String(name) : " › " + name
        numbers.formUnion(byPath[path] ?? [])
      }
    } else {
      numbers.formUnion(self.numbers(at: finding.place))
    }
    for related in finding.related { numbers.formUnion(self.numbers(at: related.place)) }
    return numbers
  }

  /// The numbers on the items that a place lies in.
  private func numbers(at place: Place) -> [Int] {
    guard let all = starts[place.file], let last = all.lastIndex(notBehind: place.range.start) else { return [] }
    var numbers: [Int] = []
    // Items that a block repeats begin at the same place.
    for entry in all[...last].reversed().prefix(while: { $0.offset == all[last].offset }) {
      var current: ItemID? = entry.item
      while let item = current {
        if Validator.extent(of: item, model).range.end >= place.range.end { numbers += byItem[item] ?? [] }
        current = model.parent(of: item)
      }
    }
    return numbers
  }
}

extension [(offset: UInt32, item: ItemID)] {
  /// The last entry that begins at an offset or before it.
  fileprivate func lastIndex(notBehind offset: UInt32) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}

extension ItemName {
  /// The items that each of some names means, found in one walk over a model.
  static func items(called names: Set<ItemName>, in model: Model) -> [ItemName: [ItemID]] {
    guard !names.isEmpty else { return [:] }
    let byName = Dictionary(grouping: names) { NameTable.fold($0.name) }
    var found: [ItemName: [ItemID]] = [:]
    for id in model.items.indices.map({ ItemID($0) }) {
      for name in byName[NameTable.fold(model.name(of: id))] ?? [] where name.means(id, in: model) {
        found[name, default: []].append(id)
      }
    }
    return found
  }
}
