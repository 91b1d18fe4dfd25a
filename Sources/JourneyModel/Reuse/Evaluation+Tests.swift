public import JourneySyntax

/// The script that a `test` begins with, and what it expects.
extension Evaluation {
  /// Reads the block of script behind a test's `given`, as a file that sees what the test's own file shares.
  mutating func loadGiven(of test: NodeID) {
    let tree = model.trees[0]
    guard let block = tree.givenBlock(of: test) else { return }
    let inner = ByteRange(block.lower + 3, max(block.lower + 3, block.upper - 3))
    givenFile = addFile(Tree(tree.source.only(inner), limits: limits, dialect: model.words.dialect))
    findings += model.trees[givenFile].findings
    loadImports(of: givenFile, chain: [])
    imports[givenFile].append(Import(file: 0, node: NodeID(0), names: nil))
  }

  /// Whether a line is what the test that is tried out expects.
  func isOfTest(_ expectation: Expectation) -> Bool {
    guard case .test(let test) = selection else { return false }
    return expectation.file == 0 && contains(test, expectation.node, 0)
  }

  /// Says that a test expects what cannot be told: it holds nothing then, whatever becomes of the journey.
  mutating func reportUntold(_ condition: NodeID, _ expectation: Expectation, _ related: [Related]) {
    let written = Display.plain(model.trees[expectation.file].text(condition), limit: 80)
    report(
      .notTrue, "This cannot be told: `\(written)`", at: condition, in: expectation.file, related: related,
      why: "A part of it is not said anywhere, and a test that holds whatever is said tests nothing.",
      help: "Let the journey say what it asks for, or expect something else.", item: expectation.subject)
  }
}

extension Tree {
  /// The line of a test that says what it begins with.
  public func given(of test: NodeID) -> NodeID? {
    children(test).first { self[$0].kind == .setting && Keyword(detail: self[$0].detail) == .given }
  }

  /// The bytes of the block of script that a test begins with, quotes included; nothing where it names a journey.
  public func givenBlock(of test: NodeID) -> ByteRange? {
    guard let line = given(of: test), let text = firstChild(line), self[text].kind == .text,
      self[text].flags.contains(.block)
    else { return nil }
    return self[text].range
  }
}

extension Source {
  /// The source with blanks for all but some bytes, so that places in it are places in the whole.
  public func only(_ range: ByteRange) -> Source {
    var bytes = [UInt8](repeating: 0x20, count: min(range.upper, count))
    for offset in bytes.indices where padded[offset] == 0x0A || offset >= range.lower { bytes[offset] = padded[offset] }
    return Source(name: name, bytes: bytes)
  }
}
