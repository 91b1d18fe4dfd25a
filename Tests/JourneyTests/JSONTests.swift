import Journey
import JourneySyntax
import Testing

@Suite struct `JSON writer` {
  @Test func `objects and arrays are laid out, empty and inline ones stay on their line`() {
    var json = JSONWriter()
    json.object { json in
      json.write("a", 1)
      json.array("b") { json in
        json.write(nil, "x")
        json.object { _ in }
        json.array(inline: true) { json in
          json.write(nil, true)
          json.object { $0.write("y", false) }
        }
      }
      json.object("c", inline: true) { json in
        json.writeNull("n")
        json.array("d") { _ in }
      }
      json.write("e", nil as String?)
    }
    #expect(
      json.text == """
        {
          "a": 1,
          "b": [
            "x",
            {},
            [true, {"y": false}]
          ],
          "c": {"n": null, "d": []},
          "e": null
        }

        """)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("q\"b\\/", #""q\"b\\/""#), ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
    ("\u{0}\u{1F}\u{7F}\u{9B}", #""\u0000\u001f\u007f\u009b""#), ("\u{2028}\u{2029}", #""\u2028\u2029""#),
    ("\u{202E}\u{2066}\u{FEFF}", #""\u202e\u2066\ufeff""#), ("é日👩‍👧", "\"é日👩‍👧\""), ("", "\"\""),
  ])
  func `texts are escaped`(text: String, written: String) {
    var json = JSONWriter()
    json.write(nil, text)
    #expect(json.text == written)
  }

  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (3, "3"), (0.3, "0.3"), (-2.5, "-2.5"), (1e15, "1000000000000000"), (1e300, "1e+300"),
      (1e-7, "1e-07"),
      (.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func `numbers are written as short as they read back`(number: Double, written: String) {
    var json = JSONWriter()
    json.write(nil, number)
    #expect(json.text == written)
  }
}

@Suite struct `JSON reports` {
  @Test func `a finding of the language, with its fix`() {
    let script = Script("journey X\n  channel store\n  stage A\n    touchpoint T on stor\n")
    let text = JSONReport().text(findings: script.findings, sources: [script.source], checkedFiles: ["a.journey"])
    let start = #""start": {"line": 4, "column": 21, "utf16": 20, "offset": 56}"#
    let end = #""end": {"line": 4, "column": 25, "utf16": 24, "offset": 60}"#
    #expect(
      text == #"""
        {
          "version": 1,
          "files": [
            {"path": "a.journey", "checked": true, "findings": 1, "errors": 1, "warnings": 0, "infos": 0}
          ],
          "summary": {
            "files": 1,
            "errors": 1,
            "warnings": 0,
            "infos": 0,
            "waived": 0,
            "known": 0,
            "unchanged": 0,
            "unchangedFiles": 0,
            "notShown": 0,
            "byRule": [
              {"code": "unknown-name", "severity": "error", "findings": 1, "fixes": 1, "safeFixes": 0}
            ]
          },
          "findings": [
            {
              "code": "unknown-name",
              "severity": "error",
              "title": "There is no channel `stor`",
              "item": {
                "kind": "touchpoint",
                "path": "X › A › T",
                "id": "a.t"
              },
              "file": "a.journey",
              "range": {
                \#(start),
                \#(end)
              },
              "label": "",
              "related": [],
              "why": "",
              "help": "Did you mean `store`?",
              "fix": {
                "title": "Write `store`",
                "safe": false
              },
              "edits": [
                {
                  "file": "a.journey",
                  "range": {
                    \#(start),
                    \#(end)
                  },
                  "replacement": "store"
                }
              ],
              "fingerprint": "62bad27ca52eaf5e"
            }
          ],
          "waived": []
        }

        """#)
  }

  @Test func `positions count scalars, UTF-16 and bytes; a rule is no code; an absent file has no range`() {
    var script = Script(bare: "é👍x")
    script.findings = [
      Finding(
        "a-rule", isRule: true, .info, "t", at: script.place("x"),
        related: [Related(Place("gone", ByteRange(3, 4)), "m")])
    ]
    let text = JSONReport().text(findings: script.findings, sources: [script.source], checkedFiles: [])
    #expect(text.contains(#""rule": "a-rule""#) && !text.contains("\"code\""))
    #expect(text.contains(#""start": {"line": 1, "column": 3, "utf16": 3, "offset": 6}"#))
    #expect(text.contains("\"file\": \"gone\",\n          \"range\": null,\n          \"message\": \"m\""))
    #expect(
      text.contains(#"{"path": "a.journey", "checked": false, "findings": 1, "errors": 0, "warnings": 0, "infos": 1}"#))
  }

  @Test func `positions are those of a line index, in broken characters too`() {
    let bytes = Array("é日\r\nx👍y".utf8) + [0xE2, 0x82, 0xFF, 0x80] + Array("z\n".utf8)
    let source = Source(name: "a", bytes: bytes)
    let lines = LineIndex(source)
    let findings = (0...bytes.count).map { Finding("c", .error, "", at: Place("a", ByteRange($0, $0))) }
    let text = JSONReport().text(findings: findings, sources: [source], checkedFiles: ["a"])
    for offset in 0...bytes.count {
      let position = lines.position(of: offset)
      let members = [
        "\"line\": \(position.line)", "\"column\": \(position.column)", "\"utf16\": \(position.utf16)",
        "\"offset\": \(offset)",
      ]
      #expect(text.contains("\"start\": {\(members.joined(separator: ", "))}"))
    }
  }

  @Test func `a thousand findings in a line of a megabyte are located in one walk`() {
    let source = Source(name: "a", text: String(repeating: "é", count: 500_000))
    let findings = (0..<1_000).map { Finding("c", .error, "", at: Place("a", ByteRange($0 * 1_000, $0 * 1_000 + 2))) }
    let text = ShortReport().text(findings: findings, sources: [source], checkedFiles: ["a"])
    #expect(text.hasSuffix("a:1:499501: error c: \n"))
  }
}
