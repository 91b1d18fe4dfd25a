/// JUnit's XML, in the form that Jenkins' schema takes.
enum JUnit {
  /// What was tried in one file.
  struct Suite {
    var name: String
    var cases: [Case]
  }

  /// One thing that was tried.
  struct Case {
    var name: String
    var outcome: Outcome
  }

  enum Outcome {
    case passed
    /// It passed, and there is something to tell.
    case told(String)
    case failure(Problem)
    case error(Problem)
    case skipped(because: String)

    var isFailure: Bool { if case .failure = self { true } else { false } }
    var isError: Bool { if case .error = self { true } else { false } }
    var isSkipped: Bool { if case .skipped = self { true } else { false } }
  }

  /// Why something did not pass.
  struct Problem {
    var type: String
    var message: String
    var text: String
  }

  static func text(of suites: [Suite]) -> String {
    let all = suites.flatMap(\.cases)
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<testsuites name=\"journey\" \(counts(all))>")
    for suite in suites {
      lines.append(
        "  <testsuite name=\"\(XML.attribute(suite.name))\" \(counts(suite.cases)) "
          + "skipped=\"\(suite.cases.count { $0.outcome.isSkipped })\">")
      for item in suite.cases { lines.append(element(item, of: suite.name)) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func counts(_ cases: [Case]) -> String {
    "tests=\"\(cases.count)\" failures=\"\(cases.count { $0.outcome.isFailure })\" "
      + "errors=\"\(cases.count { $0.outcome.isError })\""
  }

  private static func element(_ item: Case, of file: String) -> String {
    let head = "    <testcase name=\"\(XML.attribute(item.name))\" classname=\"\(XML.attribute(file))\""
    let body: String
    switch item.outcome {
    case .passed: return head + "/>"
    case .told(let text): body = "<system-out>\(XML.text(text))</system-out>"
    case .failure(let problem): body = element("failure", problem)
    case .error(let problem): body = element("error", problem)
    case .skipped(let reason): body = "<skipped message=\"\(XML.attribute(reason))\"/>"
    }
    return "\(head)>\n      \(body)\n    </testcase>"
  }

  private static func element(_ name: String, _ problem: Problem) -> String {
    "<\(name) type=\"\(XML.attribute(problem.type))\" message=\"\(XML.attribute(problem.message))\">"
      + "\(XML.text(problem.text))</\(name)>"
  }
}

/// Texts as XML holds them; what XML cannot hold comes out as U+FFFD.
enum XML {
  /// A text between tags.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return result
  }

  /// A text between the quotes of an attribute: breaks of lines are kept as references, since readers make blanks of them.
  static func attribute(_ text: String) -> String {
    self.text(text).replacing("\"", with: "&quot;").replacing("\n", with: "&#10;").replacing("\t", with: "&#9;")
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
    default: false
    }
  }
}
