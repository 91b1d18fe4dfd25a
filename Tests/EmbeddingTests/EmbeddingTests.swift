import CJourneyHeader
import Foundation
import Journey
import Testing

/// Journey inside of other programs: what `include/journey.h` promises, and the programs of `Examples/Embedding`.
///
/// They run with the library that the package manager builds beside the tests; `make test-embedding` hands in the one that
/// `make cjourney` makes for machines without Swift, and asks for every tool.
struct EmbeddingTests {
  @Test func `the header is C99 and C++11, and says nothing that a compiler warns of`() throws {
    let folder = try Folder()
    try folder.write("header.c", "#include <journey.h>\nint main(void) { return 0; }\n")
    try folder.write("header.cc", "#include <journey.h>\nint main() { return (int)journey_abi_version() - 1; }\n")
    #expect(try Tool.c.run(["-std=c99"] + Tool.warnings + ["-fsyntax-only", folder.path("header.c")]) == "")
    // As C++ it is linked, too: the names are those of C.
    let program = folder.path("header")
    #expect(
      try Tool.c.run(
        ["-x", "c++", "-std=c++11"] + Tool.warnings + [folder.path("header.cc")] + Tool.links + ["-o", program])
        == "")
    #expect(try Tool(program).run([]) == "")
  }

  @Test func `every function of the header is in the library`() throws {
    let header = try String(contentsOf: Tool.headers.appending(path: "journey.h"), encoding: .utf8)
    let code = header.replacing(/\/\*.*?\*\//.dotMatchesNewlines(), with: "")
    let names = code.matches(of: /\b(journey_\w+)\(/).map { String($0.output.1) }
    #expect(names.count == Set(names).count && names.count > 20)
    // What is missing, the linker names.
    let folder = try Folder()
    try folder.write(
      "all.c", "#include <journey.h>\nint main(void) { return \(names.map { "!\($0)" }.joined(separator: " || ")); }\n")
    #expect(
      try Tool.c.run(
        ["-std=c99", "-Wno-pointer-bool-conversion", "-Wno-address", folder.path("all.c")] + Tool.links + [
          "-o", folder.path("all"),
        ]) == "")
  }

  @Test func `the library keeps what its header promises, asked from C`() throws {
    #expect(try build("Tests/EmbeddingTests/calls.c") { try Tool.checked($0).run([]) } == "")
  }

  @Test func `the example in C checks scripts, and runs one with parameters`() throws {
    let output = try build("Examples/Embedding/C/campaigns.c") { try Tool.checked($0).run([]) }
    #expect(
      output.hasPrefix(
        "1 to mend:\ncoffee:5:27: error unknown-name: There is no channel `shopp` (Did you mean `shop`?)\n"))
    #expect(output.contains("\nA name is used that nothing in the script has.\n"))
    #expect(
      output.hasSuffix(
        "DE: 0 errors, owner Sales DE\nFR: 0 errors, owner Sales FR\nIT: 0 errors, owner Sales IT\n"))
  }

  @Test func `the example in Swift checks scripts, and runs one with parameters`() throws {
    #expect(try Tool(Tool.built.appending(path: "Campaigns").path).run([]) == EmbeddingTests.campaigns)
  }

  @Test(.enabled(if: Tool.python.isThere, "python3 is not here"))
  func `the example in Python checks scripts, and runs one with parameters`() throws {
    let output = try Tool.python.run([Tool.root.appending(path: "Examples/Embedding/Python/campaigns.py").path])
    #expect(
      output == EmbeddingTests.campaigns + "`step` is not a limit (line 1 of the options); did you mean `steps`?\n")
  }

  @Test(.enabled(if: Tool.python.isThere, "python3 is not here"))
  func `a wheel has the library, lists its files, and works where it is unpacked`() throws {
    let folder = try Folder()
    let built = try Tool.python.run([
      Tool.root.appending(path: "Examples/Embedding/Python/build_wheel.py").path, folder.url.path,
    ])
    #expect(built.contains("/journey_engine-\(Engine.version)-py3-none-") && built.hasSuffix(".whl\n"))
    try folder.write("accept.py", EmbeddingTests.accept)
    let wheel = String(built.dropLast())
    #expect(try Tool.python.run([folder.path("accept.py"), wheel, folder.path("site")]) == "\(Engine.version)\n")
  }

  @Test func `what C is given is what Swift computes`() throws {
    let source = Source(name: "a.journey", text: "import \"std/layers\"\njourney A\n  stage B\n    touchpoint C on c\n")
    let check = Engine().check(source)
    var engine: OpaquePointer?
    var result: OpaquePointer?
    // SAFETY: the bytes live during the call, and the handles until they are freed.
    unsafe #expect(journey_engine_new(nil, 0, nil, &engine, nil) == JOURNEY_OK)
    defer { unsafe journey_engine_free(engine) }
    let bytes = source.text(source.range)
    unsafe #expect(
      journey_check(engine, source.name, source.name.utf8.count, bytes, source.count, nil, &result) == JOURNEY_OK)
    defer { unsafe journey_result_free(result) }
    let results = CheckResults(
      checkedFiles: [source.name], findings: check.findings, waived: check.waived, sources: check.sources)
    unsafe #expect(String(cString: journey_result_findings(result, nil)) == JSONReport().text(results))
    unsafe #expect(String(cString: journey_result_model(result, nil)) == ModelJSON.text(of: check.model))
    unsafe #expect(String(cString: journey_version()) == Engine.version)
  }

  /// Builds a C program of the repository without a warning, and runs it; valgrind reads no later form of what is said of its lines.
  private func build(_ file: String, run: (String) throws -> String) throws -> String {
    let folder = try Folder()
    let program = folder.path("program")
    let source = Tool.root.appending(path: file).path
    try #require(
      try Tool.c.run(["-std=c99", "-gdwarf-4"] + Tool.warnings + [source] + Tool.links + ["-lpthread", "-o", program])
        == "")
    return try run(program)
  }

  /// What the examples say that look at findings one by one.
  private static let campaigns = """
    line 5: There is no channel `shopp`. Did you mean `shop`?
    A name is used that nothing in the script has.
    DE: ready, owner Sales DE
    FR: ready, owner Sales FR
    IT: ready, owner Sales IT

    """

  /// Holds a wheel against its own list, unpacks it and uses it.
  private static let accept = """
    import base64, hashlib, sys, zipfile
    wheel, site = sys.argv[1:]
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
        names = archive.namelist()
        info = next(name for name in names if name.endswith(".dist-info/RECORD"))
        rows = [line.split(",") for line in archive.read(info).decode().splitlines()]
        assert sorted(row[0] for row in rows) == sorted(names), names
        for name, hash, size in rows:
            data = archive.read(name)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            assert name == info or (hash, size) == ("sha256=" + digest, str(len(data))), name
        assert "journey/py.typed" in names
        tag = wheel.rsplit("/", 1)[1].split("-", 2)[2][:-4]
        assert f"\\nTag: {tag}\\n" in archive.read(info.replace("RECORD", "WHEEL")).decode()
    sys.path.insert(0, site)
    import os
    del os.environ["JOURNEY_LIBRARY"]
    import journey
    assert journey.Engine().check("a", "journey A").model["journeys"][0]["name"] == "A"
    print(journey.version())

    """
}
