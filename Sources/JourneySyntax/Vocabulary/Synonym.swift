/// Words of marketers, of other tools and of other tongues for the language's own: what a person probably meant where
/// no spelling is near.
enum Synonym {
  private static let phrases: [String: String] = [
    // Items.
    "medium": "channel", "media": "channel", "platform": "channel", "kanal": "channel", "canal": "channel",
    "interaction": "touchpoint", "contact": "touchpoint", "kontaktpunkt": "touchpoint",
    "berührungspunkt": "touchpoint", "tp": "touchpoint", "actor": "persona", "segment": "persona",
    "audience": "persona", "user": "persona", "customer": "persona", "zielgruppe": "persona", "étape": "stage",
    "etape": "stage", "abschnitt": "stage", "reise": "journey", "kundenreise": "journey", "parcours": "journey",
    "map": "journey", "result": "outcome", "ergebnis": "outcome", "résultat": "outcome",
    // Lines.
    "then": "leads to", "next": "leads to", "goto": "leads to", "go to": "leads to", "goes to": "leads to",
    "continues to": "leads to", "moves to": "leads to", "links to": "leads to", "führt zu": "leads to",
    "mène à": "leads to", "kpi": "measure", "metric": "measure", "kpis": "measure", "metrics": "measure",
    "kennzahl": "measure", "description": "note", "comment": "note", "message": "says", "text": "says",
    "copy": "says", "sagt": "says", "price": "cost", "kosten": "cost", "feeling": "emotion", "sentiment": "emotion",
    "gefühl": "emotion", "painpoint": "pain", "problem": "pain", "delay": "after",
    "waiting time": "wait", "response time": "wait", "lead time": "wait", "duration": "takes",
    "dauer": "takes", "zweck": "purpose", "ziel": "goal", "modus": "mode", "type": "mode", "hours": "open",
    "include": "import", "assert": "expect", "check": "expect", "unsubscribe": "offers opt-out", "anteil": "share",
    "endif": "end", "endfor": "end", "done": "end", "likes": "prefers", "fase": "phase",
    "remove": "without", "delete": "without", "drop": "without", "modify": "change", "override": "change",
  ]

  /// The phrase that the first one or two words of a line stand for, with how many they are.
  static func of(_ words: [String]) -> (phrase: String, words: Int)? {
    for count in [2, 1] where words.count >= count {
      if let phrase = phrases[words.prefix(count).joined(separator: " ").lowercased()] { return (phrase, count) }
    }
    return nil
  }
}
