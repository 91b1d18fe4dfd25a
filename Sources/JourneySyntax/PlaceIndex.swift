/// Places in order, to ask which begin in another, or which holds another, without looking at each.
///
/// A host may check journeys with thousands of stages and thousands of errors: each against each would not end.
public struct PlaceIndex: Sendable {
  /// By file, in the order of where they begin.
  private let ranges: [String: [ByteRange]]

  /// An index of some places, in any order.
  public init(_ places: [Place]) {
    var ranges: [String: [ByteRange]] = [:]
    for place in places { ranges[place.file, default: []].append(place.range) }
    self.ranges = ranges.mapValues { all in all.sorted { $0.start < $1.start } }
  }

  /// Whether there is no place in it.
  public var isEmpty: Bool { ranges.isEmpty }

  /// Whether one of the places begins within another.
  public func begins(in outer: Place) -> Bool {
    guard let all = ranges[outer.file] else { return false }
    let next = PlaceIndex.firstIndex(in: all) { $0.start >= outer.range.start }
    return next < all.count && all[next].start <= outer.range.end
  }

  /// Whether another place begins within one of the places, which must not overlap each other.
  public func holds(_ inner: Place) -> Bool {
    ranges[inner.file].map { PlaceIndex.holds(inner.range, $0) } ?? false
  }

  /// Whether each place of another index begins within one of the places, which must not overlap each other.
  public func holdsAll(of others: PlaceIndex) -> Bool {
    others.ranges.allSatisfy { file, all in
      ranges[file].map { own in all.allSatisfy { PlaceIndex.holds($0, own) } } ?? false
    }
  }

  private static func holds(_ inner: ByteRange, _ all: [ByteRange]) -> Bool {
    let next = firstIndex(in: all) { $0.start > inner.start }
    return next > 0 && inner.start <= all[next - 1].end
  }

  /// The first place in a sorted list of which something is true that stays true from there on.
  private static func firstIndex(in all: [ByteRange], where isSo: (ByteRange) -> Bool) -> Int {
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if isSo(all[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
