import JourneyModel
import JourneySyntax

/// What several rules ask about the ways through a journey.
extension Examination {
  /// The touchpoints that some way leads from to one of those given, and these themselves.
  func touchpoints(leadingTo goals: [ItemID]) -> ItemSet {
    // The arrows by where they lead, those to one touchpoint as a chain: the last that was seen, and the one before.
    let (first, count) = (journey.touchpointNumbers.lowerBound, journey.touchpointNumbers.count)
    var last = [Int32](repeating: -1, count: count)
    var chain: [(source: ItemID, previous: Int32)] = []
    for touchpoint in journey.touchpoints {
      for arrow in model.arrows(from: touchpoint) {
        guard case .item(let target) = arrow.target, last.indices.contains(target.index - first) else { continue }
        chain.append((touchpoint, last[target.index - first]))
        last[target.index - first] = Int32(chain.count - 1)
      }
    }
    var found = ItemSet(for: journey.touchpoints)
    var pending = goals
    for goal in goals { found.insert(goal) }
    while let next = pending.popLast() {
      var link = last[next.index - first]
      while link >= 0 {
        let (source, previous) = chain[Int(link)]
        if found.insert(source) { pending.append(source) }
        link = previous
      }
    }
    return found
  }

  /// All touchpoints that some way leads to from those given; of these only those that a way leads back to.
  func touchpoints(after starts: [ItemID]) -> [ItemID] {
    var found = ItemSet(for: journey.touchpoints)
    var pending = starts
    var all: [ItemID] = []
    while let touchpoint = pending.popLast() {
      for target in next(touchpoint) where found.insert(target) {
        all.append(target)
        pending.append(target)
      }
    }
    return all
  }

  /// Some touchpoints and all that ways lead on to from them, each behind those before it, as far as no way leads back.
  ///
  /// - Parameters:
  ///   - all: Those that there may be, in the order of their numbers; `next` gives no others.
  func touchpointsInOrder(
    from starts: [ItemID], among all: [ItemID], next: (ItemID) -> [ItemID]
  ) -> [ItemID] {
    var seen = ItemSet(for: all)
    var order: [ItemID] = []
    // A way may be as long as the journey: what is still to be seen is one list, where each touchpoint stands once more
    // below all that it leads on to, to be left behind them.
    var pending: [(touchpoint: ItemID, isLeft: Bool)] = []
    for start in starts {
      pending.append((start, false))
      while let (touchpoint, isLeft) = pending.popLast() {
        if isLeft {
          order.append(touchpoint)
        } else if seen.insert(touchpoint) {
          pending.append((touchpoint, true))
          for target in next(touchpoint) { pending.append((target, false)) }
        }
      }
    }
    return order.reversed()
  }

  /// The touchpoints that the arrows of a touchpoint lead to, each once.
  func next(_ touchpoint: ItemID) -> [ItemID] {
    let arrows = model.arrows(from: touchpoint)
    guard !arrows.isEmpty else { return [] }
    return arrows.compactMap { arrow in
      guard case .item(let id) = arrow.target, model.kind(of: id) == .touchpoint else { return nil }
      return id
    }.withoutRepeats()
  }

  /// What a touchpoint is for, or nothing where it does not say.
  func purpose(_ touchpoint: ItemID) -> String? { model.value(.purpose, of: touchpoint).string }

  /// Whether a touchpoint puts something right: it recovers, supports or reassures.
  func isCare(_ touchpoint: ItemID) -> Bool {
    purpose(touchpoint).map { ["recover", "support", "reassure"].contains($0) } ?? false
  }

  /// Whether every interaction of the journey says what it is for.
  var allSayPurpose: Bool {
    journey.touchpoints.allSatisfy { model.says(.purpose, $0) }
  }

  /// The journey itself, which findings on the whole point at.
  var whole: ItemID { journey.journey ?? journey.stages.first ?? ItemID(0) }

  /// Whether the journey leaves a phase out by what it `covers`.
  func leavesOut(_ phase: String) -> Bool {
    let covered = model.value(.covers, of: whole)
    return covered.isKnown && !covered.elements.contains(.word(phase))
  }

  /// The pains of the journey's stages and touchpoints, by their owner, in the order written.
  var pains: [(owner: ItemID, pain: Pain)] {
    (journey.stages + journey.touchpoints).sorted().flatMap { owner in
      model.attributes(of: owner).compactMap { entry in
        guard case .pain(let number) = entry.value else { return nil }
        return (owner, model.pains[number])
      }
    }
  }

  /// The interactions of the stages, in order.
  var interactionsOfAllStages: [ItemID] { journey.stages.flatMap { interactions(of: $0) } }

  /// The data that something in the journey uses, in small letters: by `uses`, `identifies by`, a merge tag or `known`.
  var usedData: Set<String> {
    var used: Set<String> = []
    for touchpoint in journey.touchpoints {
      used.formUnion(dataUsed(by: touchpoint))
      for arrow in model.arrows(from: touchpoint) {
        guard let condition = arrow.condition else { continue }
        let tree = model.trees[arrow.file]
        for index in condition.index..<condition.index + Int(tree[condition].size) where tree.nodes[index].kind == .name
        {
          used.insert(tree.text(NodeID(index)).lowercased())
        }
      }
    }
    for channel in model.visible(.channel, in: journey) {
      used.formUnion(model.value(.identifiesBy, of: channel).elements.compactMap { $0.string?.lowercased() })
    }
    return used
  }

  /// The data that a touchpoint uses, by `uses` or a merge tag, in small letters.
  func dataUsed(by touchpoint: ItemID) -> Set<String> {
    model.attributes(of: touchpoint).reduce(into: []) { used, entry in
      if entry.attribute == .uses { used.formUnion(entry.value.elements.compactMap { $0.string?.lowercased() }) }
      if entry.attribute == .says { used.formUnion(mergeTags(in: entry)) }
    }
  }

  /// Whether a touchpoint uses any data, by `uses` or a merge tag.
  func usesData(_ touchpoint: ItemID) -> Bool {
    model.attributes(of: touchpoint).contains { entry in
      guard entry.attribute == .says else { return entry.attribute == .uses }
      let tree = model.trees[entry.file]
      return (entry.node.index..<entry.node.index + Int(tree[entry.node].size)).contains {
        tree[NodeID($0)].kind == .mergeTag
      }
    }
  }

  /// The first words of the merge tags in a line's texts.
  func mergeTags(in entry: AttributeEntry) -> [String] {
    let (tree, line) = (model.trees[entry.file], entry.node)
    var tags: [String] = []
    for index in line.index..<line.index + Int(tree[line].size) where tree[NodeID(index)].kind == .mergeTag {
      tags.append(tree.names.spelling(tree[NodeID(index)].symbol))
    }
    return tags
  }
}
