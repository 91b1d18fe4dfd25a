public import Journey

/// What a session asks of the program around it: files, imports and the clock. A session itself touches none of them.
///
/// Each part may be left out; then the commands that need it say so.
public struct SessionHost: Sendable {
  /// Reads the script with a path.
  public var read: @Sendable (_ path: String) -> Result<Source, HostProblem>
  /// Writes a script whole or not at all.
  public var write: @Sendable (_ path: String, _ bytes: [UInt8]) -> Result<Void, HostProblem>
  /// The paths that begin with a text, to be offered while one types; folders end in `/`.
  public var paths: @Sendable (_ prefix: String) -> [String]
  /// Whether the program can open a text in an editor, when an answer asks for it.
  public var hasEditor = false
  /// The seconds since some moment, for `:time`.
  public var seconds: @Sendable () -> Double
  /// The project that a script with a path belongs to, or one that has no path yet.
  public var project: @Sendable (_ path: String?) -> SessionProject
  /// The day that the dates of waivers are compared with; without one they are not.
  public var today: Day?
  /// How scripts find what they import.
  public var loader: Loader?
  /// What the program adds to the language that the scripts are for.
  public var vocabulary = HostVocabulary()
  /// What scripts and expressions may ask for, and whether somebody wants them to stop.
  public var limits: Limits

  /// A host that has nothing: no files, no imports, a clock that stands.
  public init(limits: Limits = Limits()) {
    read = { _ in .failure(HostProblem("there are no files here")) }
    write = { _, _ in .failure(HostProblem("there are no files here")) }
    paths = { _ in [] }
    seconds = { 0 }
    project = { _ in SessionProject() }
    self.limits = limits
  }
}

/// What a session knows of the project that its script belongs to.
public struct SessionProject: Sendable {
  public var settings: ProjectSettings
  /// The script's path from the project's folder.
  public var path: String?
  /// What is wrong with the settings, in a sentence for the reader; nothing where all is well.
  public var problem: String?

  /// A project; without settings it changes nothing.
  public init(settings: ProjectSettings = ProjectSettings(), path: String? = nil, problem: String? = nil) {
    self.settings = settings
    self.path = path
    self.problem = problem
  }
}

/// Why a host could not do what it was asked for, in words that follow a path and a colon.
public struct HostProblem: Error, Equatable {
  /// `there is no such file or folder`
  public let reason: String

  /// A reason in words for people.
  public init(_ reason: String) { self.reason = reason }
}
