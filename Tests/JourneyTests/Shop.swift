import Journey
import JourneyModel
import JourneyRules
import JourneySyntax

/// A program with words of its own, for the tests of vocabularies.
enum Shop {
  /// What the shop adds to the language.
  static let vocabulary: HostVocabulary = {
    var vocabulary = HostVocabulary()
    vocabulary.unit("km", of: "distance")
    vocabulary.unit("m", of: "distance", is: 1, over: 1000)
    vocabulary.unit("point", plural: "points", of: "score")
    vocabulary.kind(
      HostKind(
        "branch", "A branch of the shop",
        attributes: [
          HostKind.Attribute("catchment", "distance", isRequired: true), HostKind.Attribute("loyalty", "score"),
          HostKind.Attribute("grade", "one of gold, silver"),
        ], defaults: ["purpose advise"]))
    vocabulary.function("stock_left", "How many are on the shelf.", parameters: ["sku"]) {
      (sku: String) throws(HostFailure) -> Int in
      guard sku.hasPrefix("A-") else {
        throw HostFailure("there is no product \(sku)", help: "Products begin with `A-`.")
      }
      return 7
    }
    vocabulary.function("way", "How far it is.", parameters: ["from", "to"]) { (from: String, to: String) -> Distance in
      Distance(metres: from == to ? 0 : 2_500)
    }
    vocabulary.rule(noBranch)
    vocabulary.module("shop/channels", "channel counter \"At the counter\"\n  mode human\n  two-way\n")
    return vocabulary
  }()

  static let engine = Engine(validator: JourneyRules.Validator(rules: []), vocabulary: vocabulary)

  /// The vocabulary as others know it: from its file.
  static let known = HostVocabulary(file: Source(name: "shop.json", text: vocabulary.file))

  /// A length as the shop holds it.
  struct Distance: HostValue {
    var metres: Int
    static var hostType: HostType { .quantity("distance") }

    init(metres: Int) { self.metres = metres }
    init?(hostValue: Value) {
      guard case .quantity(let quantity) = hostValue, let metres = quantity.base.multiplied(by: Rational(1000)),
        metres.isWhole
      else { return nil }
      self.metres = Int(metres.numerator)
    }
    var hostValue: Value? {
      Quantity(Rational(metres), Unit("m", of: "distance", factor: Rational(1, over: 1000) ?? .one)).map {
        .quantity($0)
      }
    }
  }

  static let noBranch: Rule = Rule(
    "no-branch", .warning, flags: "A journey in which no touchpoint is a branch",
    because: "people want to touch what they buy", source: "the shop's own experience",
    parameters: [Rule.Parameter("branches", 1, "How many there are at least.")], bad: [], good: []
  ) { journey in
    let branches = journey.journey.touchpoints.count { journey.model.ownKind(of: $0)?.name == "branch" }
    guard branches < journey.parameter("branches", of: noBranch), let id = journey.journey.journey else { return [] }
    return [journey.finding(noBranch, on: id, "No branch is on the way", help: "Lead through a branch.")]
  }

  /// A journey that uses all of it, with lines in the journey and lines of its touchpoint.
  static func script(_ lines: String = "", touchpoint: String = "") -> String {
    """
    import "shop/channels"
    journey Purchase
      outcome Done, success
    \(lines)
      stage Buy
        touchpoint Visit as branch on counter
          catchment 5 km
    \(touchpoint)
          leads to Done

    """
  }

  /// What the engine says of a script, each with what it points at.
  static func said(_ text: String, by engine: Engine = engine) -> [String] {
    let source = Source(name: "a.journey", text: text)
    return engine.check(source).findings.map { finding in
      let place = finding.place.file == "a.journey" ? source.text(finding.place.range) : finding.place.file
      return "\(finding.code) at \(place): \(finding.title)"
    }
  }
}
