/// Expectations, functions, and what this version does not do yet.
extension Explanation {
  static let unknownFunction = Explanation(
    .unknownFunction,
    means: "There is no function of this name.",
    because: """
      Functions are called as in a spreadsheet, and there are few: count, sum, average, min, max, some, all, round, join, \
      lower, if, and those about journeys.
      """,
    wrong: """
      journey "Buying a phone"
        channel hotline
        stage Consideration
          expect ↓avg(touchpoints.wait) < 10 min
          touchpoint "Advice by phone" on hotline
            wait 4 min
      """,
    right: """
      journey "Buying a phone"
        channel hotline
        stage Consideration
          expect average(touchpoints.wait) < 10 min
          touchpoint "Advice by phone" on hotline
            wait 4 min
      """)

  static let wrongArguments = Explanation(
    .wrongArguments,
    means: "A function is given too many values, too few, or none that it can take.",
    because: """
      `count` counts one list. To count two, count each and add them.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect ↓count(touchpoints, channels) > 1
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect count(touchpoints) + count(channels) > 1
          touchpoint Checkout on store
      """)

  static let tooEarly = Explanation(
    .tooEarly,
    means: "A figure of the flow is asked for where the journey is still being read.",
    because: """
      How likely an outcome is rests on every arrow of the journey. An attribute or the condition of a layer cannot ask for \
      it, since it is itself a part of what is being read. `expect` can, and so can a question at the prompt.
      """,
    wrong: """
      journey "Buying a phone"
        outcome Bought, success
        channel store
        layer likely
          matches ↓probability(Bought) > 10%
        stage Purchase
          touchpoint Checkout on store
            leads to Bought for 20%
      """,
    right: """
      journey "Buying a phone"
        expect probability(Bought) > 10%
        outcome Bought, success
        channel store
        stage Purchase
          touchpoint Checkout on store
            leads to Bought for 20%
      """)

  static let noFigures = Explanation(
    .noFigures,
    means: "A figure of the flow is asked for, and this journey has none.",
    because: """
      The flow is computed from where customers come in and from the shares of the arrows. Where nobody comes in, or loops \
      and conditions combine to more than can be computed, a figure would be made up, and so there is none.
      """,
    wrong: """
      journey "Buying a phone"
        expect ↓probability(Bought) > 10%
        outcome Bought, success
        channel store
        stage Purchase
      """,
    right: """
      journey "Buying a phone"
        expect probability(Bought) > 10%
        outcome Bought, success
        channel store
        stage Purchase
          touchpoint Checkout on store
            leads to Bought for 60%
      """)

  static let notTrue = Explanation(
    .notTrue,
    means: "Something that the script expects of itself does not hold.",
    because: """
      An `expect` is a promise about the journey, as one would write it into a brief. Each time someone changes the \
      journey it is asked again; the values behind it are shown beside it.
      """,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect ↓count(touchpoints) >= 2 otherwise "Who cannot pay here needs another way"
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        channel web
        stage Purchase
          expect count(touchpoints) >= 2
          touchpoint Checkout on store
          touchpoint "Online shop" on web
      """)

  static let wrongExample = Explanation(
    .wrongExample,
    means: "An example of a rule does not show what it says: a bad one passes, or a good one is flagged.",
    because: """
      The examples of a rule tell the reader what it is for, and prove that it does what its title says. Where they \
      do not agree with it, one of the two is wrong, and nobody should rely on either.
      """,
    wrong: """
      journey "Buying a phone"
        stage Purchase
          touchpoint "Store visit"

      rule short-waits "Nobody waits long"
        every touchpoint
        expect wait <= 5 min
        ↓example bad \"""
          journey Phone
            stage Purchase
              touchpoint Counter; wait 4 min
          \"""
      """,
    right: """
      journey "Buying a phone"
        stage Purchase
          touchpoint "Store visit"

      rule short-waits "Nobody waits long"
        every touchpoint
        expect wait <= 5 min
        example bad \"""
          journey Phone
            stage Purchase
              touchpoint Counter; wait 20 min
          \"""
      """)
}
