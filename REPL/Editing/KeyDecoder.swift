/// What a person did on the keyboard.
public struct Key: Sendable, Hashable {
  /// What a key means.
  public enum Kind: Sendable, Hashable {
    /// A letter, a sign or a control.
    case scalar(Unicode.Scalar)
    /// A key that terminals report as a sequence.
    case named(Name)
    /// A text that was pasted, its ends of rows U+000A, without controls but tabs.
    case paste(String)
    /// A sequence that means nothing here.
    case unknown
  }

  /// The keys that terminals report as sequences and that mean something here.
  public enum Name: Sendable, Hashable, CaseIterable {
    case left, right, up, down, home, end, delete, wordLeft, wordRight, pageUp, pageDown
    case backTab, addRow, cutWordRight, cutWordLeft, textStart, textEnd
  }

  /// What it means.
  public var kind: Kind
  /// The bytes that the terminal sent; empty for a paste.
  public var bytes: [UInt8]

  /// A key with the bytes that stand for it.
  public init(_ kind: Kind, bytes: [UInt8] = []) {
    self.kind = kind
    self.bytes = bytes
  }
}

/// Makes keys of the bytes that a terminal sends.
///
/// Bytes that are no UTF-8 become U+FFFD. A lone ESC cannot be told from the start of a sequence but by waiting: `next`
/// gives nothing while more may come, and gives it as a key when asked to.
public struct KeyDecoder: Sendable {
  private var bytes: [UInt8] = []
  private var start = 0
  private var paste: [UInt8]?

  /// A terminal that never says where a paste ends must not take all memory: 16 MB.
  private static let pasteLimit = 1 << 24
  /// No sequence that a terminal sends is longer.
  private static let sequenceLimit = 32

  /// A decoder that nothing was fed to.
  public init() {}

  /// Whether bytes wait for those that follow them.
  public var isWaiting: Bool { start < bytes.count || paste != nil }
  /// Whether a paste has begun and not ended.
  public var isPasting: Bool { paste != nil }

  /// Takes bytes from the terminal.
  public mutating func feed(_ new: some Sequence<UInt8>) {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += new
  }

  /// Drops everything that waits.
  public mutating func reset() { self = KeyDecoder() }

  /// The next key; nothing while bytes are missing that may follow, unless `isFinal` says that none will.
  public mutating func next(isFinal: Bool = false) -> Key? {
    while true {
      if paste != nil { return pasted() }
      guard start < bytes.count else { return nil }
      let first = bytes[start]
      guard first == 0x1B else { return scalar(isFinal) }
      guard let key = sequence(isFinal) else { return nil }
      // The start of a paste is no key of its own.
      if let key = key.value { return key }
    }
  }

  private struct Found { var value: Key? }

  private mutating func take(_ count: Int, _ kind: Key.Kind) -> Found {
    let taken = Array(bytes[start..<start + count])
    start += count
    return Found(value: Key(kind, bytes: taken))
  }

  /// A sequence that begins with ESC, or ESC itself.
  private mutating func sequence(_ isFinal: Bool) -> Found? {
    let escape = Key.Kind.scalar("\u{1B}")
    guard start + 1 < bytes.count else { return isFinal ? take(1, escape) : nil }
    switch bytes[start + 1] {
    case 0x0D, 0x0A: return take(2, .named(.addRow))
    case 0x7F, 0x08: return take(2, .named(.cutWordLeft))
    case UInt8(ascii: "["), UInt8(ascii: "O"): break
    default: return take(1, escape)
    }
    // CSI: parameters, then one byte that ends it. SS3: one byte.
    var end = start + 2
    while end < bytes.count, bytes[start + 1] == UInt8(ascii: "["), (0x20..<0x40).contains(bytes[end]) { end += 1 }
    guard end < bytes.count else {
      return isFinal || end - start > KeyDecoder.sequenceLimit ? take(1, escape) : nil
    }
    guard (0x40..<0x7F).contains(bytes[end]) else { return take(1, escape) }
    // The console of Linux reports F1 to F5 as `[[A` to `[[E`.
    if bytes[end] == UInt8(ascii: "["), end == start + 2 {
      guard end + 1 < bytes.count else { return isFinal ? take(1, escape) : nil }
      return take(4, .unknown)
    }
    let text = String(decoding: bytes[start + 1...end], as: UTF8.self)
    if text == "[200~" {
      start = end + 1
      paste = []
      return Found(value: nil)
    }
    return take(end + 1 - start, KeyDecoder.names[text].map { .named($0) } ?? .unknown)
  }

  private mutating func scalar(_ isFinal: Bool) -> Key? {
    let first = bytes[start]
    let count = first < 0x80 ? 1 : first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let available = min(count, bytes.count - start)
    let rest = bytes[start + 1..<start + available]
    // A byte that does not continue the character ends it.
    if let bad = rest.firstIndex(where: { $0 & 0xC0 != 0x80 }) { return take(bad - start, .scalar("\u{FFFD}")).value }
    if available < count, !isFinal { return nil }
    let text = String(decoding: bytes[start..<start + available], as: UTF8.self)
    let scalar = text.unicodeScalars.count == 1 ? text.unicodeScalars.first ?? "\u{FFFD}" : "\u{FFFD}"
    return take(available, .scalar((0x80...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar)).value
  }

  /// What was pasted, once its end is there.
  private mutating func pasted() -> Key? {
    let end: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
    while start < bytes.count {
      if bytes[start] == 0x1B {
        let left = bytes.count - start
        if bytes[start..<start + min(6, left)].elementsEqual(end.prefix(left)) {
          guard left >= 6 else { return nil }
          start += 6
          return finishPaste()
        }
      }
      paste?.append(bytes[start])
      start += 1
    }
    return (paste?.count ?? 0) > KeyDecoder.pasteLimit ? finishPaste() : nil
  }

  private mutating func finishPaste() -> Key {
    var text = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in String(decoding: paste ?? [], as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\r": text.append("\n")
      case "\n": if !wasReturn { text.append("\n") }
      case "\t": text.append(scalar)
      default: if scalar.properties.generalCategory != .control { text.append(scalar) }
      }
      wasReturn = scalar == "\r"
    }
    paste = nil
    return Key(.paste(String(text)))
  }

  /// What xterm, rxvt, PuTTY, tmux and the console of Linux send.
  private static let names: [String: Key.Name] = {
    var names: [String: Key.Name] = [
      "[1~": .home, "[7~": .home, "[4~": .end, "[8~": .end, "[3~": .delete, "[5~": .pageUp, "[6~": .pageDown,
      "[Z": .backTab, "[3;5~": .cutWordRight, "[3;3~": .cutWordRight, "Od": .wordLeft, "Oc": .wordRight,
      "[27;3;13~": .addRow, "[27;2;13~": .addRow, "[13;3u": .addRow, "[13;2u": .addRow,
    ]
    let letters: [(String, Key.Name)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ]
    for (letter, name) in letters {
      names["[\(letter)"] = name
      names["O\(letter)"] = name
      for modifier in 2...8 { names["[1;\(modifier)\(letter)"] = name }
    }
    for modifier in [3, 5, 7] {
      names["[1;\(modifier)C"] = .wordRight
      names["[1;\(modifier)D"] = .wordLeft
      names["[1;\(modifier)H"] = .textStart
      names["[1;\(modifier)F"] = .textEnd
    }
    return names
  }()
}
