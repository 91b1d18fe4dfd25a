/// How much a script may ask for before Journey stops with a diagnostic.
///
/// Every limit can be set by a host; the defaults let a million touchpoints through and stop what only an attack needs.
public struct Limits: Sendable {
  /// The bytes of one source.
  public var bytes = 256 << 20
  /// How deep parentheses and blocks may nest.
  public var depth = 200
  /// The items of one model, after blocks are expanded.
  public var items = 2_000_000
  /// How often the bodies of blocks may be repeated in all.
  public var expansions = 200_000
  /// The steps that expansion and expressions may take in one evaluation: about two seconds' worth, and at most 320 MB of
  /// texts, since lists and texts are weighed by their size.
  public var steps = 20_000_000
  /// From how many items on a condition is asked of all of them at once. The answers are the same.
  public var batch = 32
  /// The files that a script may import, directly or through others.
  public var imports = 1_000
  /// The findings of one file, and those of each rule, before the rest is only counted.
  public var findings = 1_000
  /// The bytes of one text that an expression makes.
  public var text = 1 << 20

  /// The states of one journey's flow beyond one for each touchpoint: by the data and counters that its arrows ask for.
  public var states = 200_000
  /// The multiplications that taking loops apart may need in one analysis: a few seconds' worth.
  public var elimination = 100_000_000

  /// Asked now and then while something is evaluated: once it says yes, the evaluation ends with a finding.
  ///
  /// It is how a host keeps a person from waiting. Without it an evaluation runs until it is done or out of steps.
  public var isCancelled: (@Sendable () -> Bool)?

  /// The defaults.
  public init() {}
}
