/// A function that a host registers: scripts call it as they call `count`.
///
/// Its parameters and its result are types of Swift that the language knows (`HostValue`). Calls are assumed to be pure:
/// the same arguments give the same answer while a script is checked, and how often it is called is not promised, since
/// conditions are asked of many items, and scenarios once more. It may be called from several threads at once.
///
/// A reference to what never changes, since each call hands it on.
public final class HostFunction: Sendable {
  /// What a parameter is called, in messages and in help, and what it takes.
  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let type: HostType

    /// A parameter by name and type.
    public init(_ name: String, _ type: HostType) {
      self.name = name
      self.type = type
    }
  }

  /// What scripts call it.
  public let name: String
  /// What it gives, in a sentence.
  public let summary: String
  public let parameters: [Parameter]
  /// What it gives.
  public let result: HostType
  /// A call that shows it, if one was given; else one is made of the types.
  public let example: String?
  /// Whether as many names were given as there are parameters.
  public let hasNameForEachParameter: Bool
  /// How many arguments it takes.
  let arguments: ClosedRange<Int>
  /// Calls it; nothing where only its signature is known, from a file.
  let body: (@Sendable ([Value]) throws(HostCallProblem) -> Value?)?

  /// A function with its body.
  ///
  /// An argument that is missing or unknown makes the result so without a call, unless the parameter is an optional.
  /// Optionals at the end may be left out.
  ///
  /// - Parameters:
  ///   - name: A word: letters, digits, `_` and `-`.
  ///   - summary: What it gives, in a sentence.
  ///   - parameters: What the parameters are called, one for each.
  ///   - example: A call that shows it, such as `stock_left("A-100")`.
  ///   - body: What it does. The message of a `HostFailure` becomes a finding at the call.
  @inlinable
  public convenience init<each Argument: HostValue, Result: HostValue>(
    _ name: String, _ summary: String, parameters: [String] = [], example: String? = nil,
    _ body: @escaping @Sendable (repeat each Argument) throws(HostFailure) -> Result
  ) {
    var types: [HostType] = []
    repeat types.append((each Argument).hostType)
    self.init(name, summary, parameters, types, Result.hostType, example) {
      (arguments: [Value]) throws(HostCallProblem) -> Value? in
      var reader = HostArguments(arguments)
      let read = (repeat try reader.next((each Argument).self))
      do throws(HostFailure) {
        return try body(repeat each read).hostValue
      } catch {
        throw .failure(error)
      }
    }
  }

  @usableFromInline
  init(
    _ name: String, _ summary: String, _ names: [String], _ types: [HostType], _ result: HostType, _ example: String?,
    _ body: (@Sendable ([Value]) throws(HostCallProblem) -> Value?)?
  ) {
    self.name = name
    self.summary = summary
    parameters = types.enumerated().map { Parameter($0 < names.count ? names[$0] : "value \($0 + 1)", $1) }
    hasNameForEachParameter = names.count == types.count
    self.result = result
    self.example = example
    self.body = body
    let optional = types.reversed().prefix { $0.mayBeMissing }.count
    arguments = types.count - optional...types.count
  }

  /// A function of which only the signature is known: its arguments are checked, and its value is unknown.
  public convenience init(
    signatureOf name: String, _ summary: String, parameters: [Parameter], result: HostType, example: String? = nil
  ) {
    self.init(name, summary, parameters.map(\.name), parameters.map(\.type), result, example, nil)
  }

  /// Whether it can be called, rather than only be known.
  public var isCallable: Bool { body != nil }

  /// A call that shows it.
  func call(_ words: HostWords) -> String {
    example ?? "\(name)(\(parameters.map { $0.type.example(words) }.joined(separator: ", ")))"
  }
}

/// Why a host's function has no answer, in words for who wrote the script: they become a finding at the call.
public struct HostFailure: Error, Sendable, Hashable {
  /// What is wrong, without a full stop: `there is no product A-999`.
  public let message: String
  /// What to do about it, as a sentence; may be empty.
  public let help: String

  /// A failure in words.
  public init(_ message: String, help: String = "") {
    self.message = message
    self.help = help
  }
}

/// Why a call came to nothing.
@usableFromInline
enum HostCallProblem: Error {
  /// The argument of this number is none that the function takes.
  case unfit(Int)
  case failure(HostFailure)
}

/// The arguments of a call, read one after the other.
@usableFromInline
struct HostArguments {
  @usableFromInline let values: [Value]
  @usableFromInline var number = 0

  @inlinable
  init(_ values: [Value]) { self.values = values }

  /// The next argument; what is left out at the end is missing.
  @inlinable
  mutating func next<Argument: HostValue>(_ type: Argument.Type) throws(HostCallProblem) -> Argument {
    do throws(HostMismatch) {
      let argument = try Argument.argument(number < values.count ? values[number] : .none)
      number += 1
      return argument
    } catch {
      throw .unfit(number)
    }
  }
}
