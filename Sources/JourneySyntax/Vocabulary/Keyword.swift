/// The words that mean something in their place; everywhere else they are names like any other.
///
/// Their order is their number: the name table holds them first, so a word's symbol tells at once whether it is one.
public enum Keyword: String, CaseIterable, Sendable {
  // Items.
  case journey, outcome, persona, channel, layer, stage, touchpoint
  // Sections and declarations.
  case rule, test, scenario, template, kind, project, `import`, `let`, parameter, use
  // Blocks.
  case `for`, each, `if`, `else`, end
  // Parts of headers and statements.
  case on, like, `as`, `is`, of, from, expect, otherwise, allow, because, until, without, with, change
  case given, example, good, bad, severity, suggest, every, `where`, finding, attribute, `default`, profile, exclude
  case set
  case title, again, times, mild, severe, answered, failure
  // Expressions.
  case not, and, or, `in`, has, yes, no, none, unknown, to, per
  case show, sort, group, first, descending, ascending, required, one, list
  // The words of attributes.
  case id, note, tags, owner, goal, currency, version, reviewed, framework, covers, planned, actual, target, share
  case prefers, cannot, needs, knows, consents, mode
  case oneWay = "one-way"
  case twoWay = "two-way"
  case owned, by, consent
  case identifies, open, answers, within, at, most, suits, matches, needed, least, phase, step, important, success
  case when, measure, lasts, pain, proactive, reactive, purpose, entry, moment, strength, emotion, effort, after, wait
  case takes, cost, says, tells, know, captures, uses, asks, offers
  case optOut = "opt-out"
  case thinks, backstage, supported
  case evidence, only, event, status, reaches, leads
  // Units, the canonical word of each before its other spellings.
  case second = "s"
  case minute = "min"
  case hour = "h"
  case day, days, week, weeks, month, months, year, years
  case secondWord = "second"
  case seconds, sec
  case minuteWord = "minute"
  case minutes, mins
  case hourWord = "hour"
  case hours, hrs
}
