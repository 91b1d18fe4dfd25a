/// An absorbing Markov chain: states that customers pass through, each with the shares of those who go on to others.
///
/// What is missing in a state's row up to one leaves the chain there. How it leaves is for those to know who made it.
struct Chain: Sendable {
  /// Where the row of each state begins, and where the last one ends.
  private(set) var starts: [Int32] = [0]
  private(set) var targets: [Int32] = []
  private(set) var shares: [Double] = []
  /// The share of those in each state who leave the chain from there.
  private(set) var leaving: [Double] = []

  /// The number of states whose rows are written.
  var count: Int { leaving.count }

  /// Adds a share of the next state's row.
  mutating func add(_ target: Int32, _ share: Double) {
    guard share > 0 else { return }
    targets.append(target)
    shares.append(share)
  }

  /// Ends the next state's row, from which a share leaves the chain.
  mutating func endRow(leaving share: Double) {
    leaving.append(share)
    starts.append(Int32(targets.count))
  }

  /// The places of a state's row in `targets` and `shares`.
  @inline(__always)
  func row(_ state: Int) -> Range<Int> { Int(starts[state])..<Int(starts[state + 1]) }

  /// The strongly connected components, those that nothing leads on from first: each state, and behind the last one of
  /// each component where the next begins.
  ///
  /// Source: R. Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972). The stack is
  /// a list, since journeys may be longer than the process's own is deep.
  func components() -> (states: [Int32], ends: [Int32]) {
    var order = [Int32](repeating: -1, count: count)
    var low = [Int32](repeating: 0, count: count)
    var isOpen = [Bool](repeating: false, count: count)
    var open: [Int32] = []
    var path: [(state: Int32, next: Int32)] = []
    var states: [Int32] = []
    var ends: [Int32] = []
    states.reserveCapacity(count)
    var seen: Int32 = 0
    for root in 0..<count where order[root] < 0 {
      path.append((Int32(root), starts[root]))
      while let (state, next) = path.last {
        let place = Int(state)
        if order[place] < 0 {
          order[place] = seen
          low[place] = seen
          seen += 1
          open.append(state)
          isOpen[place] = true
        }
        if next < starts[place + 1] {
          path[path.count - 1].next += 1
          let target = targets[Int(next)]
          if order[Int(target)] < 0 {
            path.append((target, starts[Int(target)]))
          } else if isOpen[Int(target)] {
            low[place] = min(low[place], order[Int(target)])
          }
          continue
        }
        path.removeLast()
        if let before = path.last { low[Int(before.state)] = min(low[Int(before.state)], low[place]) }
        guard low[place] == order[place] else { continue }
        while let member = open.popLast() {
          isOpen[Int(member)] = false
          states.append(member)
          if member == state { break }
        }
        ends.append(Int32(states.count))
      }
    }
    return (states, ends)
  }
}
