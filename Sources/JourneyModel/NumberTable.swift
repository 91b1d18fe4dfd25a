import JourneySyntax

/// A dictionary whose keys are numbers in disguise.
///
/// What a dictionary needs to know of a type of key is looked up when the program first fills one, and that takes as long
/// as to parse a hundred lines. Numbers are one type for all of these.
struct NumberTable<Key: Numbered, Value> {
  private var values: [Int: Value] = [:]

  subscript(_ key: Key) -> Value? {
    get { values[key.number] }
    set { values[key.number] = newValue }
  }
}

extension NumberTable: Sendable where Value: Sendable {}

/// A key that a number stands for; no two keys have the same.
protocol Numbered {
  var number: Int { get }
}

extension Symbol: Numbered {
  var number: Int { Int(rawValue) }
}

extension Attribute: Numbered {
  var number: Int { Int(detail) }
}
