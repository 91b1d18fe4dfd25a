import JourneyRules
import JourneySyntax

/// Where the names of files lead from: a pipeline knows a file by its path from the project's folder, wherever the
/// command was called.
public struct SourceRoot: Hashable, Sendable {
  /// The project's folder, as an absolute path without links and dots.
  public var folder: String
  /// The folder that names are relative to, as such a path.
  public var workingFolder: String

  /// A project's folder, and the folder where the command was called.
  public init(folder: String, workingFolder: String) {
    self.folder = folder
    self.workingFolder = workingFolder
  }

  /// A file's path from the project's folder; an absolute one where the file lies elsewhere.
  public func path(of file: String) -> String {
    // What came by standard input is no file.
    guard file != SourceRoot.standardInput else { return file }
    let absolute = Paths.normalized(file.hasPrefix("/") ? file : "\(workingFolder)/\(file)")
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return absolute.hasPrefix(prefix) ? String(absolute.dropFirst(prefix.count)) : absolute
  }

  /// The name of a script that comes by standard input.
  public static let standardInput = "<stdin>"
}

extension CheckResults {
  /// The same with each file called by its path from the project's folder.
  var namedFromRoot: CheckResults {
    guard let root else { return self }
    var paths: [String: String] = [:]
    func renamed(_ file: String) -> String {
      if let known = paths[file] { return known }
      let path = root.path(of: file)
      paths[file] = path
      return path
    }
    func renamed(_ place: Place) -> Place { Place(renamed(place.file), place.range) }
    func renamed(_ finding: Finding) -> Finding {
      var finding = finding
      finding.place = renamed(finding.place)
      finding.related = finding.related.map { Related(renamed($0.place), $0.message) }
      finding.fix = finding.fix.map { fix in
        Fix(fix.title, fix.edits.map { Edit(renamed($0.place), $0.replacement) }, isSafe: fix.isSafe)
      }
      return finding
    }
    var results = self
    results.checkedFiles = checkedFiles.map { renamed($0) }
    results.findings = findings.map { renamed($0) }
    results.known = known.map { renamed($0) }
    results.unchanged = unchanged.map { renamed($0) }
    results.waived = waived.map {
      WaivedFinding(finding: renamed($0.finding), reason: $0.reason, place: renamed($0.place))
    }
    results.sources = sources.map { $0.named(renamed($0.name)) }
    return results
  }
}

/// Paths as text.
public enum Paths {
  /// A path without `.` and `..` parts where that can be told.
  public static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// A path as a URI (RFC 3986): relative, or one of the scheme `file` where the path is absolute.
  ///
  /// All but the unreserved characters are percent-encoded, so that no part of it is taken for a scheme, a query or a
  /// fragment.
  public static func uri(_ path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default: uri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return uri
  }
}
