import Journey
import JourneySession

/// What the command gives a session: the files of this machine, its clock, and imports as everywhere.
enum CommandHost {
  static func host(config: String? = nil, limits: Limits) -> SessionHost {
    var host = SessionHost(limits: limits)
    host.read = { read($0, limits: limits) }
    host.write = { path, bytes in
      do throws(FileProblem) {
        return .success(try Files.replace(path, with: bytes))
      } catch {
        return .failure(HostProblem(error.reason))
      }
    }
    host.project = { project(of: $0, config: config, limits: limits) }
    host.paths = { paths(beginningWith: $0) }
    let clock = ContinuousClock()
    let start = clock.now
    host.seconds = {
      let time = (clock.now - start).components
      return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }
    host.loader = Imports.loader(limits: limits)
    return host
  }

  /// Reads a script.
  static func read(_ path: String, limits: Limits) -> Result<Source, HostProblem> {
    guard Files.isFolder(path) != true else { return .failure(HostProblem("it is a folder")) }
    do throws(FileProblem) {
      return .success(Source(name: Paths.normalized(path), bytes: try Files.read(path, limit: limits.bytes)))
    } catch {
      return .failure(HostProblem(error.reason))
    }
  }

  /// The project of a script, read anew each time: it may have been edited meanwhile.
  private static func project(of path: String?, config: String?, limits: Limits) -> SessionProject {
    let script = path ?? "-"
    do {
      var projects = try Projects(config: config, limits: limits)
      let project = try projects.project(of: script)
      let errors = FindingCounts(project.findings(besides: [], isWhole: false)).errors
      let name = Display.plain(project.source?.name ?? "", limit: 400)
      let problem = errors == 0 ? nil : "Some settings do not apply: `journey check \(name)` shows why."
      return SessionProject(settings: project.settings, path: project.path(of: script), problem: problem)
    } catch {
      return SessionProject(problem: "The project's settings do not apply: \(error).")
    }
  }

  /// The folders and scripts whose paths begin with a text.
  private static func paths(beginningWith prefix: String) -> [String] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    guard let names = try? Files.names(in: folder.isEmpty ? "." : folder) else { return [] }
    return names.compactMap { name in
      let path = folder + name
      guard path.hasPrefix(prefix), !name.hasPrefix(".") || prefix.count > folder.count else { return nil }
      if Files.isFolder(path) == true { return path + "/" }
      return name.hasSuffix(".journey") ? path : nil
    }.sorted()
  }

  /// The file whose lines a conversation at a terminal begins with, if there is one.
  static var startupFile: String? {
    let folder = Terminal.variable("XDG_CONFIG_HOME") ?? Terminal.variable("HOME").map { $0 + "/.config" }
    let path = folder.map { $0 + "/journey/startup" }
    return path.flatMap { Files.isFolder($0) == false ? $0 : nil }
  }
}
