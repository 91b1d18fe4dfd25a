extension Engine {
  /// The version of Journey, as `MAJOR.MINOR.PATCH`.
  public static let version = "0.1.0"
}
