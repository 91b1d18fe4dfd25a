import JourneySyntax

/// What stands at the level of files and is used by its name: templates, kinds, scenarios, and the journeys of imported
/// files.
struct Sections {
  /// Where a section stands.
  struct Section: Hashable {
    let file: Int
    let node: NodeID
  }
  /// By kind and name, both in one number: a table with numbers for keys costs nothing while it is empty.
  private var sections: [Int: [Section]] = [:]
  /// Whether there is any: most scripts have none, and nothing is looked for.
  var isEmpty: Bool { sections.isEmpty }

  /// The sections of a kind with a name, in all files.
  fileprivate func named(_ symbol: Symbol, _ kind: NodeKind) -> [Section] {
    sections.isEmpty ? [] : sections[Sections.key(kind, symbol)] ?? []
  }

  /// All sections of a kind, in the order of files and lines.
  func all(_ kind: NodeKind) -> [Section] {
    sections.filter { $0.key >> 32 == Int(kind.rawValue) }.flatMap(\.value).sorted {
      ($0.file, $0.node) < ($1.file, $1.node)
    }
  }

  private static func key(_ kind: NodeKind, _ symbol: Symbol) -> Int { Int(kind.rawValue) << 32 | Int(symbol.rawValue) }

  fileprivate mutating func add(_ section: Section, _ kind: NodeKind, _ symbol: Symbol) {
    sections[Sections.key(kind, symbol), default: []].append(section)
  }
}

extension Evaluation {
  /// Finds the sections of all files by their names; what an import leaves out is not found.
  mutating func findSections() {
    let isReused = isReused
    for file in model.trees.indices {
      let tree = model.trees[file]
      for node in tree.children(tree.file) {
        let kind = tree[node].kind
        switch kind {
        case .template, .kind, .scenario: break
        case .item where file > 0 && tree[node].detail == UInt16(ItemKind.journey.rawValue): break
        case .item where file == 0 && isReused && tree[node].detail == UInt16(ItemKind.journey.rawValue): break
        default: continue
        }
        guard let name = tree.child(node, .name) else { continue }
        let symbol = nameSymbol(name, fileScope(file))
        guard symbol != .none else { continue }
        let isKnown = isKnown(symbol, of: file)
        let twice = sections.named(symbol, kind).first {
          $0.file == file || isKnown && self.isKnown(symbol, of: $0.file)
        }
        if let twice, kind != .item {
          reportSectionTwice(node, name, file, twice)
        } else {
          sections.add(Sections.Section(file: file, node: node), kind, symbol)
        }
      }
    }
    for template in sections.all(.template) { checkHoles(of: template) }
    checkTemplateCycles()
  }

  /// The section of a kind that a name means in a file: what an import leaves out is known in its own file alone.
  mutating func section(_ symbol: Symbol, _ kind: NodeKind, in file: Int) -> Sections.Section? {
    let all = sections.named(symbol, kind)
    guard !chosen.isEmpty else { return all.first }
    return all.first { $0.file == file } ?? all.first { isKnown(symbol, of: $0.file) }
  }

  /// The sections of a kind, without those that imports leave out.
  func knownSections(_ kind: NodeKind) -> [Sections.Section] {
    let all = sections.all(kind)
    guard !chosen.isEmpty else { return all }
    return all.filter { section in
      let tree = model.trees[section.file]
      let name = tree.child(section.node, .name)
      return name.flatMap { names.symbol(of: rawText($0, tree)) }.map { isKnown($0, of: section.file) } ?? false
    }
  }

  /// A scope in which names are only names.
  func fileScope(_ file: Int) -> Scope { Scope(file: file, frame: Int32(file), number: 0) }

  private mutating func reportSectionTwice(_ node: NodeID, _ name: NodeID, _ file: Int, _ first: Sections.Section) {
    let tree = model.trees[file]
    let other = model.trees[first.file]
    let word = Evaluation.word(of: tree[node].kind)
    // What the host registered, its scripts cannot declare anew.
    if file == preludeFile, let own = other.child(first.node, .name) {
      let written = Display.plain(other.text(own))
      return report(
        .declaredTwice, "There is a kind `\(written)` of the program already", at: own, in: first.file,
        help: "Choose another name, for example `my-\(written)`, or remove the section and use the program's kind.")
    }
    report(
      .declaredTwice, "\(word.capitalized) \(Display.plain(tree.text(name))) is declared twice", at: name, in: file,
      related: [Related(other.place(other.child(first.node, .name) ?? first.node), "declared here first")],
      help: "Give one of them another name, or remove it.")
  }

  /// The names of a circle, as a message shows them.
  static func circle(_ names: [String]) -> String {
    let shown = names.count > 8 ? names.prefix(4) + ["…"] + names.suffix(3) : names[...]
    return shown.joined(separator: " → ")
  }

  /// The word that begins a section.
  static func word(of kind: NodeKind) -> String {
    switch kind {
    case .template: "template"
    case .kind: "kind"
    case .scenario: "scenario"
    case .rule: "rule"
    case .test: "test"
    default: "journey"
    }
  }

  /// The names of the sections of a kind, for what was probably meant.
  func sectionNames(_ kind: NodeKind) -> [String] {
    knownSections(kind).compactMap { section in
      let tree = model.trees[section.file]
      return tree.child(section.node, .name).map { rawText($0, tree) }
    }
  }
}
