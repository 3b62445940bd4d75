/// Signs that are a token each, because spaces do not part words where they stand: ideographs,
/// kana, syllables of Hangul, clusters of ``UnsegmentedScripts``.
///
/// Korean has spaces, but puts particles behind a word without one (`서울에서`, *in Seoul*), and
/// compounds with spaces or without. Pairs of syllables find as much as words that are taken apart
/// by a dictionary (Lee and Ahn, “Using n-grams for Korean text retrieval”, 1996).
enum Signs {
  /// Whether a token is such a sign, beside which a word may go on.
  ///
  /// A word of Katakana or of Hangul, which other tokenizers leave whole, is not.
  static func isSign(_ token: Substring) -> Bool {
    guard let first = token.unicodeScalars.first else { return false }
    let properties = ScalarProperties.table[first.value]
    switch properties.wordClass {
    case .other, .complexContext:
      return properties.has(.letterOrMark) || first.value == zero
    case .katakana: return token.unicodeScalars.count == 1
    default:
      return repetitions.contains(first.value)
        || isHangul(first.value) && token.unicodeScalars.count == 1
    }
  }

  /// The ideograph 〇, a number to Unicode.
  private static let zero: UInt32 = 0x3007
  /// The signs 々 and 〻 for an ideograph once more, letters as any others to UAX #29.
  private static let repetitions: [UInt32] = [0x3005, 0x303B]

  // MARK: Segments

  /// Whether there may be Katakana or Hangul among these bytes, whose UTF-8 begins with E1 or more.
  static func mayBe(in text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    for i in start..<end where text[i] >= 0xE1 { return true }
    return false
  }

  /// Where the sign, or what stands before the next sign, ends that begins at `start` of a segment
  /// of UAX #29, which ends at `end`.
  static func pieceEnd(in text: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var before = text.scalar(at: start)
    let isSign = beginsSign(before.value)
    var i = start + before.byteCount
    while i < end {
      let scalar = text.scalar(at: i)
      let goesOn =
        isSign
        ? isMark(scalar.value) || isJoined(scalar.value, behind: before.value)
        : !beginsSign(scalar.value)
      guard goesOn else { break }
      before = scalar
      i += scalar.byteCount
    }
    return i
  }

  /// The piece without the points and apostrophes that joined it to its neighbours; empty if there
  /// is no letter or digit.
  static func word(in text: Span<UInt8>, from start: Int, to end: Int) -> Range<Int> {
    var first: Int?
    var last = start
    var i = start
    while i < end {
      let scalar = text.scalar(at: i)
      i += scalar.byteCount
      let properties = ScalarProperties.table[scalar.value]
      if first == nil, properties.has(.word) { first = i - scalar.byteCount }
      switch properties.wordClass {
      case .singleQuote, .doubleQuote, .midNumLet, .midLetter, .midNum: break
      default: last = i
      }
    }
    return first.map { $0..<last } ?? start..<start
  }

  private static func beginsSign(_ scalar: UInt32) -> Bool {
    isHangul(scalar) || ScalarProperties.table[scalar].wordClass == .katakana
  }

  /// A syllable of Hangul, or the letter that begins one.
  private static func isHangul(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAC00...0xD7A3, 0x1100...0x115F, 0xA960...0xA97C: true
    default: false
    }
  }

  /// Whether a letter of Hangul goes on with the syllable of the one before it (rules GB6 to GB8 of
  /// UAX #29).
  private static func isJoined(_ scalar: UInt32, behind before: UInt32) -> Bool {
    switch scalar {
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: true
    case 0x1100...0x115F, 0xA960...0xA97C:
      (0x1100...0x115F).contains(before) || (0xA960...0xA97C).contains(before)
    default: false
    }
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    switch ScalarProperties.table[scalar].wordClass {
    case .extend, .format, .zwj: true
    default: false
    }
  }
}
