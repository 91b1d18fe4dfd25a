import JourneyModel
import JourneySyntax

/// Messages that come close together on one way.
struct Burst {
  /// The messages, and how many seconds after the first each comes at most.
  let messages: [(touchpoint: ItemID, seconds: Int)]
  /// All touchpoints of the way, from the first message to the last.
  let way: [ItemID]
  /// Other touchpoints at which it is as many, in the order of the script.
  let others: [ItemID]

  /// How many seconds pass at most from the first message to the last.
  var seconds: Int { messages.last?.seconds ?? 0 }
}

/// The ways through a journey on which all times are known: its arrows to touchpoints that say `after`.
///
/// An arrow without a time is no part of any way: how long it takes nobody knows. Ways go back as often as the arrows
/// that go back allow: once, or as often as `again at most` says. So they are finite, and those that go back are
/// followed on floors: an arrow that goes back leads one floor up.
struct TimedWays {
  /// An arrow with the seconds that pass at most from the moment at its source to that at its target.
  private struct Step {
    let source: ItemID
    let target: ItemID
    let seconds: Int32
    /// How often it may be taken if it goes back; 0 if it goes on.
    var turns: Int32
  }
  /// The steps, by where they come from.
  private var steps: [Step] = []
  /// The touchpoints with steps from or to them, in the order of the script, and the number of each by its place there.
  private var touchpoints: [ItemID] = []
  private var numbers: [Int32]
  private let first: Int
  /// Where the steps of each touchpoint begin; one number more than touchpoints, for where the last end.
  private var starts: [Int32] = []
  /// The numbers of the touchpoints, each before all that its steps lead on to.
  private var order: [Int32] = []
  /// How often the arrow that goes back most often does.
  private var turns = 0
  private let limits: Limits

  /// The ways that are open to a persona, from where that persona can come.
  init(_ journey: Examination, for persona: ItemID?) {
    let all = journey.journey.touchpoints
    limits = journey.limits
    first = all.first?.index ?? 0
    numbers = [Int32](repeating: -1, count: (all.last?.index ?? first) - first + 1)
    guard !journey.flow.isStageByStage else { return }
    let reached = journey.walk(stoppingAt: [], for: persona)
    for touchpoint in all where reached.reaches(touchpoint) {
      for number in journey.model.arrowNumbers(from: touchpoint) {
        let arrow = journey.model.arrows[number]
        guard case .item(let target) = arrow.target, reached.reaches(target), journey.isOpen(number, to: persona),
          journey.model.admits(persona, target), let seconds = journey.seconds(from: touchpoint, to: target)
        else { continue }
        let turns = arrow.isLoop ? arrow.limit.map { Int32(clamping: $0.numerator) } ?? 1 : 0
        steps.append(Step(source: touchpoint, target: target, seconds: seconds, turns: turns))
      }
    }
    number(all)
    sort()
  }

  /// Gives numbers to the touchpoints with steps, so that a search takes no more room than it needs.
  private mutating func number(_ all: [ItemID]) {
    for step in steps {
      numbers[step.source.index - first] = 0
      numbers[step.target.index - first] = 0
    }
    for touchpoint in all where numbers[touchpoint.index - first] == 0 {
      numbers[touchpoint.index - first] = Int32(touchpoints.count)
      touchpoints.append(touchpoint)
    }
    for (number, step) in steps.enumerated() {
      while starts.count <= self.number(of: step.source) { starts.append(Int32(number)) }
    }
    while starts.count <= touchpoints.count { starts.append(Int32(steps.count)) }
  }

  private func number(of touchpoint: ItemID) -> Int { Int(numbers[touchpoint.index - first]) }

  /// Puts the touchpoints into order; a step to where the walk came from goes back, be it marked or not.
  private mutating func sort() {
    // How far each is: not seen, on the walk's way (which step is next), or done.
    let (unseen, done): (Int32, Int32) = (-1, -2)
    var next = [Int32](repeating: unseen, count: touchpoints.count)
    order.reserveCapacity(touchpoints.count)
    for start in touchpoints.indices where next[start] == unseen {
      var way = [start]
      next[start] = starts[start]
      while let last = way.last {
        guard next[last] < starts[last + 1] else {
          next[last] = done
          order.append(Int32(way.removeLast()))
          continue
        }
        let step = Int(next[last])
        next[last] += 1
        let target = number(of: steps[step].target)
        if steps[step].turns == 0, next[target] == unseen {
          next[target] = starts[target]
          way.append(target)
        } else if steps[step].turns == 0, next[target] != done {
          steps[step].turns = 1
        }
        turns = max(turns, Int(steps[step].turns))
      }
    }
    order.reverse()
  }

  /// How many floors a search for so many messages needs at most.
  private func floors(_ count: Int) -> Int { min(turns, count) + 1 }

  /// About how much work a search for so many messages is; nothing where there cannot be so many.
  func work(_ count: Int, of messages: [ItemID]) -> Double {
    let members = messages.count { numbers[$0.index - first] >= 0 }
    guard Double(members) * Double(floors(count)) >= Double(count) else { return 0 }
    return Double(touchpoints.count + steps.count) * Double(floors(count)) * Double(count)
  }

  /// The way with so many messages in the shortest time, if that is less than a window of seconds.
  ///
  /// For each touchpoint, floor and number of messages up to there, the shortest time since the first of them is
  /// enough to know: whoever is there later gets no more messages in what is left of the window. A message `once` is
  /// not counted again on the way back.
  func tightest(_ count: Int, of messages: [ItemID], once: (ItemID) -> Bool, within window: Int) -> Burst? {
    // Which way it is takes as much room as the times, and nearly always there is none.
    guard !search(count, of: messages, once: once, within: window, isTracing: false).full.isEmpty else { return nil }
    return burst(of: search(count, of: messages, once: once, within: window, isTracing: true), count)
  }

  private func search(
    _ count: Int, of messages: [ItemID], once: (ItemID) -> Bool, within window: Int, isTracing: Bool
  ) -> Search {
    var isMessage = [Bool](repeating: false, count: touchpoints.count)
    for message in messages where numbers[message.index - first] >= 0 { isMessage[number(of: message)] = true }
    var search = Search(states: touchpoints.count * floors(count), count: count, isTracing: isTracing)
    for floor in 0..<floors(count) {
      for (place, number) in order.lazy.map({ Int($0) }).enumerated() {
        // A search that was ended finds nothing.
        if place % 1_024 == 1_023, limits.interruption != nil {
          return Search(states: 0, count: count, isTracing: false)
        }
        let state = floor * touchpoints.count + number
        if floor == 0, isMessage[number] { search.begin(at: state) }
        guard search.isReached(state) else { continue }
        for step in steps[Int(starts[number])..<Int(starts[number + 1])]
        where step.turns == 0 || floor < Int(step.turns) {
          let next = step.turns == 0 ? floor : floor + 1
          guard next < floors(count) else { continue }
          let target = self.number(of: step.target)
          search.go(
            from: state, to: next * touchpoints.count + target, Int(step.seconds),
            isMessage[target] && (next == 0 || !once(step.target)), within: window)
        }
      }
    }
    return search
  }

  private func burst(of search: Search, _ count: Int) -> Burst? {
    guard
      let last = search.full.min(by: {
        (search.seconds($0), $0 % touchpoints.count) < (search.seconds($1), $1 % touchpoints.count)
      })
    else { return nil }
    var way: [ItemID] = []
    var messages: [(ItemID, Int)] = []
    search.walkBack(from: last) { state, seconds, isMessage in
      way.append(touchpoints[state % touchpoints.count])
      if isMessage { messages.append((touchpoints[state % touchpoints.count], seconds)) }
    }
    let others = Set(search.full.map { touchpoints[$0 % touchpoints.count] }).subtracting(way).sorted()
    return Burst(messages: messages.reversed(), way: way.reversed(), others: others)
  }
}

/// For each state and number of messages the shortest time, and the state before it.
private struct Search {
  private let count: Int
  private var times: [Int32]
  /// Empty where only the times are asked for.
  private var before: [Int32]
  private var isMessage: [Bool]
  /// The states in which all messages have come.
  private(set) var full: [Int] = []

  init(states: Int, count: Int, isTracing: Bool) {
    self.count = count
    times = [Int32](repeating: .max, count: states * count)
    before = [Int32](repeating: -1, count: isTracing ? states * count : 0)
    isMessage = [Bool](repeating: false, count: states)
  }

  /// The first message comes in a state.
  mutating func begin(at state: Int) {
    times[state * count] = 0
    if !before.isEmpty { before[state * count] = -1 }
    isMessage[state] = true
  }

  /// Whether some message has come on a way to a state, and more are to come.
  func isReached(_ state: Int) -> Bool { (0..<count - 1).contains { times[state * count + $0] != .max } }

  /// In which time all messages come, the last of them in a state.
  func seconds(_ state: Int) -> Int32 { times[(state + 1) * count - 1] }

  /// Goes on to a state with as many messages as there were before, or one more, unless it takes too long or all have
  /// come.
  mutating func go(from state: Int, to target: Int, _ seconds: Int, _ isMessage: Bool, within window: Int) {
    for number in 0..<count - 1 where times[state * count + number] != .max {
      let time = Int(times[state * count + number]) + seconds
      let reached = target * count + number + (isMessage ? 1 : 0)
      guard time < window, time < times[reached] else { continue }
      if number == count - 2, isMessage, times[reached] == .max { full.append(target) }
      times[reached] = Int32(time)
      if !before.isEmpty { before[reached] = Int32(state) }
      self.isMessage[target] = isMessage
    }
  }

  /// Goes through the states from the last message to the first.
  func walkBack(from last: Int, _ visit: (_ state: Int, _ seconds: Int, _ isMessage: Bool) -> Void) {
    var state = last
    var number = count - 1
    while true {
      visit(state, Int(times[state * count + number]), isMessage[state])
      let previous = before[state * count + number]
      guard previous >= 0 else { return }
      if isMessage[state] { number -= 1 }
      state = Int(previous)
    }
  }
}

extension Examination {
  /// How many seconds pass at most from the moment of a touchpoint to that of one it leads to; nothing if that is not
  /// said.
  ///
  /// What is led to has to say `after`. A wait or a length that is not said adds nothing, one that is unknown may add
  /// anything, and of a range the upper end counts.
  fileprivate func seconds(from source: ItemID, to target: ItemID) -> Int32? {
    guard var sum = model.value(.after, of: target).magnitude, sum >= .zero else { return nil }
    for attribute in [Attribute.wait, .takes] where model.mentions(attribute, source) {
      guard let more = model.value(attribute, of: source).magnitude, more >= .zero, let total = sum.adding(more) else {
        return nil
      }
      sum = total
    }
    let (seconds, rest) = sum.numerator.quotientAndRemainder(dividingBy: sum.denominator)
    return Int32(exactly: rest == 0 ? seconds : seconds + 1)
  }
}
