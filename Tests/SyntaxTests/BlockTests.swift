import JourneySyntax
import Testing

/// What blocks hold, and what they close.
struct BlockTests {
  @Test func `a block that has ended before a journey does not close the block around it`() throws {
    // The journey closes the `for each`, and not the `if` that ends above it and holds nothing.
    let text = "for each x in a, b\n  if x is a\n  end\n  journey J\nend\n"
    let tree = Tree(Source(name: "a.journey", text: text))
    let block = try #require(tree.child(tree.file, .forEach))
    #expect(tree.child(block, .conditional) != nil)
    let finding = try #require(tree.findings.first { $0.code == "missing-end" })
    #expect(finding.related.map { tree.source.text($0.place.range) } == ["journey"])
  }
}
