import Journey

extension Paths {
  /// Whether a name is one of a script. By bytes: to characters a sign before the dot may be a part of it.
  static func isScript(_ name: String) -> Bool {
    let ending = ".journey".utf8
    return name.utf8.count > ending.count && name.utf8.suffix(ending.count).elementsEqual(ending)
  }

  /// Whether a part of a path joins the slash before it or the dot of its ending into one character, as an accent does
  /// that stands alone. Whatever looks for slashes and endings would not see them, and so pass a script over.
  static func joinsNeighbours(_ path: String) -> Bool {
    path.utf8.count { $0 == 0x2F } != path.count { $0 == "/" } || isScript(path) && !path.hasSuffix(".journey")
      || "/\(path)".first != "/"
  }

  static let twinReason = "another file has this name, its letters written otherwise: rename one of them"

  static let joiningReason =
    "its name has a sign that joins what stands beside it, an accent alone, say: give it another name"

  /// The path of an entry of a folder.
  static func joined(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// A path without links and dots, and where it is not there, its nearest folder that is, with the rest behind it;
  /// nothing where it climbs out of what is not there.
  static func absolute(_ path: String) -> String? {
    if let real = Files.real(path) { return real }
    let (folder, rest) = existing(path)
    guard let real = Files.real(folder), !rest.split(separator: "/").contains("..") else { return nil }
    return normalized("\(real)/\(rest)")
  }

  /// The nearest folder above a path that is there, and what follows it.
  static func existing(_ path: String) -> (folder: String, rest: String) {
    var folder = Imports.folder(of: path)
    var rest = String(path.dropFirst(folder.count))
    while !folder.isEmpty, folder != "/", Files.isFolder(folder) != true {
      let parent = Imports.folder(of: String(folder.dropLast()))
      rest = String(folder.dropFirst(parent.count)) + rest
      folder = parent
    }
    return (folder.isEmpty ? "." : folder, rest)
  }

  /// A path from the root, links of its folders followed, but not that of its last part; nothing where it climbs out of
  /// what is not there.
  static func unfollowed(_ path: String) -> String? {
    let (folder, rest) = existing(path)
    guard let real = Files.real(folder), !rest.split(separator: "/").contains("..") else { return nil }
    return normalized("\(real)/\(rest)")
  }

  /// The way from a folder to a file, both from the root and without dots.
  static func relative(_ path: String, from folder: String) -> String {
    let (to, from) = (path.split(separator: "/"), folder.split(separator: "/"))
    let common = zip(to, from).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: from.count - common) + to.dropFirst(common)).joined(separator: "/")
  }
}
