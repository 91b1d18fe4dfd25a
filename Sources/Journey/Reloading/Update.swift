import JourneyModel
public import JourneySyntax

/// What a changed script did to a workspace.
public struct Update: Sendable {
  /// The workspace with the change.
  public let workspace: Workspace
  /// The scripts that were checked anew, and those that are gone, sorted by name: the changed ones, and those that import
  /// them directly or through others.
  public let scripts: [ScriptUpdate]

  /// What became of a script, by its name; nothing where it was not touched.
  public subscript(name: String) -> ScriptUpdate? { scripts.first { $0.name == name } }
}

/// What an update did to one script.
public struct ScriptUpdate: Sendable {
  /// The script's name.
  public let name: String
  /// What came of checking it; nothing where it was removed.
  public let check: Check?
  /// What its model differs in from the last good one; nothing where the script has errors of the language now, so that
  /// its model is not whole, and where there was no good one before.
  public let difference: Comparison?
  /// Which findings came and went since the last good check; nothing where there was none.
  public let findings: FindingChanges?

  /// Whether the script has no errors of the language, so that its model is the last good one.
  public var isGood: Bool { check.map { !$0.hasErrors } ?? false }
}

extension Engine {
  /// Takes a new or changed script into a workspace, and checks it and every script that imports it, each once.
  ///
  /// What a script imports is looked for in the workspace first, by its path from the importing script, and then asked of
  /// the engine's loader. The result is the same as if all scripts were checked anew; what the loader reads is taken to be
  /// as it was. Like `check`, it never fails, and the limits of the engine hold for each script.
  public func update(_ workspace: Workspace, with source: Source) -> Update { update(workspace, with: [source]) }

  /// Takes several scripts into a workspace at once, and checks each script that any of them touches once.
  public func update(_ workspace: Workspace, with sources: [Source]) -> Update {
    var files = workspace.entries.mapValues(\.check.model.trees[0])
    for source in sources { files[source.name] = Tree(source, limits: limits, dialect: words.dialect) }
    return update(workspace, to: files, changed: Set(sources.map(\.name)))
  }

  /// Takes a script out of a workspace, and checks every script that imports it.
  public func update(_ workspace: Workspace, removing name: String) -> Update {
    var files = workspace.entries.mapValues(\.check.model.trees[0])
    guard files.removeValue(forKey: name) != nil else { return Update(workspace: workspace, scripts: []) }
    return update(workspace, to: files, changed: [name])
  }

  private func update(_ workspace: Workspace, to files: [String: Tree], changed: Set<String>) -> Update {
    let engine = reading(files)
    let touched = workspace.entries.filter { !$0.value.dependencies.isDisjoint(with: changed) }.keys
    var new = workspace
    var scripts: [ScriptUpdate] = []
    for name in changed.union(touched).sorted() {
      let before = workspace.entries[name]
      guard let tree = files[name] else {
        new.entries[name] = nil
        scripts.append(ScriptUpdate(name: name, check: nil, difference: nil, findings: nil))
        continue
      }
      let check = CompiledScript(tree, engine).check()
      let good = before?.lastGood
      let comparison = good.map { Comparison(of: $0, with: check, limits: limits) }
      scripts.append(
        ScriptUpdate(
          name: name, check: check, difference: check.hasErrors ? nil : comparison, findings: comparison?.findings))
      new.entries[name] = Workspace.Entry(
        check: check, lastGood: check.hasErrors ? good : check, dependencies: Workspace.dependencies(of: check))
    }
    return Update(workspace: new, scripts: scripts)
  }

  /// The engine, finding the files of a workspace before it asks its loader.
  private func reading(_ files: [String: Tree]) -> Engine {
    let base = loader
    let loader = Loader { path, importer in
      if let name = Workspace.name(path, from: importer), let tree = files[name] { return .tree(tree) }
      return base?.load(path, importer, as: files) ?? .missing
    }
    return importing(by: loader)
  }
}

extension Loader {
  /// What comes of looking for a file, where some files are other than it reads them, by the names that it gives them.
  func load(_ path: String, _ importer: String, as files: [String: Tree]) -> Outcome {
    let found = load(path, importer)
    switch found {
    case .source(let source): return files[source.name].map { .tree($0) } ?? found
    case .tree(let tree): return files[tree.source.name].map { .tree($0) } ?? found
    default: return found
    }
  }
}
