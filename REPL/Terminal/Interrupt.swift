internal import CTerminal

/// Whether the reader wants a running evaluation to stop: Ctrl-C outside of the prompt.
///
/// It never ends the process. Whoever evaluates for long asks now and then, as often as between any two steps.
public enum Interrupt {
  /// Whether Ctrl-C was pressed since the last block was handed over.
  public static var isRequested: Bool { journey_was_interrupted() }

  /// Forgets a Ctrl-C that was obeyed.
  public static func forget() { journey_forget_interrupt() }
}
