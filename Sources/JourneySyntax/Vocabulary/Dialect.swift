/// The words that a host adds to the language, as far as the parser must know them to tell a line from a slip.
///
/// A tree keeps the dialect that it was read in: its layout is written in the same.
public struct Dialect: Sendable {
  /// A unit as scripts write it: `1 point`, `5 points`.
  public struct UnitName: Sendable, Hashable {
    /// What stands behind one.
    public let singular: String
    /// What stands behind any other number.
    public let plural: String

    /// A unit that is written in two ways, or in one.
    public init(_ singular: String, plural: String? = nil) {
      self.singular = singular
      self.plural = plural ?? singular
    }

    /// The spelling behind a number.
    public func spelling(isOne: Bool) -> String { isOne ? singular : plural }
  }

  /// The language without a host's words.
  public static let plain = Dialect()

  /// The units of the host; a node of an amount in one has the unit's number as its `detail`.
  public let units: [UnitName]
  /// Whether touchpoints may be of kinds that the script does not declare.
  public let hasKinds: Bool
  private let numbers: [String: UInt16]

  /// The language with units and kinds of a host. Of units that are spelt alike, the first counts.
  public init(units: [UnitName] = [], hasKinds: Bool = false) {
    self.units = units
    self.hasKinds = hasKinds
    var numbers: [String: UInt16] = [:]
    for (number, unit) in units.enumerated().prefix(Int(UInt16.max)) {
      for spelling in [unit.singular, unit.plural] {
        let folded = NameTable.fold(spelling)
        if numbers[folded] == nil { numbers[folded] = UInt16(number) }
      }
    }
    self.numbers = numbers
  }

  /// The number of the unit with a spelling, in any case of its letters.
  public func unit(_ spelling: String) -> UInt16? {
    units.isEmpty ? nil : numbers[NameTable.fold(spelling)]
  }

  /// The unit with a number.
  func unitName(_ number: UInt16) -> UnitName? { Int(number) < units.count ? units[Int(number)] : nil }
}
