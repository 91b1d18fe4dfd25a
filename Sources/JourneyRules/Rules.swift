import JourneyModel
import JourneySyntax

extension Rule {
  /// Every built-in rule, in the order of the reference.
  public static let all: [Rule] = [
    .stageWithoutTouchpoint, .layerMissing, .singleChannelStage, .onlyProactive, .onlyReactive, .noWayToAnswer,
    .notAnInteraction, .layerWeak, .thinStage, .unreachableTouchpoint, .deadEnd, .outcomeUnreachable, .sharesOver100,
    .instantLoop, .unusedDeclaration, .misleadingIndentation,
  ]

  /// The rule with a name.
  public static func named(_ name: String) -> Rule? { all.first { $0.name == name } }
}
