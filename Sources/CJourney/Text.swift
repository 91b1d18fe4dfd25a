/// A text for C: UTF-8 with a zero behind it, at one address for as long as it lives.
///
/// SAFETY: the bytes are written before anybody sees them, and never again; so threads may share them.
@safe final class Text: @unchecked Sendable {
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ text: String) {
    var text = text
    unsafe bytes = text.withUTF8 { utf8 in
      let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: utf8.count + 1)
      _ = unsafe bytes.initialize(from: utf8)
      unsafe bytes.initializeElement(at: utf8.count, to: 0)
      return unsafe bytes
    }
  }

  deinit { unsafe bytes.deallocate() }

  /// The address, which lives as long as the object; says how many bytes stand in front of the zero.
  func handOut(_ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    unsafe length?.pointee = bytes.count - 1
    return unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
  }

  /// The address of a text that lives as long as the library.
  ///
  /// SAFETY: the compiler puts a literal, with a zero behind it, where nobody can write.
  static func forever(_ text: StaticString) -> UnsafePointer<CChar>? {
    unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}

/// The most bytes that a text may have: the engine counts them in 32 bits, some more than there are.
let mostBytes = Int(Int32.max)

/// The bytes that C hands in; nothing where no text can be meant: NULL with a length, or a length that no text has.
///
/// SAFETY: as many bytes as C says stand behind the pointer while it waits for us, for the header asks for no less.
func bytes(_ start: UnsafePointer<CChar>?, _ length: Int) -> [UInt8]? {
  guard (0...mostBytes).contains(length), unsafe start != nil || length == 0 else { return nil }
  return unsafe Array(UnsafeRawBufferPointer(start: start, count: length))
}

/// The text that C hands in, what is not UTF-8 as U+FFFD; nothing where none can be meant.
func text(_ start: UnsafePointer<CChar>?, _ length: Int) -> String? {
  unsafe bytes(start, length).map { String(decoding: $0, as: UTF8.self) }
}
