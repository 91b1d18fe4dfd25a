import Journey
import Screen
import Testing

/// The order in which things are declared and said means nothing, but for stages and touchpoints, arrows and lists.
struct PermutationTests {
  @Test(arguments: ExampleTests.files)
  func `the order of shared items and of attributes changes no result`(file: String) throws {
    let plain = Result(try ExampleTests.check(file))
    for seed in UInt64(1)...6 {
      let shuffled = try ExampleTests.check(file) { Shuffle(seed: seed).shuffled($0) }
      #expect(Result(shuffled) == plain, "seed \(seed)")
    }
  }

  @Test func `a shuffle changes the text, and loses nothing of it`() throws {
    let source = try ExampleTests.source("shared/channels.journey")
    let shuffled = Shuffle(seed: 1).shuffled(source)
    #expect(shuffled.padded != source.padded)
    #expect(shuffled.padded.sorted() == source.padded.sorted())
  }

  /// What a check comes to, without places and without the order of what has none.
  private struct Result: Equatable {
    let findings: [String]
    let items: [String]
    let figures: [String]

    init(_ check: Check) {
      let model = check.model
      findings = (check.findings + check.waived.map(\.finding)).map {
        // What is said of the layout names the line that stands first.
        "\($0.severity) \($0.code) \($0.item?.path ?? ""): \($0.code == "misleading-indentation" ? "" : $0.title)"
      }.sorted()
      items = model.items.indices.map { ItemID($0) }.map { id in
        let said = model.attributes(of: id).map { "\($0.attribute.rawValue) \($0.value.written(in: model))" }.sorted()
        let own = model.ownAttributes(of: id).map { $0.written(in: model) }.sorted()
        let layers = model.visible(.layer, in: model.contents(around: id)).filter {
          model.kind(of: id) == .touchpoint && model.isIn(layer: $0, id)
        }.map { model.name(of: $0) }.sorted()
        let strength =
          model.kind(of: id) == .stage
          ? model.strength(ofStage: id) : model.kind(of: id) == .touchpoint ? model.strengths.of(id) : 0
        return "\(model.path(of: id)) \(model.id(of: id)) \(said) \(own) \(layers) \(Int((strength * 1_000).rounded()))"
      }.sorted()
      figures = model.journeys.flatMap { journey -> [String] in
        guard journey.journey != nil, var analysis = try? FlowAnalysis(model, journey) else { return [] }
        return journey.outcomes.map { outcome in
          let share = (try? analysis.probability(of: [outcome])) ?? -1
          return "\(model.path(of: outcome)) \(Int((share * 1_000_000).rounded()))"
        }
      }.sorted()
    }
  }

  /// Puts the attributes of each item, and what journeys share, into another order.
  private struct Shuffle {
    let seed: UInt64

    func shuffled(_ source: Source) -> Source {
      var random = Random(seed: seed)
      let tree = Tree(source)
      // Items of one kind that stand side by side come first: they are larger than the lines in them.
      let items = replace(in: source, runs(of: tree.children(tree.file).map { $0 }, tree), tree, &random)
      let again = Tree(items)
      let groups = again.nodes.indices.map { NodeID($0) }.filter { again[$0].kind == .item }.map {
        lines(of: $0, again)
      }
      return replace(in: items, groups, again, &random)
    }

    /// Runs of personas, channels or layers.
    private func runs(of nodes: [NodeID], _ tree: Tree) -> [[NodeID]] {
      var runs: [[NodeID]] = [[]]
      for node in nodes {
        let kind = tree[node].kind == .item ? ItemKind(rawValue: UInt8(tree[node].detail)) : nil
        guard let kind, [.persona, .channel, .layer].contains(kind) else {
          runs.append([])
          continue
        }
        if let last = runs[runs.count - 1].last, tree[last].detail != tree[node].detail { runs.append([]) }
        runs[runs.count - 1].append(node)
      }
      return runs
    }

    /// The attributes of an item, but for arrows, whose order shows in what is likeliest, and those said several times.
    private func lines(of item: NodeID, _ tree: Tree) -> [NodeID] {
      let all = tree.children(item).filter { tree[$0].kind == .attribute }
      return all.filter { line in all.count { tree[$0].detail == tree[line].detail } == 1 }
    }

    /// Puts the texts of each group's nodes into each other's places.
    private func replace(in source: Source, _ groups: [[NodeID]], _ tree: Tree, _ random: inout Random) -> Source {
      var edits: [(range: ByteRange, text: [UInt8])] = []
      for group in groups where group.count > 1 {
        for (place, text) in zip(group, group.shuffled(using: &random)) {
          let range = tree[text].range
          edits.append((tree[place].range, Array(source.padded[range.lower..<range.upper])))
        }
      }
      var bytes = Array(source.padded[..<source.count])
      for edit in edits.sorted(by: { $0.range.lower > $1.range.lower }) {
        bytes.replaceSubrange(edit.range.lower..<edit.range.upper, with: edit.text)
      }
      return Source(name: source.name, bytes: bytes)
    }
  }
}
