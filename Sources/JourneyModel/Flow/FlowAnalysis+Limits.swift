public import JourneySyntax

extension FlowAnalysis {
  /// The warnings that the journey's flow uses more than half of a limit; as findings on the journey.
  public var nearLimits: [Finding] {
    guard let journey = journey.journey else { return [] }
    let place = model.place(of: journey)
    let warnings = [
      Limits.nearly(
        groups.map(\.states.extraCount).max() ?? 0, of: limits.states, at: place,
        help: "Ask for less data in `when`, or limit fewer arrows by `at most`."
      ) {
        "What is known of customers and how often arrows were taken combine to \($0) states, of \($1) that there may be"
      },
      Limits.nearly(
        groups.map { $0.solver.work.spent }.max() ?? 0, of: limits.elimination, at: place,
        help: "Lead fewer arrows back."
      ) { "The loops of this journey take \($0) multiplications to solve, of \($1) that they may take" },
    ]
    return warnings.compactMap { warning in
      guard var finding = warning else { return nil }
      finding.item = model.itemReference(journey)
      return finding
    }
  }
}
