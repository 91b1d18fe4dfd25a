import JourneySyntax

/// What is found at one place for several items: journeys that are made of one share its lines.
///
/// Machines know findings one by one; who reads a list mends the line once, and wants to read of it once.
struct FindingGroup {
  let finding: Finding
  /// The other items, in the order of their findings.
  private(set) var others: [ItemReference] = []

  /// What makes findings one for a reader.
  private struct Key: Hashable {
    let finding: Finding

    init(_ finding: Finding) {
      var finding = finding
      finding.item = nil
      self.finding = finding
    }
  }

  /// Findings in their order, each with those that differ in nothing but their item.
  static func all(_ findings: [Finding]) -> [FindingGroup] {
    var groups: [FindingGroup] = []
    var numbers: [Key: Int] = [:]
    for finding in findings {
      if let item = finding.item, let number = numbers[Key(finding)] {
        groups[number].others.append(item)
      } else {
        numbers[Key(finding)] = groups.count
        groups.append(FindingGroup(finding: finding))
      }
    }
    return groups
  }

  /// Where it was found as well: `also in Spain, Italy and 2 more`; empty where there is nothing else.
  var also: String {
    guard !others.isEmpty else { return "" }
    let first = finding.item.map { FindingGroup.parts($0) }
    let names = others.prefix(FindingGroup.limit).map { item in
      let parts = FindingGroup.parts(item)
      // Where only the journey is another, that is all there is to say.
      return parts.dropFirst() == first?.dropFirst() ? parts.first.map { String($0) } ?? "" : item.path
    }
    let rest = others.count - names.count
    return "also in \(Suggestion.list(names + (rest > 0 ? ["\(rest) more"] : []), "and"))"
  }

  private static let limit = 4

  private static func parts(_ item: ItemReference) -> [Substring] { item.path.split(separator: " › ") }
}

extension CheckResults {
  /// What a list for people has.
  var grouped: [FindingGroup] { FindingGroup.all(ordered) }
}
