/// How much a script may ask for before Journey stops with a diagnostic.
///
/// Every limit can be set by a host; the defaults let a million touchpoints through and stop what only an attack needs.
/// Beyond half of one a warning says so, once for each script and limit, so that nobody learns of it by the error: all
/// but `findings`, whose rest is counted and hides nothing that the first ones do not say.
public struct Limits: Sendable {
  /// The bytes of one source. Beyond it: `too-long`.
  public var bytes = 256 << 20
  /// How deep parentheses and blocks may nest. Beyond it: `too-deep`.
  public var depth = 200
  /// The bytes of its thread's stack beyond which a check goes no deeper, counted from where it begins; what it does there
  /// takes some 30 kB more. Threads have half a megabyte or more nearly everywhere, and most scripts take less than
  /// 100 kB. Beyond it: `too-deep`.
  public var stack = Limits.defaultStack
  /// The items of one model, after blocks are expanded, and the members of one list. Beyond it: `too-many-items`.
  public var items = 2_000_000
  /// How often the bodies of blocks and templates may be repeated in all. Beyond it: `too-many-repetitions`.
  public var expansions = 200_000
  /// The steps that expansion and expressions may take in one evaluation: about two seconds' worth, and at most 320 MB of
  /// texts, since lists and texts are weighed by their size. Beyond it: `too-much-work`.
  public var steps = 20_000_000
  /// From how many items on a condition is asked of all of them at once. The answers are the same.
  public var batch = 32
  /// The files that a script may import, directly or through others. Beyond it: `too-many-imports`.
  public var imports = 1_000
  /// The findings of one file, and those of each rule, before the rest is only counted, by `too-many-findings`.
  public var findings = 1_000
  /// The bytes of one text that an expression makes. Beyond it: `text-too-long`.
  public var text = 1 << 20
  /// The bytes of memory that a script's trees and model may take, as they are reckoned while they are made: within a
  /// factor of two of what the process takes for them. Beyond it: `too-much-memory`.
  public var memory = 1 << 30

  /// The states of one journey's flow beyond one for each touchpoint: by the data and counters that its arrows ask for.
  /// Beyond it there are no figures of the flow, and a finding says so.
  public var states = 200_000
  /// The multiplications that taking loops apart may need in one analysis: a few seconds' worth. Beyond it there are no
  /// figures of the flow, and a finding says so.
  public var elimination = 100_000_000

  /// How long a check may take, by the host's clock; by default as long as the other limits allow. Beyond it:
  /// `out-of-time`.
  public var deadline: Deadline?

  /// Asked every few thousand steps: once it says yes, and it has to go on saying so, work ends with `cancelled`.
  ///
  /// A cancelled task ends what runs in it by itself. See also `Cancellation`, in the module `Journey`.
  public var isCancelled: (@Sendable () -> Bool)?

  /// The stack of the work that began with these limits, on the thread that it began on.
  package var taken = Stack()

  /// Whether work has taken the stack that it may take.
  package var isOutOfStack: Bool { taken.used > stack }

  /// Without optimisation, frames are several times as large.
  private static var defaultStack: Int {
    #if DEBUG
      4 << 20
    #else
      384 << 10
    #endif
  }

  /// The defaults.
  public init() {}

  /// Whether these are the same bounds as others, whatever time each has.
  package func allowAsMuch(as other: Limits) -> Bool {
    (bytes, depth, stack, items, expansions, steps) == (
      other.bytes, other.depth, other.stack, other.items, other.expansions, other.steps
    )
      && (batch, imports, findings, text, memory) == (
        other.batch, other.imports, other.findings, other.text, other.memory
      ) && (states, elimination) == (other.states, other.elimination)
  }
}
