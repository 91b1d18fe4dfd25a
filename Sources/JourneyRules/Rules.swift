import JourneyModel
import JourneySyntax

extension Rule {
  /// The built-in rules by what they look after, in the order of the reference.
  public static let groups: [(title: String, rules: [Rule])] = [
    (
      "Missing layers",
      [
        .stageWithoutTouchpoint, .layerMissing, .phaseMissing, .startsTooLate, .endsTooEarly, .singleChannelStage,
        .tooFewChannels, .onlyProactive, .onlyReactive, .noWayToAnswer, .noPersonToTurnTo, .ownershipGap,
        .momentOfTruthMissing, .frameworkGap, .noLoyaltyLoop, .noFeedback, .noRecovery, .notAnInteraction,
      ]
    ),
    (
      "Weak layers",
      [
        .layerWeak, .touchpointWeak, .weakestStage, .thinStage, .touchpointWithoutPurpose, .touchpointWithoutOwner,
        .touchpointWithoutMeasure, .touchpointWithoutEvidence, .evidenceStale, .impersonalJourney, .painUnanswered,
        .importantUnsupported, .transactWithoutNext, .partnerWithoutPromise,
      ]
    ),
    (
      "The way through",
      [
        .unreachableTouchpoint, .entryUnsaid, .deadEnd, .outcomeUnreachable, .sharesOver100, .sharesIncomplete,
        .instantLoop, .endlessLoop, .identicalArrows, .backwardStage, .tooComplex, .badDuration, .targetMissed,
        .singlePointOfFailure, .dropoutHotspot,
      ]
    ),
    (
      "People",
      [
        .personaNotReached, .personaShutOut, .personaWithoutPath, .personaShares, .notAccessible,
      ]
    ),
    (
      "Data and consent",
      [
        .personalWithoutData, .contactBeforeConsent, .identityMissing, .noOptOut, .asksAgain, .capturedNeverUsed,
        .toldTooLate, .inconsistentMessage,
      ]
    ),
    (
      "Time and pressure",
      [
        .contactPressure, .outOfHours, .slowAnswer, .silentWait, .messageAfterSuccess,
      ]
    ),
    (
      "Experience",
      [
        .forcedChannelSwitch, .channelPingPong, .handoffWithoutContext, .emotionCliff, .troughUnanswered, .badEnding,
        .tooMuchEffort,
      ]
    ),
    (
      "Upkeep",
      [
        .unusedDeclaration, .unownedJourney, .duplicateTouchpoint, .misleadingIndentation, .retiredInUse,
        .expiredWaiver, .unusedWaiver,
      ]
    ),
  ]

  /// Every built-in rule, in the order of the reference.
  public static let all: [Rule] = groups.flatMap(\.rules)

  /// The rule with a name.
  public static func named(_ name: String) -> Rule? { all.first { $0.name == name } }
}
