import Journey
import Testing

@Suite struct `Display width` {
  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("👍", 2),
    ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇫🇷", 2), ("🇫", 1), ("❤", 1), ("❤️", 2), ("⌚", 2), ("⌚\u{FE0E}", 2), ("1️⃣", 2), ("\u{301}", 0),
    ("\u{200B}", 0),
    ("\u{7}", 0), ("क्ष", 2), ("€", 1), ("“", 1), ("…", 1), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("\u{AD}", 1), ("〈", 2), ("𠀀", 2),
  ])
  func `of a character`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}
