/// An absorbing Markov chain: states that customers pass through, each with the shares of those who go on to others.
///
/// What is missing in a state's row up to one leaves the chain there. How it leaves is for those to know who made it.
struct Chain: Sendable {
  /// Where the row of each state begins, and where the last one ends.
  private(set) var starts: [Int32] = [0]
  /// Where the ways of each row lead. Who leaves the chain comes first in a row, as a way to `outside`.
  private(set) var targets: [Int32] = []
  /// The number of each way's share among `shares`: ways are many, and few of their shares differ.
  private var numbers: [Int32] = []
  private var shares: [Double] = [1]
  private var numbersOfShares: [Int: Int32] = [:]
  private static let outside: Int32 = -1

  /// A chain to which rows are added, with room for so many states and ways.
  init(states: Int, ways: Int) {
    starts.reserveCapacity(states + 1)
    targets.reserveCapacity(ways)
    numbers.reserveCapacity(ways)
  }

  /// The number of states whose rows are written.
  var count: Int { starts.count - 1 }

  /// Adds a share of the next state's row.
  mutating func add(_ target: Int32, _ share: Double) {
    guard share > 0 else { return }
    targets.append(target)
    numbers.append(number(of: share))
  }

  /// Ends the next state's row, from which a share leaves the chain.
  mutating func endRow(leaving share: Double) {
    if share > 0 {
      targets.insert(Chain.outside, at: Int(starts[count]))
      numbers.insert(number(of: share), at: Int(starts[count]))
    }
    starts.append(Int32(targets.count))
  }

  private mutating func number(of share: Double) -> Int32 {
    guard share != 1 else { return 0 }
    let bits = Int(bitPattern: UInt(share.bitPattern))
    if let number = numbersOfShares[bits] { return number }
    shares.append(share)
    numbersOfShares[bits] = Int32(shares.count - 1)
    return Int32(shares.count - 1)
  }

  /// The places of a state's ways to others, for `targets` and `share`.
  @inline(__always)
  func row(_ state: Int) -> Range<Int> {
    let start = Int(starts[state])
    return (isLeft(state) ? start + 1 : start)..<Int(starts[state + 1])
  }

  /// The share of those in a state who go a way of its row.
  @inline(__always)
  func share(_ place: Int) -> Double { shares[Int(numbers[place])] }

  /// The share of those in a state who leave the chain from there.
  @inline(__always)
  func leaving(_ state: Int) -> Double { isLeft(state) ? share(Int(starts[state])) : 0 }

  @inline(__always)
  private func isLeft(_ state: Int) -> Bool {
    starts[state] < starts[state + 1] && targets[Int(starts[state])] == Chain.outside
  }

  /// The states by their strongly connected components, those components that nothing leads on from first; and the number
  /// of each state's component in this order.
  ///
  /// Source: R. Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972). The stack is
  /// a list, since journeys may be longer than the process's own is deep.
  func components() -> (states: [Int32], numbers: [Int32]) {
    // While a state is open: the lowest place among the open ones that it is known to lead back to. Then, above all
    // places: the number of its component.
    var low = [Int32](repeating: -1, count: count)
    var path: [(state: Int32, next: Int32)] = []
    // Those of finished components from the front, and the open ones from the back.
    var states = [Int32](repeating: -1, count: count)
    var finished = 0
    var open = 0
    var number = Int32(count)
    for root in 0..<count where low[root] < 0 {
      path.append((Int32(root), Int32(row(root).lowerBound)))
      while let (state, next) = path.last {
        let place = Int(state)
        if low[place] < 0 {
          low[place] = Int32(open)
          open += 1
          states[count - open] = state
        }
        if next < starts[place + 1] {
          path[path.count - 1].next += 1
          let target = Int(targets[Int(next)])
          if low[target] < 0 {
            path.append((Int32(target), Int32(row(target).lowerBound)))
          } else {
            low[place] = min(low[place], low[target])
          }
          continue
        }
        path.removeLast()
        if let before = path.last { low[Int(before.state)] = min(low[Int(before.state)], low[place]) }
        guard states[count - 1 - Int(low[place])] == state else { continue }
        let first = Int(low[place])
        while open > first {
          let member = states[count - open]
          open -= 1
          low[Int(member)] = number
          states[finished] = member
          finished += 1
        }
        number += 1
      }
    }
    for state in low.indices { low[state] -= Int32(count) }
    return (states, low)
  }
}
