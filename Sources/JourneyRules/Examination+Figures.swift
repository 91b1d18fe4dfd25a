import JourneyModel
import JourneySyntax
import Synchronization

extension Rule {
  /// The rules that ask for figures of the flow.
  static let ofFigures: [Rule] = [.targetMissed, .singlePointOfFailure, .dropoutHotspot, .badEnding]
}

/// What rules ask of the flow of customers.
extension Examination {
  /// Whether the journey says how many go some way. Where it says none, figures would be made up.
  var saysShares: Bool {
    journey.touchpoints.contains { touchpoint in model.arrows(from: touchpoint).contains { $0.share != nil } }
  }

  /// What a rule finds in the figures of the flow, and a word where the journey is too large for figures.
  ///
  /// What makes figures impossible is otherwise an error of its own: shares above 100%, a journey without touchpoints.
  func figures(
    for rule: Rule, _ find: (inout FlowAnalysis) throws(FlowProblem) -> [Finding]
  ) -> [Finding] {
    // Figures that rest on a forgotten arrow are an echo of `entry-unsaid`.
    guard lateEntries.isEmpty else { return [] }
    do throws(FlowProblem) {
      var analysis = try memo.analysis { () throws(FlowProblem) in
        try FlowAnalysis(model, journey, flow: flow, limits: limits)
      }
      return try find(&analysis)
    } catch {
      switch error {
      case .empty, .sharesAbove100, .interrupted: return []
      case .tooManyStates, .tooMuchData, .tooEntangled:
        let (title, help) = error.words(in: model)
        var finding = finding(rule, on: whole, title, help: help)
        finding.severity = .info
        return [finding]
      }
    }
  }

  /// What the share of those who come to a goal rests on that the script does not say, to stand behind it.
  func assumed(_ analysis: FlowAnalysis, _ goal: FlowAnalysis.Goal) -> String {
    analysis.assumptions(behind: goal).first.map { ", assumed that \($0.words(in: model))" } ?? ""
  }
}

/// The flow of a journey, computed for the first rule that asks for it and handed to the others.
final class FlowMemo: Sendable {
  private struct Kept {
    var analysis: FlowAnalysis?
    var problem: FlowProblem?
  }

  private let kept = Mutex(Kept())

  /// Lets go of the flow, which is large, and gives the warnings that it comes near to a limit, where it was computed.
  func finish() -> [Finding] {
    kept.withLock { kept in
      defer { kept.analysis = nil }
      return kept.analysis?.nearLimits ?? []
    }
  }

  /// What was computed before, or is now.
  func analysis(_ compute: () throws(FlowProblem) -> FlowAnalysis) throws(FlowProblem) -> FlowAnalysis {
    let known = kept.withLock { $0 }
    if let problem = known.problem { throw problem }
    if let analysis = known.analysis { return analysis }
    do throws(FlowProblem) {
      let analysis = try compute()
      kept.withLock { $0.analysis = analysis }
      return analysis
    } catch {
      kept.withLock { $0.problem = error }
      throw error
    }
  }
}
