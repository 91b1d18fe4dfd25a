import Journey

/// Paths that stand in a file, for calls with more of them than a command line holds: `@FILE`.
///
/// Each line is a path, whatever it begins with, and never an option: a list is what a program says of a repository, and
/// no name of a file in there may change what is checked. Where a list has zero bytes, those part the paths, as
/// `git diff -z` writes them.
enum PathList {
  private static let limit = 1 << 26

  /// Paths with those of lists in their places; a file whose own name begins with @ is `./@name`.
  static func expanded(_ paths: [String]) throws -> [String] {
    guard paths.contains(where: { $0.hasPrefix("@") }) else { return paths }
    return try paths.flatMap { $0.hasPrefix("@") ? try lines(of: String($0.dropFirst())) : [$0] }
  }

  private static func lines(of file: String) throws -> [String] {
    guard !file.isEmpty, file != "-" else {
      throw Failure.usage("@\(file): behind @ stands the name of a file with a path in each line")
    }
    do throws(FileProblem) {
      let bytes = try Files.read(file, limit: limit)
      let hasZeros = bytes.contains(0)
      return bytes.split(separator: hasZeros ? 0 : UInt8(ascii: "\n")).compactMap { line in
        let path = String(
          decoding: !hasZeros && line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        // What begins with a hyphen or is one is a file here.
        return path.isEmpty ? nil : path == "-" ? "./-" : path
      }
    } catch {
      throw Failure.usage(
        error.isMissing
          ? "@\(file): there is no such list of paths; a file whose own name begins with @ is written ./@\(file)"
          : "@\(file): \(error.reason)")
    }
  }
}
