import JourneyRules
import JourneySyntax

/// Findings as one JSON object, for machines; `Grammar/findings.schema.json` says its form.
///
/// Every member is always there, null or empty where there is nothing to say. What the reader needs to know and the
/// schema cannot say: findings are in reading order; ranges end behind their last character; of a finding's `fix` all
/// `edits` are made, or none.
public struct JSONReport: Report {
  /// The version of the form; it grows when a reader of the older one would break.
  public static let version = 1

  /// A report without choices.
  public init() {}

  public func text(_ results: CheckResults) -> String {
    let (all, waived) = (results.all, results.waived)
    let texts = SourceTexts(results.sources, pointedAtBy: results.everything + waived.map(\.finding))
    let fingerprints = results.fingerprints(of: all + waived.map(\.finding)) { Fingerprint.all($0, texts) }
    var json = JSONWriter()
    json.object { json in
      json.write("version", JSONReport.version)
      JSONReport.writeFiles(all, results.checkedFiles, &json)
      json.object("summary") { json in
        json.write("files", results.checkedFiles.count)
        JSONReport.writeCounts(results.counts, &json)
        json.write("waived", waived.count)
        json.write("known", results.known.count)
        json.write("unchanged", results.unchanged.count)
        json.write("unchangedFiles", results.unchangedFiles)
        json.write("notShown", results.unshown.all)
        JSONReport.writeStatistics(FindingStatistics(all), &json)
      }
      json.array("findings") { json in
        for (finding, fingerprint) in zip(all, fingerprints) where finding.severity >= results.leastShown {
          JSONReport.write(finding, fingerprint, texts, &json)
        }
      }
      json.array("waived") { json in
        for (waived, fingerprint) in zip(waived, fingerprints.dropFirst(all.count)) {
          json.object { json in
            json.write("reason", waived.reason)
            json.object("finding") { json in JSONReport.writeMembers(of: waived.finding, fingerprint, texts, &json) }
          }
        }
      }
    }
    return json.text
  }

  /// The files that were checked, then those that they import and something was found in.
  private static func writeFiles(_ findings: [Finding], _ checked: [String], _ json: inout JSONWriter) {
    let byFile = Dictionary(grouping: findings) { $0.place.file }
    let asked = Set(checked)
    var seen: Set<String> = []
    json.array("files") { json in
      for file in checked + findings.map(\.place.file) where seen.insert(file).inserted {
        let inFile = byFile[file] ?? []
        json.object(inline: true) { json in
          json.write("path", file)
          json.write("checked", asked.contains(file))
          json.write("findings", inFile.count)
          writeCounts(FindingCounts(inFile), &json)
        }
      }
    }
  }

  private static func writeStatistics(_ statistics: FindingStatistics, _ json: inout JSONWriter) {
    json.array("byRule") { json in
      for row in statistics.rows {
        json.object(inline: true) { json in
          json.write(row.isRule ? "rule" : "code", row.code)
          json.write("severity", row.severity.rawValue)
          json.write("findings", row.findings)
          json.write("fixes", row.fixes)
          json.write("safeFixes", row.safeFixes)
        }
      }
    }
  }

  private static func writeCounts(_ counts: FindingCounts, _ json: inout JSONWriter) {
    json.write("errors", counts.errors)
    json.write("warnings", counts.warnings)
    json.write("infos", counts.infos)
  }

  // MARK: One finding

  /// Findings as a member `findings`, in reading order; for reports of other things that hold some.
  static func write(_ findings: [Finding], _ sources: [Source], _ json: inout JSONWriter) {
    let ordered = findings.inReadingOrder(files: sources.map(\.name))
    let texts = SourceTexts(sources, pointedAtBy: ordered)
    let fingerprints = Fingerprint.all(ordered, texts)
    json.array("findings") { json in
      for (finding, fingerprint) in zip(ordered, fingerprints) { write(finding, fingerprint, texts, &json) }
    }
  }

  private static func write(
    _ finding: Finding, _ fingerprint: String, _ texts: SourceTexts, _ json: inout JSONWriter
  ) {
    json.object { json in writeMembers(of: finding, fingerprint, texts, &json) }
  }

  private static func writeMembers(
    of finding: Finding, _ fingerprint: String, _ texts: SourceTexts, _ json: inout JSONWriter
  ) {
    json.write(finding.isRule ? "rule" : "code", finding.code)
    json.write("severity", finding.severity.rawValue)
    json.write("title", finding.title)
    if let item = finding.item {
      json.object("item") { json in
        json.write("kind", item.kind)
        json.write("path", item.path)
        json.write("id", item.id)
      }
    } else {
      json.writeNull("item")
    }
    write(finding.place, texts, &json)
    json.write("label", finding.label)
    json.array("related") { json in
      for related in finding.related {
        json.object { json in
          write(related.place, texts, &json)
          json.write("message", related.message)
        }
      }
    }
    json.write("why", finding.why)
    json.write("help", finding.help)
    writeFix(finding.fix, texts, &json)
    json.write("fingerprint", fingerprint)
  }

  private static func writeFix(_ fix: Fix?, _ texts: SourceTexts, _ json: inout JSONWriter) {
    if let fix {
      json.object("fix") { json in
        json.write("title", fix.title)
        json.write("safe", fix.isSafe)
      }
    } else {
      json.writeNull("fix")
    }
    json.array("edits") { json in
      for edit in fix?.edits ?? [] {
        json.object { json in
          write(edit.place, texts, &json)
          json.write("replacement", edit.replacement)
        }
      }
    }
  }

  // MARK: Places

  /// A place's file and range; the range is null where the file is not at hand, as one that cannot be read.
  private static func write(_ place: Place, _ texts: SourceTexts, _ json: inout JSONWriter) {
    json.write("file", place.file)
    guard let spots = texts.spots(of: place) else { return json.writeNull("range") }
    json.object("range") { json in
      write("start", spots.start, place.range.lower, &json)
      write("end", spots.end, place.range.upper, &json)
    }
  }

  private static func write(_ name: String, _ spot: SourceTexts.Spot, _ offset: Int, _ json: inout JSONWriter) {
    json.object(name, inline: true) { json in
      json.write("line", spot.line)
      json.write("column", spot.column)
      json.write("utf16", spot.utf16)
      json.write("offset", offset)
    }
  }
}
