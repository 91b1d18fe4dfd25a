import Foundation
import Testing

/// Many files on several threads.
struct JobsTests {
  @Test func `the bytes are the same whatever the number of threads`() throws {
    let folder = try Folder()
    try folder.write(
      "project.journey", "project\n  severity of single-channel-stage is warning in \"1\"\n  exclude \"2/a*\"\n")
    try folder.write("shared.journey", "channel phone\n")
    let dated = "  touchpoint Old on store\n    ends 2020-01-01\n"
    let kinds = [
      Scripts.clean, Scripts.warning, Scripts.error, Scripts.info, "import \"../shared.journey\"\n\n" + Scripts.warning,
      Scripts.clean + dated, "import \"missing.journey\"\n",
    ]
    for number in 0..<300 {
      // Some are far larger than others, so that they do not end in the order in which they began.
      let size = number % 37 == 0 ? 200 : 1
      let script = (0..<size).map { kinds[number % kinds.count].replacingOccurrences(of: "Phone", with: "Phone\($0)") }
      try folder.write("\(number % 3)/\(number % 2 == 0 ? "a" : "b")\(number).journey", script.joined())
    }
    for format in ["short", "json", "pretty"] {
      let one = try Command("check", "--format", format, "--jobs", "1", ".", "nowhere", in: folder.url)
      #expect(one.output.utf8.count > 10_000)
      #expect(one.code == 2)
      for jobs in ["2", "7", "64"] {
        let several = try Command("check", "--format", format, "--jobs", jobs, ".", "nowhere", in: folder.url)
        #expect(several.output == one.output)
        #expect(several.errors == one.errors)
        #expect(several.code == one.code)
      }
    }
  }

  @Test(arguments: ["0", "-1", "two", "1001"])
  func `a number of threads that is none is a wrong call`(jobs: String) throws {
    #expect(try Command("check", "--jobs=\(jobs)", ".").code == 2)
  }
}
