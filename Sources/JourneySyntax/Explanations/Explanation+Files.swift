/// Files that import other files.
extension Explanation {
  static let importMissing = Explanation(
    .importMissing,
    means: "A file that is to be imported is not there, or cannot be read; or the standard library has no such module.",
    because: """
      Without the file, its channels and personas are unknown, and the journey cannot be checked. The path is told from \
      the file that imports; one that begins with `std/` is the library's, and `journey show std` lists what that has.
      """, isSelfContained: false,
    wrong: """
      import ↓"shared/chanels.journey"
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

  static let importOutside = Explanation(
    .importOutside,
    means: "A file that is to be imported lies outside the project's folder.",
    because: """
      A script reads only what stands in its own project. So one may check the script of a stranger without fear for \
      one's other files, and a project that is passed on is complete.
      """, isSelfContained: false,
    wrong: """
      import ↓"../../channels.journey"
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

  static let importCycle = Explanation(
    .importCycle,
    means: "Files import each other in a circle.",
    because: """
      Neither of the two can be read before the other. What both need belongs in a third file.
      """, isSelfContained: false,
    wrong: """
      import ↓"shared/channels.journey"
      channel store
      """,
    right: """
      channel store
      """)
}
