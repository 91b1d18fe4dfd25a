import CStack

/// How much of its thread's stack work takes from where it began.
///
/// Expressions that are nested and values that rest on each other are read by functions that call themselves. How much
/// stack that takes is up to the compiler, and how much there is up to who made the thread. So it is measured wherever
/// something goes deeper, and what would go too deep is a finding.
package struct Stack: Sendable {
  private var top: UInt = 0
  /// The address down to which nobody needs to look: what is taken is well below half of what may be.
  package private(set) var easy: UInt = 0

  /// Of work that has not begun: it takes nothing.
  init() {}

  /// Of work that begins here and may take so many bytes.
  init(bytes: Int) {
    top = journey_stack_address()
    let bytes = UInt(clamping: bytes)
    easy = top - min(top, bytes / 8 * 3)
  }

  /// The bytes that are taken.
  // Never in its callers, so that it is as far from each of them.
  @inline(never)
  package var used: Int { Int(clamping: top - min(top, journey_stack_address())) }
}
