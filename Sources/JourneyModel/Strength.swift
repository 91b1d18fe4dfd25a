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
public struct StrengthWeights: Sendable {
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
  public func strengthParts(of touchpoint: ItemID, weights: StrengthWeights = StrengthWeights()) -> [StrengthPart] {
    if let given = value(.strength, of: touchpoint).magnitude {
      return [StrengthPart("as the script says: strength \(Value.percent(given))", Int((given.double * 100).rounded()))]
    }
    guard isInteraction(touchpoint) else {
      return [StrengthPart("its purpose is no interaction with a customer", 0)]
    }
    let channels = channels(of: touchpoint)
    var parts: [StrengthPart] = []
    if !channels.isEmpty, value(.purpose, of: touchpoint).isKnown {
      parts.append(StrengthPart("it is on a channel and has a purpose", weights.exists))
    } else if !channels.isEmpty || value(.purpose, of: touchpoint).isKnown {
      parts.append(
        StrengthPart(
          channels.isEmpty ? "it has a purpose, but no channel" : "it is on a channel, but has no purpose",
          weights.exists / 2))
    }
    if channels.contains(where: { has(.twoWay, $0) }) { parts.append(StrengthPart("the customer can answer", weights.twoWay)) }
    if isPersonal(touchpoint) { parts.append(StrengthPart("it is personal: it uses data", weights.personal)) }
    if channels.contains(where: { isHuman($0) }) { parts.append(StrengthPart("a person is there", weights.human)) }
    if value(.owner, of: touchpoint).isKnown { parts.append(StrengthPart("somebody owns it", weights.owned)) }
    if value(.measure, of: touchpoint).isKnown { parts.append(StrengthPart("it is measured", weights.measured)) }
    if value(.evidence, of: touchpoint).isKnown { parts.append(StrengthPart("there is evidence for it", weights.evidenced)) }
    if painsAreAnswered(touchpoint) {
      parts.append(StrengthPart("no pain is left without an answer", weights.painsAnswered))
    }
    return parts + losses(of: touchpoint, channels, weights)
  }

  private func losses(of touchpoint: ItemID, _ channels: [ItemID], _ weights: StrengthWeights) -> [StrengthPart] {
    var parts: [StrengthPart] = []
    let promises = channels.compactMap { value(.answersWithin, of: $0).magnitude }
    if let wait = value(.wait, of: touchpoint).magnitude, let promise = promises.min(), wait > promise {
      parts.append(StrengthPart("the wait is longer than the channel promises", -weights.slow))
    }
    if let effort = value(.effort, of: touchpoint).magnitude, effort > Rational(4) {
      let points = Int((effort.double - 4) * Double(weights.effort))
      parts.append(StrengthPart("it takes effort: \(effort.decimal()) of 7", -points))
    }
    if let emotion = value(.emotion, of: touchpoint).magnitude, emotion < .zero {
      parts.append(
        StrengthPart("people are not happy with it: \(emotion.decimal())", Int(emotion.double * Double(weights.emotion))))
    }
    return parts
  }

  /// A touchpoint's strength from its sum.
  public func strength(of touchpoint: ItemID, weights: StrengthWeights = StrengthWeights()) -> Double {
    if let given = value(.strength, of: touchpoint).magnitude { return min(max(given.double, 0), 1) }
    let points = strengthParts(of: touchpoint, weights: weights).reduce(0) { $0 + $1.points }
    return Double(min(max(points, 0), 100)) / 100
  }

  /// Whether a touchpoint takes data about its customer: by `uses`, or by a merge tag in what it says.
  public func isPersonal(_ touchpoint: ItemID) -> Bool {
    for entry in attributes(of: touchpoint) {
      if entry.attribute == .uses { return true }
      guard entry.attribute == .says else { continue }
      let tree = trees[items[touchpoint.index].file]
      for part in tree.children(entry.node) where tree[part].kind == .text && tree.child(part, .mergeTag) != nil {
        return true
      }
    }
    return false
  }

  /// Whether one meets a person on a channel.
  public func isHuman(_ channel: ItemID) -> Bool {
    value(.mode, of: channel).elements.contains(.word("human"))
  }

  /// Whether something hurts here, and each of it is answered; where nothing is said of pain, that is unknown.
  private func painsAreAnswered(_ touchpoint: ItemID) -> Bool {
    let pains = values(.pain, of: touchpoint)
    guard !pains.isEmpty else { return false }
    return pains.allSatisfy { if case .pain(let index) = $0 { self.pains[index].answeredBy != nil } else { false } }
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
    var taken: Set<ItemID> = []
    var best: [Double] = []
    let touchpoints = touchpoints(of: stage).filter { isInteraction($0) }
    for touchpoint in touchpoints.sorted(by: { (-strengths.of($0), $0) < (-strengths.of($1), $1) }) {
      let channels = channels(of: touchpoint)
      guard let channel = channels.first(where: { !taken.contains($0) }) else {
        // One without a channel stands for itself, once.
        if channels.isEmpty, best.isEmpty { best.append(strengths.of(touchpoint)) }
        continue
      }
      taken.insert(channel)
      best.append(strengths.of(touchpoint))
    }
    return Strengths.combined(best)
  }
}
