import ArgumentParser
import Journey

/// The project that scripts belong to: a folder, and the settings in its `project.journey`.
struct Project {
  /// The folder without links and dots; nothing where there is none to be found.
  let folder: String?
  /// The file that has the settings, if there is one, and its path without links and dots.
  let source: Source?
  let file: String?
  let settings: ProjectSettings
  private let tree: Tree?
  private let reading: SettingsReading?

  /// The name of the file that holds a project's settings.
  static let fileName = "project.journey"

  /// The settings in a file, or those of no file.
  init(
    folder: String?, source: Source? = nil, file: String? = nil, limits: Limits,
    vocabulary: HostVocabulary = HostVocabulary()
  ) {
    self.folder = folder
    self.source = source
    self.file = file
    tree = source.map { Tree($0, limits: limits) }
    reading = tree.flatMap { ProjectSettings.reading($0, rules: Rule.all + vocabulary.rules) }
    settings = reading?.settings ?? ProjectSettings()
  }

  /// What is wrong with the settings, once scripts were checked that declare some rules.
  func findings(besides rules: Set<String>, isWhole: Bool) -> [Finding] {
    (tree?.findings ?? []) + (reading?.findings(besides: rules, isWhole: isWhole) ?? [])
  }

  /// A path of the working folder as one of the project's folder, which patterns are compared with.
  ///
  /// Where nothing is set it is not needed, and not looked for.
  ///
  /// - Parameter real: The script's path without links and dots, where that is known already.
  func path(of script: String, at real: String? = nil) -> String? {
    guard !settings.settings.isEmpty, script != "-", let folder, let real = real ?? Paths.absolute(script) else {
      return nil
    }
    return Project.path(real, from: folder)
  }

  /// A path below a folder, from there; other paths as they are.
  static func path(_ path: String, from folder: String) -> String {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  // MARK: Finding one

  /// The nearest folder at or above one that has `project.journey` or `.git`; the folder is without links and dots.
  static func root(above folder: String) -> String? { nearest(above: folder, with: [fileName, ".git"]) }

  /// The folder of the repository that a folder is in; a path without links and dots.
  static func repository(above folder: String) -> String? { nearest(above: folder, with: [".git"]) }

  private static func nearest(above folder: String, with names: [String]) -> String? {
    var current = folder
    while !current.isEmpty {
      if names.contains(where: { Files.isFolder("\(current)/\($0)") != nil }) { return current }
      guard let slash = current.lastIndex(of: "/") else { break }
      current = String(current[..<slash])
    }
    return nil
  }

  /// A file's name as one would type it in the working folder.
  static func name(of file: String, below folder: String) -> String {
    let full = "\(folder)/\(file)"
    guard let here = Files.real(".") else { return full }
    if here == folder { return file }
    let shorter = path(full, from: here)
    guard shorter == full, here.hasPrefix(folder + "/") else { return shorter }
    let steps = here.dropFirst(folder.count).split(separator: "/").count
    return String(repeating: "../", count: steps) + file
  }
}

/// The projects of the scripts that a command looks at, each read once.
struct Projects {
  /// The file that was named on the command line; it is for all scripts.
  private let named: Project?
  private let limits: Limits
  /// What the program adds to the language that the scripts are for.
  let vocabulary: HostVocabulary
  private var byFolder: [String: Project] = [:]
  /// The paths of scripts without links and dots, as far as they are known.
  private var reals: [String: String] = [:]
  /// Which settings of each file met something.
  private var uses: [String: SettingsUse] = [:]
  /// The rules that the scripts declare.
  private var rules: Set<String> = []
  /// Where settings are read from that are meant as they are staged.
  private let staged: StagedFiles?

  /// - Parameters:
  ///   - config: The file with the settings of all scripts; without it, each script's project is looked for.
  ///   - vocabulary: The file with the words of the program that the scripts are for.
  ///   - staged: Where scripts are meant as they are staged, what they are.
  init(
    config: String? = nil, vocabulary file: String? = nil, limits: Limits = Limits(), staged: StagedFiles? = nil
  ) throws {
    let vocabulary = try VocabularyOptions.vocabulary(in: file)
    self.vocabulary = vocabulary
    self.limits = limits
    self.staged = staged
    named = try config.map { path in
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
      let source = try Script.source(path, limits: limits)
      let project = Project(
        folder: Files.real(folder), source: source, file: Files.real(path), limits: limits,
        vocabulary: vocabulary)
      if ProjectSettings.reading(Tree(source, limits: limits)) == nil {
        throw Failure.usage("\(path) has no settings; they stand below a line `project`")
      }
      return project
    }
  }

  /// The project of a script, or of what is in a folder; of the working folder for standard input.
  mutating func project(of path: String, isFolder: Bool = false) throws -> Project {
    if let named { return named }
    let slash = path.lastIndex(of: "/")
    let folder = isFolder ? path : path == "-" ? "." : slash.map { String(path[...$0]) } ?? "."
    if let known = byFolder[folder] { return known }
    let project = try find(from: folder)
    byFolder[folder] = project
    return project
  }

  private mutating func find(from folder: String) throws -> Project {
    let start = Paths.absolute(folder)
    guard let start, let root = Project.root(above: start) else { return Project(folder: start, limits: limits) }
    // Folders of one project share its settings.
    if let known = byFolder[root] { return known }
    let path = "\(root)/\(Project.fileName)"
    var project = Project(folder: root, limits: limits)
    if staged.map({ $0.has(path) }) ?? (Files.isFolder(path) == false) {
      let name = Project.name(of: Project.fileName, below: root)
      do throws(FileProblem) {
        let bytes: [UInt8]
        if let staged {
          bytes = try staged.read(path, limits: limits)
        } else {
          bytes = try Files.read(path, limit: limits.bytes, allowsPipes: false)
        }
        project = Project(
          folder: root, source: Source(name: name, bytes: bytes), file: path, limits: limits, vocabulary: vocabulary)
      } catch {
        throw Failure.usage("\(name): \(error.reason)")
      }
    }
    byFolder[root] = project
    return project
  }
}

// MARK: What the settings meet

extension Projects {
  /// Whether a script, or a folder, is passed over when the folder that it is in is checked.
  mutating func excludes(_ script: String, at real: String) throws -> Bool {
    let project = try project(of: script)
    guard let file = project.file, let path = project.path(of: script, at: real) else { return false }
    return uses[file, default: SettingsUse(of: project.settings)].excludes(path)
  }

  /// Takes note of where a script is: that is asked several times, and the system takes its time to tell.
  mutating func know(_ script: String, at real: String) { reals[script] = real }

  /// The path of a script from its project's folder.
  mutating func path(of script: String) throws -> String? {
    try project(of: script).path(of: script, at: reals[script])
  }

  /// Takes note of a script that was checked.
  mutating func note(_ model: Model, of script: String) throws {
    rules.formUnion(model.rules.map(\.name))
    let project = try project(of: script)
    guard let file = project.file else { return }
    uses[file, default: SettingsUse(of: project.settings)].note(
      model, at: project.path(of: script, at: reals[script]) ?? "")
  }

  /// What is wrong with the settings that were used, and of projects that were checked as a whole, which of them met
  /// nothing.
  ///
  /// - Parameter files: The scripts that were checked; what is wrong with one of them was said there.
  func findings(whole paths: [String], besides files: [String]) throws -> (findings: [Finding], sources: [Source]) {
    let projects = Dictionary(
      ([named].compactMap { $0 } + byFolder.values).compactMap { project in project.file.map { ($0, project) } },
      uniquingKeysWith: { first, _ in first })
    guard !projects.isEmpty else { return ([], []) }
    let checked = Set(files.compactMap { reals[$0] ?? Files.real($0) })
    let folders = paths.filter { Files.isFolder($0) == true }.compactMap { Files.real($0) }
    var found: (findings: [Finding], sources: [Source]) = ([], [])
    for (file, project) in projects.sorted(by: { $0.key < $1.key }) {
      guard let source = project.source else { continue }
      let isWhole = folders.contains { ((project.folder ?? "") + "/").hasPrefix($0 == "/" ? $0 : $0 + "/") }
      let said = checked.contains(file) ? project.findings(besides: [], isWhole: false) : []
      var findings = project.findings(besides: rules, isWhole: isWhole).filter { !said.contains($0) }
      if isWhole, let use = uses[file] { findings += use.findings }
      guard !findings.isEmpty else { continue }
      found.findings += findings
      found.sources.append(source)
    }
    return found
  }
}

/// Where the settings are from, and the words that scripts may use besides those of the language.
struct ProjectOptions: ParsableArguments {
  @Option(help: "The file with the settings, in place of the project.journey at or above the script.")
  var config: String?

  @OptionGroup var words: VocabularyOptions
}
