import JourneySyntax

/// One line of the sum that makes a strength.
public struct StrengthPart: Sendable, Hashable {
  /// What is there, or what takes from it, in words.
  public let reason: String
  /// How much it gives, in hundredths; negative where it takes.
  public let points: Int

  /// A line of the sum.
  public init(_ reason: String, _ points: Int) {
    self.reason = reason
    self.points = points
  }
}

/// The weights of the qualities that make a touchpoint strong, in hundredths of the whole.
///
/// They are a judgement, and open: a project can set its own. Their proportions follow what the literature on customer
/// experience agrees on: that there is a touchpoint with a purpose at all counts most, then that the customer can
/// answer and is met as a person (Lemon and Verhoef 2016; Zomerdijk and Voss 2010), then that someone looks after it.
public struct StrengthWeights: Sendable, Equatable {
  public var exists = 30
  public var twoWay = 15
  public var personal = 15
  public var human = 15
  public var owned = 5
  public var measured = 5
  public var evidenced = 5
  public var painsAnswered = 10
  /// What a wait beyond the channel's promise takes.
  public var slow = 15
  /// What each point of effort above 4 of 7 takes.
  public var effort = 5
  /// What each point of negative emotion takes.
  public var emotion = 10

  /// The documented defaults; the qualities sum to 100.
  public init() {}

  /// What a weight is of, by the word that settings use.
  public enum Quality: String, Sendable, CaseIterable {
    case purpose
    case twoWay = "two-way"
    case personal, human, owner, measure, evidence
    case answeredPains = "answered-pains"
    case wait, effort, emotion
  }

  /// The weight of a quality, from 0 to 100; what lies outside is kept within, so that no quality takes and no loss gives.
  public subscript(quality: Quality) -> Int {
    get { self[keyPath: StrengthWeights.path(to: quality)] }
    set { self[keyPath: StrengthWeights.path(to: quality)] = min(max(newValue, 0), 100) }
  }

  private static func path(to quality: Quality) -> WritableKeyPath<StrengthWeights, Int> {
    switch quality {
    case .purpose: \.exists
    case .twoWay: \.twoWay
    case .personal: \.personal
    case .human: \.human
    case .owner: \.owned
    case .measure: \.measured
    case .evidence: \.evidenced
    case .answeredPains: \.painsAnswered
    case .wait: \.slow
    case .effort: \.effort
    case .emotion: \.emotion
    }
  }

  /// The weights, each of them between 0 and 100.
  var withinBounds: StrengthWeights {
    var weights = self
    for quality in Quality.allCases { weights[quality] = self[quality] }
    return weights
  }
}

/// The strength of every touchpoint, and how layers and stages combine them.
public struct Strengths: Sendable {
  /// By the touchpoint's number among the items, in hundredths of a percent; 0 for other items.
  var byItem: [UInt16] = []

  /// A touchpoint's strength, from 0 to 1.
  public func of(_ touchpoint: ItemID) -> Double {
    touchpoint.index < byItem.count ? Double(byItem[touchpoint.index]) / 10_000 : 0
  }

  /// Strengths side by side: 1 − ∏(1 − s). More touchpoints help, each less than the one before.
  public static func combined(_ strengths: some Sequence<Double>) -> Double {
    1 - strengths.reduce(1) { $0 * (1 - min(max($1, 0), 1)) }
  }
}

/// Purposes that are work for the brand, not an interaction with a customer.
public let purposesThatAreNoInteraction = ["measure", "research", "develop", "profile"]

extension Model {
  /// Whether a touchpoint is a layer at all: work inside the brand is none.
  public func isInteraction(_ touchpoint: ItemID) -> Bool {
    guard let purpose = value(.purpose, of: touchpoint).string else { return true }
    return !purposesThatAreNoInteraction.contains(purpose)
  }

  /// The sum behind a touchpoint's strength, line by line; it adds up to the strength, before it is kept in 0…100.
  public func strengthParts(of touchpoint: ItemID) -> [StrengthPart] {
    if let given = value(.strength, of: touchpoint).magnitude {
      return [StrengthPart("as the script says: strength \(Value.percent(given))", Int((given.double * 100).rounded()))]
    }
    guard isInteraction(touchpoint) else {
      return [StrengthPart("its purpose is no interaction with a customer", 0)]
    }
    var parts: [StrengthPart] = []
    addStrength(of: touchpoint) { reason, points in parts.append(StrengthPart(reason(), points)) }
    return parts
  }

  /// Goes through the lines of an interaction's sum; reasons are put into words only where they are shown.
  private func addStrength(
    of touchpoint: ItemID, _ add: (_ reason: () -> String, _ points: Int) -> Void
  ) {
    let channels = channels(of: touchpoint)
    let hasPurpose = says(.purpose, touchpoint)
    if !channels.isEmpty, hasPurpose {
      add({ "it is on a channel and has a purpose" }, weights.exists)
    } else if !channels.isEmpty || hasPurpose {
      add(
        { channels.isEmpty ? "it has a purpose, but no channel" : "it is on a channel, but has no purpose" },
        weights.exists / 2)
    }
    if channels.contains(where: { has(.twoWay, $0) }) { add({ "the customer can answer" }, weights.twoWay) }
    if isPersonal(touchpoint) { add({ "it is personal: it uses data" }, weights.personal) }
    if channels.contains(where: { isHuman($0) }) { add({ "a person is there" }, weights.human) }
    if says(.owner, touchpoint) { add({ "somebody owns it" }, weights.owned) }
    if says(.measure, touchpoint) { add({ "it is measured" }, weights.measured) }
    if says(.evidence, touchpoint) { add({ "there is evidence for it" }, weights.evidenced) }
    if painsAreAnswered(touchpoint) { add({ "no pain is left without an answer" }, weights.painsAnswered) }
    addLosses(of: touchpoint, channels, add)
  }

  private func addLosses(
    of touchpoint: ItemID, _ channels: [ItemID], _ add: (_ reason: () -> String, _ points: Int) -> Void
  ) {
    if let wait = value(.wait, of: touchpoint).magnitude,
      let promise = channels.compactMap({ value(.answersWithin, of: $0).magnitude }).min(), wait > promise
    {
      add({ "the wait is longer than the channel promises" }, -weights.slow)
    }
    if let effort = value(.effort, of: touchpoint).magnitude, effort > Rational(4) {
      add({ "it takes effort: \(effort.decimal()) of 7" }, -Int((effort.double - 4) * Double(weights.effort)))
    }
    if let emotion = value(.emotion, of: touchpoint).magnitude, emotion < .zero {
      add({ "people are not happy with it: \(emotion.decimal())" }, Int(emotion.double * Double(weights.emotion)))
    }
  }

  /// A touchpoint's strength from its sum.
  public func strength(of touchpoint: ItemID) -> Double {
    if let given = value(.strength, of: touchpoint).magnitude { return min(max(given.double, 0), 1) }
    guard isInteraction(touchpoint) else { return 0 }
    var points = 0
    addStrength(of: touchpoint) { _, more in points += more }
    return Double(min(max(points, 0), 100)) / 100
  }

  /// Whether a touchpoint takes data about its customer: by `uses`, or by a merge tag in what it says.
  public func isPersonal(_ touchpoint: ItemID) -> Bool {
    for entry in attributes(of: touchpoint) {
      if entry.attribute == .uses { return true }
      guard entry.attribute == .says else { continue }
      let tree = trees[entry.file]
      for part in tree.children(entry.node) where tree[part].kind == .text && tree.child(part, .mergeTag) != nil {
        return true
      }
    }
    return false
  }

  /// Whether one meets a person on a channel.
  public func isHuman(_ channel: ItemID) -> Bool {
    switch value(.mode, of: channel) {
    case .word(let word): word == "human"
    case .list(let words): words.contains(.word("human"))
    default: false
    }
  }

  /// Whether something hurts here, and each of it is answered; where nothing is said of pain, that is unknown.
  private func painsAreAnswered(_ touchpoint: ItemID) -> Bool {
    guard row(.pain, of: touchpoint) != nil else { return false }
    return attributes(of: touchpoint).allSatisfy { entry in
      guard case .pain(let index) = entry.value else { return entry.attribute != .pain }
      return pains[index].answeredBy != nil
    }
  }

  /// A layer's strength in a stage, from the touchpoints that match it.
  public func strength(ofMatching touchpoints: some Sequence<ItemID>) -> Double {
    Strengths.combined(touchpoints.map { strengths.of($0) })
  }

  /// A stage's strength: the best touchpoint of each of its channels, combined.
  ///
  /// A second channel helps more than a second message on the same one. A touchpoint on several channels counts on
  /// each of them once, by the order of strength.
  public func strength(ofStage stage: ItemID) -> Double {
    Strengths.combined(countingTouchpoints(ofStage: stage).map { strengths.of($0) })
  }

  /// The touchpoints that a stage's strength is made of, strongest first.
  public func countingTouchpoints(ofStage stage: ItemID) -> [ItemID] {
    let touchpoints = interactions(of: stage)
    guard touchpoints.count > 1 else { return touchpoints }
    var taken: Set<ItemID> = []
    var best: [ItemID] = []
    // Taken out of the model first, which a comparison would else copy whole.
    let strengths = strengths
    let strongestFirst = touchpoints.sorted { left, right in
      let (one, other) = (strengths.of(left), strengths.of(right))
      return one == other ? left < right : one > other
    }
    for touchpoint in strongestFirst {
      let channels = channels(of: touchpoint)
      guard let channel = channels.first(where: { !taken.contains($0) }) else {
        // One without a channel stands for itself, once.
        if channels.isEmpty, best.isEmpty { best.append(touchpoint) }
        continue
      }
      taken.insert(channel)
      best.append(touchpoint)
    }
    return best
  }
}
