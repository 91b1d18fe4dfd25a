/// What a project sets.
extension Explanation {
  static let unusedSetting = Explanation(
    .unusedSetting,
    means: "A setting of the project changes nothing.",
    because: """
      Who reads a setting believes that it counts. One that meets no script, no item, or a rule that is off was mostly \
      left behind when something was renamed, and what it was for is no longer so.
      """,
    isSelfContained: false,
    wrong: """
      project Phones
        ↓set touchpoints of too-complex to 60
      """,
    right: """
      project Phones
        severity of too-complex is warning
        set touchpoints of too-complex to 60
      """)
}
