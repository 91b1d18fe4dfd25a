public import JourneySyntax

/// What a host adds to the language, ready to be looked up: its functions, units, kinds and modules.
///
/// `HostVocabulary` makes it; a tree is read with its `dialect`, and evaluated with the whole.
public struct HostWords: Sendable {
  private final class Storage: Sendable {
    let dialect: Dialect
    let functions: [String: HostFunction]
    let units: [Unit]
    /// The base units, one for each dimension, in the order registered, and by the dimensions' folded names.
    let bases: [Unit]
    let basesByName: [String: Unit]
    let modules: [HostModule]
    let modulesByPath: [String: HostModule]
    let prelude: Tree?
    let preludeNames: [String]

    init(_ functions: [HostFunction], _ units: [Unit], _ kinds: [HostKind], _ modules: [HostModule]) {
      self.functions = Dictionary(functions.map { (NameTable.fold($0.name), $0) }) { first, _ in first }
      self.units = units
      var (bases, known) = ([Unit](), [String: Unit]())
      for unit in units where unit.factor == .one && known[NameTable.fold(unit.dimension)] == nil {
        known[NameTable.fold(unit.dimension)] = unit
        bases.append(unit)
      }
      (self.bases, basesByName) = (bases, known)
      modulesByPath = Dictionary(modules.map { ($0.path, $0) }) { first, _ in first }
      self.modules = modules
      dialect = Dialect(
        units: units.map { Dialect.UnitName($0.name, plural: $0.plural) }, hasKinds: !kinds.isEmpty)
      prelude =
        kinds.isEmpty
        ? nil
        : Tree(
          Source(name: HostWords.preludeName, text: kinds.map(\.text).joined(separator: "\n")), dialect: dialect)
      preludeNames = kinds.flatMap { [$0.name] + $0.attributes.map(\.name) }
    }
  }
  private let storage: Storage?

  /// What the source of the host's kinds is called where something points at it.
  public static let preludeName = "vocabulary"
  /// No words at all.
  public static let none = HostWords()

  private init() { storage = nil }

  /// Words of a host. Of several functions or modules of one name, the first counts.
  public init(
    functions: [HostFunction] = [], units: [Unit] = [], kinds: [HostKind] = [], modules: [HostModule] = []
  ) {
    let isEmpty = functions.isEmpty && units.isEmpty && kinds.isEmpty && modules.isEmpty
    storage = isEmpty ? nil : Storage(functions, units, kinds, modules)
  }

  /// What the parser must know of them.
  public var dialect: Dialect { storage?.dialect ?? .plain }

  /// The functions, by name.
  public var functions: [HostFunction] { storage?.functions.values.sorted { $0.name < $1.name } ?? [] }

  /// The paths of the modules, in the order registered.
  public var modulePaths: [String] { storage?.modules.map(\.path) ?? [] }

  /// A function for those who show the language: completion and help.
  public var functionSummaries: [FunctionSummary] {
    functions.map { FunctionSummary(name: $0.name, example: $0.call(self), summary: $0.summary, isPending: false) }
  }

  func function(_ folded: String) -> HostFunction? { storage?.functions[folded] }

  /// The unit with a number of the dialect.
  func unit(_ number: UInt16) -> Unit? {
    storage.flatMap { Int(number) < $0.units.count ? $0.units[Int(number)] : nil }
  }

  /// The names of the dimensions.
  var dimensions: [String] { storage?.bases.map(\.dimension) ?? [] }

  /// The base unit of a dimension.
  func unit(of dimension: String) -> Unit? {
    storage.flatMap { $0.basesByName[NameTable.fold(dimension)] }
  }

  /// The module under a path.
  func module(_ path: String) -> Source? {
    storage?.modulesByPath[path].map { Source(name: $0.path, text: $0.text) }
  }

  /// The host's kinds as a script, where one of some scripts may speak of them.
  func prelude(for trees: [Tree]) -> Tree? {
    guard let storage, let prelude = storage.prelude else { return nil }
    let clause = Keyword.as.detail
    let isAsked = trees.contains { tree in
      storage.preludeNames.contains { tree.names.symbol(of: $0) != nil }
        || tree.nodes.contains { $0.kind == .clause && $0.detail == clause }
    }
    return isAsked ? prelude : nil
  }
}
