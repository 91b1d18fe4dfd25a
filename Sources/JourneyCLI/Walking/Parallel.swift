import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Work on several threads, whose results come in order, so that what is made of them does not depend on how many there
/// are.
///
/// Threads of the system, since tasks take an entry that a static binary pays 10 ms for.
enum Parallel {
  /// Works on numbers from 0, and takes what came of each, one after the other and on the thread of the caller.
  ///
  /// Without a number of jobs there are as many threads as cores. None of them is far ahead of what was taken, so that
  /// results do not pile up behind one that takes long.
  static func forEach<Result: Sendable>(
    _ count: Int, jobs: Int?, _ work: @escaping @Sendable (Int) -> Result, take: (Int, Result) throws -> Void
  ) rethrows {
    // To ask for the cores takes time, which a single number has no use for.
    let threads = count < 2 ? count : min(jobs ?? cores, count)
    // A few numbers at once, since to hand one over costs a change of threads; but enough parts that all end together.
    let size = max(1, min(16, count / (max(threads, 1) * 8)))
    let queue =
      threads < 2
      ? nil
      : Queue(count: (count + size - 1) / size, window: threads * 8) { part in
        (part * size..<min(count, (part + 1) * size)).map(work)
      }
    guard let queue, queue.start(threads) else {
      for number in 0..<count { try take(number, work(number)) }
      return
    }
    // However this ends, no thread outlives it.
    defer { queue.end() }
    var number = 0
    while number < count {
      for result in queue.next() {
        try take(number, result)
        number += 1
      }
    }
  }

  /// The cores that this process may use: those that it is bound to, and no more than its container has time for.
  static var cores: Int {
    let bound = Int(journey_cores())
    return max(1, min(bound, quota ?? bound))
  }

  /// How many cores a container has time for: `200000 100000` is two, `max 100000` any number.
  private static var quota: Int? {
    guard let bytes = try? Files.read("/sys/fs/cgroup/cpu.max", limit: 1_000, allowsPipes: false) else { return nil }
    let figures = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }.map { Int($0) }
    guard figures.count == 2, let time = figures[0], let period = figures[1], period > 0 else { return nil }
    return (time + period - 1) / period
  }
}

/// Parts of a work, what came of those that are done, and the threads that work on them.
///
/// All that changes is looked at only while the lock is held.
@safe private final class Queue<Result: Sendable>: @unchecked Sendable {
  private let count: Int
  private let window: Int
  private let work: @Sendable (Int) -> Result
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  /// The next part is done; there is room to work on another one.
  private let isDone = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let hasRoom = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var begun = 0
  private var taken = 0
  private var results: [Int: Result] = [:]
  private var isOver = false
  private var threads: [pthread_t] = []

  init(count: Int, window: Int, _ work: @escaping @Sendable (Int) -> Result) {
    (self.count, self.window, self.work) = (count, window, work)
    // SAFETY: each is made once, here, and stays where it is until it is destroyed.
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(isDone, nil)
    unsafe pthread_cond_init(hasRoom, nil)
  }

  deinit {
    // SAFETY: whoever waits or holds the lock holds the queue as well.
    unsafe pthread_cond_destroy(hasRoom)
    unsafe pthread_cond_destroy(isDone)
    unsafe pthread_mutex_destroy(lock)
    unsafe hasRoom.deallocate()
    unsafe isDone.deallocate()
    unsafe lock.deallocate()
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    // SAFETY: the lock is there as long as the queue is, and so it is for all that is done in a body.
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return body()
  }

  /// Starts threads; no where the system has none to give.
  func start(_ number: Int) -> Bool {
    var attributes = pthread_attr_t()
    // SAFETY: the attributes outlive the calls; each thread takes over one count of its body, and gives it back.
    guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
    defer { unsafe pthread_attr_destroy(&attributes) }
    // As much as the first thread has: elsewhere than here 128 kB may be what one gets.
    unsafe pthread_attr_setstacksize(&attributes, 8 << 20)
    for _ in 0..<number {
      let body = unsafe Unmanaged.passRetained(Body { self.run() })
      #if canImport(Darwin)
        var thread: pthread_t?
      #else
        var thread = pthread_t()
      #endif
      let code = unsafe pthread_create(
        &thread, &attributes,
        { pointer in
          // SAFETY: what was passed below is a body, and nobody else takes its count.
          #if canImport(Darwin)
            unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
          #else
            if let pointer = unsafe pointer { unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
          #endif
          return nil
        }, body.toOpaque())
      guard code == 0 else {
        unsafe body.release()
        break
      }
      #if canImport(Darwin)
        if let thread { threads.append(thread) }
      #else
        threads.append(thread)
      #endif
    }
    return !threads.isEmpty
  }

  /// Works on one part after the other.
  private func run() {
    while let part = claim() {
      let result = work(part)
      locked {
        results[part] = result
        if part == taken { unsafe pthread_cond_signal(isDone) }
      }
    }
  }

  private func claim() -> Int? {
    locked {
      while !isOver, begun < count, begun >= taken + window { unsafe pthread_cond_wait(hasRoom, lock) }
      guard !isOver, begun < count else { return nil }
      begun += 1
      return begun - 1
    }
  }

  /// What came of the next part, as soon as that is done.
  func next() -> Result {
    locked {
      while true {
        if let result = results.removeValue(forKey: taken) {
          taken += 1
          unsafe pthread_cond_broadcast(hasRoom)
          return result
        }
        unsafe pthread_cond_wait(isDone, lock)
      }
    }
  }

  /// Lets no thread begin another part, and waits until all have ended.
  func end() {
    locked {
      isOver = true
      unsafe pthread_cond_broadcast(hasRoom)
    }
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }
}

/// What a thread does.
private final class Body {
  let run: () -> Void
  init(_ run: @escaping () -> Void) { self.run = run }
}
