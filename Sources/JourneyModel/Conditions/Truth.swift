import JourneySyntax

/// Conditions over many items at once.
///
/// A condition is asked of every touchpoint, and to walk its tree for each of them is to look up the same names again and
/// again. So it is compiled once into a plan whose names are resolved (`ConditionCompiler`), and the plan goes over the
/// items in batches, one operation at a time, on columns: all waits, all purposes, all arrows (`ColumnStore`). A filter
/// such as `some(next where …)` is a batch of its own, with a row for each member of each list.
///
/// A plan never guesses. What it cannot settle of an item, a part that is not compiled, a value of another kind, a number
/// that does not fit, makes that item *odd*, and the tree is walked for it. So values and findings are those of the
/// walk, which stays the one place where the language says what it means and what is wrong.
enum Truth: UInt8 {
  case none, no, yes
  /// Only the walk can tell.
  case odd

  init(_ isSo: Bool) { self = isSo ? .yes : .no }

  init(_ value: Value) {
    switch value {
    case .flag(let isSo): self.init(isSo)
    default: self = .none
    }
  }

  var negated: Truth {
    switch self {
    case .yes: .no
    case .no: .yes
    default: self
    }
  }

  /// `and` and `or` as the walk has them: what stands left settles it, or is odd before the right is read.
  static let and = table(settledBy: .no)
  static let or = table(settledBy: .yes)

  private static func table(settledBy settling: Truth) -> [Truth] {
    (0..<16).map { number in
      guard let left = Truth(rawValue: UInt8(number / 4)), let right = Truth(rawValue: UInt8(number % 4)) else {
        return .odd
      }
      if left == settling || left == .odd { return left }
      if right == settling || right == .odd { return right }
      return left == .none ? .none : right
    }
  }
}

/// Numbers of one dimension, exact: whole numbers over one denominator.
struct NumberColumn {
  enum Presence: UInt8 { case none, unknown, known, odd }

  var scale: Int64 = 1
  var values: [Int64] = []
  var states: [Presence] = []

  /// The largest denominator that numbers are brought to; those with others are odd.
  private static let finest: Int64 = 1_000_000_000

  /// The magnitudes of the values that `each` gives: read once for the denominator, and once more for the numbers.
  init(_ dimension: Dimension, _ each: ((Value) -> Void) -> Void) {
    var count = 0
    each { value in
      count += 1
      guard dimension.has(value.upper), let magnitude = value.upper.magnitude, scale % magnitude.denominator != 0 else {
        return
      }
      if let common = NumberColumn.commonScale(scale, magnitude.denominator) { scale = common }
    }
    values.reserveCapacity(count)
    states.reserveCapacity(count)
    each { value in
      let (number, state) = read(value, dimension)
      values.append(number)
      states.append(state)
    }
  }

  private func read(_ value: Value, _ dimension: Dimension) -> (Int64, Presence) {
    switch value {
    case .none: return (0, .none)
    case .unknown: return (0, .unknown)
    default:
      guard dimension.has(value.upper), let magnitude = value.upper.magnitude else { return (0, .odd) }
      let (factor, rest) = scale.quotientAndRemainder(dividingBy: magnitude.denominator)
      let (number, overflow) = magnitude.numerator.multipliedReportingOverflow(by: factor)
      return rest != 0 || overflow ? (0, .odd) : (number, .known)
    }
  }

  /// Room for a number of rows, of which nothing is known.
  init(scale: Int64, count: Int) {
    self.scale = scale
    values = [Int64](repeating: 0, count: count)
    states = [Presence](repeating: .none, count: count)
  }

  /// The least denominator that two have in common, unless it is too fine.
  static func commonScale(_ one: Int64, _ other: Int64) -> Int64? {
    if one == other { return one }
    var (a, b) = (one, other)
    while b != 0 { (a, b) = (b, a % b) }
    let (common, overflow) = (one / a).multipliedReportingOverflow(by: other)
    return overflow || common > finest ? nil : common
  }
}

/// What a number counts.
enum Dimension {
  case number, share, duration

  /// Whether a value is of it.
  func has(_ value: Value) -> Bool {
    switch (self, value) {
    case (.number, .number), (.share, .share), (.duration, .duration): true
    default: false
    }
  }

  init?(_ value: Value) {
    switch value {
    case .number: self = .number
    case .share: self = .share
    case .duration: self = .duration
    default: return nil
    }
  }

  init?(_ shape: Shape) {
    switch shape {
    case .number: self = .number
    case .share: self = .share
    case .duration: self = .duration
    default: return nil
    }
  }

  /// The dimension of a product, where it means something.
  static func * (left: Dimension, right: Dimension) -> Dimension? {
    switch (left, right) {
    case (.duration, .duration): nil
    case (.duration, _), (_, .duration): .duration
    case (.share, .share): .share
    default: .number
    }
  }
}

/// Words, each by its number among those that occur; or items, each by its own number.
struct CodeColumn {
  /// Below zero there is none, which says why.
  static let none: Int32 = -1
  static let unknown: Int32 = -2
  static let odd: Int32 = -3

  var codes: [Int32] = []
  /// The words by number; nothing where the codes are items.
  var words: [String] = []
}

/// A list for each item: the members of all of them in one row, and where each begins.
struct ListColumn {
  var starts: [Int32] = [0]
  var members: [Int32] = []
  /// The words by number, where members are words.
  var words: [String] = []
  /// The items whose list holds something else.
  var odd: Set<Int32> = []

  func range(of id: Int32) -> Range<Int> { Int(starts[Int(id)])..<Int(starts[Int(id) + 1]) }

  mutating func close() { starts.append(Int32(members.count)) }
}
