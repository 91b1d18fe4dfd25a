import JourneyModel
import JourneyRules
import JourneySyntax

/// The vocabulary as a file; `Grammar/vocabulary.schema.json` says its form.
extension HostVocabulary {
  /// The version of the form; it grows when a reader of the older one would break.
  public static let version = 1

  /// The vocabulary as a file that `journey check --vocabulary` and others read, the same bytes for the same words.
  ///
  /// Functions are written without what they do and rules without what they look for: a reader checks arguments, and
  /// knows which rules can be set, waived and explained.
  public var file: String {
    var json = JSONWriter()
    json.object { json in
      json.write("version", HostVocabulary.version)
      json.array("units") { json in for unit in units { HostVocabulary.write(unit, &json) } }
      json.array("kinds") { json in for kind in kinds { HostVocabulary.write(kind, &json) } }
      json.array("functions") { json in for function in functions { HostVocabulary.write(function, &json) } }
      json.array("rules") { json in for rule in rules { HostVocabulary.write(rule, &json) } }
      json.array("modules") { json in for module in modules { HostVocabulary.write(module, &json) } }
    }
    return json.text
  }

  private static func write(_ module: HostModule, _ json: inout JSONWriter) {
    json.object { json in
      json.write("path", module.path)
      json.write("text", module.text)
    }
  }

  private static func write(_ unit: Unit, _ json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.write("name", unit.name)
      if unit.plural != unit.name { json.write("plural", unit.plural) }
      json.write("dimension", unit.dimension)
      guard unit.factor != .one else { return }
      json.write("is", unit.factor.numerator)
      if unit.factor.denominator != 1 { json.write("over", unit.factor.denominator) }
    }
  }

  private static func write(_ kind: HostKind, _ json: inout JSONWriter) {
    json.object { json in
      json.write("name", kind.name)
      if !kind.title.isEmpty { json.write("title", kind.title) }
      json.array("attributes") { json in
        for attribute in kind.attributes {
          json.object(inline: true) { json in
            json.write("name", attribute.name)
            json.write("type", attribute.type)
            json.write("required", attribute.isRequired)
          }
        }
      }
      json.array("defaults") { json in for line in kind.defaults { json.write(nil, line) } }
    }
  }

  private static func write(_ function: HostFunction, _ json: inout JSONWriter) {
    json.object { json in
      json.write("name", function.name)
      json.write("summary", function.summary)
      if let example = function.example { json.write("example", example) }
      json.array("parameters") { json in
        for parameter in function.parameters {
          json.object(inline: true) { json in
            json.write("name", parameter.name)
            writeType(parameter.type, &json)
          }
        }
      }
      json.object("result", inline: true) { json in writeType(function.result, &json) }
    }
  }

  private static func writeType(_ type: HostType, _ json: inout JSONWriter) {
    json.write("type", type.word)
    json.write("optional", type.mayBeMissing)
  }

  private static func write(_ rule: Rule, _ json: inout JSONWriter) {
    json.object { json in
      json.write("name", rule.name)
      json.write("severity", rule.severity.rawValue)
      json.write("recommended", rule.isRecommended)
      json.write("summary", rule.summary)
      json.write("reason", rule.reason)
      json.write("source", rule.source)
      if !rule.title.isEmpty { json.write("title", rule.title) }
      json.array("parameters") { json in
        for parameter in rule.parameters {
          json.object(inline: true) { json in
            json.write("name", parameter.name)
            json.write("value", parameter.value)
            json.write("unit", parameter.unit == .percent ? "percent" : "number")
            json.write("from", parameter.range.lowerBound)
            json.write("to", parameter.range.upperBound)
            json.write("summary", parameter.summary)
          }
        }
      }
      json.array("bad") { json in for script in rule.bad { json.write(nil, script) } }
      json.array("good") { json in for script in rule.good { json.write(nil, script) } }
    }
  }
}
