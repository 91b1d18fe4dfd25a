/// Lines: what they begin with and where they stand.
extension Explanation {
  static let unknownWord = Explanation(
    .unknownWord,
    means: "The line begins with a word that begins no line at this place.",
    because: """
      The first word of a line says what the line is. So a slip of the keyboard is an error with a suggestion, and never \
      silently drops a touchpoint or a check.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          ↓touchpont Checkout on store
            purpose transact
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
      """)

  static let attributeElsewhere = Explanation(
    .attributeElsewhere,
    means: "The line says something that only another kind of item can say.",
    because: """
      A line belongs to the item above it. A purpose is something that a touchpoint has; on a stage nobody would look for \
      it, and no rule would count it.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          ↓purpose transact
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
      """)

  static let attributeTooLate = Explanation(
    .attributeTooLate,
    means: "The line belongs to an outer item, and stands below the items in it.",
    because: """
      What an item says of itself stands right below its name, where a reader looks for it. Further down it would look as \
      if it belonged to the last touchpoint.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
          ↓phase during
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          phase during
          touchpoint Checkout on store
            purpose transact
      """)

  static let outsideItsPlace = Explanation(
    .outsideItsPlace,
    means: "The line is a good one, and stands where nothing of its kind can stand.",
    because: """
      Touchpoints stand in a stage, stages in a journey, imports at the top. Without that order nobody could tell to which \
      part of the journey a touchpoint belongs.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        ↓touchpoint Checkout on store
          purpose transact
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
      """)

  static let missingName = Explanation(
    .missingName,
    means: "Something that needs a name has none.",
    because: """
      Arrows, findings and maps speak of items by their names. A name of several words stands in quotes.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          ↓touchpoint on store
            purpose transact
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
      """)

  static let missingValue = Explanation(
    .missingValue,
    means: "The line stops before it has said anything.",
    because: """
      A line that only begins leaves open what was meant. What nobody knows yet is left out, or written as `unknown`.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose↓
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
            purpose transact
      """)

  static let missingReason = Explanation(
    .missingReason,
    means: "A finding is waived, and nobody says why.",
    because: """
      A waiver outlives the meeting in which it was agreed. With its reason, the next reader can tell whether it still \
      holds; without one it is only a finding that was switched off.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
        allow single-channel-stage on Purchase↓
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
        allow single-channel-stage on Purchase because "The pilot runs in one shop"
      """)

  static let missingEnd = Explanation(
    .missingEnd,
    means: "A block (`for each`, `if`, `template`) is opened and never closed.",
    because: """
      `end` says where the repetition stops. Without it, the rest of the journey would be repeated as well.
      """,
    wrong: """
      journey "Buying a phone"
        channel email
        channel sms
        stage Awareness
          ↓for each way in email, sms
            touchpoint "Offer by {way}" on way
        stage Purchase
          touchpoint Receipt on email
      """,
    right: """
      journey "Buying a phone"
        channel email
        channel sms
        stage Awareness
          for each way in email, sms
            touchpoint "Offer by {way}" on way
          end
        stage Purchase
          touchpoint Receipt on email
      """)
}
