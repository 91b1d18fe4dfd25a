public import JourneyModel
import JourneySyntax

/// What a query gives as one JSON object; `Grammar/query.schema.json` says its form.
///
/// Every value is an object whose `type` says what else is in it, as in a model: a duration has its seconds, an amount
/// its currency, an item its id.
public enum QueryJSON {
  /// The version of the form; it grows when a reader of the older one would break.
  public static let version = 1

  /// A query's answer as JSON.
  ///
  /// - Parameters:
  ///   - result: The answer.
  ///   - query: The query as it was asked.
  ///   - journey: The journey that it was asked of.
  ///   - model: The model that it was asked of.
  public static func text(of result: QueryResult, to query: String, about journey: ItemID?, in model: Model) -> String {
    let writer = ModelJSON(model)
    var json = JSONWriter()
    json.object { json in
      json.write("version", version)
      json.write("file", model.trees[0].source.name)
      json.write("journey", journey.map { model.id(of: $0) })
      json.write("query", query)
      writer.write("value", result.value, &json)
      guard let table = result.table else { return json.writeNull("table") }
      json.object("table") { json in write(table, writer, &json) }
    }
    return json.text
  }

  private static func write(_ table: QueryTable, _ writer: ModelJSON, _ json: inout JSONWriter) {
    json.write("grouped-by", table.keyColumn.map { table.columns[$0].title })
    json.array("columns") { json in
      for column in table.columns {
        json.object(inline: true) { json in
          json.write("title", column.title)
          json.write("type", column.dimension.word)
        }
      }
    }
    json.array("rows") { json in
      for row in table.rows {
        json.array { json in for value in row { writer.write(nil, value, &json) } }
      }
    }
  }
}

extension QueryDimension {
  /// The `type` that all values of a column have.
  fileprivate var word: String {
    switch self {
    case .nothing: "none"
    case .number: "number"
    case .share: "share"
    case .duration: "duration"
    case .date: "date"
    case .time: "time"
    case .flag: "flag"
    case .money: "money"
    case .quantity: "quantity"
    case .per: "per"
    case .text: "text"
    case .word: "word"
    case .item: "item"
    case .pain: "pain"
    case .evidence: "evidence"
    case .list: "list"
    case .mixed: "mixed"
    }
  }
}
