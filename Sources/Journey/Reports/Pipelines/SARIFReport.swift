import JourneyRules
import JourneySyntax

/// Findings as SARIF 2.1.0, the format of code scanning: what GitHub's security tab, Azure DevOps, SonarQube and the
/// viewers of editors read.
///
/// Columns count UTF-16 units. Files are named below `%SRCROOT%`, the project's folder; others as absolute URIs. What
/// scripts waive is there as well, suppressed with their reason, and so is what a baseline has, as `unchanged`.
public struct SARIFReport: Report {
  /// The key of our fingerprints. GitHub's own key is left to its upload, which complains of any value but its own.
  static let fingerprintKey = "journeyFinding/v1"
  static let rootID = "%SRCROOT%"

  /// A report without choices.
  public init() {}

  public func text(_ results: CheckResults) -> String { SARIFRun(results.namedFromRoot).text }
}

/// One run in the form of SARIF.
private struct SARIFRun {
  private let root: SourceRoot?
  /// What is to be mended, then what the baseline has, then what is waived.
  private let findings: [Finding]
  /// Of findings beside a baseline, which are known.
  private let known: Range<Int>?
  /// What is waived, as many as the last of the findings.
  private let waived: [WaivedFinding]
  private let texts: SourceTexts
  private let fingerprints: [String]
  private let rules: SARIFRules
  private let artifacts: [String]
  private let artifactNumbers: [String: Int]

  init(_ results: CheckResults) {
    root = results.root
    waived = results.waived
    let ordered = results.ordered
    let old = results.inReadingOrder(results.known)
    findings = ordered + old + waived.map(\.finding)
    known = results.hasBaseline ? ordered.count..<ordered.count + old.count : nil
    var places = findings + results.everything
    // The line that waives a finding is pointed at, too.
    for waived in waived { places.append(Finding("", .info, "", at: waived.place)) }
    texts = SourceTexts(results.sources, pointedAtBy: places)
    fingerprints = results.fingerprints(of: findings) { [texts] in Fingerprint.withinFiles($0, texts) }
    rules = SARIFRules(of: findings, declared: results.declaredRules)
    artifacts = Set(
      findings.flatMap { [$0.place] + $0.related.map(\.place) + ($0.fix?.edits.map(\.place) ?? []) }.map(\.file)
    )
    .union(waived.map(\.place.file)).sorted()
    artifactNumbers = Dictionary(artifacts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var text: String {
    var json = JSONWriter()
    json.object { json in
      json.write(
        "$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
      json.write("version", "2.1.0")
      json.array("runs") { json in
        json.object { json in
          json.object("tool") { json in
            json.object("driver") { json in
              json.write("name", "Journey")
              json.write("version", Engine.version)
              json.write("semanticVersion", Engine.version)
              rules.write(&json)
            }
          }
          json.array("invocations") { json in
            json.object(inline: true) { json in json.write("executionSuccessful", true) }
          }
          writeRoot(&json)
          json.write("columnKind", "utf16CodeUnits")
          writeArtifacts(&json)
          json.array("results") { json in for number in findings.indices { writeResult(number, &json) } }
        }
      }
    }
    return json.text
  }

  private func writeRoot(_ json: inout JSONWriter) {
    guard let root else { return }
    json.object("originalUriBaseIds") { json in
      json.object(SARIFReport.rootID) { json in
        json.write("uri", Paths.uri(root.folder.hasSuffix("/") ? root.folder : root.folder + "/"))
        writeMessage("description", "The project's folder.", &json)
      }
    }
  }

  private func writeArtifacts(_ json: inout JSONWriter) {
    json.array("artifacts") { json in
      for file in artifacts {
        json.object { json in
          writeLocation("location", of: file, &json)
          if let source = texts[file]?.source { json.write("length", source.count) }
          json.write("sourceLanguage", "journey")
        }
      }
    }
  }

  // MARK: One result

  private func writeResult(_ number: Int, _ json: inout JSONWriter) {
    let finding = findings[number]
    let waiver = number - (findings.count - waived.count)
    json.object { json in
      json.write("ruleId", finding.code)
      json.write("ruleIndex", rules.number(of: finding.code))
      json.write("level", SARIFRules.level(finding.severity))
      writeMessage("message", finding.sentence, &json)
      json.array("locations") { json in
        json.object { json in
          writePhysical(finding.place, &json)
          if let item = finding.item { write(item, &json) }
        }
      }
      if !finding.related.isEmpty { write(finding.related, &json) }
      json.object("partialFingerprints") { json in json.write(SARIFReport.fingerprintKey, fingerprints[number]) }
      if let known { json.write("baselineState", known.contains(number) ? "unchanged" : "new") }
      if waiver >= 0 { write(waived[waiver], &json) }
      if let fix = finding.fix { write(fix, &json) }
    }
  }

  private func write(_ item: ItemReference, _ json: inout JSONWriter) {
    json.array("logicalLocations") { json in
      json.object { json in
        json.write("fullyQualifiedName", item.path)
        json.write("kind", item.kind)
      }
    }
  }

  private func write(_ related: [Related], _ json: inout JSONWriter) {
    json.array("relatedLocations") { json in
      for (number, related) in related.enumerated() {
        json.object { json in
          json.write("id", number + 1)
          writePhysical(related.place, &json)
          writeMessage("message", Display.plain(related.message, limit: 400), &json)
        }
      }
    }
  }

  private func write(_ waived: WaivedFinding, _ json: inout JSONWriter) {
    json.array("suppressions") { json in
      json.object { json in
        json.write("kind", "inSource")
        json.write("status", "accepted")
        json.write("justification", Display.plain(waived.reason, limit: 1_000))
        json.object("location") { json in writePhysical(waived.place, &json) }
      }
    }
  }

  /// A fix, file by file, where all its places are known.
  private func write(_ fix: Fix, _ json: inout JSONWriter) {
    guard !fix.edits.isEmpty, fix.edits.allSatisfy({ texts.spots(of: $0.place) != nil }) else { return }
    var files: [String] = []
    for edit in fix.edits where !files.contains(edit.place.file) { files.append(edit.place.file) }
    json.array("fixes") { json in
      json.object { json in
        writeMessage("description", Display.plain(fix.title, limit: 400), &json)
        json.array("artifactChanges") { json in
          for file in files {
            json.object { json in
              writeLocation("artifactLocation", of: file, &json)
              json.array("replacements") { json in
                for edit in fix.edits where edit.place.file == file {
                  json.object { json in
                    writeRegion("deletedRegion", edit.place, &json)
                    json.object("insertedContent") { json in json.write("text", edit.replacement) }
                  }
                }
              }
            }
          }
        }
        json.object("properties", inline: true) { json in json.write("isSafe", fix.isSafe) }
      }
    }
  }

  // MARK: Places

  private func writePhysical(_ place: Place, _ json: inout JSONWriter) {
    json.object("physicalLocation") { json in
      writeLocation("artifactLocation", of: place.file, &json)
      writeRegion("region", place, &json)
    }
  }

  private func writeLocation(_ name: String, of file: String, _ json: inout JSONWriter) {
    json.object(name) { json in
      json.write("uri", Paths.uri(file))
      if !file.hasPrefix("/"), root != nil, file != SourceRoot.standardInput {
        json.write("uriBaseId", SARIFReport.rootID)
      }
      if let number = artifactNumbers[file] { json.write("index", number) }
    }
  }

  /// A place's lines and columns; none where the file is not at hand, which is then meant as a whole.
  private func writeRegion(_ name: String, _ place: Place, _ json: inout JSONWriter) {
    guard let (start, end) = texts.spots(of: place) else { return }
    json.object(name, inline: true) { json in
      json.write("startLine", start.line)
      json.write("startColumn", start.utf16 + 1)
      json.write("endLine", end.line)
      json.write("endColumn", end.utf16 + 1)
    }
  }

  private func writeMessage(_ name: String, _ text: String, _ json: inout JSONWriter) {
    json.object(name) { json in json.write("text", SARIFRules.message(text)) }
  }
}
