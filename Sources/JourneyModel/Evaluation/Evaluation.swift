public import JourneySyntax

/// Tree to model, in passes that each give one thing: files, items, attributes, arrows, strengths, checks.
///
/// One value holds the model while it is made and what expressions need to be read; when the passes are done, the
/// model leaves it and never changes again.
///
/// It is large. A function of it that changes nothing may be called with a copy, which takes time and stack; so those that
/// expressions are read with are `mutating` all the same.
struct Evaluation {
  var model: Model
  var findings: [Finding] = []
  var restraint = Restraint()
  private(set) var limits: Limits
  let loader: Loader?
  /// Names across all files: the main tree's table, grown by those of imported files.
  var names: NameTable
  /// What the symbols of each file are in `names`.
  var symbols = SymbolMaps()

  // MARK: Variables

  /// What a name stands for in a frame.
  enum Binding {
    case value(Value)
    /// A `let`, read when it is first asked for.
    case expression(node: NodeID, file: Int)
    /// A `let` that is being read: asked for again, it depends on itself.
    case busy(node: NodeID, file: Int)
    /// A variable of another frame, which is read there: of an imported file, say.
    case elsewhere(Int32)
    /// What a scenario says of a parameter, which is read in its frame, with the frame that has what it usually is.
    case replaced(by: Int32, usual: Int32, name: NodeID, file: Int)
    /// What the host says of a parameter, with the line that says what it usually is.
    case given(node: NodeID, file: Int, String)
  }
  struct Frame {
    /// The frame around it; what a scenario knows comes to stand in its journey once that is there.
    var parent: Int32
    var bindings: [Symbol: Binding]
    /// Whether it is of the body of a loop or a template, where names may be filled in.
    var isBody = false
  }
  var frames: [Frame] = []
  /// Whether any frame holds a variable: most scripts have none, and nothing is looked for.
  var hasVariables = false

  /// What the names of variables stand for, by where they are given their value.
  var variables: [LineKey: Symbol] = [:]
  /// The `let` lines that are being read, the outermost first, and those that a finding has called a circle.
  var busy: [LineKey] = []
  var circles: Set<LineKey> = []
  /// The attributes that are being read ahead of their turn, the innermost last.
  var peeked: [Peeked] = []
  /// The pains and the evidence that were read ahead.
  var peekedRecords: [Peeked: [Value]] = [:]
  /// What was read while blocks were expanded, and is to be read again.
  var early: [(frame: Int32, symbol: Symbol, binding: Binding)] = []

  // MARK: Names

  /// Declared items by namespace, scope and symbol.
  var declared = NameIndex(minimumCapacity: 0)

  /// The lines of each item, in order, until attributes are read from them.
  var lines: [NodeID] = []
  /// How the lines are read that do not stand in their item alone, by the line's number.
  var lineContexts: [Int32: LineContext] = [:]
  /// Where a line is read that stands in a block, a template, a scenario or the item that another is like.
  struct LineContext {
    let file: Int
    let frame: Int32
    let addition: Int32
  }
  /// Each item's lines, by their numbers.
  var lineRanges: [LineRange] = []
  /// A range of lines as two numbers: an array of the library's own ranges costs, when it is first filled, what
  /// `NumberTable` says of dictionaries.
  ///
  /// Lines that are read where they stand are not put aside, only counted: all of an item's, in a script that reuses
  /// nothing, if no block is among them. In a large script they would be a tenth of what the model takes.
  struct LineRange {
    let start: Int32
    let end: Int32

    var numbers: Range<Int32> { isInPlace ? 0..<0 : start..<end }
    var isInPlace: Bool { start < 0 }
    var count: Int { Int(isInPlace ? end : end - start) }

    init(start: Int32, end: Int32) { (self.start, self.end) = (start, end) }
    init(inPlace count: Int) { (start, end) = (-1, Int32(truncatingIfNeeded: count)) }
  }
  /// Each item's frame, for what its header says.
  var itemFrames: [Int32] = []

  // MARK: Reuse

  /// What each file takes from others.
  var imports: [[Import]] = []
  /// The names that others know of a file, where they take only some.
  var chosen: [Int: Set<UInt32>] = [:]
  /// The templates, kinds and scenarios of all files.
  var sections = Sections()
  /// Which journeys the model is to hold.
  var selection: Model.Selection
  /// What the host says of parameters, by name.
  var settings: [String: String]
  /// The journeys that are made of others by scenarios.
  var variants: [Variant] = []
  /// The number of the variant that is a journey, by the journey's number.
  var variantNumbers: [Int32: Int] = [:]
  /// What is read now was added there; -1 for what stands in the script itself.
  var addition: Int32 = -1
  /// The file of the line that is read now.
  var lineFile = 0
  /// The templates that are being filled in, the outermost first.
  var uses: [Sections.Section] = []
  /// The templates that would use themselves and the scenarios that are of themselves, by file and node: they are never
  /// filled in.
  var sectionsInCircles: Set<Int> = []
  /// The numbers of the script's own kinds, by their sections.
  var kindNumbers: [Int: Int] = [:]
  /// The names of the attributes that they add.
  var ownNames: Set<UInt32> = []
  /// What items say besides their own lines: copies, changes, and what is taken away.
  var revisions: [Int: Revision] = [:]
  /// The headers in which the channels of items stand that are like others, or changed.
  var headers: [Int: Revision.Header] = [:]
  /// The change whose lines are being put aside.
  var changing: Revision.Change?
  /// The file that a test's own script was read as; -1 where it has none.
  var givenFile = -1
  /// The variant whose journey is being declared.
  var variantBeingDeclared: Int?
  /// Whether any item of the script is like another, and whether any touchpoint is of a kind of its own.
  var hasCopies = false
  var hasKinds = false
  /// What scenarios take away, and something else may be like.
  var absentees: [Absentee] = []
  /// The items that would be like one that is not there: what it would have said of them is not known.
  var likeNothing: Set<ItemID> = []

  /// What names are found to mean, where somebody asks for it.
  var record: NameRecord?

  // MARK: Work

  /// How far the model is made.
  private(set) var progress = Progress.loaded
  enum Progress: Int, Comparable {
    /// The files are there.
    case loaded
    /// The items are declared.
    case declared
    /// What items say is read: the model has all that checks ask for.
    case made

    static func < (left: Progress, right: Progress) -> Bool { left.rawValue < right.rawValue }
  }

  var steps = 0
  /// After how many steps the host is asked next whether to go on.
  var nextLook: Int
  /// The bytes of the texts that items say.
  var textBytes = 0
  /// The bytes of the trees: sources, nodes and names.
  var treeBytes = 0
  /// The longest text that an expression has made beyond half of the limit, and where.
  var longestText: (bytes: Int, place: Place)?
  /// How often bodies of blocks were repeated.
  var expansions = 0
  /// Whether a block holds items, of those that were looked at.
  var blocksOfItems: [LineKey: Bool] = [:]
  /// How many names nothing was found for.
  var unknownNames = 0
  /// Over how many steps the value that is read rests on others.
  var depth = 0
  /// The place that takes the most stack beyond half of the limit, with how much it takes.
  var deepest: (bytes: Int, place: Place)?
  /// Whether it was said that there is no stack left for something.
  var hasSaidTooDeep = false
  var isExhausted = false
  /// Whether a file that was asked for is not there: then an unknown name may well be one of that file's.
  var hasFailedImport = false
  /// Whether blocks are being expanded, when touchpoints do not exist yet.
  var isExpanding = true
  /// Layers whose condition is being read: it cannot ask for layers.
  var isMatching = false
  /// The sections that declare rules.
  var ruleSections: [RuleSection] = []
  /// Where each attribute was last read, and of which item: an item says most of them once.
  var lastSeen = [(item: ItemID, node: NodeID, file: Int)](
    repeating: (ItemID(-1), NodeID(0), 0), count: Attribute.allCases.count)
  /// The items that something names.
  var used: [Bool] = []
  /// The `let` lines that something asks for, by file and node.
  var usedBindings: Set<LineKey> = []
  struct LineKey: Hashable, Numbered {
    let file: Int
    let node: NodeID

    var number: Int { file << 32 | node.index }
  }
  /// The group whose row of a table is being made.
  var group: Group?
  /// How many errors were met before the rehearsal that is going on.
  var rehearsalErrors = 0
  /// Whether a finished model is asked something, rather than made.
  var isQuery = false
  /// Whether all is read that the flow of customers rests on.
  var isComplete = false
  /// The flow of each journey that something has asked for, by the journey's number.
  var analyses: [Int32: FlowAnalysis] = [:]
  /// What each figure is about, by its place: whose share decides what it rests on.
  var goals: [LineKey: FlowAnalysis.Goal] = [:]
  /// The journeys of whose flow it was said that there are no figures.
  var failedAnalyses: Set<Int32> = []
  /// The functions that names mean, once they were called.
  var callees = NumberTable<Symbol, Callee>()
  /// The one that was called last.
  var lastCallee: (symbol: Symbol, callee: Callee)?
  /// Room for the arguments of the host's functions.
  var argumentRoom: [Value] = []
  /// Whether a function of the host was called.
  var hasAskedHost = false
  /// Whether it was said that figures of the host are not known.
  var hasNotedHost = false
  /// The file of the host's kinds; -1 where no script speaks of them.
  var preludeFile = -1
  /// How many items have had their attributes read.
  var readCount = 0
  /// What conditions ask of all items at once, and what goes over it.
  var columns = ColumnStore()
  var conditionRun: ConditionRun?
  /// What leads to each item, made when it is first asked for.
  var incoming: [ItemID: [ItemID]]?
  /// All items of a kind that a journey sees, once something has asked for them.
  var collections: [CollectionKey: Value] = [:]
  struct CollectionKey: Hashable {
    let kind: ItemKind
    let scope: Int32
  }
  /// Where conditions stand that are read after all attributes, by their rows; nothing where that is their item.
  var conditionContexts: [Int: LineContext] = [:]
  /// The words that ask for attributes and the like, as far as a script has them.
  var accessors = NumberTable<Symbol, Accessor>()
  /// What stands beside those of them whose values are words.
  var accessorWords = NumberTable<Symbol, Scope.Words>()
  /// What stands beside attributes whose words are fixed, once it is read: it says the same of every item.
  var fixedValues = NumberTable<LineKey, Value>()

  /// An evaluation that has not begun.
  init(
    _ tree: Tree, limits: Limits, loader: Loader?, selection: Model.Selection = .own, words: HostWords
  ) {
    model = Model(tree: tree)
    model.words = words
    names = tree.names
    self.limits = limits.begun
    nextLook = min(Evaluation.stride, limits.steps)
    self.loader = loader
    self.selection = selection
    settings = [:]
    treeBytes = Evaluation.bytes(of: tree)
    findAccessors()
  }

  /// Takes in the script and all that it imports: the one pass that no parameter and no selection bears on.
  mutating func load() {
    findings = model.trees[0].findings
    restraint.note(model.trees[0])
    endWithTree()
    loadImports(of: 0, chain: [])
    loadPrelude()
  }

  /// Goes on under limits of its own, whose time begins now.
  mutating func limit(to limits: Limits) {
    self.limits = limits.begun
    nextLook = isExhausted ? 0 : min(steps + Evaluation.stride, limits.steps)
  }

  /// Counts the stack from here: an evaluation may go on deeper in it, or on another thread.
  mutating func beginStack() { limits = limits.begun }

  /// Makes the model of the script, and everything that is said of it.
  mutating func run() {
    makeModel()
    beginStack()
    checkExpectations()
    checkRules()
    readUnusedBindings()
    noteUses()
    noteParameters()
    countSuppressed()
    noteLimits()
    model.names = modelNames
  }

  /// Makes all of the model that checks ask for, once the files are loaded.
  mutating func makeModel() {
    while progress < .made { advance() }
  }

  /// Makes the next part of the model.
  mutating func advance() {
    beginStack()
    switch progress {
    case .loaded:
      declareItems()
      progress = .declared
    case .declared:
      readItems()
      progress = .made
    case .made: break
    }
  }

  private mutating func declareItems() {
    if case .test(let test) = selection {
      loadGiven(of: test)
      loadPrelude()
    }
    chooseNames()
    makeRoom()
    declareFiles()
  }

  private mutating func readItems() {
    isExpanding = false
    for (frame, symbol, binding) in early { frames[Int(frame)].bindings[symbol] = binding }
    checkVariables()
    checkImportedNames()
    revise()
    readAttributes()
    lines = []
    lineContexts = [:]
    lineRanges = []
    checkIds()
    model.strengths = allStrengths()
    matchLayers()
    decideConditions()
    isComplete = true
  }

  // MARK: Symbols

  /// Finds the words that ask for something among the names. They are not added: what is in no script is not asked, and
  /// a table that grows is copied first.
  mutating func findAccessors() {
    for (word, accessor) in Accessor.all {
      guard let symbol = names.symbol(of: word) else { continue }
      accessors[symbol] = accessor
      accessorWords[symbol] = accessor.words
    }
    noteOwnNames()
  }

  /// Makes room for the items and lines of all files at once: what grows bit by bit is copied again and again.
  private mutating func makeRoom() {
    var items = 0
    var lines = 0
    var arrows = 0
    var pains = 0
    var touchpoints = 0
    let (arrow, pain) = (Attribute.leadsTo.detail, Attribute.pain.detail)
    let (like, kind) = (Keyword.like.detail, Keyword.as.detail)
    for tree in model.trees {
      for node in tree.nodes {
        switch node.kind {
        case .item:
          items += 1
          if UInt8(truncatingIfNeeded: node.detail) == ItemKind.touchpoint.rawValue { touchpoints += 1 }
        case .attribute where node.detail == arrow: arrows += 1
        case .attribute where node.detail == pain: (lines, pains) = (lines + 1, pains + 1)
        case .clause where node.detail == like: hasCopies = true
        case .clause where node.detail == kind: hasKinds = true
        case .attribute: lines += 1
        default: continue
        }
      }
    }
    model.items.reserveCapacity(items)
    itemFrames.reserveCapacity(items)
    used.reserveCapacity(items)
    lineRanges.reserveCapacity(items)
    model.attributes.reserveCapacity(lines + items)
    model.arrows.reserveCapacity(arrows)
    model.pains.reserveCapacity(pains)
    // Touchpoints stand in the index twice: in their journey, and in their stage.
    declared = NameIndex(minimumCapacity: items + touchpoints)
  }

  mutating func addFile(_ tree: Tree) -> Int {
    restraint.note(tree)
    model.trees.append(tree)
    treeBytes += Evaluation.bytes(of: tree)
    let known = names.count
    var map: [Symbol] = []
    map.reserveCapacity(tree.names.count - NameTable.keywordCount)
    for number in NameTable.keywordCount..<tree.names.count {
      map.append(names.intern(tree.names.spelling(Symbol(rawValue: UInt32(number)))))
    }
    symbols.add(map)
    if names.count > known { findAccessors() }
    return model.trees.count - 1
  }
}

/// What the symbols of each file are in the table of all files.
///
/// It is asked by itself, not through the evaluation: a value as large as that is copied for some of the calls that only
/// read it.
struct SymbolMaps {
  /// For each imported file the symbols behind the keywords, which are the first in every table; the main file's are the
  /// same.
  private var byFile: [[Symbol]] = [[]]

  mutating func add(_ symbols: [Symbol]) { byFile.append(symbols) }
  mutating func removeLast() { byFile.removeLast() }

  /// A node's name in the table of all files.
  func symbol(_ symbol: Symbol, in file: Int) -> Symbol {
    let keywords = NameTable.keywordCount
    guard file > 0, symbol != .none, symbol.rawValue >= keywords else { return symbol }
    return byFile[file][Int(symbol.rawValue) - keywords]
  }
}

/// How a script's imports are found: by the host, which alone touches files.
public struct Loader: Sendable {
  /// What came of looking for a file.
  public enum Outcome: Sendable {
    /// The file; its name identifies it, so that one file is read once however it is reached.
    case source(Source)
    /// The file, parsed before with the limits of the engine that asks.
    case tree(Tree)
    case missing
    /// The path leaves the folder that the project may read.
    case outside
    case unreadable(String)
  }

  package let load: @Sendable (_ path: String, _ importer: String) -> Outcome

  /// A loader that resolves a path as written against the name of the importing source.
  public init(_ load: @escaping @Sendable (_ path: String, _ importer: String) -> Outcome) {
    self.load = load
  }
}

extension Model {
  /// Which journeys a model is to hold.
  public enum Selection: Sendable, Equatable {
    /// The file's own journeys, and the scenarios of journeys that it imports: those are its journeys.
    case own
    /// All that the file has, what-ifs too.
    case all
    /// One scenario, by its name.
    case scenario(String)
    /// What a `test` tries out: the journey or scenario that it begins with, and its changes.
    case test(NodeID)
  }

  /// Evaluates a parsed script: its model, and everything that is wrong with it, what the parser found included.
  ///
  /// - Parameters:
  ///   - tree: The script.
  ///   - selection: Which journeys the model is to hold.
  ///   - settings: What parameters are, by name; each is read as its default is written.
  ///   - limits: What the script may ask for.
  ///   - weights: What strengths are counted with.
  ///   - loader: How imports are found.
  ///   - words: What a host adds to the language; the tree is read in their dialect.
  public static func evaluating(
    _ tree: Tree, _ selection: Selection = .own, settings: [String: String] = [:], limits: Limits = Limits(),
    weights: StrengthWeights = StrengthWeights(), loader: Loader? = nil, words: HostWords = .none
  ) -> (Model, [Finding]) {
    let limits = limits.begun
    return LoadedScript(tree, limits: limits, loader: loader, words: words)
      .evaluated(selection, settings: settings, weights: weights, limits: limits)
  }
}
