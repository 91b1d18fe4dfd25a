import Journey
import JourneyModel
import JourneySyntax

/// A script with findings, made by the language or by hand: what reports are tested on.
struct Script {
  let source: Source
  var findings: [Finding]

  /// A script with what the language says of it.
  init(_ text: String, name: String = "a.journey") {
    source = Source(name: name, text: text)
    findings = Model.evaluating(Tree(source)).1
  }

  /// A script with nothing said of it yet.
  init(bare text: String, name: String = "a.journey") {
    self.init(bytes: Array(text.utf8), name: name)
  }

  /// Bytes, which need not be text.
  init(bytes: [UInt8], name: String = "a.journey") {
    source = Source(name: name, bytes: bytes)
    findings = []
  }

  /// Where a text first stands, from `start` on; looked up by bytes, since a range may begin inside a character.
  func place(_ text: String, from start: Int = 0) -> Place {
    let wanted = Array(text.utf8)
    let bytes = source.padded
    var offset = start
    while offset + wanted.count < bytes.count, !bytes[offset..<offset + wanted.count].elementsEqual(wanted) {
      offset += 1
    }
    return Place(source.name, ByteRange(offset, offset + wanted.count))
  }

  /// The empty range at an offset; nothing said, at the end of the text.
  func point(_ offset: Int? = nil) -> Place {
    Place(source.name, ByteRange(offset ?? source.count, offset ?? source.count))
  }

  /// The script with one finding by hand, which only points.
  func pointing(at place: Place, _ label: String = "here", related: [(Place, String)] = []) -> String {
    var script = self
    script.findings = [
      Finding("some-code", .error, "Something", at: place, label: label, related: related.map { Related($0.0, $0.1) })
    ]
    return script.pretty()
  }

  func pretty(_ palette: Palette = .none, with others: [Source] = []) -> String {
    PrettyReport(palette: palette).text(findings: findings, sources: [source] + others, checkedFiles: [source.name])
  }
}
