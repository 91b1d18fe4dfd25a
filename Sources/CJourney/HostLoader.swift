// The names are those of C.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CJourneyHeader
import Journey

/// A loader of C's, which is let go when nothing can ask it any more.
///
/// SAFETY: the header says that both functions may be called from any thread, with what they work with.
@safe final class HostLoader: @unchecked Sendable {
  private let host: journey_loader

  init(_ host: journey_loader) { unsafe self.host = host }

  deinit { unsafe host.release?(host.user_data) }

  /// The loader that an engine asks; nothing where the host has none.
  var loader: Loader? {
    guard unsafe host.load != nil else { return nil }
    return Loader { path, importer in self.load(path, importer) }
  }

  private func load(_ path: String, _ importer: String) -> Loader.Outcome {
    let answer = ImportAnswer(path)
    let (path, importer) = (Text(path), Text(importer))
    let handle = unsafe Handle.handOut(answer)
    defer { unsafe Handle<ImportAnswer>.free(handle) }
    var (pathLength, importerLength) = (0, 0)
    // SAFETY: both texts and the answer live until the host is done.
    withExtendedLifetime((path, importer)) {
      let (path, importer) = unsafe (path.handOut(&pathLength), importer.handOut(&importerLength))
      unsafe host.load?(host.user_data, path, pathLength, importer, importerLength, handle)
    }
    return answer.outcome
  }
}

/// What a host says of a file, while it is asked.
///
/// SAFETY: it belongs to the thread on which the host is called, for the header says so.
final class ImportAnswer: @unchecked Sendable {
  /// The path as the script writes it.
  let path: String
  var outcome = Loader.Outcome.missing

  init(_ path: String) { self.path = path }
}

@c @implementation
public func journey_import_found(
  _ answer: OpaquePointer?, _ name: UnsafePointer<CChar>?, _ nameLength: Int, _ start: UnsafePointer<CChar>?,
  _ length: Int
) {
  guard let answer = unsafe Handle<ImportAnswer>.object(answer) else { return }
  guard let name = unsafe text(name, nameLength), let bytes = unsafe bytes(start, length) else {
    answer.outcome = .unreadable("the program that looked for it gave no text")
    return
  }
  answer.outcome = .source(Source(name: name.isEmpty ? answer.path : name, bytes: bytes))
}

@c @implementation
public func journey_import_outside(_ answer: OpaquePointer?) {
  unsafe Handle<ImportAnswer>.object(answer)?.outcome = .outside
}

@c @implementation
public func journey_import_unreadable(_ answer: OpaquePointer?, _ reason: UnsafePointer<CChar>?, _ length: Int) {
  let reason = unsafe text(reason, length) ?? ""
  unsafe Handle<ImportAnswer>.object(answer)?.outcome = .unreadable(
    reason.isEmpty ? "the program that looked for it does not say why" : Display.plain(reason, limit: 400))
}
