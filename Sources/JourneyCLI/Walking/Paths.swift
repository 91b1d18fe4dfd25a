import Journey

extension Paths {
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
