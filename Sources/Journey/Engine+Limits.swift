public import JourneySyntax

extension Engine {
  /// The same engine with other limits: one call's deadline, or its cancellation.
  ///
  /// An engine is a value of a few words, so this costs next to nothing; what it knows is shared.
  public func limited(to limits: Limits) -> Engine {
    var engine = self
    engine.limits = limits
    return engine
  }

  /// The engine with another way to imports.
  public func importing(by loader: Loader?) -> Engine {
    var engine = self
    engine.loader = loader
    return engine
  }

  /// The engine for one call that begins now: all parts of the call share one deadline.
  var begun: Engine { limited(to: limits.begun) }

  /// Whether a finding says that the host has ended the check.
  static func isInterruption(_ finding: Finding) -> Bool {
    finding.code == Code.cancelled.rawValue || finding.code == Code.outOfTime.rawValue
  }
}

extension CompiledScript {
  /// The same script under other limits: one call's deadline, or its cancellation. What was read is not read again.
  public func limited(to limits: Limits) -> CompiledScript {
    var script = self
    script.engine.limits = limits
    return script
  }
}
