import JourneyModel
import JourneySyntax

/// Values: each an object whose `type` says what else is in it. `text` is the value as a script would write it.
extension ModelJSON {
  func writeAttributes(_ id: ItemID, _ json: inout JSONWriter) {
    let entries = model.attributes(of: id)
    let kind = model[id].kind
    var seen: Set<Attribute> = []
    // The channels of a touchpoint stand beside the attributes.
    for entry in entries where entry.attribute != .on && seen.insert(entry.attribute).inserted {
      guard let rule = AttributeRule.of(entry.attribute, on: kind) else { continue }
      let name = rule.expressionName
      if rule.isMany || rule.shape.isList, !isCondition(entry, rule) {
        let all = entries.filter { $0.attribute == entry.attribute }.flatMap(\.value.elements)
        write(name, .list(all), &json)
      } else {
        write(name, entry, rule, of: id, &json)
      }
    }
  }

  /// `needed in every stage …` is a condition; `needed in Awareness` is a list.
  private func isCondition(_ entry: AttributeEntry, _ rule: AttributeRule) -> Bool {
    rule.shape == .condition || rule.shape == .stages && entry.value == .flag(true)
  }

  private func write(
    _ name: String, _ entry: AttributeEntry, _ rule: AttributeRule, of id: ItemID, _ json: inout JSONWriter
  ) {
    let tree = model.trees[entry.file]
    let parts = Array(tree.children(entry.node))
    if isCondition(entry, rule), let first = parts.first {
      json.object(name, inline: true) { json in
        json.write("type", "condition")
        json.write("text", tree.text(first))
      }
    } else if rule.shape == .ownership {
      json.object(name, inline: true) { json in
        json.write("type", "owner")
        json.write("value", entry.value.string)
        let owner = parts.dropFirst().first { tree[$0].kind == .text }
        json.write("name", owner.map { ownerName($0, tree) })
      }
    } else {
      write(name, entry.value, &json)
    }
  }

  /// What stands between the quotes of `owned by partner "Corner shops"`: the model keeps the kind of owner only.
  private func ownerName(_ node: NodeID, _ tree: Tree) -> String {
    let quotes: Set<Character> = ["\"", "\u{201C}", "\u{201D}"]
    var text = tree.text(node)[...]
    if let first = text.first, quotes.contains(first) { text.removeFirst() }
    if let last = text.last, quotes.contains(last) { text.removeLast() }
    return TextContent.decoded(String(text))
  }

  // MARK: Values by type

  func write(_ name: String? = nil, _ value: Value, _ json: inout JSONWriter) {
    if case .list(let values) = value {
      json.object(name) { json in
        json.write("type", "list")
        json.array("values") { json in for value in values { write(nil, value, &json) } }
      }
      return
    }
    json.object(name, inline: true) { json in
      switch value {
      case .none, .list: json.write("type", "none")
      case .unknown: json.write("type", "unknown")
      case .flag(let isSo): writeType("flag", &json) { $0.write("value", isSo) }
      case .number(let number): writeType("number", &json) { writeFraction(number, value, &$0) }
      case .share(let share): writeType("share", &json) { writeFraction(share, value, &$0) }
      case .duration(let seconds):
        writeType("duration", &json) { json in
          json.write("seconds", seconds.double)
          json.write("text", value.text())
        }
      case .money(let amount, let currency):
        writeType("money", &json) { json in
          json.write("amount", decimal(amount, currency))
          json.write("currency", currency.code)
          json.write("text", value.text())
        }
      case .quantity(let quantity):
        writeType("quantity", &json) { json in
          writeFraction(quantity.amount, value, &json)
          json.write("unit", quantity.unit.name)
          json.write("dimension", quantity.unit.dimension)
        }
      case .per(let amount, let unit):
        writeType("per", &json) { json in
          write("amount", amount, &json)
          json.write("unit", unit)
          json.write("text", value.text())
        }
      case .range(let low, let high):
        writeType("range", &json) { json in
          write("from", low, &json)
          write("to", high, &json)
          json.write("text", value.text())
        }
      case .date(let day): writeType("date", &json) { $0.write("value", day.text) }
      case .time(let minutes):
        writeType("time", &json) { json in
          json.write("value", value.text())
          json.write("minutes", minutes)
        }
      case .text(let text): writeType("text", &json) { $0.write("value", text) }
      case .word(let word): writeType("word", &json) { $0.write("value", word) }
      case .item(let id): writeType("item", &json) { writeReferenceMembers(id, &$0) }
      case .pain(let index): writeType("pain", &json) { write(model.pains[index], &$0) }
      case .evidence(let index):
        writeType("evidence", &json) { json in
          json.write("text", model.evidence[index].text)
          json.write("date", model.evidence[index].date?.text)
        }
      }
    }
  }

  private func writeType(_ type: String, _ json: inout JSONWriter, _ members: (inout JSONWriter) -> Void) {
    json.write("type", type)
    members(&json)
  }

  /// An amount in decimals, with at least as many places as its currency has; a computed one is rounded to four.
  private func decimal(_ amount: Rational, _ currency: Currency) -> String {
    let text = amount.decimal()
    guard currency.places > 0 else { return text }
    let places = text.split(separator: ".").dropFirst().first?.count ?? 0
    return text + (places == 0 ? "." : "") + String(repeating: "0", count: max(0, currency.places - places))
  }

  /// A number as machines round it, and exactly, as a fraction in lowest terms.
  private func writeFraction(_ number: Rational, _ value: Value, _ json: inout JSONWriter) {
    json.write("value", number.double)
    json.write("text", value.text())
    json.write("numerator", number.numerator)
    json.write("denominator", number.denominator)
  }

  private func write(_ pain: Pain, _ json: inout JSONWriter) {
    json.write("text", pain.text)
    json.write("severity", pain.severity)
    if let answer = pain.answeredBy {
      writeReference("answered-by", to: answer, &json)
    } else {
      json.writeNull("answered-by")
    }
  }
}

extension Shape {
  /// Whether values of this shape are lists, though there may be but one of them.
  var isList: Bool {
    switch self {
    case .texts, .words, .choices, .data, .topics, .items, .times, .stages: true
    default: false
    }
  }
}
