/// Where the host is asked whether to go on, and what is said of limits when all is read.
extension Parser {
  /// After how many bytes the host is asked: a fraction of a millisecond's worth.
  static let lookEvery = 32 << 10

  /// Asks whether the rest is to be read. If not, the source ends here for the parser, and nothing more is reported.
  mutating func look() {
    if end == nil {
      nextLook = token.start + Parser.lookEvery
      // Beyond the end nothing is left to ask for.
      guard token.kind != .end else { return }
      let place = Place(source.name, ByteRange(token.start, token.start))
      if let interruption = limits.interruption {
        end = interruption.finding(at: place)
      } else if bytesTaken > limits.memory {
        end = Limits.outOfMemory(limit: limits.memory, at: place)
      } else {
        return
      }
    }
    // A parser that looked ahead goes back to where it was, and comes here anew.
    nextLook = 0
    lexer.position = lexer.end
    token = Token(kind: .end, flags: [], isSpaced: true, start: lexer.end, end: lexer.end, symbol: .none)
  }

  private var bytesTaken: Int { source.count + nodes.count * MemoryLayout<Node>.stride }

  /// Remembers the deepest place, if it is deeper than half of the limit.
  @inline(__always)
  mutating func noteDepth(_ levels: Int) {
    guard levels > deepest.levels, levels > limits.depth / 2 else { return }
    deepest = (levels, range)
  }

  /// Remembers the place that takes the most stack, if it is more than half of the limit.
  @inline(__always)
  mutating func noteStack(_ used: Int) {
    guard used > deepestStack.bytes, used > limits.stack / 2 else { return }
    deepestStack = (used, range)
  }

  /// Says why the rest is not read, or which limits are near.
  mutating func noteLimits() {
    if let end {
      findings.append(end)
      return
    }
    let start = Place(source.name, ByteRange(0, 0))
    let bytes = Limits.nearly(
      source.count, of: limits.bytes, at: start, help: "Split it into several files and import them before it grows."
    ) { "The script has \($0) bytes, of \($1) that it may have" }
    if let bytes { findings.append(bytes) }
    guard !findings.contains(where: { $0.code == Code.tooDeep.rawValue }) else { return }
    let depth = Limits.nearly(
      deepest.levels, of: limits.depth, at: Place(source.name, deepest.range),
      help: Limits.nestLess
    ) { "This nests \($0) levels deep, of \($1) that it may" }
    let stack = Limits.nearlyTooDeep(
      deepestStack.bytes, of: limits.stack, at: Place(source.name, deepestStack.range))
    if let nearest = depth ?? stack { findings.append(nearest) }
  }
}
