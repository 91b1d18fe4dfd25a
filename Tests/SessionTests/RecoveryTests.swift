import Journey
import JourneySession
import Testing

/// Work that another session left behind.
struct RecoveryTests {
  @Test func `what is taken up again belongs to no file, and is not saved`() {
    var host = SessionHost()
    host.read = { .success(Source(name: $0, text: "journey A\n")) }
    var session = Session(host: host)
    _ = session.load("a.journey")
    session.take(recovered: "journey B\n")
    #expect(session.path == nil)
    #expect(session.hasUnsavedChanges)
    #expect(session.source.text(session.source.range) == "journey B\n")
  }
}
