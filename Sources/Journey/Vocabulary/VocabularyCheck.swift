import JourneyModel
import JourneyRules
import JourneySyntax

/// What is wrong with a vocabulary: names that are taken or are no names, dimensions without a unit, kinds that do not
/// read.
struct VocabularyCheck {
  private let vocabulary: HostVocabulary
  private let dimensions: Set<String>
  private var findings: [Finding] = []
  /// More mistakes than this nobody reads.
  private static let most = 100

  static func findings(of vocabulary: HostVocabulary) -> [Finding] {
    guard !vocabulary.isEmpty else { return [] }
    var check = VocabularyCheck(vocabulary)
    check.checkUnits()
    check.checkKinds()
    check.checkFunctions()
    check.checkRules()
    check.checkModules()
    return check.findings
  }

  private init(_ vocabulary: HostVocabulary) {
    self.vocabulary = vocabulary
    dimensions = Set(vocabulary.units.filter { $0.factor == .one }.map { NameTable.fold($0.dimension) })
  }

  private mutating func report(
    _ sort: HostVocabulary.Entry.Sort, _ number: Int, _ title: String, _ help: String
  ) {
    guard findings.count < VocabularyCheck.most else { return }
    findings.append(
      Finding(
        Code.wrongVocabulary.rawValue, .error, title, at: vocabulary.place(of: sort, number), help: help))
  }

  /// Reports names that several entries have.
  private mutating func reportTwice(_ sort: HostVocabulary.Entry.Sort, _ what: String, _ names: [String]) {
    var seen: Set<String> = []
    for (number, name) in names.enumerated() where !seen.insert(NameTable.fold(name)).inserted {
      report(sort, number, "\(what) `\(Display.plain(name))` is registered twice", "Rename or remove one of the two.")
    }
  }

  // MARK: Units

  private mutating func checkUnits() {
    let units = vocabulary.units
    var seen: [String: Int] = [:]
    for (number, unit) in units.enumerated() {
      let shown = Display.plain(unit.name)
      for spelling in Set([unit.name, unit.plural]).sorted() {
        let folded = NameTable.fold(spelling)
        if !VocabularyCheck.isUnit(spelling) {
          report(
            .units, number, "`\(Display.plain(spelling))` cannot be a unit",
            "A unit is a word of letters that is no word of the language, no currency, and neither `k` nor `M`.")
        } else if let first = seen[folded], first != number {
          report(
            .units, number, "Unit `\(Display.plain(spelling))` is registered twice", "Rename or remove one of the two.")
        }
        seen[folded] = seen[folded] ?? number
      }
      if unit.factor <= .zero {
        report(.units, number, "Unit `\(shown)` is no part of its base", "Say how many of the base unit it is.")
      }
      if !VocabularyCheck.isWord(unit.dimension) || VocabularyCheck.types.contains(NameTable.fold(unit.dimension)) {
        report(
          .units, number, "`\(Display.plain(unit.dimension))` cannot be a dimension",
          "A dimension is a word such as `distance` that is no type of the language.")
      } else if !dimensions.contains(NameTable.fold(unit.dimension)) {
        report(
          .units, number, "No unit is the base of `\(Display.plain(unit.dimension))`",
          "Register one unit of it without a factor.")
      }
    }
  }

  /// The words that are types already.
  private static let types = Set(
    ["text", "number", "share", "duration", "money", "rate", "date", "yes-no", "data", "one", "list"]
      + ItemKind.allCases.map(\.word))

  private static func isUnit(_ word: String) -> Bool {
    !word.isEmpty && word.count <= 40 && word.allSatisfy(\.isLetter) && word != "k" && word != "M"
      && Keyword(rawValue: NameTable.fold(word)) == nil && Currency(code: word) == nil
  }

  /// Whether a text is a word of the language: letters, digits, `_`, and hyphens inside.
  private static func isWord(_ word: String) -> Bool {
    guard let first = word.first, first.isLetter || first == "_", word.last != "-", word.count <= 80 else {
      return false
    }
    return word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }

  // MARK: Functions

  private mutating func checkFunctions() {
    reportTwice(.functions, "Function", vocabulary.functions.map(\.name))
    let taken = Set(Vocabulary.functions.map(\.name) + ItemKind.allCases.map(\.plural) + Vocabulary.members)
    for (number, function) in vocabulary.functions.enumerated() {
      let (name, folded) = (Display.plain(function.name), NameTable.fold(function.name))
      if !VocabularyCheck.isWord(function.name) {
        report(
          .functions, number, "`\(name)` cannot be a function",
          "A name has letters, digits, `_` and `-`, and begins with a letter.")
      } else if Keyword(rawValue: folded) != nil || taken.contains(folded) {
        report(
          .functions, number, "`\(name)` is a word of the language already",
          "Choose another name, for example `my-\(name)`.")
      }
      if !function.hasNameForEachParameter {
        report(
          .functions, number, "`\(name)` has \(function.parameters.count) parameters, and not as many names",
          "Name each parameter, in its order.")
      }
      for type in function.parameters.map(\.type) + [function.result] {
        guard let dimension = type.dimension, !dimensions.contains(NameTable.fold(dimension)) else { continue }
        report(
          .functions, number, "`\(name)` speaks of `\(Display.plain(dimension))`, which no unit is of",
          "Register a unit of it, or use a type of the language: \(VocabularyCheck.typeNames).")
        break
      }
    }
  }

  private static let typeNames = "text, number, share, duration, money, date or yes-no"

  // MARK: Kinds

  private mutating func checkKinds() {
    reportTwice(.kinds, "Kind", vocabulary.kinds.map(\.name))
    let words = HostWords(units: vocabulary.units)
    for (number, kind) in vocabulary.kinds.enumerated() {
      let source = Source(name: HostWords.preludeName, text: kind.text)
      let tree = Tree(source, dialect: words.dialect)
      let sections = Array(tree.children(tree.file))
      let lines = sections.reduce(0) { $0 + tree.children($1).filter { tree[$0].kind == .setting }.count }
      let problem = Model.evaluating(tree, words: words).1.first { $0.severity == .error }
      let name = Display.plain(kind.name)
      if let problem {
        report(.kinds, number, "Kind `\(name)`: \(problem.title)", problem.help)
      } else if sections.count != 1 || lines != kind.attributes.count + kind.defaults.count {
        report(
          .kinds, number, "Kind `\(name)` is more than one section with a line for each attribute and default",
          "Write names, types and defaults without line ends and `;`.")
      }
    }
  }

  // MARK: Rules and modules

  private mutating func checkRules() {
    reportTwice(.rules, "Rule", vocabulary.rules.map(\.name))
    for (number, rule) in vocabulary.rules.enumerated() {
      let name = Display.plain(rule.name)
      if !VocabularyCheck.isWord(rule.name) || rule.name != rule.name.lowercased() {
        report(.rules, number, "`\(name)` cannot be a rule", "A name has small letters, with hyphens: `dead-end`.")
      } else if Rule.named(rule.name) != nil || Code(rawValue: rule.name) != nil {
        report(
          .rules, number, "There is a `\(name)` in the language already", "Choose another name.")
      }
    }
  }

  private mutating func checkModules() {
    reportTwice(.modules, "Module", vocabulary.modules.map(\.path))
    let dialect = vocabulary.words.dialect
    for (number, module) in vocabulary.modules.enumerated() {
      let path = Display.plain(module.path)
      if module.path.isEmpty || module.path.hasPrefix(Library.prefix) || module.path.hasPrefix(".")
        || module.path.hasPrefix("/")
      {
        report(
          .modules, number, "`\(path)` cannot be the path of a module",
          "Choose one such as `shop/segments`; `std/` is the standard library's.")
      }
      let tree = Tree(Source(name: module.path, text: module.text), dialect: dialect)
      if let problem = tree.findings.first(where: { $0.severity == .error }) {
        let line = LineIndex(tree.source).line(of: problem.place.range.lower)
        report(.modules, number, "Module `\(path)`, line \(line): \(problem.title)", problem.help)
      }
    }
  }
}
