import JourneySession
import Testing

/// What is offered while one types: `▮` stands for the place where.
struct CompletionTests {
  private static let session = Session.after(
    """
    journey Phone
    currency EUR
    outcome Bought "Has a new phone", success
    outcome Lost, failure
    persona Explorer
    channel store "High-street store"
    channel "Service line"
    stage Search
    touchpoint "Store visit" on store
    captures interest, email_address
    tells price
    stage Purchase
    touchpoint Checkout on store
    wait 3 min
    """)

  private func offers(_ text: String, _ session: Session = CompletionTests.session) -> [String] {
    completions(text, session).candidates.map(\.text)
  }

  private func completions(_ text: String, _ session: Session = CompletionTests.session) -> Completions {
    let parts = text.split(separator: "▮", omittingEmptySubsequences: false)
    return session.completions(of: parts.joined(), at: parts[0].utf8.count)
  }

  @Test func `an import may go on with a module of the library`() {
    let empty = Session.after("")
    #expect(offers("import \"std/la▮", empty) == ["\"std/layers\""])
    #expect(completions("import \"std/rac▮", empty).candidates.first?.summary.hasPrefix("RACE") == true)
  }

  @Test func `a line may begin with what the item takes and does not say yet`() {
    let here = offers("▮")
    #expect(here.contains("purpose") && here.contains("leads to") && here.contains("stage") && here.contains("count("))
    #expect(!here.contains("wait"), "it is said already")
    #expect(!here.contains("phase"), "a stage takes it")
    #expect(!here.contains("end") && !here.contains("else"), "no block is open")
    #expect(offers("pur▮").first == "purpose")
    #expect(offers("leads t▮") == ["leads to"])
    #expect(offers("asks consent f▮") == ["asks consent for"])
    #expect(offers("touchpoints where▮").isEmpty)
  }

  @Test func `an attribute offers what it takes`() {
    #expect(offers("purpose adv▮") == ["advise"])
    #expect(offers("leads to ▮") == ["\"Store visit\"", "Checkout", "Bought", "Lost", "exit"])
    #expect(offers("leads to St▮") == ["\"Store visit\""])
    #expect(offers("leads to \"St▮") == ["\"Store visit\""])
    #expect(offers("leads to Search.▮") == ["\"Store visit\""])
    #expect(offers("leads to Checkout ▮") == ["for", "when", "again"])
    #expect(offers("uses ▮") == ["email_address", "interest"])
    #expect(offers("tells price, ▮") == ["price"])
    #expect(offers("only for ▮") == ["Explorer"])
    #expect(offers("reaches ▮") == ["Bought", "Lost"])
    #expect(offers("owned by p▮") == ["partner"])
    #expect(offers("status ▮") == ["idea", "planned", "live", "retired"])
    #expect(offers("asks consent for ▮") == ["store", "\"Service line\""])
  }

  @Test func `a header offers channels, and an outcome its two words`() {
    #expect(offers("touchpoint Till ▮") == ["on"])
    #expect(offers("touchpoint Till on ▮") == ["store", "\"Service line\""])
    #expect(offers("touchpoint Till on store, Se▮") == ["\"Service line\""])
    #expect(offers("outcome Won, ▮") == ["success", "failure"])
    #expect(offers("on S▮") == ["store", "\"Service line\""])
    #expect(offers("touchpoint ▮").isEmpty, "a new name is the reader's to choose")
  }

  @Test func `a number offers units, and a question what it can ask for`() {
    #expect(offers("takes 5 ▮").contains("min"))
    #expect(offers("takes 5 mi▮") == ["min"])
    #expect(offers("touchpoints where wait > 5 d▮") == ["days"])
    #expect(offers("touchpoints where wa▮") == ["wait"])
    #expect(offers("touchpoints where purpose is ad▮") == ["advise"])
    #expect(offers("touchpoints where channel.mode has hu▮") == ["human"])
    #expect(offers("count(touch▮").contains("touchpoints"))
    #expect(offers("Checkout.wa▮") == ["wait"])
    #expect(offers("touchpoints ▮").contains("where"))
    #expect(offers("touchpoints so▮") == ["sort by"])
    #expect(offers("matches channel.mode ▮", .after("journey P\nlayer human")).contains("has"))
  }

  @Test func `a later row is completed as its place asks`() {
    #expect(offers("stage Loyalty\n  ph▮") == ["phase"])
    #expect(offers("stage Loyalty\n  phase ▮") == ["before", "during", "after"])
    #expect(offers("for each way in store\n  touchpoint T on store\nen▮").contains("end"))
  }

  @Test func `commands offer themselves and what they take`() {
    #expect(offers(":wh▮") == [":where", ":why", ":what-if"])
    #expect(offers(":open Ch▮") == ["Checkout"])
    #expect(offers(":open \"Store v▮") == ["\"Store visit\""])
    #expect(offers(":load ▮") == ["buying-a-phone.journey", "library-card.journey", "shared/"])
    #expect(offers(":load lib▮") == ["library-card.journey"])
    #expect(offers(":list sta▮") == ["stages"])
    #expect(offers(":set profile ▮") == ["draft", "recommended", "strict"])
    #expect(offers(":explain layer-m▮") == ["layer-missing"])
    #expect(offers(":doc needs▮").contains("needs to know"))
    #expect(offers(":paths Checkout Bou▮") == ["Bought"])
    #expect(offers(":what-if purpose adv▮") == ["advise"])
    #expect(offers(":help que▮") == ["questions"])
  }

  @Test func `a candidate says what it is, and which bytes it replaces`() throws {
    let names = completions("leads to \"St▮")
    #expect(names.range == 9..<12)
    #expect(names.candidates[0].summary == "touchpoint in Search")
    let phrase = completions("leads t▮")
    #expect(phrase.range == 0..<7)
    #expect(phrase.candidates[0].summary == "Where the customer goes next.")
    #expect(completions("touchpoint Till on s▮").candidates[0].summary == "High-street store")
  }

  @Test func `whatever stands before the place, completing changes nothing and ends`() {
    var generator = Seeded(seed: 7)
    let parts = [
      "touchpoint", "stage", "\"", "leads to", " ", "\n", "where", "(", ")", ",", "6", "min", ".", "é", "店",
      "for each x in",
      "end", "\"\"\"", ":", "open", "#", "wait", "is", "Checkout", "-", "{", "%", "😀", "count(",
    ]
    let session = CompletionTests.session
    for _ in 0..<40 {
      let text = (0..<Int.random(in: 1...9, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? ""
      }
      .joined()
      for offset in stride(from: 0, through: text.utf8.count, by: 3) {
        let found = session.completions(of: text, at: offset)
        #expect(found.range.lowerBound >= 0 && found.range.upperBound <= max(offset, 0), "\(text.debugDescription)")
      }
      _ = session.isComplete(text)
      _ = session.indentation(ofRowAfter: text)
      for part in session.colours(of: text) {
        #expect(part.range.lowerBound >= 0 && part.range.upperBound <= text.utf8.count, "\(text.debugDescription)")
      }
    }
  }
}

/// Numbers that are the same on every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
