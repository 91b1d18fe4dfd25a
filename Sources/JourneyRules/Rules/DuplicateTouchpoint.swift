import JourneyModel
import JourneySyntax

extension Rule {
  /// Two touchpoints of a stage that are one.
  public static let duplicateTouchpoint: Rule = Rule(
    "duplicate-touchpoint", .warning,
    flags: "two touchpoints of a stage with the same channels, the same purpose and nearly the same name",
    because: "what is drawn twice is counted twice, and only one of the two is kept true",
    source: "Clone detection in process models (Uba and others, 2011)", needsWholeJourney: true,
    bad: [
      """
      journey Phone
        channel email
        stage Loyalty
          touchpoint "Welcome email" on email
            purpose thank
          ↓touchpoint "Welcome e-mail" on email
            purpose thank
      """,
      """
      journey Phone
        channel store
        channel web
        stage Purchase
          touchpoint Checkout on store
          touchpoint Basket on web
          ↓touchpoint "Check-out" on store
      """,
    ],
    good: [
      """
      journey Phone
        channel email
        stage Loyalty
          touchpoint "Welcome email" on email
            purpose thank
            leads to "Welcome emails"
          touchpoint "Welcome emails" on email
            purpose thank
      """,
      """
      journey Phone
        channel store
        channel web
        stage Purchase
          touchpoint Checkout on store
          touchpoint "Check-out" on web
      """,
    ]
  ) { journey in
    let model = journey.model
    return journey.journey.stages.flatMap { stage -> [Finding] in
      let interactions = journey.interactions(of: stage)
      guard interactions.count > 1 else { return [] }
      var seen: [String: [ItemID]] = [:]
      return interactions.compactMap { touchpoint in
        let letters = Rule.letters(of: model.name(of: touchpoint))
        let channels = Set(model.channels(of: touchpoint))
        // Of a thousand with one name the first few stand for all.
        let twins = seen[letters, default: []].prefix(20)
        let twin = twins.first {
          journey.purpose($0) == journey.purpose(touchpoint) && Set(model.channels(of: $0)) == channels
        }
        guard let other = twin else {
          seen[letters, default: []].append(touchpoint)
          return nil
        }
        guard !journey.next(other).contains(touchpoint), !journey.next(touchpoint).contains(other) else { return nil }
        return journey.finding(
          .duplicateTouchpoint, on: touchpoint,
          "\(model.reference(to: touchpoint)) looks like \(model.reference(to: other)) again",
          related: [Related(model.place(of: other), "on the same channels, for the same purpose")],
          help: "Make one of the two, and let all arrows lead there; if they differ, say how in their names.",
          fix: journey.removing(touchpoint, like: other))
      }
    }
  }
}

extension Examination {
  /// Takes a touchpoint out that says nothing that the other one does not, and that nothing names.
  fileprivate func removing(_ touchpoint: ItemID, like other: ItemID) -> Fix? {
    guard let lines = lines(of: touchpoint), !model.isUsed(touchpoint), model.file(of: other) == 0 else { return nil }
    let (said, known) = (lines.texts(of: model[touchpoint].node), lines.texts(of: model[other].node))
    guard said.isSubset(of: known) else { return nil }
    return fix("Remove \(model.reference(to: touchpoint))", removing(touchpoint))
  }
}

extension Rule {
  /// The small letters and digits of a name that is all ASCII.
  private static func plainLetters(of name: String) -> String? {
    var letters: [UInt8] = []
    letters.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A: letters.append(byte)
      case 0x41...0x5A: letters.append(byte | 0x20)
      case 0x80...: return nil
      default: continue
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// A name without what people spell in several ways: case, blanks, hyphens, and a plural.
  fileprivate static func letters(of name: String) -> String {
    let letters = plainLetters(of: name) ?? name.lowercased().filter { $0.isLetter || $0.isNumber }
    return letters.hasSuffix("s") ? String(letters.dropLast()) : letters
  }
}
