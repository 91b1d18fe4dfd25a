/// Limits on what is made of a script, and on the time and memory that it takes.
extension Explanation {
  static let tooManyRepetitions = Explanation(
    .tooManyRepetitions,
    means: "Blocks and templates are repeated more often than the limit allows.",
    because: """
      Blocks inside each other multiply, and so do templates that use others twice: ten of them in a row repeat the last \
      one a thousand times. What was meant is mostly one list.
      """, isSelfContained: false,
    wrong: """
      journey "Seasonal offers"
        channel email
        stage Awareness
          touchpoint Offer on email
            for each season in spring, summer
              for each size in small, large
                tags "{season} {size}"
              end
            end
      """,
    right: """
      journey "Seasonal offers"
        channel email
        stage Awareness
          touchpoint Offer on email
            tags spring, summer, small, large
      """)

  static let tooManyImports = Explanation(
    .tooManyImports,
    means: "The script imports more files than the limit allows, directly or through others.",
    because: """
      Files that import further ones without end would keep a check from ending. A project of hundreds of files has \
      mostly one of shared channels and personas that the others import.
      """, isSelfContained: false,
    wrong: """
      ↓import "channels/email.journey"
      import "channels/store.journey"

      journey "Buying a phone"
        stage Purchase
          touchpoint Checkout on store
      """,
    right: """
      import "shared/channels.journey"

      journey "Buying a phone"
        stage Purchase
          touchpoint Checkout on store
      """)

  static let textTooLong = Explanation(
    .textTooLong,
    means: "A text that is put together of parts grows beyond the limit.",
    because: """
      A text in which another is filled in twice doubles, and ten such texts make a thousand of the first. A message of a \
      million letters nobody reads.
      """, isSelfContained: false,
    wrong: """
      let slogan = "Buy now"
      let twice = slogan + ", " + slogan

      journey "Buying a phone"
        channel email
        stage Purchase
          touchpoint Offer on email
            says ↓"{twice}, {twice}"
      """,
    right: """
      let slogan = "Buy now"

      journey "Buying a phone"
        channel email
        stage Purchase
          touchpoint Offer on email
            says "{slogan}"
      """)

  static let tooMuchMemory = Explanation(
    .tooMuchMemory,
    means: "The script, with its blocks written out, takes more memory than the limit allows.",
    because: """
      Long texts in blocks of many rounds, or a large template that is used thousands of times, make a small file large. \
      The limit keeps one script from slowing down all others on the same machine.
      """, isSelfContained: false,
    wrong: """
      journey "Seasonal offers"
        channel email
        stage Awareness
          for each season in spring, summer, autumn, winter
            touchpoint "Offer {season}" on email
              says "The whole text of the {season} newsletter"
          end
      """,
    right: """
      journey "Seasonal offers"
        channel email
        stage Awareness
          touchpoint "Offer of the season" on email
            says "In short what the newsletter says"
      """)

  static let outOfTime = Explanation(
    .outOfTime,
    means: "The check takes longer than the program allows that runs it.",
    because: """
      A program that checks scripts while people wait cannot wait for one of them. What was found until then is shown; \
      the rest of the script may hold more.
      """, isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
      journey "Returning a phone"
        channel store
        stage Service
          touchpoint Return on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
      """)

  static let cancelled = Explanation(
    .cancelled,
    means: "Somebody stopped the check, or the evaluation, before it was done.",
    because: """
      Ctrl-C at the prompt, or the program that runs the check, ends it. What was found until then is shown; the rest of \
      the script may hold more.
      """, isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect all(touchpoints where count(touchpoints where wait > 5 min) is 0)
          touchpoint Checkout on store
      """,
    right: """
      journey "Buying a phone"
        channel store
        stage Purchase
          expect count(touchpoints where wait > 5 min) is 0
          touchpoint Checkout on store
      """)

  static let nearLimit = Explanation(
    .nearLimit,
    means: "The script uses more than half of something that it may have only so much of.",
    because: """
      What goes beyond a limit is not checked to its end. So it is better to know before the script has grown by as much \
      again. For most limits the way out is several scripts, each for one phase, one market or one persona.
      """, isSelfContained: false,
    wrong: """
      journey "Buying a phone"
        channel store
        stage Purchase
          touchpoint Checkout on store
        stage Service
          touchpoint Return on store
      """,
    right: """
      import "shared/channels.journey"

      journey "Returning a phone"
        stage Service
          touchpoint Return on store
      """)
}
