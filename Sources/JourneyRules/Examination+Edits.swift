import JourneyModel
import JourneySyntax

/// The edits that rules offer, by what they do to an item; none where the item does not stand in the script once.
extension Examination {
  /// Whether one may look at the whole journey for each finding, to see what would mend it.
  var isSmall: Bool {
    journey.touchpoints.count + journey.outcomes.count + journey.channels.count + model.shared.channels.count <= 1_000
  }

  /// A fix of some edits, which needs a look; nothing where one of them cannot be made.
  func fix(_ title: String, _ edits: [Edit]?..., isSafe: Bool = false) -> Fix? {
    let made = edits.compactMap { $0 }
    guard made.count == edits.count, made.contains(where: { !$0.isEmpty }) else { return nil }
    return Fix(title, made.flatMap { $0 }, isSafe: isSafe)
  }

  /// An edit that adds a line to an item.
  func adding(_ attribute: Attribute, _ words: String = "", to item: ItemID) -> [Edit]? {
    let line = words.isEmpty ? attribute.rawValue : "\(attribute.rawValue) \(words)"
    return lines(of: item)?.adding(line, attribute, to: model[item].node)
  }

  /// An edit that adds a name to what an item lists, be it in a new line.
  func listing(_ name: String, in attribute: Attribute, of item: ItemID) -> [Edit]? {
    let written = Model.reference(name)
    guard let line = line(of: attribute, in: item) else { return adding(attribute, written, to: item) }
    return lines(of: item)?.appending(", " + written, to: line, of: model[item].node)
  }

  /// An edit that takes names, in small letters, out of what an item lists.
  func removing(_ names: Set<String>, from attribute: Attribute, of item: ItemID) -> [Edit]? {
    guard let line = line(of: attribute, in: item) else { return nil }
    return lines(of: item)?.removing(names, from: line, of: model[item].node)
  }

  /// An edit that writes another name for one that an item lists.
  func renaming(_ name: String, to other: String, in attribute: Attribute, of item: ItemID) -> [Edit]? {
    guard let line = line(of: attribute, in: item) else { return nil }
    return lines(of: item)?.renaming(name, to: Model.reference(other), in: line, of: model[item].node)
  }

  /// An edit that takes an item out, with all its lines.
  func removing(_ item: ItemID) -> [Edit]? { lines(of: item)?.removing(model[item].node) }

  /// The lines of the script, if an item stands among them with all that it says.
  func lines(of item: ItemID) -> ScriptLines? {
    guard model.file(of: item) == 0, model.additions(behind: item).isEmpty else { return nil }
    return model.arrows(from: item).allSatisfy { $0.file == 0 }
      && model.attributes(of: item).allSatisfy { $0.file == 0 }
      ? lines : nil
  }

  /// The line in which an item says something.
  func line(of attribute: Attribute, in item: ItemID) -> NodeID? {
    model.attributes(of: item).first { $0.attribute == attribute }?.node
  }

  /// A touchpoint or an outcome as an arrow names it: with its stage where another one has the same name.
  func targetName(of item: ItemID) -> String? {
    guard isSmall else { return nil }
    let name = model.name(of: item)
    let count = name.utf8.count
    let isShared = (journey.touchpoints + journey.outcomes).contains { other in
      other != item && model.name(of: other).utf8.count == count
        && model.name(of: other).lowercased() == name.lowercased()
    }
    guard isShared else { return model.reference(to: item) }
    guard model.kind(of: item) == .touchpoint, let stage = model.parent(of: item) else { return nil }
    return "\(model.reference(to: stage)).\(model.reference(to: item))"
  }

  /// An edit that adds an arrow to a touchpoint.
  func leading(to item: ItemID, from touchpoint: ItemID) -> [Edit]? {
    targetName(of: item).flatMap { adding(.leadsTo, $0, to: touchpoint) }
  }

  /// The touchpoint at which something that others need can be done in time: one that every way to them passes.
  ///
  /// Of those on a way that leaves it out it is one that is fit for it, else the last one.
  func place(
    on way: [ItemID], whereFit isFit: (ItemID) -> Bool, isEnough: (ItemID) -> Bool
  ) -> ItemID? {
    guard isSmall else { return nil }
    let before = way.dropLast().reversed().prefix(6).filter { model.isInteraction($0) }
    return (before.filter(isFit) + before.filter { !isFit($0) }).prefix(3).first(where: isEnough)
  }
}
