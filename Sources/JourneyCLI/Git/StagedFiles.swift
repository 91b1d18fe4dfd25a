import Journey

/// Files as they are staged: what git will commit, and not what an editor has open.
struct StagedFiles: Sendable {
  /// The repositories of the scripts, by their folders.
  let repositories: [String: Repository]

  /// The repository that has a path, and what is staged there.
  private func entry(_ path: String) -> (repository: Repository, entry: Repository.Entry?)? {
    var folder = Substring(path)
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if let repository = repositories[folder.isEmpty ? "/" : String(folder)] {
        return (repository, repository.staged[path])
      }
    }
    return nil
  }

  /// Whether a file is staged, by its path from the root.
  func has(_ path: String) -> Bool { entry(path)?.entry != nil }

  /// Reads a file by its path from the root.
  func read(_ path: String, limits: Limits) throws(FileProblem) -> [UInt8] {
    guard let (repository, entry) = entry(path), let entry else {
      throw FileProblem(path: path, reason: "git does not have it")
    }
    guard !entry.isLink else { throw FileProblem(path: path, reason: "it is staged as a link, which is not followed") }
    // The same text, without asking git for each of thousands.
    if !entry.differs, Files.real(path) == path {
      return try Files.read(path, limit: limits.bytes, allowsPipes: false)
    }
    return try repository.blob(entry.hash, of: path, limits: limits)
  }

  /// Reads a script that a call names.
  func source(_ file: String) throws(FileProblem) -> Source {
    do throws(FileProblem) {
      return Source(
        name: Paths.normalized(file), bytes: try read(Paths.unfollowed(file) ?? file, limits: Limits()))
    } catch {
      throw FileProblem(path: file, reason: error.reason)
    }
  }

  /// How scripts that are staged find what they import: as that is staged, and never outside the project's folder.
  func loader(limits: Limits) -> Loader {
    Loader { path, importer in
      guard !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(0) else { return .outside }
      let joined = Paths.normalized(Imports.folder(of: importer) + path)
      guard let absolute = Paths.unfollowed(joined), let (repository, entry) = entry(absolute) else { return .outside }
      guard Imports.isInside(absolute, Imports.root(of: importer) ?? repository.top) else { return .outside }
      // A repository within this one is at the commit that is checked out.
      let isInner = repository.inner.contains { Imports.isInside(absolute, $0) }
      guard entry != nil || isInner else { return .missing }
      do throws(FileProblem) {
        let bytes =
          isInner
          ? try Files.read(absolute, limit: limits.bytes, allowsPipes: false) : try read(absolute, limits: limits)
        return .source(Source(name: joined, bytes: bytes))
      } catch {
        return .unreadable(error.reason)
      }
    }
  }

  /// The files that paths mean: files themselves, and the `.journey` files of folders, as far as they are staged.
  func files(_ paths: [String], excluding isExcluded: (String, String) throws -> Bool) throws -> [String] {
    var files: [String] = []
    var seen: Set<String> = []
    for path in paths {
      guard let absolute = Paths.unfollowed(path).map({ Files.isFolder($0) == true ? Files.real($0) ?? $0 : $0 }) else {
        throw Failure.usage("\(path): there is no such file or folder")
      }
      if has(absolute) {
        if seen.insert(absolute).inserted { files.append(path) }
        continue
      }
      let prefix = absolute.hasSuffix("/") ? absolute : absolute + "/"
      let inside = repositories.values.flatMap { $0.staged.keys.filter { $0.utf8.starts(with: prefix.utf8) } }.sorted()
      if inside.isEmpty, Files.isFolder(absolute) != true {
        throw Failure.usage(
          Files.isFolder(absolute) == nil
            ? "\(path): there is no such file or folder" : "\(path): git does not have it; `git add` it first")
      }
      for file in inside where Paths.isScript(file) {
        guard !Paths.joinsNeighbours(file) else {
          throw Failure.files([FileProblem(path: file, reason: Paths.joiningReason)])
        }
        let rest = file.dropFirst(prefix.count)
        let name = path.hasSuffix("/") ? path + rest : "\(path)/\(rest)"
        guard !rest.split(separator: "/").contains(where: { $0.hasPrefix(".") }), try !isExcluded(name, file),
          seen.insert(file).inserted
        else { continue }
        files.append(name)
      }
    }
    return files
  }
}
