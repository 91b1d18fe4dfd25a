import JourneyModel
import JourneySyntax

extension Rule {
  /// Data that is asked for and never used.
  public static let capturedNeverUsed: Rule = Rule(
    "captured-never-used", .info,
    flags: "data that is captured, and that nothing uses",
    because: "each question costs customers, and data without a purpose may not be kept",
    source: "Regulation (EU) 2016/679, article 5 (1) c: data minimisation", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        stage Purchase
          ↓touchpoint Checkout
            captures first_name, shoe_size
          touchpoint Letter
            says "Dear {{first_name}}"
      """,
      """
      journey Phone
        stage Purchase
          ↓touchpoint Checkout
            captures tax_id
      """,
      """
      journey Phone
        channel email
        stage Purchase
          ↓touchpoint Checkout
            captures email_address
          touchpoint Letter on email
      """,
    ],
    good: [
      """
      journey Phone
        channel email
          identifies by email_address
        stage Purchase
          touchpoint Checkout
            captures first_name, email_address
          touchpoint Letter
            uses first_name
      """,
      """
      journey Phone
        stage Purchase
          touchpoint Checkout
            purpose transact
            captures card
      """,
      """
      journey Phone
        outcome Done
        stage Purchase
          touchpoint Checkout
            captures loyalty_card
            leads to Done when known has loyalty_card
            leads to exit
      """,
    ]
  ) { journey in
    let model = journey.model
    let used = journey.usedData
    var unused: [(name: String, touchpoint: ItemID)] = []
    // Who buys, orders or has something checked gives data for just that: there it is used.
    for touchpoint in journey.journey.touchpoints where !journey.needsData(touchpoint) {
      for name in model.value(.captures, of: touchpoint).elements.compactMap(\.string)
      where !used.contains(name.lowercased()) && unused.count < 1_000 {
        unused.append((name, touchpoint))
      }
    }
    guard let first = unused.first else { return [] }
    var seen: Set<String> = []
    let all = unused.filter { seen.insert($0.name.lowercased()).inserted }
    let names = all.prefix(5).map { "`\(Display.plain($0.name))`" }
    let more = all.count > 5 ? ", and \(all.count - 5) more," : ""
    return [
      journey.finding(
        .capturedNeverUsed, on: first.touchpoint,
        "\(Suggestion.list(names, "and"))\(more) \(all.count == 1 ? "is" : "are") captured and never used",
        related: unused.prefix(20).map {
          Related(model.place(of: .captures, in: $0.touchpoint), "`\(Display.plain($0.name))` is captured here")
        },
        help: "Say where it is used (`uses \(Display.plain(first.name))`), or do not ask for it.",
        fix: unused.allSatisfy { $0.touchpoint == first.touchpoint }
          ? journey.using(unused.map(\.name), of: first.touchpoint) : nil)
    ]
  }
}

extension Examination {
  /// Whether a touchpoint is there for something that takes data by its nature.
  fileprivate func needsData(_ touchpoint: ItemID) -> Bool {
    purpose(touchpoint).map { ["transact", "deliver", "check", "support", "recover"].contains($0) } ?? false
  }

  /// Lets a channel reach people by an address of its own, `email` by `email_address`; else does not ask for the data.
  fileprivate func using(_ data: [String], of touchpoint: ItemID) -> Fix? {
    guard isSmall else { return nil }
    let channels = model.visible(.channel, in: journey)
    for name in data {
      guard let channel = channels.first(where: { isAddress(name, of: $0) }) else { continue }
      guard data.count == 1, !model.mentions(.identifiesBy, channel) else { return nil }
      return fix(
        "Let \(model.reference(to: channel)) reach people by it",
        adding(.identifiesBy, Model.reference(name), to: channel))
    }
    return fix(
      "Do not capture \(data.count == 1 ? "it" : "them")",
      removing(Set(data.map { $0.lowercased() }), from: .captures, of: touchpoint))
  }

  private func isAddress(_ data: String, of channel: ItemID) -> Bool {
    let (data, name) = (data.lowercased(), model.name(of: channel).lowercased())
    return data == name || data.hasPrefix(name + "_")
  }
}
