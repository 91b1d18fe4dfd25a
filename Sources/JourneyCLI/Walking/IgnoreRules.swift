import GitIgnore
import Journey

/// What the `.gitignore` files of a repository, and its `.git/info/exclude`, say of the entries of one folder.
///
/// What a person has git ignore everywhere (`core.excludesFile`) does not count: a script that passes on one machine is
/// not to fail on another.
struct IgnoreRules {
  static let fileName = ".gitignore"
  private static let limit = 1 << 20

  /// The lines of a file, and where in the path of an entry its folder ends.
  private struct File {
    let patterns: [IgnorePattern]
    let base: Int
  }

  /// The files from the outermost to the nearest, which is asked first.
  private var files: [File] = []
  /// The folder's path from the top of the repository, with a slash at its end; empty at the top.
  private var folder: [UInt8] = []

  /// The rules at the top of a repository, without those of its `.gitignore`.
  init(top: String) throws(FileProblem) {
    guard let folder = IgnoreRules.commonFolder(of: top) else { return }
    let path = "\(folder)/info/exclude"
    if Files.isFolder(path) == false { try add(path) }
  }

  /// The rules in a folder without links and dots, without those of its own `.gitignore`; nothing outside of a repository.
  init?(in folder: String) throws(FileProblem) {
    guard let top = IgnoreRules.top(above: folder) else { return nil }
    try self.init(top: top)
    var path = top
    for part in folder.dropFirst(top.count).split(separator: "/") {
      try addFile(of: path)
      path = Paths.joined(path, String(part))
      self = entering(String(part))
    }
  }

  /// The rules in a folder of this one.
  func entering(_ name: String) -> IgnoreRules {
    var inner = self
    inner.folder += Array(name.utf8) + [UInt8(ascii: "/")]
    return inner
  }

  /// Adds the lines of the `.gitignore` of a folder, if it has one.
  mutating func addFile(of path: String) throws(FileProblem) {
    let file = Paths.joined(path, IgnoreRules.fileName)
    // Like git, through no link: a repository is not to be ruled by what lies outside of it.
    if Files.kind(ofLink: file) == .file { try add(file) }
  }

  private static let longestLine = 4_096

  private mutating func add(_ path: String) throws(FileProblem) {
    var bytes = try Files.read(path, limit: IgnoreRules.limit, allowsPipes: false)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    // To compare takes the product of the lengths.
    guard lines.allSatisfy({ $0.count <= IgnoreRules.longestLine }) else {
      throw FileProblem(
        path: path, reason: "it has a line of more than \(IgnoreRules.longestLine) bytes, and no path is that long")
    }
    let patterns = lines.compactMap { line in
      IgnorePattern(line: Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
    }
    files.append(File(patterns: patterns, base: folder.count))
  }

  /// Whether an entry of this folder is ignored: the last line that means it, in the nearest file that has one, decides.
  func ignores(_ name: String, isFolder: Bool) -> Bool {
    guard !files.isEmpty else { return false }
    let path = folder + Array(name.utf8)
    for file in files.reversed() {
      for pattern in file.patterns.reversed()
      where pattern.matches(path[file.base...], name: path[folder.count...], isFolder: isFolder) {
        return !pattern.isNegative
      }
    }
    return false
  }

  // MARK: Repositories

  /// The nearest folder at or above one that is a work tree of git.
  static func top(above folder: String) -> String? {
    var current = folder
    while true {
      if isTop(current) { return current }
      guard let slash = current.lastIndex(of: "/"), current != "/" else { return nil }
      current = slash == current.startIndex ? "/" : String(current[..<slash])
    }
  }

  private static func isTop(_ folder: String) -> Bool { Files.isFolder(Paths.joined(folder, ".git")) != nil }

  /// Where git keeps what all work trees of a repository share: `.git`, or where the file of that name leads to.
  private static func commonFolder(of top: String) -> String? {
    let path = Paths.joined(top, ".git")
    if Files.isFolder(path) == true { return path }
    guard let folder = line(of: path, after: "gitdir: ").map({ $0.hasPrefix("/") ? $0 : "\(top)/\($0)" }) else {
      return nil
    }
    guard let common = line(of: "\(folder)/commondir", after: "") else { return folder }
    return common.hasPrefix("/") ? common : "\(folder)/\(common)"
  }

  private static func line(of path: String, after word: String) -> String? {
    guard let bytes = try? Files.read(path, limit: 1 << 16, allowsPipes: false) else { return nil }
    let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    return line.hasPrefix(word) && line.count > word.count ? String(line.dropFirst(word.count)) : nil
  }
}
