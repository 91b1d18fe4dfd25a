import JourneySyntax

/// What is known of customers somewhere on their way, as bits, and how often they took limited arrows: the arrow's number
/// in the upper half of a word and the count in the lower one, in the order of arrows.
struct FlowContext: Hashable {
  var known: UInt64 = 0
  var counts: [UInt64] = []

  /// How often an arrow was taken.
  func count(of arrow: Int) -> Int {
    counts.first { Int($0 >> 32) == arrow }.map { Int($0 & 0xFFFF_FFFF) } ?? 0
  }

  /// Notes that an arrow was taken once more.
  mutating func take(_ arrow: Int) {
    let place = counts.firstIndex { Int($0 >> 32) >= arrow } ?? counts.count
    if place < counts.count, Int(counts[place] >> 32) == arrow {
      counts[place] += 1
    } else {
      counts.insert(UInt64(arrow) << 32 | 1, at: place)
    }
  }
}

/// What does not change while the states of a journey are found.
struct FlowSurroundings {
  let model: Model
  let journey: Model.JourneyContents
  let persona: ItemID?
  /// The data that conditions ask for, at most as many as a word has bits.
  let asked: [String]
  let loops: FlowLoops
  var conditions: ConditionReader

  init(_ model: Model, _ journey: Model.JourneyContents, _ persona: ItemID?, limits: Limits) throws(FlowProblem) {
    self.model = model
    self.journey = journey
    self.persona = persona
    asked = FlowLoops.askedData(model, journey).sorted()
    guard asked.count <= UInt64.bitWidth else { throw .tooMuchData(asked.count) }
    loops = FlowLoops(model, journey, asked: asked)
    conditions = ConditionReader(model, limits: limits)
  }

  /// The data behind the bits of a word.
  func names(_ known: UInt64) -> [String] { asked.indices.filter { known & 1 << $0 != 0 }.map { asked[$0] } }

  /// The bits of what an item says, by `captures` or `knows`, as far as it is asked for.
  func bits(_ attribute: Attribute, of item: ItemID) -> UInt64 {
    guard !asked.isEmpty, model.mentions(attribute, item) else { return 0 }
    return model.value(attribute, of: item).elements.reduce(0) { bits, data in
      asked.firstIndex(of: data.string?.lowercased() ?? "").map { bits | 1 << $0 } ?? bits
    }
  }
}

/// Which touchpoints lie in a loop with each other, and which data conditions ask for from there on; empty where nothing is
/// limited and nothing asked for.
struct FlowLoops {
  private var numbers: [Int32] = []
  private var asked: [UInt64] = []
  private let first: Int

  init(_ model: Model, _ journey: Model.JourneyContents, asked names: [String]) {
    first = journey.touchpointNumbers.lowerBound
    let hasLimits = journey.touchpoints.contains { touchpoint in
      model.arrows(from: touchpoint).contains { $0.limit != nil }
    }
    guard hasLimits || !names.isEmpty else { return }
    var ways = Chain(states: journey.touchpointNumbers.count, ways: FlowLoops.arrowCount(model, journey))
    for place in journey.touchpointNumbers {
      for arrow in model.arrows(from: ItemID(place)) {
        guard case .item(let target) = arrow.target, journey.touchpointNumbers.contains(target.index) else { continue }
        ways.add(Int32(target.index - first), 1)
      }
      ways.endRow(leaving: 0)
    }
    let places: [Int32]
    (places, numbers) = ways.components()
    guard !names.isEmpty else { return }
    asked = [UInt64](repeating: 0, count: ways.count)
    var start = 0
    while start < places.count {
      let number = numbers[Int(places[start])]
      var end = start
      // What a loop leads on to comes before it.
      var bits: UInt64 = 0
      while end < places.count, numbers[Int(places[end])] == number {
        bits |= FlowLoops.bits(askedAt: ItemID(first + Int(places[end])), names, model)
        for row in ways.row(Int(places[end])) { bits |= asked[Int(ways.targets[row])] }
        end += 1
      }
      for place in places[start..<end] { asked[Int(place)] = bits }
      start = end
    }
  }

  /// How many arrows leave touchpoints of a journey.
  static func arrowCount(_ model: Model, _ journey: Model.JourneyContents) -> Int {
    journey.touchpoints.reduce(0) { $0 + model.arrowNumbers(from: $1).count }
  }

  var isEmpty: Bool { numbers.isEmpty }

  /// Whether two touchpoints lie in one loop.
  func joins(_ touchpoint: ItemID, _ other: ItemID) -> Bool {
    numbers.isEmpty || numbers[touchpoint.index - first] == numbers[other.index - first]
  }

  /// The data that is asked for at a touchpoint or behind it.
  func asked(from touchpoint: ItemID) -> UInt64 { asked.isEmpty ? 0 : asked[touchpoint.index - first] }

  /// The data that conditions of a touchpoint's arrows may ask for.
  private static func bits(askedAt touchpoint: ItemID, _ names: [String], _ model: Model) -> UInt64 {
    guard !names.isEmpty, let data = data(askedAt: touchpoint, model) else { return names.isEmpty ? 0 : .max }
    return data.isEmpty ? 0 : names.indices.reduce(0) { data.contains(names[$1]) ? $0 | 1 << $1 : $0 }
  }

  /// The data that some condition of the journey may ask for, of what is captured at all.
  static func askedData(_ model: Model, _ journey: Model.JourneyContents) -> Set<String> {
    var asked: Set<String> = []
    for touchpoint in journey.touchpoints {
      guard let data = data(askedAt: touchpoint, model) else { return captured(model, journey) }
      asked.formUnion(data)
    }
    return asked.isEmpty ? [] : asked.intersection(captured(model, journey))
  }

  /// What the conditions of a touchpoint's arrows name where they ask for `known`; nothing where one asks for more than
  /// names, such as how many there are.
  private static func data(askedAt touchpoint: ItemID, _ model: Model) -> Set<String>? {
    var asked: Set<String> = []
    for arrow in model.arrowNumbers(from: touchpoint) where !model.isOpenToAll(arrow) {
      guard let condition = model.arrows[arrow].condition else { continue }
      let tree = model.trees[model.arrows[arrow].file]
      let nodes = (condition.index..<condition.index + Int(tree[condition].size)).map { NodeID($0) }
      guard nodes.contains(where: { tree.text($0).lowercased() == "known" }) else { continue }
      if nodes.contains(where: { tree[$0].kind == .call }) { return nil }
      for node in nodes where tree[node].kind == .name || tree[node].kind == .text {
        asked.insert(tree.text(node).lowercased().filter { $0 != "\"" })
      }
    }
    return asked
  }

  private static func captured(_ model: Model, _ journey: Model.JourneyContents) -> Set<String> {
    var captured: Set<String> = []
    let all =
      journey.touchpoints.map { (Attribute.captures, $0) }
      + model.visible(.persona, in: journey).map { (Attribute.knows, $0) }
    for (attribute, item) in all where model.mentions(attribute, item) {
      captured.formUnion(model.value(attribute, of: item).elements.compactMap { $0.string?.lowercased() })
    }
    return captured
  }
}

/// Decides conditions that rest on what is known of a customer, each question once.
struct ConditionReader {
  private struct Question: Hashable {
    let arrow: Int
    let persona: ItemID?
    let known: UInt64
  }

  private let model: Model
  private let limits: Limits
  private var evaluation: Evaluation?
  private var answers: [Question: Bool?] = [:]

  init(_ model: Model, limits: Limits) {
    self.model = model
    self.limits = limits
  }

  /// Whether an arrow's condition is met; nothing where that cannot be told.
  mutating func isMet(_ arrow: Int, _ persona: ItemID?, _ known: UInt64, _ names: [String]) -> Bool? {
    let question = Question(arrow: arrow, persona: persona, known: known)
    if let answer = answers[question] { return answer }
    if evaluation == nil {
      evaluation = model.names.map { Evaluation(of: model, $0, limits: limits) }
      // What is wrong with the conditions was said when their lines were read.
      evaluation?.restraint.isQuiet = true
    }
    evaluation?.beginStack()
    let data = Value.list(names.map { .word($0) })
    let answer = evaluation?.isOpen(arrow, to: persona, knowing: data) ?? nil
    answers[question] = .some(answer)
    return answer
  }
}
