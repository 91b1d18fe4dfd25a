/// What scripts are made of, for the dictionary of the fuzzer and for changes that people might make.
public enum Phrases {
  /// Lines, many of which refer to names that other lines declare.
  public static let lines = [
    "journey J", "journey \"J J\" \"Title\"", "outcome O, success", "outcome P, failure", "persona A",
    "persona B like A",
    "channel c", "channel d like c", "layer L", "layer M like L", "stage S", "stage T like S", "touchpoint U on c, d",
    "touchpoint V like U as K", "matches some(touchpoints where channel is c)", "needed in every stage where important",
    "leads to U for 20% when persona is A again at most 3 times", "leads to S.U for 3 of 4", "leads to exit",
    "reaches S.U", "entry for 50%", "wait 2 to 5 days", "takes 1 h 30 min", "cost €4.50 per click", "cost 12 USD",
    "strength 40%", "effort a * 1", "emotion -2", "share 62.5%", "says \"{a} {\"{b}\"} {{data}}\"", "note \"\"\"",
    "\"\"\"",
    "pain \"p\", severe, answered by U", "evidence \"e\", 2026-11-21", "only for A, B", "tells a, b", "captures a, b",
    "uses a", "needs to know a", "asks consent for a", "open 09:00 to 18:00", "at most 3 per week",
    "answers within 2 h",
    "let a = b + 1", "let b = (1, 2, 3)", "let c = a", "parameter p = 2 days", "for each x in a, b, 3",
    "for each x in (1, 2)", "touchpoint \"T {x}\"", "if x > 1", "if important and not some(touchpoints)", "else", "end",
    "template W (a, b = 2)", "use W(1, b = a)", "use W", "kind K is touchpoint", "attribute z one of q, r, required",
    "attribute z list of money", "attribute z stage", "default z q", "default wait 3 min", "z q, r", "rule R \"T\"",
    "every touchpoint where wait > 3 min", "expect wait <= 5 min otherwise \"No {name}\"", "because \"it is so\"",
    "suggest \"{name}\"", "example bad \"journey J\"", "severity warning", "test T", "given \"journey J\"",
    "with change touchpoint U", "with without stage S", "expect finding dead-end on U", "scenario X of J",
    "scenario Y of X", "change touchpoint S.U on d", "change stage S", "change journey J", "without touchpoint U",
    "without wait", "without channel c", "project P", "profile strict", "severity of dead-end is off in \"**/x\" on U",
    "set wait of slow-answer to 3 min", "exclude \"a/**\"", "allow dead-end on U because \"so\" until 2026-01-01",
    "import \"b\"", "import U, c from \"c\"", "import \"std/aida\"", "import layers from \"std/layers\"", "=====",
    "expect probability(O) > 20%", "expect duration(U, O) < 3 days", "expect cost(U, O) > €3", "expect removal(c) < 5%",
    "expect count(paths(U, O)) > 1", "expect visits(U) < 2", "framework AIDA", "step Attention", "covers S, T",
    "expect join(touchpoints.name, \"{a}\") is \"x\"", "touchpoints where wait > 5 min show name, wait sort by wait",
    "touchpoints group by stage show count(touchpoints), sum(touchpoints.cost) first 3", "id \"x\"", "## said of it",
    ":what-if", ":undo", ":keep", ":drop", ":up", ":fix", ":check", ":why 1", ":map", ":diff", ":set profile strict",
  ]

  /// Words, signs and numbers, among them those near the borders of what is counted.
  public static let words = [
    "0", "1", "-1", "0.0000001", "1e9", "10k", "9.2M", "65535", "65536", "2147483647", "4294967296",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "99999999999999999999",
    "0.999999999999999999",
    "100%", "0%", "100.0001%", "1 of 3", "9223372036854775807 of 9223372036854775807", "0 of 0", "1 s", "1 years",
    "292471208677 years", "€0.01", "€92233720368547758.07", "1 JPY", "2026-02-29", "9999-12-31", "0000-01-01", "24:00",
    "00:00", "per click", "unknown", "none", "yes", "(", ")", ",", ".", "+", "-", "*", "/", "<=", ">", "is", "is not",
    "in",
    "not in", "has", "and", "or", "not", "where", "to", "\"", "\"\"\"", "{", "}", "{{", "}}", "\\", "\\u{301}", "\\n",
    "#", "##", ";", "=", "count(", "sum(", "average(", "min(", "max(", "some(", "all(", "round(", "join(", "lower(",
    "if(",
    "layers(", "paths(", "probability(", "visits(", "duration(", "cost(", "removal(", "touchpoints", "stages",
    "channels",
    "personas", "outcomes", "layers", "next", "previous", "stage", "channel", "name", "title", "id", "strength", "wait",
    "it",
    "persona", "again", "é", "e\u{301}", "ſ", "ß", "İ", "K", "ﬁ", "\u{200D}", "\u{FEFF}", "\u{2028}", "“", "”", "–",
    "\u{A0}", "，", "；", "（", "\r", "\t", "\0", "😀", "show", "sort by", "group by", "first", "descending",
  ]
}
