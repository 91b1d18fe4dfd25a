public import JourneyModel
import JourneySyntax

/// Rules that a script declares become rules like any other: what settings, waivers, reports and `explain` do with a
/// built-in rule, they do with these.
extension Rule {
  /// The rules that a script and its imports declare, without those that have a built-in rule's name.
  public static func declared(in model: Model) -> [Rule] {
    // A file may declare thousands: its lines are counted once.
    var lines: [String: LineIndex] = [:]
    return model.rules.indices.filter { named(model.rules[$0].name) == nil }.map { number in
      let place = model.rules[number].place
      if lines[place.file] == nil {
        lines[place.file] = model.trees.first { $0.source.name == place.file }.map { LineIndex($0.source) }
      }
      return Rule(number: number, in: model, line: lines[place.file]?.line(of: place.range.lower))
    }
  }

  /// The rule of a number among those of a model; of another model that has it, it finds the breaches there.
  private convenience init(number: Int, in model: Model, line: Int?) {
    let declared = model.rules[number]
    let whose = declared.filter.isEmpty ? "" : ", where `\(declared.filter)`,"
    let line = line.map { ", line \($0)" } ?? ""
    self.init(
      .script, declared.name, declared.severity,
      flags: "\(declared.kind.withArticle)\(whose) of which `\(declared.condition)` does not hold",
      because: declared.reason, source: Display.plain(declared.place.file, limit: 400) + line,
      title: Display.plain(declared.title, limit: 200), needsWholeJourney: declared.looksFar, bad: declared.bad,
      good: declared.good
    ) { examination in
      let model = examination.model
      // Mostly it is the same model; to look through all of them for each of thousands would take minutes.
      let isSame = number < model.rules.count && model.rules[number].name == declared.name
      guard let rule = isSame ? model.rules[number] : model.rules.first(where: { $0.name == declared.name }) else {
        return []
      }
      return rule.breaches.filter { $0.journey == examination.journey.journey }.map { breach in
        Finding(
          rule.name, isRule: true, rule.severity, breach.title, at: model.place(of: breach.item),
          related: breach.parts, why: Rule.sentence(rule.reason), help: breach.help,
          item: model.itemReference(breach.item))
      }
    }
  }

  /// What is wrong with the names of the rules that a script declares.
  static func wrongNames(in model: Model, _ known: [Rule]) -> [Finding] {
    model.rules.compactMap { rule in
      let isBuiltIn = named(rule.name) != nil
      guard isBuiltIn || known.contains(where: { $0.name == rule.name }) else { return nil }
      return Finding(
        Code.reservedName.rawValue, .error,
        isBuiltIn
          ? "There is a built-in rule `\(rule.name)` already" : "There is a rule `\(rule.name)` of the program already",
        at: rule.place,
        help: "Choose another name. How much the \(isBuiltIn ? "built-in" : "program's") one weighs is set in a "
          + "`project` section: `severity of \(rule.name) is …`.")
    }
  }
}
