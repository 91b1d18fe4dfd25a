import Journey

/// Those scripts of a call that changed, or use what did, and which of their findings concern the change.
struct ChangedScripts {
  /// How much of a script a change reaches.
  private enum Reach {
    case everywhere
    /// What differs from a text that git keeps.
    case lines(hash: String, Repository)
  }

  /// Where scripts are meant as they are staged, what they are.
  private(set) var staged: StagedFiles?
  private let scope: Repository.Scope
  /// The repositories by their folders, and the folders by those that are in them.
  private var repositories: [String: Repository] = [:]
  private var tops: [String: String?] = [:]
  private var reaches: [String: Reach] = [:]
  private var unchangedFiles = 0
  /// What each file imports, by path from the root.
  private var imports: [String: [String]] = [:]
  /// Whether files say something else than they did, by path from the root.
  private var otherwise: [String: Bool] = [:]
  /// What concerns the change, and what else there is.
  private var concerned: Set<Finding> = []
  private var others: Set<Finding> = []

  /// Asks git what changed around some paths.
  init(_ scope: Repository.Scope, _ paths: [String]) throws {
    self.scope = scope
    for path in paths {
      guard path != "-" else {
        throw Failure.usage("standard input has no history: leave \(scope.option) out, or name the file")
      }
      let folder = Files.isFolder(path) == true ? path : Paths.existing(path).folder
      guard let real = Files.real(folder) else { throw Failure.usage("\(path): there is no such file or folder") }
      _ = try repository(around: real, for: path)
    }
    if scope.isStaged { staged = StagedFiles(repositories: repositories) }
  }

  // MARK: What changed

  /// The repository of a folder, which is without links and dots; the nearest one, where they are in each other.
  ///
  /// - Parameter path: What is to be in a repository; where nothing is said, none is as well.
  private mutating func repository(around folder: String, for path: String? = nil) throws -> Repository? {
    if let known = tops[folder] { return known.flatMap { repositories[$0] } }
    var current = Substring(folder)
    while !current.isEmpty, Files.isFolder("\(current)/.git") == nil {
      current = current.lastIndex(of: "/").map { current[..<$0] } ?? ""
    }
    if let known = repositories[String(current)] {
      tops[folder] = .some(known.top)
      return known
    }
    guard let path = path ?? (current.isEmpty ? nil : folder) else {
      tops[folder] = .some(nil)
      return nil
    }
    let repository = try Repository(around: folder, scope, for: path)
    repositories[repository.top] = repository
    tops[folder] = .some(repository.top)
    return repository
  }

  /// What became of a file, by its path from the root.
  private mutating func change(of path: String) throws -> (change: Repository.Change, repository: Repository)? {
    let folder = Paths.existing(path).folder
    guard let real = Files.real(folder), let repository = try repository(around: real) else { return nil }
    return repository.changes[path].map { ($0, repository) }
  }

  /// The scripts among some that changed, or use what did; all of them, where another file changed that is for all.
  mutating func chosen(_ files: [String], because others: [String]) throws -> [String] {
    let isAll = try others.contains { try hasChanged($0) }
    for file in files {
      reaches[file] = isAll ? .everywhere : try reach(of: file)
    }
    unchangedFiles = files.count - reaches.count
    return files.filter { reaches[$0] != nil }
  }

  /// Whether a file changed, a link or what it leads to.
  private mutating func hasChanged(_ file: String) throws -> Bool {
    for path in [Paths.unfollowed(file), Files.real(file)].compactMap({ $0 }) where try change(of: path) != nil {
      return true
    }
    return false
  }

  /// Those of some findings that stand in files which changed.
  mutating func changed(_ findings: [Finding]) throws -> [Finding] {
    try findings.filter { try hasChanged($0.place.file) }
  }

  private mutating func reach(of file: String) throws -> Reach? {
    guard let path = Paths.unfollowed(file) else { return .everywhere }
    let own = try change(of: path) ?? (staged == nil ? Files.real(file).flatMap { try change(of: $0) } : nil)
    if own?.change == .added { return .everywhere }
    if try haveSettingsChanged(for: path) { return .everywhere }
    guard repositories.values.contains(where: { !$0.changes.isEmpty }) else { return nil }
    if try usesChange(path) { return .everywhere }
    guard case .modified(let hash)? = own?.change, let repository = own?.repository else { return nil }
    return .lines(hash: hash, repository)
  }

  /// Whether the settings of a script changed: those of the nearest project, or of one that is no more.
  private mutating func haveSettingsChanged(for path: String) throws -> Bool {
    var folder = Imports.folder(of: path)
    while !folder.isEmpty {
      let settings = folder + Project.fileName
      if settings != path, try saysOtherwise(settings) { return true }
      if Files.isFolder(settings) != nil || Files.isFolder("\(folder).git") != nil { return false }
      folder = Imports.folder(of: String(folder.dropLast()))
    }
    return false
  }

  /// Whether a file says something else than it did; layout and comments reach nobody who uses it.
  private mutating func saysOtherwise(_ path: String) throws -> Bool {
    if let known = otherwise[path] { return known }
    var differs = false
    if let (change, repository) = try change(of: path) {
      let limits = Limits()
      if case .modified(let hash) = change, let now = text(of: path),
        let was = try? repository.blob(hash, of: path, limits: limits)
      {
        differs = !Source(name: path, bytes: now).says(asMuchAs: Source(name: path, bytes: was))
      } else {
        differs = true
      }
    }
    otherwise[path] = differs
    return differs
  }

  /// The text of a file, as it is meant; nothing where it cannot be read.
  private func text(of path: String) -> [UInt8]? {
    let limits = Limits()
    return staged == nil
      ? try? Files.read(path, limit: limits.bytes, allowsPipes: false) : try? staged?.read(path, limits: limits)
  }

  /// Whether a script imports what changed, directly or not.
  private mutating func usesChange(_ path: String) throws -> Bool {
    var seen: Set<String> = [path]
    var pending = [path]
    while let next = pending.popLast() {
      for imported in self.imported(by: next) where seen.insert(imported).inserted {
        if try saysOtherwise(imported) { return true }
        pending.append(imported)
      }
    }
    return false
  }

  private static let word = Array("import".utf8)

  /// What a file imports, by path from the root; nothing where it cannot be read, which is said when it is checked.
  private mutating func imported(by path: String) -> [String] {
    if let known = imports[path] { return known }
    let bytes = text(of: path)
    // Most files import nothing, which is seen without reading them as scripts.
    let tree = bytes.flatMap { bytes in
      bytes.contains(ChangedScripts.word) ? Tree(Source(name: path, bytes: bytes), limits: Limits()) : nil
    }
    let found = (tree?.importedPaths ?? []).map { written in
      let joined = Paths.normalized(Imports.folder(of: path) + written)
      return staged == nil ? Files.real(joined) ?? joined : joined
    }
    imports[path] = found
    return found
  }

  // MARK: What concerns the change

  /// Takes note of a script that was checked.
  ///
  /// - Parameter check: Checks what the script was, as the script was checked.
  mutating func note(_ now: Journey.Check, of file: String, check: (Source) -> Journey.Check) throws {
    let findings = now.findings + now.waived.map(\.finding)
    guard case .lines(let hash, let repository)? = reaches[file] else { return concerned.formUnion(findings) }
    let name = now.sources[0].name
    let bytes: [UInt8]
    do throws(FileProblem) { bytes = try repository.blob(hash, of: name, limits: Limits()) } catch {
      throw Failure.usage("\(file): \(error.reason)")
    }
    let changes = ScriptChanges(from: check(Source(name: name, bytes: bytes)), to: now)
    for finding in findings {
      if changes.concerns(finding) { concerned.insert(finding) } else { others.insert(finding) }
    }
  }

  /// Parts what does not concern the change from the results of a run.
  func finish(_ results: inout CheckResults) {
    let others = others.subtracting(concerned)
    results.unchanged = results.findings.filter { others.contains($0) }
    results.findings.removeAll { others.contains($0) }
    results.waived.removeAll { others.contains($0.finding) }
    results.unchangedFiles = unchangedFiles
  }
}

extension Check {
  /// Refuses options that cannot be had together.
  ///
  /// - Parameter rewrites: Whether scripts are to be changed.
  func refuseContradictions(rewrites: Bool) throws {
    try baseline.refuseContradictions(variants, changes, rewrites: rewrites)
    if let changes, rewrites {
      throw Failure.usage(
        "fixes are made in whole scripts: leave \(changes.option) out and name the scripts, or leave --fix out")
    }
  }
}

extension [UInt8] {
  /// Whether some bytes stand somewhere among these, one behind the other.
  fileprivate func contains(_ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    var place = startIndex
    while let next = self[place...].firstIndex(of: first) {
      if self[next...].starts(with: word) { return true }
      place = next + 1
    }
    return false
  }
}
