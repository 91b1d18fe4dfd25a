public import JourneySyntax

/// A script and all that it imports, read and parsed: what every evaluation of it begins with.
///
/// It is an evaluation that stands behind its first pass, or as far on as no parameter bears on it. Each run goes on with
/// a copy, so that none knows of another.
public struct LoadedScript: Sendable {
  private let evaluation: Evaluation
  /// How far the script's own journeys were made already, if they were.
  private var prepared: Preparation?
  private final class Preparation: Sendable {
    let evaluation: Evaluation
    let limits: Limits
    let weights: StrengthWeights

    init(_ evaluation: Evaluation, _ limits: Limits, _ weights: StrengthWeights) {
      (self.evaluation, self.limits, self.weights) = (evaluation, limits, weights)
    }
  }

  /// Finds and parses what a script imports.
  ///
  /// - Parameters:
  ///   - tree: The script.
  ///   - limits: What the script may ask for.
  ///   - loader: How imports are found; each is asked for once.
  ///   - words: What a host adds to the language; the tree is read in their dialect.
  public init(
    _ tree: Tree, limits: Limits = Limits(), loader: Loader? = nil, words: HostWords = .none
  ) {
    var evaluation = Evaluation(tree, limits: limits, loader: loader, words: words)
    evaluation.load()
    self.evaluation = evaluation
  }

  /// Makes as much of the model as no parameter bears on, for runs to begin with: its items, and what they say too if
  /// that asks for no parameter, nor for a function of the host, whose answers may change from run to run. It takes as
  /// long as a run, and the memory of a model.
  ///
  /// - Parameters:
  ///   - weights: What strengths will be counted with.
  ///   - limits: What the script may ask for, as in the runs; where it asks for more, nothing is prepared.
  public mutating func prepare(weights: StrengthWeights, limits: Limits) {
    var run = evaluation
    run.limit(to: limits)
    run.model.weights = weights.withinBounds
    while run.progress < .made {
      run.advance()
      guard !run.isExhausted, !run.hasAskedHost, run.hasAskedForNoParameter else { return }
      prepared = Preparation(run, limits, weights)
    }
  }

  /// The script, then the files that it imports.
  public var trees: [Tree] { evaluation.model.trees }

  /// Evaluates the script: its model, and everything that is wrong with it, what the parser found included.
  ///
  /// - Parameters:
  ///   - selection: Which journeys the model is to hold.
  ///   - settings: What parameters are, by name; each is read as its default is written.
  ///   - weights: What strengths are counted with.
  ///   - limits: What the script may ask for.
  public func evaluated(
    _ selection: Model.Selection = .own, settings: [String: String] = [:],
    weights: StrengthWeights = StrengthWeights(), limits: Limits = Limits()
  ) -> (Model, [Finding]) {
    var run: Evaluation
    if let prepared, selection == .own, prepared.weights == weights, prepared.limits.allowAsMuch(as: limits) {
      run = prepared.evaluation
      run.limit(to: limits)
      run.settings = settings
      run.setParameters()
    } else {
      run = evaluation
      run.limit(to: limits)
      run.selection = selection
      run.settings = settings
      run.model.weights = weights.withinBounds
    }
    run.run()
    return (run.model, run.findings)
  }
}
