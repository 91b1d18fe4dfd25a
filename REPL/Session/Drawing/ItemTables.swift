import Journey

/// Items as tables: for each kind the columns that one asks for first.
struct ItemTables {
  let model: Model

  /// A column of a table of items.
  struct Column {
    let title: String
    var isRight = false
    let cell: (ItemID) -> String
  }

  /// A table of items of one kind.
  func table(of items: [ItemID]) -> TextTable {
    let kinds = Set(items.map { model[$0].kind })
    var columns = kinds.count == 1 ? self.columns(kinds.first ?? .touchpoint) : mixed
    let journeys = Set(items.map { model.journey(of: $0) })
    if journeys.count > 1, kinds.first != .journey {
      columns.append(
        Column(title: "journey") { id in
          model.journey(of: id).map { model.reference(to: $0) } ?? ""
        })
    }
    // A column in which nobody says anything tells nothing.
    let rows = items.map { id in columns.map { $0.cell(id) } }
    let filled = columns.indices.filter { column in column == 0 || rows.contains { !$0[column].isEmpty } }
    return TextTable(
      filled.map { TextTable.Column(title: columns[$0].title, isRight: columns[$0].isRight) },
      rows.map { row in filled.map { row[$0] } })
  }

  private var mixed: [Column] {
    [Column(title: "kind") { model[$0].kind.word }, Column(title: "item") { model.path(of: $0) }]
  }

  private func columns(_ kind: ItemKind) -> [Column] {
    let name = Column(title: kind.word) { model.reference(to: $0) }
    let title = Column(title: "title") { model.title(of: $0) }
    func said(_ attribute: Attribute, isRight: Bool = false) -> Column {
      Column(title: attribute.rawValue, isRight: isRight) { model.value(attribute, of: $0).said(in: model) }
    }
    switch kind {
    case .journey:
      return [
        name, title, Column(title: "stages", isRight: true) { "\(model.contents(around: $0).stages.count)" },
        Column(title: "touchpoints", isRight: true) { "\(model.contents(around: $0).touchpoints.count)" },
      ]
    case .outcome:
      let sort = Column(title: "is a") {
        model.has(.success, $0) ? "success" : model.has(.failure, $0) ? "failure" : ""
      }
      return [name, title, sort, said(.target, isRight: true)]
    case .persona: return [name, title, said(.share, isRight: true), said(.prefers)]
    case .channel:
      return [
        name, title, said(.mode),
        Column(title: "touchpoints", isRight: true) { id in
          "\(model.contents(around: id).touchpoints.filter { model.channels(of: $0).contains(id) }.count)"
        },
      ]
    case .layer: return [name, title, said(.atLeast, isRight: true)]
    case .stage:
      return [
        name, title, said(.phase),
        Column(title: "touchpoints", isRight: true) { "\(model.touchpoints(of: $0).count)" },
        Column(title: "strength", isRight: true) { Changes.percent(model.strength(ofStage: $0)) },
      ]
    case .touchpoint:
      return [
        name, Column(title: "stage") { id in model[id].parent.map { model.reference(to: $0) } ?? "" },
        said(.on), said(.purpose),
        Column(title: "strength", isRight: true) { Changes.percent(model.strengths.of($0)) },
      ]
    }
  }
}

extension Value {
  /// The value's text, empty where nothing is said.
  func said(in model: Model) -> String { self == .none ? "" : text(in: model) }
}
