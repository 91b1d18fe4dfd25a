public import JourneyModel
import JourneySyntax

/// The layers of a journey, stage by stage: what is there, how strong, and what is missing or weak.
///
/// It is the same judgement as that of the rules `layer-missing` and `layer-weak`, which are silent only where a stronger
/// rule has spoken: a stage in which nothing happens misses every layer that it needs.
public struct LayerMatrix: Sendable {
  /// A layer that a journey sees, its own or one that the file's journeys share.
  public struct Layer: Sendable {
    public let id: String
    public let name: String
    public let title: String
    /// How strong it must be where it is needed, from 0 to 1; nothing where nothing is said.
    public let least: Double?
  }

  /// A stage with its own strength, and how each layer stands in it, in the order of the layers.
  public struct Stage: Sendable {
    public let id: String
    public let name: String
    public let title: String
    public let strength: Double
    public let cells: [LayerStanding]
  }

  /// The name of the file that the journey was read from.
  public let file: String
  public let id: String
  public let name: String
  public let title: String
  public let layers: [Layer]
  public let stages: [Stage]
  private let model: Model

  /// The matrix of each journey of a script, in their order.
  public static func all(of check: Check) -> [LayerMatrix] {
    check.model.journeys.compactMap { LayerMatrix(of: $0, in: check.model) }
  }

  /// The matrix of a journey; nothing for what journeys share.
  public init?(of contents: Model.JourneyContents, in model: Model) {
    guard let journey = contents.journey else { return nil }
    self.model = model
    file = model.trees[model[journey].file].source.name
    id = model.id(of: journey)
    name = model.name(of: journey)
    title = model.title(of: journey)
    let visible = model.visible(.layer, in: contents)
    layers = visible.map { layer in
      Layer(
        id: model.id(of: layer), name: model.name(of: layer), title: model.title(of: layer),
        least: model.value(.atLeast, of: layer).magnitude?.double)
    }
    let columns = visible.map { model.standings(of: $0, in: contents.stages) }
    stages = contents.stages.enumerated().map { number, stage in
      Stage(
        id: model.id(of: stage), name: model.name(of: stage), title: model.title(of: stage),
        strength: model.strength(ofStage: stage), cells: columns.map { $0[number] })
    }
  }

  /// The stage that limits the journey: the first of the weakest.
  public var weakest: Stage? { stages.min { $0.strength < $1.strength } }

  /// The mean of the stages' strengths; nothing where there are no stages.
  public var mean: Double? {
    stages.isEmpty ? nil : stages.reduce(0) { $0 + $1.strength } / Double(stages.count)
  }

  /// How many cells are in a state.
  public func count(of state: LayerStanding.State) -> Int {
    stages.reduce(0) { $0 + $1.cells.count { $0.state == state } }
  }

  /// The machine ids of the touchpoints that belong to a layer in a stage.
  public func touchpoints(of cell: LayerStanding) -> [String] { cell.members.map { model.id(of: $0) } }
}
