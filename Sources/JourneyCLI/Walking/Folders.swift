import Journey

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Files {
  /// What a name stands for.
  enum Kind {
    case file, folder, link, other
  }

  /// An entry of a folder; its name has the replacement sign where it is no UTF-8, and then leads nowhere.
  struct Entry {
    let name: String
    let isReadable: Bool
    let kind: Kind
  }

  /// What a path is, links followed.
  static func kind(of path: String) throws(FileProblem) -> Kind {
    var status = stat()
    // SAFETY: `status` outlives the call, which fills it.
    guard unsafe stat(path, &status) == 0 else { throw FileProblem(path: path, code: errno) }
    return kind(status)
  }

  /// What a path is itself, be it a link; nothing where there is none such.
  static func kind(ofLink path: String) -> Kind? {
    var status = stat()
    // SAFETY: `status` outlives the call, which fills it.
    return unsafe lstat(path, &status) == 0 ? kind(status) : nil
  }

  private static func kind(_ status: stat) -> Kind {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: .folder
    case S_IFREG: .file
    case S_IFLNK: .link
    default: .other
    }
  }

  /// Whether a path is a folder; nothing where there is none such.
  static func isFolder(_ path: String) -> Bool? { (try? kind(of: path)).map { $0 == .folder } }

  /// What is in a folder, sorted by name.
  static func entries(in folder: String) throws(FileProblem) -> [Entry] {
    // SAFETY: the handle is closed once, below; each entry is read before the next call replaces it.
    guard let handle = unsafe opendir(folder) else { throw FileProblem(path: folder, code: errno) }
    defer { _ = unsafe closedir(handle) }
    var entries: [Entry] = []
    errno = 0
    while let entry = unsafe readdir(handle) {
      let (name, isReadable) = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { text in
          let valid = unsafe String(validatingCString: text)
          return unsafe (valid ?? String(cString: text), valid != nil)
        }
      }
      guard name != ".", name != ".." else { continue }
      let kind: Kind? =
        switch unsafe Int(entry.pointee.d_type) {
        case Int(DT_DIR): .folder
        case Int(DT_REG): .file
        case Int(DT_LNK): .link
        // Some file systems leave it to us to ask.
        case Int(DT_UNKNOWN): isReadable ? Files.kind(ofLink: Paths.joined(folder, name)) : .other
        default: .other
        }
      if let kind { entries.append(Entry(name: name, isReadable: isReadable, kind: kind)) }
      errno = 0
    }
    // The end of a folder and an error are told apart by this alone.
    guard errno == 0 else { throw FileProblem(path: folder, code: errno) }
    return entries.sorted { $0.name < $1.name }
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) throws(FileProblem) -> [String] { try entries(in: folder).map(\.name) }
}
