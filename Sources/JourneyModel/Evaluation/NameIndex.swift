import JourneySyntax

/// Items by namespace, scope and name.
///
/// Every name of a script is put in once and looked for again and again: so this is an open table of numbers only, and
/// what an item is called is asked of the item.
struct NameIndex: Sendable {
  /// A name in a namespace of a scope: a journey's number, or 0 for what is shared.
  struct Key: Sendable {
    let space: UInt8
    let scope: Int32
    let symbol: Symbol

    /// The key of a touchpoint in its stage.
    init(in stage: ItemID, _ symbol: Symbol) {
      self.init(space: NameIndex.inStage, scope: stage.rawValue, symbol: symbol)
    }

    init(space: UInt8, scope: Int32, symbol: Symbol) {
      self.space = space
      self.scope = scope
      self.symbol = symbol
    }

    /// Symbols that follow one another stand side by side, sixteen at a time: a journey declares names and refers to
    /// them in about the order in which it first writes them, and memory is fetched by sixteen numbers.
    ///
    /// - Parameter count: How many places there are, a multiple of sixteen.
    fileprivate func place(of count: Int) -> Int {
      let group = UInt64(symbol.rawValue >> 4) << 32 | UInt64(UInt32(bitPattern: scope))
      let product = (group &+ UInt64(space) &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
      let mixed = ((product ^ product >> 29) &* 0xBF58_476D_1CE4_E5B9) >> 32
      return Int((mixed * UInt64(count >> 4)) >> 32) << 4 | Int(symbol.rawValue & 15)
    }
  }

  /// The namespace of touchpoints in their stage; the others are numbers of kinds.
  private static let inStage: UInt8 = 100

  /// Numbers of items, in the lowest bit whether by the stage; -1 where the place is free.
  private var slots: [Int32]
  private var count = 0

  /// A table with room for names: five of eight places are taken then. To double the places until they are enough would
  /// leave up to three of four free.
  init(minimumCapacity: Int) {
    slots = [Int32](repeating: -1, count: (minimumCapacity / 10 + 4) * 16)
  }

  /// The item with a name.
  func find(_ key: Key, _ items: [Item]) -> ItemID? {
    let entry = slots[place(of: key, items)]
    return entry < 0 ? nil : ItemID(Int(entry >> 1))
  }

  /// Adds an item under a name; where another has it already, nothing but that one is given.
  mutating func insert(_ id: ItemID, _ key: Key, _ items: [Item]) -> ItemID? {
    if (count + 1) * 8 > slots.count * 5 { grow(items) }
    let place = place(of: key, items)
    guard slots[place] < 0 else { return ItemID(Int(slots[place] >> 1)) }
    slots[place] = id.rawValue << 1 | (key.space == NameIndex.inStage ? 1 : 0)
    count += 1
    return nil
  }

  private func place(of key: Key, _ items: [Item]) -> Int {
    var place = key.place(of: slots.count)
    while slots[place] >= 0 {
      let item = Int(slots[place] >> 1)
      if items[item].symbol == key.symbol, NameIndex.matches(slots[place], items[item], key) { break }
      place += 1
      if place == slots.count { place = 0 }
    }
    return place
  }

  private static func matches(_ entry: Int32, _ item: Item, _ key: Key) -> Bool {
    if entry & 1 == 1 { return key.space == inStage && item.parent?.rawValue == key.scope }
    return key.space == Evaluation.space(item.kind) && item.scope == key.scope
  }

  private mutating func grow(_ items: [Item]) {
    let old = slots
    slots = [Int32](repeating: -1, count: old.count * 2)
    for entry in old where entry >= 0 {
      let item = items[Int(entry >> 1)]
      let key =
        entry & 1 == 1
        ? Key(space: NameIndex.inStage, scope: item.parent?.rawValue ?? -1, symbol: item.symbol)
        : Key(space: Evaluation.space(item.kind), scope: item.scope, symbol: item.symbol)
      slots[place(of: key, items)] = entry
    }
  }
}
