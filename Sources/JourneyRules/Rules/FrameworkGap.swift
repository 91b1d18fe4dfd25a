import JourneyModel
import JourneySyntax

extension Rule {
  /// A step of the journey's framework that no stage takes.
  public static let frameworkGap: Rule = Rule(
    "framework-gap", .warning,
    flags: "a step of the journey's framework that no stage takes, that no framework has, or that comes out of order",
    because: "a framework is chosen for the steps that one would otherwise forget",
    source: Framework.allCases.map { "\($0.source) (\($0.rawValue))" }.joined(separator: "; "),
    needsWholeJourney: true,
    bad: [
      """
      journey Phone
        ↓framework RACE
        stage Find
          step reach
        stage Try
          step act
        stage Buy
          step convert
        stage Keep
      """,
      """
      journey Phone
        framework STDC
        stage Find
          step see
        stage Try
          ↓step thnk
        stage Buy
          step do
        stage Keep
          step care
      """,
      """
      journey Phone
        framework STDC
        stage Find
          step see
        stage Buy
          step do
        stage Think
          ↓step think
        stage Keep
          step care
      """,
    ],
    good: [
      """
      journey Phone
        framework STDC
        stage Find
          step see
        stage Think
          step think
        stage Look
          step think
        stage Buy
          step do
        stage Keep
          step care
      """,
      """
      journey Phone
        stage Find
          step reach
      journey Tablet
        framework RACE
        stage Find
          step reach
        stage Try
          step act
        stage Buy
          step convert
        stage Keep
          step engage
      """,
    ]
  ) { journey in
    let model = journey.model
    guard let name = model.value(.framework, of: journey.whole).string,
      let steps = Framework(rawValue: name)?.steps
    else { return [] }
    let said = Set(journey.journey.stages.compactMap { model.value(.step, of: $0).string?.lowercased() })
    var findings: [Finding] = []
    var highest = -1
    var taken: Set<Int> = []
    for stage in journey.journey.stages {
      guard let step = model.value(.step, of: stage).string else { continue }
      let place = model.place(of: .step, in: stage)
      guard let number = steps.firstIndex(of: step.lowercased()) else {
        findings.append(
          journey.finding(
            .frameworkGap, on: stage, "\(name) has no step `\(Display.plain(step))`", at: place,
            help: "Its steps are \(Suggestion.list(steps.map { "`\($0)`" }, "and")).",
            fix: Suggestion.near(step, among: steps.filter { !said.contains($0) }).first.flatMap { near in
              journey.fix("Write `\(near)`", journey.renaming(step, to: near, in: .step, of: stage))
            }))
        continue
      }
      taken.insert(number)
      if number < highest {
        findings.append(
          journey.finding(
            .frameworkGap, on: stage,
            "Stage \(model.reference(to: stage)) comes too late: in \(name), `\(steps[number])` stands before "
              + "`\(steps[highest])`",
            at: place, help: "Move the stage up, or say another step."))
      }
      highest = max(highest, number)
    }
    let missing = steps.indices.filter { !taken.contains($0) }.map { "`\(steps[$0])`" }
    guard !missing.isEmpty, findings.isEmpty else { return findings }
    let title =
      taken.isEmpty
      ? "No stage says which step of \(name) it is"
      : "No stage takes the step\(missing.count == 1 ? "" : "s") \(Suggestion.list(missing, "and")) of \(name)"
    return [
      journey.finding(
        .frameworkGap, on: journey.whole, title, at: model.place(of: .framework, in: journey.whole),
        help:
          "Below a stage, write its step, for example `step \(steps[steps.indices.first { !taken.contains($0) } ?? 0])`.",
        fix: journey.taking(steps))
    ]
  }
}

extension Examination {
  /// Gives the one step that is missing to the one stage that has none, where it stands there in order.
  fileprivate func taking(_ steps: [String]) -> Fix? {
    let said = journey.stages.map { model.value(.step, of: $0).string?.lowercased() }
    let missing = steps.filter { !said.contains($0) }
    guard missing.count == 1, let step = missing.first, said.count(where: { $0 == nil }) == 1,
      let place = said.firstIndex(of: nil)
    else { return nil }
    let numbers = said.map { steps.firstIndex(of: $0 ?? step) ?? 0 }
    guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
    let stage = journey.stages[place]
    return fix(
      "Let stage \(model.reference(to: stage)) be `\(step)`", adding(.step, Model.reference(step), to: stage))
  }
}
