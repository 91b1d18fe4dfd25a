import JourneySyntax

/// How much memory a model takes, and what is said of limits when it is made.
extension Evaluation {
  /// The bytes that trees and model take, as a sum of what there is of each: it costs nothing while they are made, and
  /// is asked now and then.
  ///
  /// The sizes are what one more of each was seen to take, with the tables that know of it and what they have in
  /// reserve.
  var memory: Int {
    treeBytes + textBytes
      + model.items.count * 200 + lines.count * 8 + lineContexts.count * 64 + frames.count * 240
      + model.attributes.count * 60 + model.arrows.count * 60 + model.pains.count * 100 + model.evidence.count * 60
      + model.expectations.count * 40 + model.waiverLines.count * 16 + model.additions.all.count * 120
      + revisions.count * 160 + model.ownEntries.count * 120 + early.count * 48 + findings.count * 400
  }

  /// The bytes that a tree takes: its source, its nodes, its names.
  static func bytes(of tree: Tree) -> Int {
    tree.source.count + tree.nodes.count * MemoryLayout<Node>.stride + tree.names.count * 48
  }

  /// Counts the bytes of a text that an item says, or of a list of them.
  mutating func countText(_ value: Value) {
    switch value {
    // Up to fifteen bytes stand in the value itself.
    case .text(let text), .word(let text):
      if text.utf8.count > 15 { textBytes += text.utf8.count + 32 }
    case .list(let values):
      textBytes += values.count * MemoryLayout<Value>.stride + 32
      for value in values { countText(value) }
    default: break
    }
  }

  /// Where the reading of a file was ended, the evaluation ends as well: what it has is not the whole.
  mutating func endWithTree() {
    guard let tree = model.trees.last, tree.findings.contains(where: { Code.ends.contains($0.code) }) else { return }
    isExhausted = true
    nextLook = 0
  }

  /// Remembers where the longest text is made, if it is longer than half of the limit.
  mutating func noteText(_ count: Int, _ node: NodeID, _ file: Int) {
    guard count > limits.text / 2, count <= limits.text, count > longestText?.bytes ?? 0 else { return }
    longestText = (count, model.trees[file].place(node))
  }

  /// Says which limits are near, each unless it was exceeded: that is said already.
  mutating func noteLimits() {
    // A short script has taken too few steps to have looked up.
    guard lookUp(model.trees[0].file, 0) else { return }
    noteNear(.tooManyItems, model.items.count, limits.items, help: "Make several scripts of it before it grows.") {
      "The script has \($0) items, of \($1) that it may have"
    }
    noteNear(
      .tooManyRepetitions, expansions, limits.expansions, help: "Look for blocks inside blocks, which multiply."
    ) { "Blocks and templates are repeated \($0) times, of \($1) that they may be" }
    noteNear(
      .tooManyImports, model.trees.count - 1, limits.imports,
      help: "Join some of the files before there are more."
    ) { "The script imports \($0) files, of \($1) that it may import" }
    noteNear(
      .tooMuchWork, steps, limits.steps,
      help: "Look for blocks inside blocks, or conditions that go through all touchpoints for each touchpoint."
    ) { "The script asks for \($0) steps of work, of \($1) that it may ask for" }
    if let longest = longestText {
      noteNear(
        .textTooLong, longest.bytes, limits.text, at: longest.place, help: "Fill in less, or split the text."
      ) { "This text grows to \($0) bytes, of \($1) that it may have" }
    }
    if let deepest, !findings.contains(where: { $0.code == Code.nearLimit.rawValue && $0.help == Limits.nestLess }),
      let warning = Limits.nearlyTooDeep(deepest.bytes, of: limits.stack, at: deepest.place)
    {
      noteNear(.tooDeep, warning)
    }
    if let warning = Limits.nearlyOutOfMemory(memory, of: limits.memory, at: start) {
      noteNear(.tooMuchMemory, warning)
    }
    for number in analyses.keys.sorted() { findings += analyses[number]?.nearLimits ?? [] }
  }
  /// The place of what is said of the script as a whole.
  private var start: Place { Place(model.trees[0].source.name, ByteRange(0, 0)) }

  private mutating func noteNear(
    _ beyond: Code, _ used: Int, _ limit: Int, at place: Place? = nil, help: String, _ title: (String, String) -> String
  ) {
    guard used > limit / 2 else { return }
    if let warning = Limits.nearly(used, of: limit, at: place ?? start, help: help, title) { noteNear(beyond, warning) }
  }

  private mutating func noteNear(_ beyond: Code, _ warning: Finding) {
    if !findings.contains(where: { $0.code == beyond.rawValue }) { findings.append(warning) }
  }
}
