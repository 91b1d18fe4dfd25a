public import JourneySyntax

/// An item's number in its model.
public struct ItemID: Hashable, Sendable, Comparable {
  public let rawValue: Int32
  /// The item with this number.
  public init(_ index: Int) { rawValue = Int32(truncatingIfNeeded: index) }
  /// The number, to index with.
  public var index: Int { Int(rawValue) }
  public static func < (left: ItemID, right: ItemID) -> Bool { left.rawValue < right.rawValue }
}

/// One item of a journey: what is common to all kinds. Its attributes stand in the model's one table, and so do titles,
/// which few items have; its name stands in its header, where `Model.name(of:)` reads it.
///
/// Numbers are small, so that an item takes 32 bytes.
public struct Item: Sendable {
  /// Its rows in the table of attributes.
  public internal(set) var attributes: Range<Int32> = 0..<0
  /// The next item of the same kind and name in another stage.
  var homonym: Int32 = -1
  let symbol: Symbol
  let scope: Int32
  /// Where it stands in its tree.
  public let node: NodeID
  /// -1 where there is none.
  private let parentNumber: Int32
  private let fileNumber: UInt16
  public let kind: ItemKind

  /// The journey or the stage that it stands in; nothing for journeys and for what journeys share.
  public var parent: ItemID? { parentNumber < 0 ? nil : ItemID(Int(parentNumber)) }
  /// Which of the model's trees declares it.
  public var file: Int { Int(fileNumber) }

  init(
    kind: ItemKind, file: Int, node: NodeID, parent: ItemID?, symbol: Symbol, scope: Int32
  ) {
    self.symbol = symbol
    self.scope = scope
    self.node = node
    parentNumber = parent?.rawValue ?? -1
    fileNumber = UInt16(truncatingIfNeeded: file)
    self.kind = kind
  }
}

/// One row of the table: what an item says of itself, and where.
///
/// The widest part stands first, so that the others fit into what its alignment leaves over.
public struct AttributeEntry: Sendable {
  public let value: Value
  public let attribute: Attribute
  private let fileNumber: UInt16
  /// The line.
  public let node: NodeID

  /// Which of the model's trees the line stands in: the item's, unless a template or a copy says it.
  public var file: Int { Int(fileNumber) }

  init(value: Value, attribute: Attribute, file: Int, node: NodeID) {
    self.value = value
    self.attribute = attribute
    fileNumber = UInt16(truncatingIfNeeded: file)
    self.node = node
  }
}

/// A way from a touchpoint to what comes next.
///
/// Wide parts stand first and sizes are small, since there are nearly as many arrows as touchpoints: it takes 40 bytes.
public struct Arrow: Sendable {
  /// Where an arrow leads.
  public enum Target: Hashable, Sendable {
    case item(ItemID)
    /// Dropping out.
    case exit
  }
  /// The share, zero where none is said.
  private let amount: Rational
  /// An item's number, -1 for dropping out.
  private let targetNumber: Int32
  public let from: ItemID
  /// The line.
  public let node: NodeID
  private let conditionNode: UInt32
  /// A whole number from 1, or 0.
  private let times: Int32
  private let fileNumber: UInt16
  private let saysShare: Bool
  /// Whether it is marked as a loop, by `again`.
  public let isLoop: Bool

  /// The share of customers who go this way; nothing where it is not said.
  public var share: Rational? { saysShare ? amount : nil }
  public var target: Target { targetNumber < 0 ? .exit : .item(ItemID(Int(targetNumber))) }
  /// Which of the model's trees the line stands in: the touchpoint's, unless a template or a copy says it.
  public var file: Int { Int(fileNumber) }
  /// The condition, an expression node of the line's tree.
  public var condition: NodeID? { conditionNode == 0 ? nil : NodeID(Int(conditionNode)) }
  /// How often at most, where that is said.
  public var limit: Rational? { times == 0 ? nil : Rational(Int64(times)) }

  /// The most that a limit can be.
  static let mostTimes = Rational(Int64(Int32.max))

  init(
    from: ItemID, target: Target, share: Rational?, condition: NodeID?, isLoop: Bool, limit: Rational?, file: Int,
    node: NodeID
  ) {
    fileNumber = UInt16(truncatingIfNeeded: file)
    amount = share ?? .zero
    saysShare = share != nil
    self.isLoop = isLoop
    targetNumber = if case .item(let id) = target { id.rawValue } else { -1 }
    self.from = from
    self.node = node
    // Node 0 is the file.
    conditionNode = condition?.rawValue ?? 0
    times = Int32(truncatingIfNeeded: limit?.numerator ?? 0)
  }
}

/// Something that hurts at a touchpoint or in a stage.
public struct Pain: Sendable {
  public let owner: ItemID
  public let text: String
  /// `mild`, `severe`, or nothing said.
  public let severity: String?
  public let answeredBy: ItemID?
  /// Which of the model's trees the line stands in.
  public let file: Int
  /// The line.
  public let node: NodeID
}

/// Where one knows something from.
public struct Evidence: Sendable {
  public let text: String
  public let date: Day?
}

/// A check that a script makes of itself, by `expect`.
public struct Expectation: Sendable {
  /// The item that it stands in.
  public let subject: ItemID
  /// The line.
  public let node: NodeID
  /// Which of the model's trees the line stands in.
  public let file: Int
  let frame: Int32
  let addition: Int32
}

/// An `allow` line, and an item that it stands in: in a block it stands in several.
public struct WaiverLine: Sendable {
  public let file: Int
  public let node: NodeID
  public let item: ItemID
}

/// A script evaluated: every item with its attributes resolved, immutable, and safe to share.
///
/// Items are in one table, in the order of declaration; what belongs to a journey or a stage is found by range or list.
public struct Model: Sendable {
  /// The script's tree, then those of the files it imports.
  public internal(set) var trees: [Tree]
  public internal(set) var items: [Item] = []
  public internal(set) var attributes: [AttributeEntry] = []
  /// All arrows, those of one touchpoint next to each other, in the order of touchpoints.
  public internal(set) var arrows: [Arrow] = []
  public internal(set) var pains: [Pain] = []
  public internal(set) var evidence: [Evidence] = []
  /// Which items of each kind a journey has; the shared ones of the file come first.
  public internal(set) var journeys: [JourneyContents] = []
  /// What the file's journeys share.
  public internal(set) var shared = JourneyContents(journey: nil)
  /// The names that do not stand in the item's header as they are: those of scenarios, and those with holes filled in.
  var givenNames: [ItemID: String] = [:]
  /// What items are called besides their name, where they say it.
  var titles: [ItemID: String] = [:]
  /// The touchpoints of each stage.
  var stageTouchpoints: [ItemID: [ItemID]] = [:]
  /// Where each item's arrows begin, by its number; those of the next one follow.
  var arrowStarts: [Int32] = [0]
  /// The documented strength of each touchpoint, by its number.
  public internal(set) var strengths = Strengths()
  /// What strengths are counted with.
  public internal(set) var weights = StrengthWeights()
  /// The `expect` lines, with the items that they stand in.
  public internal(set) var expectations: [Expectation] = []
  /// The rules that the script and its imports declare.
  public internal(set) var rules: [DeclaredRule] = []
  /// What the host adds to the language.
  public internal(set) var words = HostWords.none
  /// What names mean, for queries over the finished model.
  var names: ModelNames?
  /// How what stands in templates came to be in journeys.
  var additions = Additions()
  /// The kinds of touchpoint that the script declares.
  public internal(set) var kinds: [OwnKind] = []
  /// The number of the kind that a touchpoint is of, by its own, and what it says of the attributes that the kind adds.
  var itemKinds: [Int: Int] = [:]
  var ownEntries: [Int: [OwnEntry]] = [:]
  /// The script's parameters, in the order of files and lines.
  public internal(set) var parameters: [Parameter] = []
  /// The scenarios that the script and its imports have.
  public internal(set) var scenarios: [ScenarioSummary] = []
  /// The frames of arrows' conditions that are not their touchpoint's.
  var arrowFrames: [Int: Int32] = [:]
  /// To whom the arrows are open that are not open to everybody.
  var openings: [Int: Opening] = [:]
  var usedItems: [Bool] = []
  /// The `let` and `parameter` lines of the script that nothing asks for, and the templates that nothing uses.
  public internal(set) var unusedBindings: [NodeID] = []
  /// The `allow` lines, with the items that they stand in.
  public internal(set) var waiverLines: [WaiverLine] = []
  /// The touchpoints that match each layer, and the stages that need it.
  var layerMembers = NumberTable<LayerIn, ItemSet>()
  var layerNeeds: [ItemID: [ItemID]] = [:]

  init(tree: Tree) { trees = [tree] }

  /// The items that stand in one journey, by kind.
  public struct JourneyContents: Sendable {
    /// The journey itself; nothing for what the journeys of a file share.
    public let journey: ItemID?
    /// Whether a scenario or a test makes it of another journey.
    public internal(set) var isVariant = false
    /// The names of what a scenario takes away, for whoever asks for them later.
    var takenAway: Set<UInt32> = []
    /// Whether it is made of a journey with arrows, and so does not go from stage to stage where none is left.
    var goesByArrows = false
    /// Whether it has all that is shared as items of its own, since a scenario changes some of them.
    var hidesShared = false
    public internal(set) var outcomes: [ItemID] = []
    public internal(set) var personas: [ItemID] = []
    public internal(set) var channels: [ItemID] = []
    public internal(set) var layers: [ItemID] = []
    public internal(set) var stages: [ItemID] = []
    public internal(set) var touchpoints: [ItemID] = []

    /// The numbers from the first touchpoint to the last, for tables with a row for each; other items may lie between.
    public var touchpointNumbers: Range<Int> {
      guard let first = touchpoints.first, let last = touchpoints.last else { return 0..<0 }
      return first.index..<last.index + 1
    }

    init(journey: ItemID?) { self.journey = journey }

    /// The items of a kind.
    public func items(_ kind: ItemKind) -> [ItemID] {
      switch kind {
      case .journey: journey.map { [$0] } ?? []
      case .outcome: outcomes
      case .persona: personas
      case .channel: channels
      case .layer: layers
      case .stage: stages
      case .touchpoint: touchpoints
      }
    }

    mutating func append(_ id: ItemID, _ kind: ItemKind) {
      switch kind {
      case .journey: break
      case .outcome: outcomes.append(id)
      case .persona: personas.append(id)
      case .channel: channels.append(id)
      case .layer: layers.append(id)
      case .stage: stages.append(id)
      case .touchpoint: touchpoints.append(id)
      }
    }
  }
}

// MARK: Reading

extension Model {
  public subscript(_ id: ItemID) -> Item {
    @inline(__always) get { items[id.index] }
  }

  /// An item's kind; cheaper than to ask a copy of the item.
  public func kind(of id: ItemID) -> ItemKind { items[id.index].kind }

  /// The journey or the stage that an item stands in, and the number of its file; cheaper than to ask a copy of the item.
  public func parent(of id: ItemID) -> ItemID? { items[id.index].parent }
  public func file(of id: ItemID) -> Int { items[id.index].file }

  /// An item's name, as declared.
  public func name(of id: ItemID) -> String {
    if let given = givenNames[id] { return given }
    let (tree, header) = (trees[items[id.index].file], items[id.index].node)
    return tree.child(header, .name).map { tree.unquoted($0) } ?? ""
  }

  /// An item's title, or an empty text.
  public func title(of id: ItemID) -> String { titles[id] ?? "" }

  /// An item's name as a script refers to it: in quotes where it is more than one word.
  public func reference(to id: ItemID) -> String { Model.reference(name(of: id)) }

  /// A name as a script writes it.
  public static func reference(_ name: String) -> String {
    let isWord = name.unicodeScalars.enumerated().allSatisfy { index, scalar in
      scalar.properties.isAlphabetic || scalar == "_" || (index > 0 && (("0"..."9").contains(scalar) || scalar == "-"))
    }
    return isWord && !name.isEmpty && !name.hasSuffix("-") ? name : "\"\(Display.plain(name, limit: 80))\""
  }

  /// The names from the journey down to an item: `"Buying a phone" › Awareness › "Sponsored post"`.
  public func path(of id: ItemID) -> String {
    var names: [String] = []
    var next: ItemID? = id
    while let current = next {
      names.append(reference(to: current))
      next = items[current.index].parent
    }
    return names.reversed().joined(separator: " › ")
  }

  /// What an item says of an attribute; none where it says nothing. Of a *many* attribute the first.
  public func value(_ attribute: Attribute, of id: ItemID) -> Value {
    row(attribute, of: id).map { attributes[$0].value } ?? .none
  }

  /// The first row in which an item says an attribute.
  @inline(__always)
  func row(_ attribute: Attribute, of id: ItemID) -> Int? {
    let range = items[id.index].attributes
    var row = Int(range.lowerBound)
    while row < Int(range.upperBound) {
      if attributes[row].attribute == attribute { return row }
      row += 1
    }
    return nil
  }

  /// Whether an item says something of an attribute that is known.
  public func says(_ attribute: Attribute, _ id: ItemID) -> Bool {
    row(attribute, of: id).map { attributes[$0].value.isKnown } ?? false
  }

  /// Whether an item has a line for an attribute, be it that nobody knows.
  public func mentions(_ attribute: Attribute, _ id: ItemID) -> Bool { row(attribute, of: id) != nil }

  /// All that an item says of a *many* attribute.
  public func values(_ attribute: Attribute, of id: ItemID) -> [Value] {
    attributes(of: id).filter { $0.attribute == attribute }.flatMap(\.value.elements)
  }

  /// Whether an item says a flag.
  public func has(_ attribute: Attribute, _ id: ItemID) -> Bool {
    if let row = row(attribute, of: id), case .flag(let isSo) = attributes[row].value { return isSo }
    return false
  }

  /// An item's rows of the table, in the order written.
  public func attributes(of id: ItemID) -> ArraySlice<AttributeEntry> {
    let range = items[id.index].attributes
    return attributes[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  /// The channels that a touchpoint is on.
  public func channels(of touchpoint: ItemID) -> [ItemID] {
    switch value(.on, of: touchpoint) {
    case .item(let id): [id]
    case .list(let values): values.compactMap(\.itemID)
    default: []
    }
  }

  /// The arrows that leave a touchpoint.
  public func arrows(from touchpoint: ItemID) -> ArraySlice<Arrow> {
    arrows[arrowNumbers(from: touchpoint)]
  }

  /// The touchpoints of a stage.
  public func touchpoints(of stage: ItemID) -> [ItemID] { stageTouchpoints[stage] ?? [] }

  /// The touchpoints of a stage that are interactions; nearly always all are, and then the list is shared.
  package func interactions(of stage: ItemID) -> [ItemID] {
    let all = touchpoints(of: stage)
    for touchpoint in all where !isInteraction(touchpoint) { return all.filter { isInteraction($0) } }
    return all
  }

  /// The stage that an item stands in; nothing where it is in no stage, as one that is outside its place.
  package func stage(of id: ItemID) -> ItemID? {
    items[id.index].parent.flatMap { items[$0.index].kind == .stage ? $0 : nil }
  }

  /// The journey that an item stands in.
  public func journey(of id: ItemID) -> ItemID? {
    var current = id
    while let parent = items[current.index].parent { current = parent }
    return items[current.index].kind == .journey ? current : nil
  }

  /// The contents of an item's journey, or what is shared where it stands in none.
  public func contents(around id: ItemID) -> JourneyContents {
    let scope = Int(items[id.index].scope)
    return scope > 0 && scope <= journeys.count ? journeys[scope - 1] : shared
  }

  /// The items of a kind that a journey sees: its own, then those shared that it does not hide.
  public func visible(_ kind: ItemKind, in contents: JourneyContents) -> [ItemID] {
    let own = contents.items(kind)
    guard contents.journey != nil, !contents.hidesShared, !shared.items(kind).isEmpty else { return own }
    let hidden = Set(own.map { items[$0.index].symbol })
    return own + shared.items(kind).filter { !hidden.contains(items[$0.index].symbol) }
  }

  /// The place of an item's header: its word and its name.
  public func place(of id: ItemID) -> Place {
    let item = items[id.index]
    let tree = trees[item.file]
    let node = tree[item.node]
    let name = tree.child(item.node, .name) ?? tree.child(item.node, .qualifiedName)
    let end = name.map { Int(tree[$0].end) } ?? Int(node.end)
    return Place(tree.source.name, ByteRange(Int(node.start), end))
  }

  /// The place of a line that says an attribute.
  public func place(of entry: AttributeEntry) -> Place { trees[entry.file].place(entry.node) }
  /// The place of an arrow's line.
  public func place(of arrow: Arrow) -> Place { trees[arrow.file].place(arrow.node) }
  /// The place of a pain's line.
  public func place(of pain: Pain) -> Place { trees[pain.file].place(pain.node) }

  /// The place where an item says something, or its header.
  public func place(of attribute: Attribute, in id: ItemID) -> Place {
    row(attribute, of: id).map { place(of: attributes[$0]) } ?? place(of: id)
  }

  /// An item as findings refer to it.
  public func itemReference(_ id: ItemID) -> ItemReference {
    ItemReference(kind: items[id.index].kind.word, path: path(of: id), id: self.id(of: id))
  }

  /// The `##` comment above an item, without its signs.
  public func documentation(of id: ItemID) -> String? {
    let item = items[id.index]
    return trees[item.file].documentation(of: item.node)
  }
}
