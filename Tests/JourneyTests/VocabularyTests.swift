import Journey
import JourneyModel
import JourneyRules
import JourneySyntax
import Testing

/// What a host registers, used by scripts.
@Suite struct `A host's vocabulary` {
  private func said(_ lines: String, touchpoint: String = "") -> [String] {
    Shop.said(Shop.script(lines, touchpoint: touchpoint))
  }

  /// The value of an expression in the shop's journey.
  private func value(_ expression: String) -> String {
    let model = Shop.engine.check(Source(name: "a.journey", text: Shop.script())).model
    let (value, findings) = model.value(of: expression)
    return findings.first?.title ?? value.text(in: model)
  }

  @Test func `nothing is wrong with a vocabulary whose words are free`() {
    #expect(Shop.vocabulary.findings.isEmpty && Shop.known.findings.isEmpty)
    #expect(said("  expect stock_left(\"A-1\") is 7 and way(\"x\", \"y\") < 3 km") == [])
  }

  // MARK: Functions

  @Test func `a function of the host is called as one of the language is`() {
    #expect(value("stock_left(\"A-1\") + 1") == "8")
    #expect(value("STOCK_LEFT(lower(\"A-1\"))").hasPrefix("`stock_left` has no answer"))
    #expect(value("way(\"x\", \"y\")") == "2500 m" && value("way(\"x\", \"y\") + 1 km") == "3500 m")
    #expect(value("stock_left(none)") == "none" && value("stock_left(unknown)") == "unknown")
  }

  @Test func `wrong arguments are told in the words of the language`() {
    #expect(
      said("  expect stock_left(7) > 1") == [
        "wrong-kind-of-value at 7: `stock_left` takes a text, and this is a number"
      ])
    #expect(
      said("  expect stock_left() > 1") == [
        "wrong-arguments at stock_left(): `stock_left` takes 1 value, and here are 0"
      ])
    #expect(
      said("  expect way(\"x\", 2 min) > 1 km") == [
        "wrong-kind-of-value at 2 min: `way` takes a text as its `to`, and this is a time span"
      ])
    #expect(
      said("  expect stock_lft(\"A-1\") > 1") == ["unknown-function at stock_lft: There is no function `stock_lft`"])
    #expect(
      said("  expect stock_left(\"A-1\") > 1 km") == [
        "wrong-kind-of-value at stock_left(\"A-1\") > 1 km: A number and a distance cannot be compared"
      ])
  }

  @Test func `what the host refuses is a finding at the call, with its help`() {
    let source = Source(name: "a.journey", text: Shop.script("  expect stock_left(\"B-1\") > 1"))
    let finding = Shop.engine.check(source).findings.first
    #expect(finding?.title == "`stock_left` has no answer: there is no product B-1")
    #expect(finding?.help == "Products begin with `A-`." && finding?.code == "host-failure")
    #expect(finding.map { source.text($0.place.range) } == "stock_left(\"B-1\")")
  }

  @Test func `types of Swift are values of the language, and back`() throws {
    var vocabulary = HostVocabulary()
    vocabulary.function("half", "Half of it.", parameters: ["n"]) { (n: Double) -> Double in n / 2 }
    vocabulary.function("tenth", "A tenth.") { () -> Double in 0.1 }
    vocabulary.function("no_number", "None.") { () -> Double in 0.0 / 0.0 }
    vocabulary.function("odd", "Whether it is odd.", parameters: ["n"]) { (n: Int) -> Bool in n % 2 != 0 }
    vocabulary.function("twice", "Twice as long.", parameters: ["span"]) { (span: Duration) -> Duration in span * 2 }
    vocabulary.function("rest", "What is left.", parameters: ["share"]) { (share: Share) -> Share in
      Share(Rational.one.subtracting(share.part) ?? .zero)
    }
    vocabulary.function("vat", "With tax.", parameters: ["net"]) { (net: Money) -> Money in
      Money(net.amount.multiplied(by: Rational(6, over: 5) ?? .one) ?? .zero, net.currency)
    }
    vocabulary.function("next_year", "A year later.", parameters: ["day"]) { (day: Day) -> Day? in
      Day(year: Int(day.year) + 1, month: Int(day.month), day: Int(day.day))
    }
    vocabulary.function("longest", "The longest.", parameters: ["texts", "least"]) {
      (texts: [String], least: Int?) -> String? in
      texts.filter { $0.count >= least ?? 0 }.max { $0.count < $1.count }
    }
    vocabulary.function("words", "Words.") { () -> [String] in ["a", "b"] }
    #expect(vocabulary.findings.isEmpty)
    let model = Engine(vocabulary: vocabulary).check(Source(name: "a", text: "journey J\n  stage S\n")).model
    func value(_ expression: String) -> String {
      let (value, findings) = model.value(of: expression)
      return findings.first?.title ?? value.text(in: model)
    }
    #expect(value("half(3)") == "1.5" && value("tenth() * 10 is 1") == "yes")
    #expect(value("no_number()") == "`no_number` gave a number that is larger, or finer, than Journey can count with")
    #expect(value("odd(3)") == "yes" && value("odd(2.5)") == "`odd` cannot use 2.5")
    #expect(value("twice(1 h 30 min)") == "3 h" && value("twice(1 s / 3)") == "0.6667 s")
    #expect(value("rest(30%)") == "70%" && value("vat(€10)") == "€12")
    #expect(value("next_year(2026-11-21)") == "2027-11-21" && value("next_year(2024-02-29)") == "none")
    #expect(value("longest((\"a\", \"bcd\"))") == "bcd" && value("longest(\"a\", 2)") == "none")
    #expect(value("longest((\"a\", \"bcd\"), 1)") == "bcd")
    #expect(value("longest((\"a\", 2))") == "`longest` takes a list with texts as its `texts`, and this is a number")
    #expect(value("longest()") == "`longest` takes 1 to 2 values, and here are 0")
    #expect(value("join(words(), \"+\")") == "a+b")
    #expect(value("2 to 5 min") == "2 to 5 min" && value("twice(2 to 5 min)") == "10 min")
  }

  @Test func `what a host gives is held against the limits`() {
    var vocabulary = HostVocabulary()
    vocabulary.function("flood", "A huge text.") { () -> String in String(repeating: "x", count: 2_000_000) }
    vocabulary.function("crowd", "A long list.") { () -> [Int] in Array(0..<1_000) }
    vocabulary.function("long", "A long text.") { () -> String in String(repeating: "x", count: 500_000) }
    var limits = Limits()
    limits.items = 500
    limits.steps = 100_000
    let engine = Engine(limits: limits, validator: JourneyRules.Validator(rules: []), vocabulary: vocabulary)
    func titles(_ line: String) -> [String] {
      engine.check(Source(name: "a", text: "journey J\n  stage S\n  \(line)\n")).findings.map(\.title)
    }
    #expect(titles("expect flood() is \"x\"").first == "This text grows beyond 1048576 bytes")
    #expect(titles("expect count(crowd()) is 1").first == "This list grows beyond 500 members")
    let calls = Array(repeating: "long()", count: 6).joined(separator: ", ")
    #expect(titles("expect count((\(calls))) is 6").first?.contains("more than 100000 steps of work") == true)
  }

  @Test func `a host is not asked about values that nobody said`() {
    var vocabulary = HostVocabulary()
    vocabulary.function("must_not", "Never called.", parameters: ["name"]) {
      (name: String) throws(HostFailure) -> Int in throw HostFailure("it was asked about \(name)")
    }
    let text = "journey J\n  stage A\n    touchpoint T\n  stage S\n  expect all(touchpoints where must_not(name) > 3)\n"
    let found = Engine(validator: JourneyRules.Validator(rules: []), vocabulary: vocabulary).check(
      Source(name: "a", text: text))
    #expect(found.findings.isEmpty)
    let wrong = text.replacing("> 3", with: "> 3 min")
    #expect(
      Engine(validator: JourneyRules.Validator(rules: []), vocabulary: vocabulary).check(Source(name: "a", text: wrong))
        .findings
        .map(\.title) == ["A number and a time span cannot be compared"])
  }

  // MARK: Units

  @Test func `amounts in units are quantities of their dimension`() {
    #expect(value("5 km + 300 m") == "5.3 km" && value("300 m + 5 km") == "5300 m")
    #expect(
      value("5 km is 5,000 m") == "yes" && value("5 km > 4999 m") == "yes" && value("1 km in (900 m, 1000 m)") == "yes")
    #expect(
      value("1 point") == "1 point" && value("2 points * 3") == "6 points" && value("10k points") == "10000 points")
    #expect(value("3 km / 2 km") == "1.5" && value("3 km / 2") == "1.5 km" && value("50% * 3 km") == "1.5 km")
    #expect(value("max((900 m, 1 km))") == "1 km" && value("round(average((1 km, 2 km)))") == "2 km")
    #expect(value("2 to 5 km") == "2 to 5 km" && value("5km") == "5 km" && value("5 KM") == "5 km")
    #expect(value("3 points per week") == "3 points per week")
  }

  @Test func `dimensions do not mix, and the message names both`() {
    #expect(value("5 km + 2 min") == "A distance and a time span do not add")
    #expect(value("5 km + 2 points") == "A distance and a score do not add")
    #expect(value("5 km > 3") == "A distance and a number cannot be compared")
    #expect(value("5 km * 2 km") == "A distance times a distance means nothing")
    #expect(value("2 km to 3 points") == "A range goes from a distance to a score")
    #expect(value("5 kms") == "`kms` is not a unit")
  }

  @Test func `a number too large for its unit is a finding`() {
    #expect(value("900000000000000000 m / 3") == "300000000000000000 m")
    #expect(value("999999999999999999 km * 999") == "The result is larger, or finer, than Journey can count with")
  }

  @Test func `scripts keep their units when they are laid out`() {
    let text = Shop.script("  expect sum(touchpoints.catchment)>3   KM and 1POINTS<2 POINT")
    let laidOut = Layout.text(Tree(Source(name: "a", text: text), dialect: Shop.vocabulary.words.dialect))
    #expect(laidOut.contains("expect sum(touchpoints.catchment) > 3 km and 1 point < 2 points"))
    let again = Tree(Source(name: "a", text: laidOut), dialect: Shop.vocabulary.words.dialect)
    #expect(Layout.text(again) == laidOut)
    // Without the vocabulary nobody knows what they are: the lines stay.
    let plain = Layout.text(Tree(Source(name: "a", text: text)))
    #expect(plain.contains("catchment 5 km") && plain.contains(")>3   KM and 1POINTS<2 POINT"))
  }

  @Test func `quantities are written as JSON with unit and dimension, exactly`() {
    let model = Shop.engine.check(Source(name: "a.journey", text: Shop.script())).model
    let json = ModelJSON.text(of: model)
    #expect(
      json.contains(
        #""catchment": {"type": "quantity", "value": 5, "text": "5 km", "numerator": 5, "denominator": 1, "unit": "km", "dimension": "distance"}"#
      ))
    let (result, _) = model.answer(to: "touchpoints show name, catchment")
    #expect(QueryLists.csv(result, of: model) == "name,catchment (km)\nVisit,5\n")
  }

  // MARK: Kinds and modules

  @Test func `kinds are known without an import, with the dimension as a type`() {
    #expect(said("", touchpoint: "      loyalty 3 points\n      grade gold") == [])
    #expect(value("Visit.catchment + 1 km") == "6 km" && value("Visit.purpose") == "advise")
    #expect(
      said("", touchpoint: "      loyalty 3 km") == [
        "wrong-kind-of-value at 3 km: `loyalty` takes a score, and this is a distance"
      ])
    #expect(
      said("", touchpoint: "      loyalty 3 min") == [
        "wrong-kind-of-value at 3 min: `loyalty` takes a score, and this is a time span"
      ])
    #expect(
      said("", touchpoint: "      lojalty 3 points") == ["unknown-word at lojalty: A branch has no `lojalty`"])
    #expect(
      Shop.said(Shop.script().replacing("    catchment 5 km\n", with: "")).first
        == "missing-value at touchpoint Visit: Visit does not say its `catchment`")
  }

  @Test func `a kind of the host cannot be declared anew`() {
    #expect(
      Shop.said("kind branch is touchpoint\n" + "journey J\n  stage S\n") == [
        "declared-twice at branch: There is a kind `branch` of the program already"
      ])
  }

  @Test func `rules and expectations know the attributes of the host's kinds`() {
    #expect(said("  expect all(touchpoints where catchment < 3 km)").first?.hasPrefix("not-true") == true)
    #expect(Shop.said("journey J\n  stage S\n  expect count(touchpoints where catchment < 3 km) is 0\n") == [])
  }

  @Test func `modules are imported by their paths`() {
    #expect(
      Shop.said(Shop.script().replacing("shop/channels", with: "shop/chanels")) == [
        "import-missing at \"shop/chanels\": Nothing can be imported here"
      ])
    let source = Source(name: "a.journey", text: "import \"shop/chanels\"\n")
    #expect(Shop.engine.check(source).findings.first?.help == "Did you mean `shop/channels`?")
  }

  // MARK: Rules

  @Test func `rules of the host look, are set, waived and explained as others are`() {
    let engine = Engine(validator: JourneyRules.Validator(.recommended), vocabulary: Shop.vocabulary)
    func codes(_ text: String) -> [String] { Shop.said(text, by: engine).filter { $0.contains("branch") } }
    let plain = "journey J\n  stage S\n"
    #expect(codes(plain) == ["no-branch at journey J: No branch is on the way"])
    #expect(codes(Shop.script()).isEmpty)
    #expect(codes("journey J\n  allow no-branch because \"We sell online\"\n  stage S\n").isEmpty)
    #expect(codes("project\n  severity of no-branch is off\n" + plain).isEmpty)
    #expect(
      codes(
        "project\n  set branches of no-branch to 2\n"
          + Shop.script().replacing("import \"shop/channels\"\n", with: "").replacing(" on counter", with: "")) == [
          "no-branch at journey Purchase: No branch is on the way"
        ])
    #expect(
      codes("rule no-branch \"Mine\"\n  every stage\n  expect important\n" + plain).contains(
        "reserved-name at rule no-branch: There is a rule `no-branch` of the program already"))
    #expect(
      Shop.said("allow no-brunch because \"x\"\n" + plain, by: engine).contains { $0.contains("no rule `no-brunch`") })
    let draft = Engine(validator: JourneyRules.Validator(.draft), vocabulary: Shop.vocabulary)
    #expect(!Shop.said(plain, by: draft).contains { $0.contains("no-branch") })
  }
}
