public import JourneySyntax

/// How something came to be where it is although it does not stand there: by `use`, as a copy, in a scenario.
///
/// What is wrong inside a template shows in one of its uses, so a finding there points at both places: at the line that
/// is wrong, and at the one that added it.
struct Addition: Sendable {
  let place: Place
  let label: String
  /// The addition that this one stands in, as a number in the table; -1 where it stands in the script itself.
  let outer: Int32
}

/// All additions of a model, and the items that came by them; most models have none.
struct Additions: Sendable {
  private(set) var all: [Addition] = []
  /// By the number of the item: a table with numbers for keys costs nothing while it is empty.
  private var items: [Int: Int32] = [:]

  /// How many places a finding shows: the innermost first.
  private static let most = 4

  /// Notes an addition, and gives its number.
  mutating func append(_ addition: Addition) -> Int32 {
    all.append(addition)
    return Int32(all.count - 1)
  }

  mutating func note(_ item: ItemID, _ number: Int32) { if number >= 0 { items[item.index] = number } }

  /// The number of the addition that brought an item, -1 for what stands in the script itself.
  func number(of item: ItemID) -> Int32 { items.isEmpty ? -1 : items[item.index] ?? -1 }

  /// The places behind an addition, as a finding shows them.
  func related(_ number: Int32) -> [Related] {
    var related: [Related] = []
    var next = number
    while next >= 0, related.count < Additions.most {
      let addition = all[Int(next)]
      related.append(Related(addition.place, addition.label))
      next = addition.outer
    }
    return related
  }
}

extension Model {
  /// The places from which an item was added: the `use` of a template, and what that stands in; nothing for most items.
  public func additions(behind item: ItemID) -> [Related] { additions.related(additions.number(of: item)) }
}
