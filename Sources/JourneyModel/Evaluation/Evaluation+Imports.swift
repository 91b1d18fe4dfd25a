import JourneySyntax

/// Files that a script imports: found by the host, parsed once each, and never in a circle.
extension Evaluation {
  /// What a file takes from another: all of it, or some names.
  struct Import {
    let file: Int
    let node: NodeID
    /// The names that are taken, as nodes of the importing file; nothing where all are.
    let names: [NodeID]?
  }

  /// Loads what a file imports, and what that imports in turn.
  mutating func loadImports(of file: Int, chain: [String]) {
    let tree = model.trees[file]
    while imports.count <= file { imports.append([]) }
    for node in tree.children(tree.file) where tree[node].kind == .importLine {
      // Many files of a few megabytes each are many megabytes.
      guard lookUp(node, file) else { return }
      let from = tree.clause(node, .from)
      guard !tree[node].flags.contains(.broken), let text = tree.child(from ?? node, .text) else {
        hasFailedImport = true
        continue
      }
      let names = from.map { _ in tree.children(node).filter { tree[$0].kind == .name } }
      if let target = load(rawText(text, tree), at: text, in: file, chain: chain + [tree.source.name]) {
        imports[file].append(Import(file: target, node: node, names: names))
      }
    }
  }

  /// Reads a file, or finds it among those that were read; gives its number, or nothing after a finding.
  private mutating func load(_ path: String, at node: NodeID, in file: Int, chain: [String]) -> Int? {
    let errors = restraint.errors
    defer { if restraint.errors > errors { hasFailedImport = true } }
    // A file is looked for among all that were read, by as many lines as a script has.
    guard spend(1 + Evaluation.weight(ofSearching: model.trees.count + chain.count), at: node, in: file) else {
      return nil
    }
    guard let (source, parsed) = find(path, at: node, in: file) else { return nil }
    if chain.contains(source.name) {
      let circle = chain.drop { $0 != source.name } + [source.name]
      report(
        .importCycle, "These files import each other: \(circle.map { Display.plain($0) }.joined(separator: " → "))",
        at: node, in: file, help: "Move what both need into a third file.")
      return nil
    }
    if let known = model.trees.firstIndex(where: { $0.source.name == source.name }) { return known }
    guard chain.count < limits.depth else {
      report(
        .tooDeep, "Files import each other over more than \(limits.depth) steps", at: node, in: file,
        help: "Import some of them here, one after another.")
      return nil
    }
    let tree = parsed ?? Tree(source, limits: limits, dialect: model.words.dialect)
    findings += tree.findings
    let number = addFile(tree)
    endWithTree()
    loadImports(of: number, chain: chain)
    return number
  }

  /// Reads the host's kinds, where a script speaks of them, as a file that all others see.
  mutating func loadPrelude() {
    guard preludeFile < 0, let prelude = model.words.prelude(for: model.trees) else { return }
    findings += prelude.findings
    preludeFile = addFile(prelude)
    while imports.count <= preludeFile { imports.append([]) }
  }

  /// Lines hold the number of their file in two bytes.
  private static let mostFiles = 60_000

  /// Asks the standard library or the host for a file, which may come parsed.
  private mutating func find(_ path: String, at node: NodeID, in file: Int) -> (Source, Tree?)? {
    if path.hasPrefix(Library.prefix) {
      let module = Library.module(path)
      if module == nil { reportUnknownModule(path, at: node, in: file) }
      return module.map { ($0.source, nil) }
    }
    guard model.trees.count <= min(limits.imports, Evaluation.mostFiles) else {
      report(
        .tooManyImports, "The script imports more than \(limits.imports) files", at: node, in: file,
        help: "Join some of them.")
      return nil
    }
    if let module = model.words.module(path) { return (module, nil) }
    let shown = Display.plain(path)
    let near = Suggestion.near(path, among: model.words.modulePaths)
    let modules = near.isEmpty ? nil : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?"
    guard let loader else {
      report(
        .importMissing, "Nothing can be imported here", at: node, in: file,
        help: modules ?? "This text is checked by itself; check it as a file to import others.")
      return nil
    }
    switch loader.load(path, model.trees[file].source.name) {
    case .missing:
      report(
        .importMissing, "There is no file `\(shown)`", at: node, in: file,
        help: modules ?? "The path is relative to this file: `\(Display.plain(model.trees[file].source.name))`.")
    case .outside:
      report(
        .importOutside, "`\(shown)` lies outside the project's folder", at: node, in: file,
        why: "A script reads only what stands beside it, so that checking a stranger's script is safe.",
        help: "Move the file into the project, or check from a folder above both.")
    case .unreadable(let reason):
      report(
        .importMissing, "`\(shown)` cannot be read: \(reason)", at: node, in: file,
        help: "Look at the file's permissions.")
    case .source(let source): return (source, nil)
    case .tree(let tree): return (tree.source, tree)
    }
    return nil
  }

  private mutating func reportUnknownModule(_ path: String, at node: NodeID, in file: Int) {
    let near = Library.near(path)
    let all = Library.modules.map { "`\($0.name)`" }
    report(
      .importMissing, "The standard library has no `\(Display.plain(path))`", at: node, in: file,
      why: "What begins with `std/` comes with Journey. A folder of yours that is called so is reached by `./std/…`.",
      help: near.isEmpty
        ? "It has \(Suggestion.list(all, "and"))." : "Did you mean \(Suggestion.list(near.map { "`\($0)`" }))?",
      fix: near.first.map {
        Fix("Import `\($0)`", [Edit(model.trees[file].place(node), "\"\($0)\"")], isSafe: false)
      })
  }

  // MARK: Names

  /// Whether a name of a file is known to those that import it: all are, unless every import takes only some.
  func isKnown(_ symbol: Symbol, of file: Int) -> Bool { chosen[file]?.contains(symbol.rawValue) ?? true }

  /// Decides which names of each file the others know.
  mutating func chooseNames() {
    guard imports.contains(where: { $0.contains { $0.names != nil } }) else { return }
    var whole: Set<Int> = [0]
    for line in imports.joined() where line.names == nil { whole.insert(line.file) }
    for (file, lines) in imports.enumerated() {
      for line in lines where !whole.contains(line.file) {
        for name in line.names ?? [] {
          chosen[line.file, default: []].insert(nameSymbol(name, fileScope(file)).rawValue)
        }
      }
    }
  }

  /// Gives each file the variables of those it imports, which are read where they stand.
  ///
  /// A file's own variable hides an imported one. What an imported file imports is known as well, as its items are.
  mutating func shareVariables() {
    guard model.trees.count > 1, frames.contains(where: { !$0.bindings.isEmpty }) else { return }
    let own = frames.prefix(model.trees.count).map { Array($0.bindings.keys) }
    for file in model.trees.indices where !imports[file].isEmpty {
      var reached: Set<Int> = [file]
      var next = imports[file].map(\.file)
      while let other = next.popLast() {
        guard reached.insert(other).inserted, spend(own[other].count, at: model.trees[0].file, in: 0) else { continue }
        next += imports[other].map(\.file)
        for symbol in own[other] where isKnown(symbol, of: other) {
          guard let known = frames[file].bindings[symbol] else {
            frames[file].bindings[symbol] = .elsewhere(Int32(other))
            continue
          }
          if case .elsewhere(let frame) = known, file == 0 { reportVariableTwice(symbol, Int(frame), other) }
        }
      }
    }
  }

  private mutating func reportVariableTwice(_ symbol: Symbol, _ first: Int, _ second: Int) {
    guard let one = line(of: symbol, in: first), let other = line(of: symbol, in: second) else { return }
    report(
      .declaredTwice, "`\(names.spelling(symbol))` is given a value in two imported files", at: other, in: second,
      related: [Related(model.trees[first].place(one), "the other one")], help: "Rename one of the two.")
  }

  private func line(of symbol: Symbol, in file: Int) -> NodeID? {
    if case .expression(let node, _)? = frames[file].bindings[symbol] { node } else { nil }
  }

  /// Says which names were asked of a file that has none such.
  mutating func checkImportedNames() {
    var declared: [Int: Set<Symbol>] = [:]
    for (file, lines) in imports.enumerated() {
      for line in lines {
        guard let asked = line.names else { continue }
        let known = declared[line.file] ?? names(declaredIn: line.file)
        declared[line.file] = known
        for name in asked {
          let symbol = nameSymbol(name, fileScope(file))
          noteImport(name, symbol, of: line.file, in: file)
          guard !known.contains(symbol), !declares(symbol, line.file) else { continue }
          reportNotImported(name, in: file, from: line.file)
        }
      }
    }
  }

  /// Notes what an imported name means: what stands at the level of the file, else what it shares otherwise.
  private mutating func noteImport(_ name: NodeID, _ symbol: Symbol, of other: Int, in file: Int) {
    guard record != nil else { return }
    let tree = model.trees[other]
    for node in tree.children(tree.file) where tree[node].kind != .importLine {
      guard step(at: name, in: file) else { return }
      guard let declared = tree.child(node, .name), nameSymbol(declared, fileScope(other)) == symbol else { continue }
      note(name, in: file, means: node, in: other)
    }
    for kind in [ItemKind.persona, .channel, .layer] {
      let key = NameIndex.Key(space: kind.rawValue, scope: 0, symbol: symbol)
      if let id = declared.find(key, model.items) { note(name, in: file, means: id) }
    }
    if frames[other].bindings[symbol] != nil { note(name, in: file, variable: symbol, of: Int32(other)) }
  }

  private mutating func reportNotImported(_ name: NodeID, in file: Int, from other: Int) {
    // Looking for near names is dear, and after so many nobody reads them.
    unknownNames += 1
    let written = nameText(name, fileScope(file))
    let near = unknownNames > Evaluation.mostSuggestions ? [] : Suggestion.near(written, among: sharedNames(other))
    report(
      .unknownName,
      "`\(Display.plain(model.trees[other].source.name))` has nothing that is called \(Display.plain(model.trees[file].text(name)))",
      at: name, in: file,
      help: near.isEmpty ? "Import what the file shares, or all of it: `import \"…\"`." : suggestion(near),
      fix: replacement(near, name, fileScope(file)))
  }

  /// The names of all that stands at the level of a file.
  private mutating func names(declaredIn file: Int) -> Set<Symbol> {
    let tree = model.trees[file]
    return Set(tree.children(tree.file).compactMap { tree.child($0, .name) }.map { nameSymbol($0, fileScope(file)) })
  }

  /// Whether a file shares something under a name that stands in a block, or in a file that it imports itself.
  private mutating func declares(_ symbol: Symbol, _ file: Int) -> Bool {
    frames[file].bindings[symbol] != nil
      || [ItemKind.persona, .channel, .layer].contains { kind in
        declared.find(NameIndex.Key(space: kind.rawValue, scope: 0, symbol: symbol), model.items) != nil
      }
  }

  private func sharedNames(_ file: Int) -> [String] {
    let tree = model.trees[file]
    return tree.children(tree.file).compactMap { node in tree.child(node, .name).map { rawText($0, tree) } }
  }
}
