import JourneySyntax

/// A kind of touchpoint that a host registers: `touchpoint "Demo" as webinar on zoom`.
public struct HostKind: Sendable, Hashable {
  /// What touchpoints of the kind say besides what all say.
  public struct Attribute: Sendable, Hashable {
    /// The word that begins its lines.
    public let name: String
    /// What it takes, as a script declares it: `number`, `list of text`, `one of gold, silver`, or a dimension.
    public let type: String
    /// Whether every touchpoint of the kind must say it.
    public let isRequired: Bool

    /// An attribute with the words of its type.
    public init(_ name: String, _ type: String, isRequired: Bool = false) {
      self.name = name
      self.type = type
      self.isRequired = isRequired
    }
  }

  public let name: String
  /// What it is called where people read it; may be empty.
  public let title: String
  public let attributes: [Attribute]
  /// Lines that its touchpoints say unless they say otherwise: `purpose advise`.
  public let defaults: [String]

  /// A kind with what its touchpoints say.
  public init(_ name: String, _ title: String = "", attributes: [Attribute] = [], defaults: [String] = []) {
    self.name = name
    self.title = title
    self.attributes = attributes
    self.defaults = defaults
  }

  /// The section that declares it, as a script would.
  public var text: String {
    let title = title.isEmpty ? "" : " \(TextContent.quoted(self.title))"
    let lines =
      attributes.map { "attribute \($0.name) \($0.type)\($0.isRequired ? ", required" : "")" }
      + defaults.map { "default \($0)" }
    return "kind \(name)\(title) is touchpoint\n" + lines.map { "  \($0)\n" }.joined()
  }
}

/// Text of the language under a path of the host: `import "shop/segments"`.
public struct HostModule: Sendable, Hashable {
  /// What scripts import, exactly as they write it.
  public let path: String
  public let text: String

  /// A module under a path.
  public init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
  }
}
