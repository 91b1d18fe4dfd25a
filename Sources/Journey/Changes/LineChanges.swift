import JourneySyntax

/// Which lines of a script are new, and which were taken out; layout and comments are no changes.
struct LineChanges {
  /// Where the new lines begin, in the new script.
  private(set) var added: [Int] = []
  /// Where the lines began that are gone, in the old script, and between which lines of the new one they stood.
  private(set) var removed: [(offset: Int, after: Int?, before: Int?)] = []

  /// A line that says something.
  private struct Line {
    /// Where its first word begins.
    let offset: Int
    /// The same number for the same words.
    let words: Int
  }

  init(from old: Source, to new: Source) {
    var numbers: [[UInt8]: Int] = [:]
    let (before, after) = (LineChanges.lines(old, &numbers), LineChanges.lines(new, &numbers))
    let changes = SequenceChanges(from: before.map(\.words), to: after.map(\.words))
    added = changes.added.map { after[$0].offset }
    removed = changes.removed.map { number, place in
      (
        before[number].offset, place > 0 ? after[place - 1].offset : nil,
        place < after.count ? after[place].offset : nil
      )
    }
  }

  /// The lines that are neither blank nor only a comment, blanks folded.
  private static func lines(_ source: Source, _ numbers: inout [[UInt8]: Int]) -> [Line] {
    var lines: [Line] = []
    let index = LineIndex(source)
    for line in 1...index.count {
      let range = index.range(ofLine: line)
      var words: [UInt8] = []
      var start: Int?
      for offset in range.lower..<range.upper {
        let byte = source.padded[offset]
        guard byte != 0x20, byte != 0x09 else { continue }
        if start == nil { start = offset }
        if offset > range.lower, !words.isEmpty, [0x20, 0x09].contains(source.padded[offset - 1]) {
          words.append(0x20)
        }
        words.append(byte)
      }
      guard let start, words.first != 0x23 else { continue }
      let known = numbers[words] ?? numbers.count
      numbers[words] = known
      lines.append(Line(offset: start, words: known))
    }
    return lines
  }
}

extension Source {
  /// Whether a script says what another one says, line by line: they may differ in layout and comments.
  public func says(asMuchAs other: Source) -> Bool {
    let changes = LineChanges(from: other, to: self)
    return changes.added.isEmpty && changes.removed.isEmpty
  }
}

/// What is new in a list, and what is gone from it.
///
/// Where the lists differ in little it is the shortest way from one to the other. Where they differ in much, what stands
/// once in both holds them together, since the shortest way would take hours to find.
struct SequenceChanges {
  /// Numbers in the new list.
  private(set) var added: [Int] = []
  /// Numbers in the old list, each with the number in the new list that it stood before.
  private(set) var removed: [(number: Int, before: Int)] = []

  /// The most elements that are compared for the shortest way.
  private static let most = 2_000

  init(from old: [Int], to new: [Int]) { compare(old[...], new[...], depth: 0) }

  private mutating func compare(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>, depth: Int) {
    var (old, new) = (old, new)
    while let first = old.first, first == new.first {
      old.removeFirst()
      new.removeFirst()
    }
    while let last = old.last, last == new.last {
      old.removeLast()
      new.removeLast()
    }
    if old.isEmpty || new.isEmpty {
      added += new.indices
      removed += old.indices.map { ($0, new.startIndex) }
    } else if old.count + new.count <= SequenceChanges.most {
      compareShortest(old, new)
    } else {
      let anchors = depth > 8 ? [] : SequenceChanges.anchors(old, new)
      var (lastOld, lastNew) = (old.startIndex, new.startIndex)
      for (oldNumber, newNumber) in anchors {
        compare(old[lastOld..<oldNumber], new[lastNew..<newNumber], depth: depth + 1)
        (lastOld, lastNew) = (oldNumber + 1, newNumber + 1)
      }
      if anchors.isEmpty {
        added += new.indices
        removed += old.indices.map { ($0, new.startIndex) }
      } else {
        compare(old[lastOld...], new[lastNew...], depth: depth + 1)
      }
    }
  }

  private mutating func compareShortest(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) {
    var (gone, come): (Set<Int>, Set<Int>) = ([], [])
    for change in Array(new).difference(from: Array(old)) {
      switch change {
      case .remove(let offset, _, _): gone.insert(old.startIndex + offset)
      case .insert(let offset, _, _): come.insert(new.startIndex + offset)
      }
    }
    added += come.sorted()
    var place = new.startIndex
    for number in old.indices {
      while come.contains(place) { place += 1 }
      if gone.contains(number) { removed.append((number, place)) } else { place += 1 }
    }
  }

  /// What stands once in each list, as far as it stands in the same order.
  private static func anchors(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [(old: Int, new: Int)] {
    func single(_ list: ArraySlice<Int>) -> [Int: Int] {
      var places: [Int: Int] = [:]
      for (number, element) in zip(list.indices, list) { places[element] = places[element] == nil ? number : -1 }
      return places.filter { $0.value >= 0 }
    }
    let places = single(new)
    let pairs = single(old).compactMap { element, number in places[element].map { (old: number, new: $0) } }
      .sorted { $0.old < $1.old }
    // The longest rising run: the last pair of each length, and what stood before each pair.
    var last: [Int] = []
    var previous = [Int?](repeating: nil, count: pairs.count)
    for (number, pair) in pairs.enumerated() {
      var (low, high) = (0, last.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[last[middle]].new < pair.new { low = middle + 1 } else { high = middle }
      }
      previous[number] = low > 0 ? last[low - 1] : nil
      if low < last.count { last[low] = number } else { last.append(number) }
    }
    var run: [(old: Int, new: Int)] = []
    var next = last.last
    while let number = next {
      run.append(pairs[number])
      next = previous[number]
    }
    return run.reversed()
  }
}
