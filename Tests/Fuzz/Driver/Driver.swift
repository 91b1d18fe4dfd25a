import FuzzChecks
import Glibc

#if FUZZING
  import CLibFuzzer
#endif

/// Runs the checks of one target, `FUZZ_TARGET`: in a build of `make fuzz` over all that libFuzzer thinks of, else over
/// the files that are named.
@main struct Driver {
  static func main() {
    // SAFETY: nothing else runs yet that could change the environment.
    guard let name = unsafe getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: unsafe String(cString: name))
    else {
      print("FUZZ_TARGET is one of: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
      exit(2)
    }
    #if FUZZING
      unsafe chosen = target
      // SAFETY: libFuzzer reads the arguments of the process, which live as long as it does.
      var count = CommandLine.argc
      var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
      let code = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        // SAFETY: the bytes are libFuzzer's, and are copied before anything else happens.
        let input = unsafe Array(UnsafeBufferPointer(start: data, count: size))
        let problems = unsafe Driver.chosen.problems(in: input)
        if !problems.isEmpty { fatalError(problems.joined(separator: "\n")) }
        return 0
      }
      exit(code)
    #else
      var isSound = true
      for path in CommandLine.arguments.dropFirst() {
        let problems = target.problems(in: bytes(of: path))
        isSound = isSound && problems.isEmpty
        for problem in problems { print("\(path): \(problem)") }
      }
      exit(isSound ? 0 : 1)
    #endif
  }

  #if FUZZING
    /// SAFETY: it is set once, before libFuzzer's one thread begins.
    nonisolated(unsafe) private static var chosen = FuzzTarget.parser
  #else
    private static func bytes(of path: String) -> [UInt8] {
      // SAFETY: the stream is closed where it was opened, and `fread` writes no more than there is room for.
      guard let file = unsafe fopen(path, "rb") else { return [] }
      defer { unsafe fclose(file) }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = unsafe fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
      return bytes
    }
  #endif
}
