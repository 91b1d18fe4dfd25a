import JourneyModel
import JourneySyntax

extension Rule {
  /// A stage on one channel only.
  public static let singleChannelStage: Rule = Rule(
    "single-channel-stage", .warning,
    flags: "a stage on one channel only: always where it is `important`, else from two touchpoints",
    because: "customers differ in the channels they prefer, and one channel shuts out all who avoid it",
    source: "Neslin et al., Challenges and Opportunities in Multichannel Customer Management, 2006",
    parameters: [Parameter("touchpoints", 2, "touchpoints from which a stage that is not important counts")],
    bad: [
      """
      journey Phone
        channel store
        channel web
        ↓stage Awareness
          touchpoint A on web
          touchpoint B on web
        stage Purchase
          touchpoint C on store
      """,
      """
      journey Phone
        channel store
        channel web
        stage Awareness
          touchpoint A on web
          touchpoint B on store
        ↓stage Purchase
          important
          touchpoint C on store
      """,
    ],
    good: [
      """
      journey Phone
        channel store
        channel web
        stage Awareness
          touchpoint A on web
          touchpoint B on store
        stage Purchase
          touchpoint C on store
      """,
      """
      journey Phone
        channel store
        channel web
        stage Purchase
          important
          touchpoint C on store, web
      """,
    ]
  ) { journey in
    let model = journey.model
    let enough = journey.parameter("touchpoints", of: .singleChannelStage)
    let single = journey.journey.stages.filter { stage in
      let touchpoints = journey.interactions(of: stage)
      // A touchpoint that names no channel may be on any.
      guard touchpoints.allSatisfy({ model.says(.on, $0) }), journey.channels(of: stage).count == 1,
        // A channel on which nobody can answer is the stronger finding, and a second channel mends both.
        journey.unanswerable(in: stage) == nil
      else { return false }
      return touchpoints.count >= enough || (model.has(.important, stage) && !touchpoints.isEmpty)
    }
    let isEverywhere = single.count > 1 && single.count == journey.journey.stages.count
    let help = "Let customers choose: add a touchpoint on another channel."
    guard isEverywhere else {
      return single.map { stage in
        let channel = journey.channels(of: stage).first.map { model.reference(to: $0) } ?? ""
        return journey.finding(
          .singleChannelStage, on: stage,
          "Stage \(model.reference(to: stage)) is on one channel only: \(channel)",
          label: model.has(.important, stage)
            ? "important, and on one channel" : "all its touchpoints are on one channel",
          help: help)
      }
    }
    return journey.grouped(
      .singleChannelStage, on: single, { "Each stage is on one channel only: \($0)" }, label: "one channel", help: help)
  }
}
