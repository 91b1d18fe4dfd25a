#if LibEdit
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #else
    internal import Darwin
  #endif

  /// The characters that stand for keys which are no characters: the controls of Latin-1 that no keyboard sends.
  enum Codes {
    /// A text was pasted.
    static let paste: wchar_t = 0x81
    /// The row of the cursor goes: `dd` of vi.
    static let cutRow: wchar_t = 0x82
    /// vi's `i`, for commands that end in inserting.
    static let insert: wchar_t = 0x83
    /// vi's `a`.
    static let append: wchar_t = 0x84

    /// The character of a key.
    static func code(of name: Key.Name) -> wchar_t {
      wchar_t(0x85 + (Key.Name.allCases.firstIndex(of: name) ?? 0))
    }

    /// A character as libedit reads it in a binding.
    static func written(_ code: wchar_t) -> String {
      let octal = String(code, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
    }
  }

  /// Which key means what, as arguments of libedit's `bind`; what comes later wins.
  enum Bindings {
    private static func bind(_ keys: [(String, EditCommand)], _ options: [String] = []) -> [[String]] {
      keys.map { options + [$0.0, "journey-\($0.1.rawValue)"] }
    }

    /// Keys of both styles; in vi's while one inserts.
    static let common = bind([
      ("^A", .rowStart), ("^E", .rowEnd), ("^D", .leave), ("^H", .eraseLeft), ("^?", .eraseLeft),
      ("^U", .cutToRowStart),
      ("^W", .cutToBlank), ("^R", .search), ("^L", .clear), ("^I", .complete), ("^_", .undo), ("\\040", .blank),
      ("^P", .up), ("^N", .down), ("^K", .cutToRowEnd), ("^Y", .yank), ("^B", .left), ("^F", .right),
    ])

    static let emacs =
      bind([
        ("^[b", .wordLeft), ("^[f", .wordRight), ("^[B", .wordLeft), ("^[F", .wordRight), ("^[d", .cutWordRight),
        ("^[D", .cutWordRight), ("^[y", .yankEarlier), ("^[Y", .yankEarlier), ("^[<", .textStart), ("^[>", .textEnd),
        ("^[/", .redo), ("^[m", .indentation), ("^[p", .olderAlike), ("^[n", .newerAlike), ("^X^E", .edit),
        ("^X^U", .undo),
      ]) + [
        // These two read a line of commands in a way that libedit cannot be trusted with.
        ["-r", "^[x"], ["-r", "^[X"],
      ]

    static let vi =
      bind(
        [
          ("j", .down), ("k", .up), ("+", .down), ("-", .up), ("u", .undo), ("^R", .redo), ("v", .edit), ("/", .search),
          ("?", .search), ("0", .rowStart), ("^", .indentation), ("$", .rowEnd), ("o", .rowBelow), ("O", .rowAbove),
          ("A", .appendToRow), ("I", .insertInRow), ("D", .cutToRowEnd), ("C", .changeToRowEnd), ("^L", .clear),
          ("G", .textEnd), ("^D", .leave), ("^H", .left), ("^?", .left),
        ], ["-a"]) + [
        ["-a", "-r", ":"], ["-a", "-r", "n"], ["-a", "-r", "N"], ["-a", "-r", "#"], ["-a", "-r", "_"],
        ["-a", Codes.written(Codes.insert), "vi-insert"],
        ["-a", Codes.written(Codes.append), "vi-add"],
      ]

    /// What must work whatever else is set.
    static let required: [[String]] = {
      var keys: [(String, EditCommand)] = [
        ("^M", .enter), ("^J", .enter), (Codes.written(Codes.paste), .paste), (Codes.written(Codes.cutRow), .cutRow),
      ]
      keys += Key.Name.allCases.map { (Codes.written(Codes.code(of: $0)), command(for: $0)) }
      return bind(keys) + bind(keys, ["-a"])
    }()

    private static func command(for name: Key.Name) -> EditCommand {
      switch name {
      case .left: .left
      case .right: .right
      case .up: .up
      case .down: .down
      case .home: .rowStart
      case .end: .rowEnd
      case .delete: .eraseRight
      case .wordLeft: .wordLeft
      case .wordRight: .wordRight
      case .pageUp: .older
      case .pageDown: .newer
      case .backTab: .completeBack
      case .addRow: .addRow
      case .cutWordRight: .cutWordRight
      case .cutWordLeft: .cutWordLeft
      case .textStart: .textStart
      case .textEnd: .textEnd
      }
    }
  }
#endif
