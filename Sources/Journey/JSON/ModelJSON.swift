public import JourneyModel
import JourneySyntax

/// A model as one JSON object: what `journey show FILE --format json` prints; `Grammar/model.schema.json` says its form.
///
/// Items stand in the order of the script. Each has what the script says of it in `attributes`, keyed by the names that
/// expressions use (`answers-within`, `pains`), with typed values; what is not said is not there. Other members are
/// always there, null or empty where there is nothing to say. An item is referred to by kind, id and name, with the id
/// of its journey, or null where the file's journeys share it.
public struct ModelJSON: Sendable {
  /// The version of the form; it grows when a reader of the older one would break.
  public static let version = 1

  let model: Model
  /// The machine ids of all items, made once: references repeat them.
  let ids: [String]

  init(_ model: Model) {
    self.model = model
    ids = model.items.indices.map { model.id(of: ItemID($0)) }
  }

  /// The model as JSON.
  public static func text(of model: Model) -> String {
    let writer = ModelJSON(model)
    var json = JSONWriter()
    json.object { json in
      json.write("version", version)
      json.array("journeys") { json in
        for contents in model.journeys { writer.write(contents, &json) }
      }
      json.object("shared") { json in writer.writeContents(model.shared, &json) }
    }
    return json.text
  }

  // MARK: Items

  private func write(_ contents: Model.JourneyContents, _ json: inout JSONWriter) {
    guard let journey = contents.journey else { return }
    json.object { json in
      writeCommon(journey, &json)
      writeContents(contents, &json)
    }
  }

  private func writeContents(_ contents: Model.JourneyContents, _ json: inout JSONWriter) {
    writeItems("outcomes", contents.outcomes, &json) { _, _ in }
    writeItems("personas", contents.personas, &json) { _, _ in }
    writeItems("channels", contents.channels, &json) { _, _ in }
    writeItems("layers", contents.layers, &json) { writeLayer($0, &$1) }
    writeItems("stages", contents.stages, &json) { writeStage($0, &$1) }
  }

  private func writeItems(
    _ name: String, _ items: [ItemID], _ json: inout JSONWriter, _ rest: (ItemID, inout JSONWriter) -> Void
  ) {
    json.array(name) { json in
      for item in items {
        json.object { json in
          writeCommon(item, &json)
          rest(item, &json)
        }
      }
    }
  }

  /// What all kinds of items have.
  private func writeCommon(_ id: ItemID, _ json: inout JSONWriter) {
    let item = model[id]
    json.write("kind", item.kind.word)
    json.write("name", model.name(of: id))
    json.write("id", ids[id.index])
    let title = model.title(of: id)
    json.write("title", title.isEmpty ? nil : title)
    json.write("documentation", model.documentation(of: id))
    json.object("attributes") { json in writeAttributes(id, &json) }
  }

  /// The stages that need a layer, how strong it is there, and the touchpoints that match it, in any stage.
  private func writeLayer(_ layer: ItemID, _ json: inout JSONWriter) {
    // A layer of one journey sees that journey; a shared one is matched in all.
    let around = model.contents(around: layer)
    let journeys = around.journey == nil ? model.journeys : [around]
    json.array("needed") { json in
      for stage in model.stages(needing: layer) {
        let matching = model.touchpoints(of: stage).filter { model.isIn(layer: layer, $0) }
        json.object { json in
          writeReference("stage", to: stage, &json)
          writeShare("strength", model.strength(ofMatching: matching), &json)
        }
      }
    }
    let matching = journeys.flatMap(\.touchpoints).filter { model.isIn(layer: layer, $0) }
    json.array("touchpoints") { json in
      for touchpoint in matching { writeReference(to: touchpoint, &json) }
    }
  }

  private func writeStage(_ stage: ItemID, _ json: inout JSONWriter) {
    writeShare("strength", model.strength(ofStage: stage), &json)
    writeItems("touchpoints", model.touchpoints(of: stage), &json) { touchpoint, json in
      json.write("as", model.ownKind(of: touchpoint)?.name)
      json.object("own") { json in
        for entry in model.ownAttributes(of: touchpoint) { write(entry.name, entry.value, &json) }
      }
      json.array("channels") { json in
        for channel in model.channels(of: touchpoint) { writeReference(to: channel, &json) }
      }
      json.array("arrows") { json in
        for arrow in model.arrows(from: touchpoint) { write(arrow, &json) }
      }
      writeShare("strength", model.strengths.of(touchpoint), &json)
    }
  }

  private func write(_ arrow: Arrow, _ json: inout JSONWriter) {
    json.object { json in
      switch arrow.target {
      case .item(let id): writeReference("to", to: id, &json)
      case .exit: json.write("to", "exit")
      }
      if let share = arrow.share {
        write("share", .share(share), &json)
      } else {
        json.writeNull("share")
      }
      let tree = model.trees[arrow.file]
      json.write("condition", arrow.condition.map { tree.text($0) })
      json.write("again", arrow.isLoop)
      if let limit = arrow.limit {
        json.write("limit", limit.numerator)
      } else {
        json.writeNull("limit")
      }
    }
  }

  // MARK: Parts

  func writeReference(_ name: String? = nil, to id: ItemID, _ json: inout JSONWriter) {
    json.object(name, inline: true) { json in writeReferenceMembers(id, &json) }
  }

  func writeReferenceMembers(_ id: ItemID, _ json: inout JSONWriter) {
    json.write("kind", model[id].kind.word)
    json.write("id", ids[id.index])
    json.write("name", model.name(of: id))
    json.write("journey", model.journey(of: id).map { ids[$0.index] })
  }

  /// A computed share from 0 to 1, to four places, so that no noise of floating point is taken for precision.
  private func writeShare(_ name: String, _ share: Double, _ json: inout JSONWriter) {
    json.write(name, (share * 10_000).rounded() / 10_000)
  }
}
