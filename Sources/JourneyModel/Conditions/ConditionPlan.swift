import JourneySyntax

/// Where a row of a batch finds an item: the item being filtered, the one that the check is about, or the stage of it.
struct RowSource {
  enum Row { case subject, about, record }
  var row: Row
  /// The stages of touchpoints, where the item meant is the stage.
  var stages: CodeColumn?
}

/// A condition with its names resolved.
indirect enum ConditionPlan {
  case constant(Truth)
  case flags([Truth], RowSource)
  case not(ConditionPlan)
  case junction(isAnd: Bool, [ConditionPlan])
  case order(NumberPlan, Comparator, NumberPlan)
  /// Whether a number is not said, or is said to be unknown.
  case numberAsked(NumberPlan, NumberColumn.Presence)
  case codeAsked(CodeColumn, RowSource, Int32)
  /// Whether a word, or an item, is among some: by its number.
  case oneOf(CodeColumn, RowSource, Set<Int>)
  /// Whether a list has a member among some.
  case has(ListColumn, RowSource, Set<Int>)
  /// Whether a list of some item in a list has a member among some: `channel.mode has human`.
  case hasWithin(ListColumn, RowSource, ListColumn, Set<Int>)
  case some(ListColumn, RowSource, FilterPlan?)
  case all(ListColumn, RowSource, FilterPlan)

  var isOdd: Bool { if case .constant(.odd) = self { true } else { false } }
}

/// A number with its names resolved.
indirect enum NumberPlan {
  case constant(Int64, scale: Int64)
  case column(NumberColumn, RowSource)
  case sum(NumberPlan, NumberPlan, isAdding: Bool)
  case product(NumberPlan, NumberPlan)
  case count(ListColumn, RowSource, FilterPlan?)
}

/// A condition on the members of lists: what it means for each kind that they may be of.
struct FilterPlan {
  /// Whether the members are pains and not items.
  var isOfRecords: Bool
  var plans: [(kind: ItemKind?, plan: ConditionPlan)]
}

/// Rows that a plan goes over at once.
struct Batch {
  enum Ids {
    case one(Int32)
    case many([Int32])
  }
  var count: Int
  var about: Ids
  var subject: Ids
  var record: Ids = .one(CodeColumn.odd)

  func ids(_ row: RowSource.Row) -> Ids {
    switch row {
    case .about: about
    case .subject: subject
    case .record: record
    }
  }
}
