import Journey

/// The figures of the flow, at the prompt.
extension Session {
  /// How customers flow through the journey where one stands.
  func analyze() -> Answer {
    figures { analysis throws(FlowProblem) in
      FlowText(try FlowReport(analysis), palette: settings.palette, width: settings.columns).lines
    }
  }

  /// Customers who walk through the journey by chance: `:simulate 50000 7`. Ctrl-C ends it, and those who have walked
  /// count.
  func simulate(_ argument: String) -> Answer {
    let words = Words(argument).all
    let numbers = words.map { UInt64($0.filter { $0 != "," }) }
    guard words.count <= 2, !numbers.contains(nil), (1...10_000_000).contains(numbers.first.flatMap { $0 } ?? 1) else {
      return .problem("`:simulate` takes how many customers walk, up to 10,000,000, and a seed: :simulate 50000 7")
    }
    let customers = Int(numbers.first.flatMap { $0 } ?? 10_000)
    let seed = numbers.count > 1 ? numbers[1] ?? 1 : 1
    return figures { analysis throws(FlowProblem) in
      let simulation = try SimulationReport(analysis, customers: customers, seed: seed)
      let lines = SimulationText(simulation, palette: settings.palette, width: settings.columns).lines
      return lines + (simulation.customers < customers ? ["Stopped before all \(customers) had walked."] : [])
    }
  }

  private func figures(_ show: (FlowAnalysis) throws(FlowProblem) -> [String]) -> Answer {
    guard let contents = itemStoodIn.map({ model.contents(around: $0) }) ?? model.journeys.first,
      contents.journey != nil
    else { return Answer("There is no journey yet. `journey NAME` begins one.") }
    do throws(FlowProblem) {
      return Answer(try show(try FlowAnalysis(model, contents, limits: host.limits)).joined(separator: "\n"))
    } catch {
      let (title, help) = error.words(in: model)
      return .problem("\(title). \(help)")
    }
  }
}
