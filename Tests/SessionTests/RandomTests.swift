import Journey
import JourneySession
import Testing

/// Thousands of lines of sense and nonsense: the session lives, keeps its promises, and can be taken back to its start.
struct RandomTests {
  private static let lines = [
    "journey Phone", "journey \"Coffee & tea\"", "currency EUR", "outcome Bought, success", "channel store",
    "channel web",
    "mode human", "two-way", "persona Explorer", "share 60%", "layer human", "matches channel.mode has human",
    "needed in every stage", "stage Search", "stage Purchase", "phase before", "important",
    "touchpoint Checkout on store",
    "touchpoint \"Store visit\"", "touchpoint Advert on web, store", "purpose advise", "wait 3 min", "wait 6 pigs",
    "leads to Checkout for 20%", "leads to Nowhere", "leads to Chekout", "pain \"Queue\", severe", "without wait",
    "without stage Search", "without touchpoint Advert", "change touchpoint Checkout", "let gap = 2 days",
    "expect count(touchpoints) > 1", "otherwise \"Too few\"", "on store", "on web, store", "help",
    "## Said of it.\nstage Loyalty", "# nothing",
    "for each x in web, store\n  touchpoint \"T {x}\" on x\nend", "for each x in web\nend", "rule r1 \"R\"",
    "severity warning",
    "scenario S of Phone", "import \"shared/channels.journey\"", "use x", "template T", "end", "}", "-> x", "\"text\"",
    "count(touchpoints)", "touchpoints", "touchpoints group by stage", "it", "it.wait", "stages show name, strength",
    ":undo", ":undo", ":redo", ":what-if", ":keep", ":drop", ":up", ":open Checkout", ":open Phone", ":where", ":map",
    ":check", ":why 1", ":diff", ":history", ":list", ":show", ":strength", ":paths Advert Checkout", ":save x",
    ":reload",
    ":reload", ":set profile strict", ":set width 24", ":set rows 3", ":new", ":doc wait", ":", "\u{1B}[31m", "é店😀",
    "note \"\"\"\nx",
  ]

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `whatever is typed, the session lives and what is wrong changes nothing`(seed: UInt64) {
    var generator = Seeded(seed: seed)
    var session = Session(host: TestHost().host)
    for step in 0..<400 {
      let line = RandomTests.lines.randomElement(using: &generator) ?? ""
      let before = (session.source.padded, session.prompt)
      let answer = session.answer(to: line)
      if answer.isProblem {
        let isSame = session.source.padded == before.0
        #expect(isSame, "seed \(seed), step \(step): \(line)")
        #expect(session.prompt == before.1, "seed \(seed), step \(step): \(line)")
      }
      #expect(!answer.text.unicodeScalars.contains("\u{1B}"), "seed \(seed), step \(step): \(line)")
    }
    _ = session.answer(to: ":drop")
    while !session.answer(to: ":undo").isProblem {}
    #expect(session.answer(to: ":history").text == "Nothing has changed.")
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `undo takes back every line, whatever it was`(seed: UInt64) {
    var generator = Seeded(seed: seed)
    let statements = RandomTests.lines.filter { !$0.hasPrefix(":") }
    var session = Session(host: TestHost().host)
    var states = [session.source.padded]
    for _ in 0..<300 {
      _ = session.answer(to: statements.randomElement(using: &generator) ?? "")
      if session.source.padded != states.last { states.append(session.source.padded) }
    }
    #expect(states.count > 20)
    while states.count > 1 {
      states.removeLast()
      guard session.source.padded != states.last else { continue }
      #expect(!session.answer(to: ":undo").isProblem, "seed \(seed)")
      let isSame = session.source.padded == states.last
      #expect(isSame, "seed \(seed), state \(states.count)")
      if !isSame { return }
    }
  }
}
