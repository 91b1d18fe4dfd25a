public import JourneySyntax

/// The standard library: modules in the language itself, which every script can import, whatever its host.
///
/// A module is a file of this folder, compiled in as it is, with its comments: they say where it comes from.
public enum Library {
  /// What the paths of all modules begin with.
  public static let prefix = "std/"

  /// One module of the library.
  public struct Module: Sendable {
    /// What a script imports: `std/layers`.
    public let name: String
    private let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = Library.prefix + name
      self.bytes = bytes
    }

    /// The module as written.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The module as a script, under its name.
    public var source: Source { Source(name: name, bytes: bytes) }
    /// What is in it, in one sentence: its first line.
    public var summary: String { String(text.prefix { $0 != "\n" }.drop { $0 == "#" || $0 == " " }) }
  }

  /// All modules, in the order in which one would read them.
  public static let modules: [Module] = [
    Module("layers", PackageResources.layers_journey),
    Module("channels", PackageResources.channels_journey),
    Module("first", PackageResources.first_journey),
    Module("aida", PackageResources.aida_journey),
    Module("aarrr", PackageResources.aarrr_journey),
    Module("race", PackageResources.race_journey),
    Module("5e", PackageResources._e_journey),
    Module("stdc", PackageResources.stdc_journey),
    Module("cdj", PackageResources.cdj_journey),
  ]

  /// The module with a name such as `std/layers`.
  public static func module(_ name: String) -> Module? { modules.first { $0.name == name } }

  /// The module that declares something journeys can share under a name.
  static func module(declaring kind: ItemKind, _ name: String) -> Module? {
    modules.first { module in
      let tree = Tree(module.source)
      return tree.children(tree.file).contains { node in
        tree[node].kind == .item && tree[node].detail == UInt16(kind.rawValue)
          && tree.child(node, .name).map { NameTable.fold(tree.text($0)) } == NameTable.fold(name)
      }
    }
  }

  /// The names of modules near to one that there is not; an ending such as `.journey` is no part of it.
  public static func near(_ name: String) -> [String] {
    var stem = name.lowercased().dropFirst(prefix.count)
    if stem.hasSuffix(".journey") { stem = stem.dropLast(8) }
    let names = modules.map { String($0.name.dropFirst(prefix.count)) }
    let near = names.contains(String(stem)) ? [String(stem)] : Suggestion.near(String(stem), among: names)
    return near.map { prefix + $0 }
  }
}
