import Journey

/// Which files a call looks at, with what stands where its options are left out.
struct FileChoice {
  /// What is passed over in folders, besides what projects say; from the working folder.
  var excluded: [PathPattern] = []
  /// Whether what git ignores is passed over in folders.
  var asksGit = true
  /// The file whose text comes by standard input.
  var standardInputName: String?
}

/// The scripts that a call means, and what of it could not be looked at.
struct Scripts {
  /// The paths of the call, with those of lists in their places.
  let paths: [String]
  /// The scripts, each once; `-` is standard input.
  private(set) var files: [String] = []
  private(set) var problems: [FileProblem] = []
  /// Whether standard input is a script that is passed over.
  private(set) var passesOverInput = false
  private let choice: FileChoice
  private let staged: StagedFiles?
  private var named: Set<String> = []

  /// Looks for scripts: files themselves, and the `.journey` files of folders.
  ///
  /// - Parameter entering: Is told of each folder before that is read.
  init(
    _ paths: [String], _ choice: FileChoice, _ projects: inout Projects, entering: (String) -> Void = { _ in }
  ) throws {
    try self.init(expanded: try PathList.expanded(paths), choice, &projects, entering: entering)
  }

  /// Looks for scripts below paths, with those of lists in their places already.
  ///
  /// - Parameters:
  ///   - staged: Where scripts are meant as they are staged, what they are.
  ///   - entering: Is told of each folder before that is read.
  init(
    expanded paths: [String], _ choice: FileChoice, _ projects: inout Projects, staged: StagedFiles? = nil,
    entering: (String) -> Void = { _ in }
  ) throws {
    self.choice = choice
    self.paths = paths
    self.staged = staged
    guard choice.standardInputName == nil || self.paths.contains("-") else {
      throw Failure.usage("--stdin-filename says what standard input is called: add - to read that")
    }
    let here = Files.real(".")
    func isExcluded(_ path: String, _ real: String) throws -> Bool {
      let local = here.map { Project.path(real, from: $0) } ?? path
      return try choice.excluded.contains { $0.matches(local) } || projects.excludes(path, at: real)
    }
    if let staged {
      files = try staged.files(paths, excluding: isExcluded)
      return
    }
    var seen: [String: String] = [:]
    /// Whether a script is a new one, by its path without links and dots. Names that differ in nothing but how their
    /// letters are written are one name to whatever compares texts: none of them is passed over in silence.
    func isNew(_ path: String, _ real: String) -> Bool {
      guard let other = seen.updateValue(real, forKey: real) else { return true }
      if !other.utf8.elementsEqual(real.utf8) {
        problems.append(
          FileProblem(path: path, reason: Paths.twinReason))
      }
      return false
    }
    for path in self.paths {
      if path == "-" {
        if let name = choice.standardInputName, try isExcluded(name, Paths.absolute(name) ?? name) {
          passesOverInput = true
        } else if isNew(path, path) {
          files.append(path)
        }
        continue
      }
      let isFolder: Bool
      do throws(FileProblem) {
        isFolder = try Files.kind(of: path) == .folder
      } catch {
        problems.append(error)
        continue
      }
      guard isFolder else {
        let real = Files.real(path) ?? path
        guard !Paths.joinsNeighbours(real) else {
          problems.append(FileProblem(path: path, reason: Paths.joiningReason))
          continue
        }
        named.insert(path)
        if isNew(path, real) { files.append(path) }
        continue
      }
      let walk = try Walk(path, asksGit: choice.asksGit, entering: entering, isExcluded: isExcluded)
      problems += walk.problems
      for script in walk.found where isNew(script.path, script.real) {
        files.append(script.path)
        projects.know(script.path, at: script.real)
      }
    }
  }

  /// Passes over all scripts but some.
  mutating func keep(_ kept: [String]) { files = kept }

  /// What settings and imports of a script go by: its path, or what standard input is called.
  func place(of file: String) -> String { file == "-" ? choice.standardInputName ?? file : file }

  /// Reads a script.
  func source(_ file: String, limits: Limits = Limits()) throws(FileProblem) -> Source {
    if let staged { return try staged.source(file) }
    let name = file == "-" && choice.standardInputName == nil ? Script.standardInput : Paths.normalized(place(of: file))
    let isNamed = file == "-" || named.contains(file)
    do throws(FileProblem) {
      // What a folder held as a file is no pipe by now, nor a device that never ends.
      return Source(name: name, bytes: try Files.read(file, limit: limits.bytes, allowsPipes: isNamed))
    } catch {
      throw error.isMissing && !isNamed
        ? FileProblem(path: file, reason: "it was there when this began, and is gone now") : error
    }
  }

  /// What is made of a script, or why it cannot be read.
  func reading<Value>(_ file: String, _ body: (Source) -> Value) -> Result<Value, FileProblem> {
    do throws(FileProblem) { return .success(body(try source(file))) } catch { return .failure(error) }
  }
}
