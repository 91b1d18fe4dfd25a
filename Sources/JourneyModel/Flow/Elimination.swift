/// Some states of a chain that lead to each other, made ready to be solved.
///
/// The states are taken out one after the other, those with the fewest neighbours first, and who passed through one goes
/// on from the states before it directly. A state's own share is the sum of the shares that leave it, never one less what
/// stays: so nothing is subtracted, and no figure loses digits, however long customers go round.
///
/// Source: W. Grassmann, M. Taksar, D. Heyman, Regenerative analysis and steady state distributions for Markov chains,
/// Operations Research 33 (1985); the order is that of H. Markowitz, The elimination form of the inverse (1957).
struct Elimination: Sendable {
  private typealias Entry = (place: Int32, share: Double)

  /// The chain's numbers of the states, in the order in which they were taken out.
  private(set) var states: [Int32] = []
  /// For each of them the share of those in it who leave it.
  private var pivots: [Double] = []
  /// Where they go on to among the states taken out later, as shares of all who leave; and where they came from.
  private var onward: [[(state: Int32, share: Double)]] = []
  private var inward: [[(state: Int32, share: Double)]] = []

  /// Takes out the members of a component that are not stopped at, unless that is more work than there is left.
  init(
    _ chain: Chain, _ members: ArraySlice<Int32>, _ places: inout [Int32], work: inout FlowWork
  ) throws(FlowProblem) {
    for (place, member) in members.enumerated() { places[Int(member)] = Int32(place) }
    defer { for member in members { places[Int(member)] = -1 } }
    var rows: [[Entry]] = []
    var into = [[Int32]](repeating: [], count: members.count)
    var out: [Double] = []
    for (place, member) in members.enumerated() {
      var row: [Entry] = []
      var leaving = chain.leaving(Int(member))
      for number in chain.row(Int(member)) {
        let target = places[Int(chain.targets[number])]
        if target < 0 { leaving += chain.share(number) } else { row.append((target, chain.share(number))) }
      }
      rows.append(Elimination.merged(row))
      out.append(leaving)
      for entry in rows[place] where entry.place != place { into[Int(entry.place)].append(Int32(place)) }
    }
    try take(out: Array(members), &rows, &into, &out, &work)
  }

  private mutating func take(
    out members: [Int32], _ rows: inout [[Entry]], _ into: inout [[Int32]], _ out: inout [Double],
    _ work: inout FlowWork
  ) throws(FlowProblem) {
    var isOut = [Bool](repeating: false, count: members.count)
    var queue = Queue()
    for place in members.indices { queue.add(place, rows[place].count * into[place].count) }
    while let place = queue.next(where: { !isOut[$0] && rows[$0].count * into[$0].count <= $1 }) {
      isOut[place] = true
      let onward = rows[place].filter { Int($0.place) != place }
      let leaving = onward.reduce(out[place]) { $0 + $1.share }
      let sources = into[place].filter { !isOut[Int($0)] }
      try work.spend((sources.count + 1) * (onward.count + 4))
      for target in onward { into[Int(target.place)].removeAll { Int($0) == place } }
      var inward: [(Int32, Double)] = []
      for source in sources {
        guard let number = rows[Int(source)].firstIndex(where: { Int($0.place) == place }) else { continue }
        let share = rows[Int(source)].remove(at: number).share
        inward.append((members[Int(source)], share))
        guard leaving > 0 else { continue }
        out[Int(source)] += share * out[place] / leaving
        let before = rows[Int(source)]
        rows[Int(source)] = Elimination.sum(before, onward, times: share / leaving)
        if rows[Int(source)].count > before.count { Elimination.note(source, onward, before, &into) }
        queue.add(Int(source), rows[Int(source)].count * into[Int(source)].count)
      }
      for target in onward {
        queue.add(Int(target.place), rows[Int(target.place)].count * into[Int(target.place)].count)
      }
      states.append(members[place])
      pivots.append(leaving)
      self.inward.append(inward)
      self.onward.append(leaving > 0 ? onward.map { (members[Int($0.place)], $0.share / leaving) } : [])
    }
  }

  /// A row with each target once, by number.
  private static func merged(_ row: [Entry]) -> [Entry] {
    var merged: [Entry] = []
    for entry in row.sorted(by: { $0.place < $1.place }) {
      if let last = merged.last, last.place == entry.place {
        merged[merged.count - 1].share += entry.share
      } else {
        merged.append(entry)
      }
    }
    return merged
  }

  /// A row and a part of another.
  private static func sum(_ row: [Entry], _ other: [Entry], times factor: Double) -> [Entry] {
    var sum: [Entry] = []
    sum.reserveCapacity(row.count + other.count)
    var left = 0
    var right = 0
    while left < row.count || right < other.count {
      if right == other.count || (left < row.count && row[left].place < other[right].place) {
        sum.append(row[left])
        left += 1
      } else if left == row.count || other[right].place < row[left].place {
        sum.append((other[right].place, other[right].share * factor))
        right += 1
      } else {
        sum.append((row[left].place, row[left].share + other[right].share * factor))
        left += 1
        right += 1
      }
    }
    return sum
  }

  /// Notes a source at the targets that its row has gained.
  private static func note(_ source: Int32, _ gained: [Entry], _ before: [Entry], _ into: inout [[Int32]]) {
    var next = 0
    for entry in gained {
      while next < before.count, before[next].place < entry.place { next += 1 }
      guard entry.place != source, next == before.count || before[next].place != entry.place else { continue }
      into[Int(entry.place)].append(source)
    }
  }

  /// States by how many ways lead through them, as lists for each number; those with very many share the last.
  private struct Queue {
    private var lists = [[Int32]](repeating: [], count: 64)
    private var lowest = 0

    mutating func add(_ place: Int, _ ways: Int) {
      let list = min(ways, lists.count - 1)
      lists[list].append(Int32(place))
      lowest = min(lowest, list)
    }

    /// The next state that still stands where it was put, or has fewer ways by now.
    mutating func next(where isCurrent: (Int, Int) -> Bool) -> Int? {
      while lowest < lists.count {
        guard let place = lists[lowest].popLast() else {
          lowest += 1
          continue
        }
        if isCurrent(Int(place), lowest == lists.count - 1 ? .max : lowest) { return Int(place) }
      }
      return nil
    }
  }

  // MARK: Solving

  /// Completes the values of the states: each is what it has already, and its share of the values that it leads to.
  func complete(_ values: inout [Double]) {
    for number in states.indices where pivots[number] > 0 {
      let value = values[Int(states[number])] / pivots[number]
      for (source, share) in inward[number] { values[Int(source)] += share * value }
    }
    for number in states.indices.reversed() {
      let state = Int(states[number])
      guard pivots[number] > 0 else {
        values[state] = 0
        continue
      }
      values[state] /= pivots[number]
      for (target, share) in onward[number] { values[state] += share * values[Int(target)] }
    }
  }

  /// Completes the visits to the states: each has had those that come from elsewhere, and adds those from within.
  func completeVisits(_ visits: inout [Double]) {
    for number in states.indices where pivots[number] > 0 {
      let value = visits[Int(states[number])]
      for (target, share) in onward[number] { visits[Int(target)] += share * value }
    }
    for number in states.indices.reversed() where pivots[number] > 0 {
      let state = Int(states[number])
      for (source, share) in inward[number] { visits[state] += share * visits[Int(source)] }
      visits[state] /= pivots[number]
    }
  }
}
