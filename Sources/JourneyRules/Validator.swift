public import JourneyModel
public import JourneySyntax

/// All rules over all journeys of a model.
public struct Validator: Sendable {
  /// The rules that look where no settings say otherwise.
  public var rules: [Rule] { rules(of: profile(besides: nil)) }
  /// The rules that settings may turn on.
  private(set) var known: [Rule]
  /// The rules of a program, which scripts may name besides the built-in ones.
  private var ofProgram: [Rule] = []
  private let choice: Choice
  /// The day that waivers are compared with; where nothing is said, they are not compared.
  private let today: Day?
  /// What the run asks of the rules, above all settings.
  let choices: RuleChoices

  /// A set of rules under a name.
  public enum Profile: String, Sendable, CaseIterable {
    /// Errors only: for a journey that is being thought about.
    case draft
    /// What most journeys should meet.
    case recommended
    /// Every rule.
    case strict
  }

  /// How it was said which rules look.
  private enum Choice: Sendable {
    /// All that are known.
    case all
    /// Those of a profile; where none was chosen, the settings may choose one.
    case profile(Profile?)
  }

  /// A validator with rules of one's own.
  public init(rules: [Rule], today: Day? = nil, choices: RuleChoices = RuleChoices()) {
    self.today = today
    self.choices = choices
    known = rules
    choice = .all
  }

  /// A validator with the built-in rules of a profile; where none is given, of the one that the project's settings ask
  /// for, else of `recommended`.
  public init(_ profile: Profile? = nil, today: Day? = nil, choices: RuleChoices = RuleChoices()) {
    self.today = today
    self.choices = choices
    known = Rule.all
    choice = .profile(profile)
  }

  /// The validator with the rules of a program, which are what built-in ones are: those of its profile look, and a
  /// validator with rules of one's own only knows their names. What has the name of a rule is not added.
  public func adding(_ rules: [Rule]) -> Validator {
    let taken = Set((Rule.all + known + ofProgram).map(\.name))
    let further = rules.filter { !taken.contains($0.name) }
    guard !further.isEmpty else { return self }
    var validator = self
    validator.ofProgram += further
    if case .profile = choice { validator.known += further }
    return validator
  }

  /// The profile that applies, besides what settings ask for; none where there are rules of one's own.
  func profile(besides asked: Profile?) -> Profile? {
    switch choice {
    case .all: nil
    case .profile(let chosen): chosen ?? asked ?? .recommended
    }
  }

  /// The rules that are on by themselves.
  func rules(of profile: Profile?) -> [Rule] { profile.map { profile in known.filter { $0.isIn(profile) } } ?? known }

  /// What the rules find in a model, without what the script allows.
  ///
  /// Where a line could not be read, what it would have said is not known: rules are silent on the items it stands in,
  /// and those that look at a journey as a whole are silent on that journey.
  public func findings(in model: Model, besides language: [Finding]) -> [Finding] {
    verdict(on: model, besides: language, AppliedSettings(ProjectSettings(), for: "", self)).findings
  }

  /// What came of the rules looking at a model.
  public struct Verdict: Sendable {
    /// What is to be mended.
    public var findings: [Finding]
    /// What the script allows.
    public var waived: [WaivedFinding] = []

    /// Says that not all was looked for, where it was not.
    fileprivate mutating func end(_ interruption: Interruption?, _ model: Model) {
      guard let interruption else { return }
      findings.append(interruption.finding(at: Place(model.trees[0].source.name, ByteRange(0, 0))))
    }
  }

  /// What the rules find in a model, as a project's settings have it.
  ///
  /// The rules that the script declares look as well, whatever the profile; settings weigh them like the others.
  ///
  /// - Parameters:
  ///   - model: What the rules look at.
  ///   - language: What is wrong with the language of the script: rules are silent where it is.
  ///   - settings: How the project weighs rules.
  ///   - limits: What the flow of customers may ask for, and when to end: then nothing but what was found until then is
  ///     there, and a finding says so.
  public func verdict(
    on model: Model, besides language: [Finding], _ settings: AppliedSettings, limits: Limits = Limits()
  ) -> Verdict {
    let limits = limits.begun
    let errors = Validator.errors(in: language, model)
    // Where the work was too much, the model is not complete anywhere.
    guard !errors.contains(where: { Code.ends.contains($0.code) }) else { return Verdict(findings: []) }
    let declared = Rule.declared(in: model)
    let settings = settings.adding(declared)
    let found = findings(of: settings.rules, in: model, errors, settings.parameters, limits)
    let weighed = settings.weighed(found.findings, in: model)
    var verdict = Verdict(findings: Rule.wrongNames(in: model, known + ofProgram))
    // What the evaluation has said of the flow already is not said again.
    verdict.findings += found.nearLimits.filter { !language.contains($0) }
    // To gather the names of all rules takes longer than to check a small script, and most name none.
    guard AllowedNames.isAnyRuleNamed(in: model) else {
      verdict.findings += weighed
      verdict.end(found.interruption, model)
      return verdict
    }
    let all = Rule.all + known + ofProgram + declared
    // A file that is not there may have declared the rule.
    let isWhole = !language.contains { Validator.failedImports.contains($0.code) }
    if isWhole { verdict.findings += AllowedNames.findings(in: model, all) }
    let waivers = Waivers(model, rules: Set(all.map(\.name)))
    guard !waivers.waivers.isEmpty, !choices.ignoresWaivers else {
      verdict.findings += waivers.problems + weighed
      verdict.end(found.interruption, model)
      return verdict
    }
    let parts = waivers.parted(weighed, today: today)
    // A rule that is off may be waived for when it is on: it looks in silence.
    var looking = Set(settings.rules.map(\.name))
    let silent = all.filter { waivers.rules.contains($0.name) && looking.insert($0.name).inserted }
    let unseen = findings(of: silent, in: model, errors, settings.parameters, limits)
    let interruption = found.interruption ?? unseen.interruption
    // What could not be read may be what is waived. A file without a journey is a module: what is waived there is found
    // where it is imported.
    let showsUse = errors.isEmpty && !model.journeys.isEmpty && interruption == nil
    // What a rule would find whose words alone are known, nobody knows.
    let described = Set(all.filter(\.isDescription).map(\.name))
    let used =
      showsUse
      ? waivers.used(by: found.findings + unseen.findings).union(
        waivers.waivers.indices.filter { described.contains(waivers.waivers[$0].rule) })
      : Set(waivers.waivers.indices)
    let upkeep = upkeep(of: waivers, settings.rules, used)
    verdict.findings += waivers.problems + parts.open + settings.weighed(upkeep, in: model)
    verdict.waived = parts.waived
    verdict.end(interruption, model)
    return verdict
  }

  /// The errors that keep rules from looking. What is wrong with a rule of the script says nothing of its journeys.
  private static func errors(in language: [Finding], _ model: Model) -> [Finding] {
    let sections = model.ruleSections
    return language.filter {
      $0.severity == .error && $0.code != Code.notTrue.rawValue
        && (Code.ends.contains($0.code) || !sections.holds($0.place))
    }
  }

  /// What some rules find, be they on or off, waived or not: a test may expect it all the same.
  public func findings(
    of names: Set<String>, in model: Model, besides language: [Finding], _ settings: AppliedSettings,
    limits: Limits = Limits()
  ) -> [Finding] {
    let rules = settings.adding(Rule.declared(in: model)).known.filter { names.contains($0.name) }
    let errors = Validator.errors(in: language, model)
    return findings(of: rules, in: model, errors, settings.parameters, limits.begun).findings
  }

  /// What is to be said of the waivers themselves.
  private func upkeep(of waivers: Waivers, _ rules: [Rule], _ used: Set<Int>) -> [Finding] {
    rules.flatMap { rule in
      switch rule.name {
      case Rule.expiredWaiver.name:
        waivers.expired(rule, today: today, used: used) + waivers.undated(today: today)
      case Rule.unusedWaiver.name: waivers.unused(rule, today: today, used: used)
      default: [Finding]()
      }
    }
  }

  /// What came of some rules looking.
  private struct Found {
    var findings: [Finding] = []
    /// Which limits of the flow are near.
    var nearLimits: [Finding] = []
    /// Why not all of them have looked at all.
    var interruption: Interruption?
  }

  /// What some rules find.
  private func findings(
    of rules: [Rule], in model: Model, _ errors: [Finding], _ parameters: [String: [String: Int]], _ limits: Limits
  ) -> Found {
    let unreadable = PlaceIndex(errors.map(\.place))
    let isTouchedAtLarge = !errors.isEmpty && !Validator.journeys(of: model).holdsAll(of: unreadable)
    var result = Found()
    for journey in model.journeys {
      guard let id = journey.journey else { continue }
      let examination = Examination(model, journey, parameters: parameters, today: today, limits: limits)
      let hasErrors = isTouchedAtLarge || unreadable.begins(in: Validator.extent(of: id, model))
      let touched = hasErrors ? Validator.stages(of: journey, in: model, holding: unreadable) : PlaceIndex([])
      func look(_ rule: Rule) -> [Finding] {
        hasErrors && rule.needsWholeJourney ? [] : rule.findings(in: examination)
      }
      // Those that ask for figures of the flow look first, one after the other, and then it is let go of: it is large.
      let figured = Rule.ofFigures.filter { rule in rules.contains { $0 === rule } }.map { (rule: $0, found: look($0)) }
      let nearLimits = examination.memo.finish()
      for rule in rules {
        let found = figured.first { $0.rule === rule }?.found ?? look(rule)
        // What a rule has found that was ended on its way is not what it would have found.
        result.interruption = limits.interruption
        guard result.interruption == nil else { return result }
        if found.isEmpty { continue }
        result.findings += hasErrors ? found.filter { !Validator.points($0, at: touched) } : found
      }
      result.nearLimits += nearLimits
    }
    if rules.contains(where: { $0 === Rule.misleadingIndentation }) {
      result.findings += IndentationCheck.findings(in: model.trees[0], .misleadingIndentation, errors)
    }
    if errors.isEmpty, rules.contains(where: { $0 === Rule.unusedDeclaration }) {
      result.findings += Rule.unusedShared(in: model, .unusedDeclaration)
    }
    return result
  }

  /// Where those stages of a journey stand in which something begins.
  private static func stages(
    of journey: Model.JourneyContents, in model: Model, holding places: PlaceIndex
  ) -> PlaceIndex {
    PlaceIndex(journey.stages.map { Validator.extent(of: $0, model) }.filter { places.begins(in: $0) })
  }

  /// Where the journeys of a model stand.
  private static func journeys(of model: Model) -> PlaceIndex {
    PlaceIndex(model.journeys.compactMap { $0.journey.map { Validator.extent(of: $0, model) } })
  }

  /// The errors after which a file is not there.
  private static let failedImports: Set<String> = [
    Code.importMissing.rawValue, Code.importOutside.rawValue, Code.importCycle.rawValue, Code.tooManyImports.rawValue,
  ]

  private static func points(_ finding: Finding, at stages: PlaceIndex) -> Bool {
    stages.holds(finding.place) || finding.related.contains { stages.holds($0.place) }
  }

  /// Everything that belongs to an item, as a place.
  static func extent(of id: ItemID, _ model: Model) -> Place {
    let tree = model.trees[model.file(of: id)]
    return Place(tree.source.name, tree[model[id].node].range)
  }
}

extension Rule {
  /// Whether a profile has the rule.
  func isIn(_ profile: Validator.Profile) -> Bool {
    switch profile {
    case .draft: severity == .error && isRecommended
    case .recommended: isRecommended
    case .strict: true
    }
  }
}
