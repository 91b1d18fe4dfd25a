import CJourneyHeader
import Journey
import Synchronization

/// What C gets of a call.
final class CallResult: Sendable {
  let status: journey_status
  /// Why the call could not be made; empty where it was.
  let message: Text
  /// What was laid out or explained.
  let text: Text?
  private let results: CheckResults?
  private let model: Model?
  private let (writtenLines, writtenFindings, writtenModel) = (Written(), Written(), Written())

  /// A call that could not be made.
  init(_ status: journey_status, _ message: String) {
    self.status = status
    self.message = Text(message)
    (text, results, model) = (nil, nil, nil)
  }

  /// A text, and what was found while it was made.
  init(text: String, _ results: CheckResults? = nil) {
    status = JOURNEY_OK
    message = Text("")
    self.text = Text(text)
    self.results = results
    model = nil
  }

  /// A script that was checked.
  init(_ check: Check, isCancelled: Bool) {
    status = isCancelled ? JOURNEY_CANCELLED : JOURNEY_OK
    message = Text("")
    text = nil
    var results = CheckResults(
      checkedFiles: check.sources.prefix(1).map(\.name), findings: check.findings, waived: check.waived,
      sources: check.sources)
    results.noteRules(of: check.model)
    self.results = results
    model = check.model
  }

  /// The findings in lines, if something was checked.
  var lines: Text? { results.map { results in writtenLines.text { ShortReport().text(results) } } }

  /// The findings as JSON, if something was checked.
  var findings: Text? { results.map { results in writtenFindings.text { JSONReport().text(results) } } }

  /// The journeys as JSON, if there are some.
  var journeys: Text? { model.map { model in writtenModel.text { ModelJSON.text(of: model) } } }

  /// How many findings there are of a severity.
  func count(_ severity: Severity) -> Int { results?.findings.count { $0.severity == severity } ?? 0 }
}

/// A text that is written when it is first asked for; whoever asks at the same time waits for it.
private final class Written: Sendable {
  private let text = Mutex<Text?>(nil)

  func text(_ write: () -> String) -> Text {
    text.withLock { text in
      if let text { return text }
      let written = Text(write())
      text = written
      return written
    }
  }
}
