/// A framework whose steps the stages of a journey may follow.
///
/// The one place where steps are named: the language offers the names, the rule `framework-gap` compares stages with the
/// steps, and a test holds the reference and the modules of the standard library against them.
public enum Framework: String, CaseIterable, Sendable {
  case aida = "AIDA"
  case aarrr = "AARRR"
  case race = "RACE"
  case fiveE = "5E"
  case stdc = "STDC"
  case cdj = "CDJ"

  /// The steps in their order, in small letters.
  public var steps: [String] {
    switch self {
    case .aida: ["attention", "interest", "desire", "action"]
    case .aarrr: ["acquisition", "activation", "retention", "referral", "revenue"]
    case .race: ["reach", "act", "convert", "engage"]
    case .fiveE: ["entice", "enter", "engage", "exit", "extend"]
    case .stdc: ["see", "think", "do", "care"]
    case .cdj: ["consider", "evaluate", "buy", "enjoy", "advocate", "bond"]
    }
  }

  /// Where it comes from: who, what, when.
  public var source: String {
    switch self {
    case .aida: "Strong, The Psychology of Selling, 1925"
    case .aarrr: "McClure, 2007"
    case .race: "Chaffey, 2010"
    case .fiveE: "Conifer Research"
    case .stdc: "Kaushik, 2013"
    case .cdj: "Court and others, 2009"
    }
  }
}
