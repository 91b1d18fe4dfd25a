#if FUZZING
  import CLibFuzzer
  import FuzzChecks

  // SAFETY: libFuzzer gives `most` bytes of room, of which `size` are used, and reads as many as are given back.

  /// How libFuzzer changes an input: half of the time as it knows, else as somebody edits a script.
  @c(LLVMFuzzerCustomMutator)
  public func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int, _ seed: CUnsignedInt) -> Int {
    var dice = Dice(seed: seed)
    if size == 0 || dice.roll(2) == 0 { return unsafe LLVMFuzzerMutate(data, size, most) }
    var script = EditedScript(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
    for _ in 0...dice.roll(3) { script.edit(&dice) }
    return unsafe copy(script.bytes, to: data, most)
  }

  /// How libFuzzer makes one input of two: lines of the one among lines of the other.
  @c(LLVMFuzzerCustomCrossOver)
  public func crossOver(
    _ first: UnsafePointer<UInt8>, _ firstSize: Int, _ second: UnsafePointer<UInt8>, _ secondSize: Int,
    _ out: UnsafeMutablePointer<UInt8>, _ most: Int, _ seed: CUnsignedInt
  ) -> Int {
    var dice = Dice(seed: seed)
    var script = EditedScript(unsafe Array(UnsafeBufferPointer(start: first, count: firstSize)))
    script.splice(EditedScript(unsafe Array(UnsafeBufferPointer(start: second, count: secondSize))), &dice)
    return unsafe copy(script.bytes, to: out, most)
  }

  private func copy(_ bytes: [UInt8], to data: UnsafeMutablePointer<UInt8>, _ most: Int) -> Int {
    let count = min(bytes.count, most)
    for place in 0..<count { unsafe data[place] = bytes[place] }
    return count
  }
#endif
