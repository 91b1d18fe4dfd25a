import Journey
import JourneyModel
import JourneySyntax
import Testing

@Suite struct `Model as JSON` {
  /// A journey that says one of everything.
  static let everything = """
    persona Any
      consents to phone
    channel phone
      mode human
    layer talk
      matches channel.mode has human
      needed in every stage where important
    journey "One of each" "All there is"
      currency EUR
      reviewed 2026-09-30
      framework RACE
      covers before, during
      outcome Won, success
        target 2 of 7
      channel mail
        owned by partner "The \\"Post\\""
        open 09:00 to 18:00, 19:00 to 20:00
        at most 3 per week
        answers within 1 h 30 min
      layer post
        matches channel is mail
        needed in A
        at least 10%
      ## Where it
      ## begins
      stage A
        lasts 2 to 5 days
        important
        touchpoint T on mail, phone
          id first
          note "one\\ttwo"
          note "three"
          emotion -0.5
          cost €4.50 per click
          wait unknown
          pain "Slow", severe, answered by U
          pain "Dull"
          evidence "Survey", 2026-05-01
          entry for 1 of 3
          says "Hello {{name}}, {count(touchpoints)}"
          leads to U for 1/3 when known has name again at most 3 times
          leads to exit
        touchpoint U
          reaches Won
          only for Any
          cost 10

    """

  @Test func `two runs write the same bytes`() {
    func run() -> String { ModelJSON.text(of: Model.evaluating(Tree(Source(name: "a", text: Self.everything))).0) }
    #expect(run() == run())
  }

  @Test(arguments: [
    #""reviewed": {"type": "date", "value": "2026-09-30"}"#,
    #""target": {"type": "share", "value": 0.2857142857142857, "text": "28.57%", "numerator": 2, "denominator": 7}"#,
    #""owned-by": {"type": "owner", "value": "partner", "name": "The \"Post\""}"#,
    #"{"type": "range", "from": {"type": "time", "value": "09:00", "minutes": 540}, "to": {"type": "time", "value": "18:00", "minutes": 1080}, "text": "09:00 to 18:00"}"#,
    #""at-most": {"type": "per", "amount": {"type": "number", "value": 3, "text": "3", "numerator": 3, "denominator": 1}, "unit": "week", "text": "3 per week"}"#,
    #""answers-within": {"type": "duration", "seconds": 5400, "text": "1 h 30 min"}"#,
    #""cost": {"type": "per", "amount": {"type": "money", "amount": "4.50", "currency": "EUR", "text": "€4.50"}, "unit": "click", "text": "€4.50 per click"}"#,
    #""cost": {"type": "money", "amount": "10.00", "currency": "EUR", "text": "€10"}"#,
    #""wait": {"type": "unknown"}"#,
    #"{"type": "pain", "text": "Slow", "severity": "severe", "answered-by": {"kind": "touchpoint", "id": "a.u", "name": "U", "journey": "one-of-each"}}"#,
    #"{"type": "evidence", "text": "Survey", "date": "2026-05-01"}"#,
    #""says": {"type": "text", "value": "Hello {{name}}, 2"}"#,
    #""matches": {"type": "condition", "text": "channel is mail"}"#,
    #""needed-in": {"type": "condition", "text": "every stage where important"}"#,
    #""documentation": "Where it\nbegins""#,
    #""condition": "known has name""#,
    #""limit": 3"#, #""to": "exit""#, #""again": true"#,
    #"{"kind": "channel", "id": "phone", "name": "phone", "journey": null}"#,
  ])
  func `values are typed`(part: String) {
    let (model, _) = Model.evaluating(Tree(Source(name: "a", text: Self.everything)))
    #expect(ModelJSON.text(of: model).contains(part))
  }

  @Test func `a small journey, whole`() {
    let script =
      "journey X\n  channel store\n    mode human\n  stage A\n    touchpoint T on store\n      purpose advise\n"
    let (model, findings) = Model.evaluating(Tree(Source(name: "a", text: script)))
    #expect(findings.isEmpty)
    #expect(
      ModelJSON.text(of: model) == #"""
        {
          "version": 1,
          "journeys": [
            {
              "kind": "journey",
              "name": "X",
              "id": "x",
              "title": null,
              "documentation": null,
              "attributes": {},
              "outcomes": [],
              "personas": [],
              "channels": [
                {
                  "kind": "channel",
                  "name": "store",
                  "id": "store",
                  "title": null,
                  "documentation": null,
                  "attributes": {
                    "mode": {
                      "type": "list",
                      "values": [
                        {"type": "word", "value": "human"}
                      ]
                    }
                  }
                }
              ],
              "layers": [],
              "stages": [
                {
                  "kind": "stage",
                  "name": "A",
                  "id": "a",
                  "title": null,
                  "documentation": null,
                  "attributes": {},
                  "strength": 0.45,
                  "touchpoints": [
                    {
                      "kind": "touchpoint",
                      "name": "T",
                      "id": "a.t",
                      "title": null,
                      "documentation": null,
                      "attributes": {
                        "purpose": {"type": "word", "value": "advise"}
                      },
                      "as": null,
                      "own": {},
                      "channels": [
                        {"kind": "channel", "id": "store", "name": "store", "journey": "x"}
                      ],
                      "arrows": [],
                      "strength": 0.45
                    }
                  ]
                }
              ]
            }
          ],
          "shared": {
            "outcomes": [],
            "personas": [],
            "channels": [],
            "layers": [],
            "stages": []
          }
        }

        """#)
  }
}
