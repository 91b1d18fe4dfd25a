public import JourneyModel
public import JourneySyntax

extension Model {
  /// The items that a person may mean by a name: by the name itself, by `Stage.Touchpoint`, or by the machine id.
  ///
  /// - Parameters:
  ///   - name: The name as it is typed, with or without quotes; capitals and the number of blanks do not matter.
  ///   - kinds: The kinds of item that are asked for.
  public func items(called name: String, of kinds: [ItemKind] = ItemKind.allCases) -> [ItemID] {
    let wanted = NameTable.fold(name.filter { $0 != "\"" })
    let all = items.indices.map { ItemID($0) }.filter { kinds.contains(self[$0].kind) }
    let named = all.filter { id in
      let own = NameTable.fold(self.name(of: id))
      if own == wanted { return true }
      guard self[id].kind == .touchpoint, let stage = self[id].parent else { return false }
      return "\(NameTable.fold(self.name(of: stage))).\(own)" == wanted
    }
    return named.isEmpty ? all.filter { id(of: $0) == name } : named
  }
}
