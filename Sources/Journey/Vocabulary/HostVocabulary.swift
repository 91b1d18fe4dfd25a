public import JourneyModel
public import JourneyRules
public import JourneySyntax

/// What a program that embeds Journey adds to the language: functions, units, kinds of touchpoint, rules and modules.
///
///     var vocabulary = HostVocabulary()
///     vocabulary.unit("km", of: "distance")
///     vocabulary.unit("m", of: "distance", is: 1, over: 1000)
///     vocabulary.kind(HostKind("branch", attributes: [.init("catchment", "distance", isRequired: true)]))
///     vocabulary.function("stock_left", "How many are on the shelf.", parameters: ["sku"]) {
///       (sku: String) throws(HostFailure) -> Int in
///       guard let count = shelf[sku] else { throw HostFailure("there is no product \(sku)") }
///       return count
///     }
///     let engine = Engine(vocabulary: vocabulary)
///
/// Registering never fails: what is wrong, a name that is taken or a dimension that has no unit, is among `findings`,
/// which a test of the host should find empty. `file` is the vocabulary as text, with which others check the host's
/// scripts without the host.
public struct HostVocabulary: Sendable {
  /// The functions, in the order registered.
  public private(set) var functions: [HostFunction] = []
  /// The units, in the order registered.
  public private(set) var units: [Unit] = []
  /// The kinds of touchpoint, in the order registered.
  public private(set) var kinds: [HostKind] = []
  /// The rules, in the order registered.
  public private(set) var rules: [Rule] = []
  /// The modules, in the order registered.
  public private(set) var modules: [HostModule] = []
  /// The file that it was read from, if it was, and what is wrong with that as a text.
  private(set) var source: Source?
  private var problems: [Finding] = []
  /// The lines of the file in which entries begin.
  private var lines: [Entry: Int] = [:]

  /// An entry, by its place among those of its sort.
  struct Entry: Hashable {
    enum Sort: String { case functions, units, kinds, rules, modules }
    let sort: Sort
    let number: Int
  }

  /// A vocabulary with nothing in it.
  public init() {}

  /// Whether nothing is registered.
  public var isEmpty: Bool {
    functions.isEmpty && units.isEmpty && kinds.isEmpty && rules.isEmpty && modules.isEmpty
  }

  // MARK: Registering

  /// Registers a function, typed by its Swift signature.
  ///
  /// Calls are assumed to be pure, and may come from several threads at once; see `HostFunction`. A call counts as work,
  /// and what it gives is held against the limits of texts and lists.
  ///
  /// - Parameters:
  ///   - name: What scripts call it: letters, digits, `_` and `-`.
  ///   - summary: What it gives, in a sentence, for completion and help.
  ///   - parameters: What the parameters are called, one for each.
  ///   - example: A call that shows it; without one, a call is made of the types.
  ///   - body: What it does. The message of a `HostFailure` becomes a finding at the call.
  @inlinable
  public mutating func function<each Argument: HostValue, Result: HostValue>(
    _ name: String, _ summary: String, parameters: [String] = [], example: String? = nil,
    _ body: @escaping @Sendable (repeat each Argument) throws(HostFailure) -> Result
  ) {
    function(HostFunction(name, summary, parameters: parameters, example: example, body))
  }

  /// Registers a function.
  public mutating func function(_ function: HostFunction) { functions.append(function) }

  /// Registers a unit: the word behind a number, and what it measures.
  ///
  /// The first unit of a dimension is its base, and says nothing else; of a further one it is said how many of the base
  /// it is, as a whole number or as a fraction.
  ///
  /// - Parameters:
  ///   - name: A word of letters: `km`; `point`, which stands behind one.
  ///   - plural: What stands behind other numbers, where that is another word: `points`.
  ///   - dimension: What it measures, in a word: `distance`. It is a type that attributes of kinds may have.
  ///   - numerator: How many of the base unit it is: 1 over 1000 for a metre, where the base is `km`.
  ///   - denominator: What that is divided by.
  public mutating func unit(
    _ name: String, plural: String? = nil, of dimension: String, is numerator: Int = 1, over denominator: Int = 1
  ) {
    // What is no fraction is zero, which the findings refuse.
    let factor = Rational(Int128(numerator), over: Int128(denominator)) ?? .zero
    unit(Unit(name, plural: plural, of: dimension, factor: factor))
  }

  /// Registers a unit.
  public mutating func unit(_ unit: Unit) { units.append(unit) }

  /// Registers a kind of touchpoint, which every script knows without an import.
  public mutating func kind(_ kind: HostKind) { kinds.append(kind) }

  /// Registers a rule, which is what a built-in one is: settings, waivers, reports and `explain` know no difference.
  public mutating func rule(_ rule: Rule) { rules.append(rule) }

  /// Registers text of the language under a path: `import "shop/segments"`.
  ///
  /// A script imports it by exactly this path. It comes before the files that a loader finds; what begins with `std/` is
  /// the standard library's.
  public mutating func module(_ path: String, _ text: String) { modules.append(HostModule(path, text)) }

  // MARK: What it comes to

  /// The words of the vocabulary as the model looks them up; rules are the validator's.
  public var words: HostWords { HostWords(functions: functions, units: units, kinds: kinds, modules: modules) }

  /// What is wrong with what was registered, in its order; of a file that was read, with its lines.
  ///
  /// A vocabulary with findings can be used: of two things of one name the first counts, and what is wrong may be unknown
  /// to scripts.
  public var findings: [Finding] { problems + VocabularyCheck.findings(of: self) }

  /// The place of an entry in the file; without one, the vocabulary itself.
  func place(of sort: Entry.Sort, _ number: Int) -> Place {
    guard let source, let line = lines[Entry(sort: sort, number: number)] else {
      return Place(source?.name ?? HostWords.preludeName, ByteRange(0, 0))
    }
    return source.place(ofLine: line)
  }

  /// Notes what a file says.
  init(reading source: Source) { self.source = source }
  mutating func note(_ problem: Finding) { problems.append(problem) }
  mutating func note(line: Int, of sort: Entry.Sort, _ number: Int) {
    lines[Entry(sort: sort, number: number)] = line
  }
}

extension Source {
  /// What stands in a line, without the blanks before it; lines are counted from 1.
  func place(ofLine line: Int) -> Place {
    var (number, start) = (1, 0)
    let bytes = padded[..<count]
    while number < line, let end = bytes[start...].firstIndex(of: 0x0A) { (number, start) = (number + 1, end + 1) }
    var end = bytes[start...].firstIndex(of: 0x0A) ?? count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return Place(name, ByteRange(start, min(end, start + 80)))
  }
}
