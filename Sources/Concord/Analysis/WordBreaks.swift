/// Word boundaries by the rules of UAX #29 (Unicode 15.0), over UTF-8.
///
/// A machine that reads scalars from a boundary to the next. It may start at any boundary: no
/// rule looks back beyond one, but for pairs of regional indicators, which it counts from there.
/// Tailored: letters of complex-context scripts (Thai …) stay together, see ``Tokenizer``.
struct WordBreaks {
  private let table = ScalarProperties.table

  /// What lies between two boundaries.
  struct Segment {
    /// Where the first scalar lies that makes it a token or can begin one; the beginning of the
    /// segment, but for oddities such as a space that a joiner binds to an emoji.
    var start: Int
    var end: Int
    /// Whether it holds a letter, a digit, an ideograph or an emoji.
    var isToken = false
    /// Whether a scalar in it may keep its bytes from being a term as they are: it is ignorable,
    /// may be not normalized, or is an apostrophe that is not ASCII.
    var needsTidying = false
  }

  /// The segment that begins at the boundary `start`, which must be before the end of `text`.
  func segment(in text: Span<UInt8>, from start: Int) -> Segment {
    var segment = Segment(start: start, end: start)
    var context = Context()
    var hasStart = false
    while segment.end < text.count {
      let scalar = text.scalar(at: segment.end)
      let properties = table[scalar.value]
      let next = segment.end + scalar.byteCount
      let joins =
        segment.end == start
        || context.joins(properties) { classAfterMarks(in: text, from: next) }
      guard joins else { break }
      context.pass(properties)
      if properties.has(.word) || properties.wordClass == .extendNumLet {
        if !hasStart {
          hasStart = true
          segment.start = segment.end
        }
        segment.isToken = segment.isToken || properties.has(.word)
      }
      segment.needsTidying =
        segment.needsTidying || properties.has(.ignorable) || properties.has(.unsettled)
        || Self.isApostrophe(scalar.value)
      segment.end = next
    }
    return segment
  }

  /// The signs that people type for the apostrophe, other than the ASCII one.
  static func isApostrophe(_ scalar: UInt32) -> Bool {
    scalar == 0x2019 || scalar == 0x02BC || scalar == 0xFF07
  }

  /// Whether a scalar may belong to the word before it, going by itself alone.
  func mayContinueWord(_ scalar: UInt32) -> Bool {
    switch table[scalar].wordClass {
    case .other, .cr, .lf, .newline, .wordSegmentSpace, .regionalIndicator, .complexContext: false
    default: true
    }
  }

  /// The class of the first scalar from `i` on that is no Extend, Format or ZWJ (rule WB4).
  private func classAfterMarks(in text: Span<UInt8>, from i: Int) -> WordClass {
    var i = i
    while i < text.count {
      let scalar = text.scalar(at: i)
      let wordClass = table[scalar.value].wordClass
      if !wordClass.isAttached { return wordClass }
      i += scalar.byteCount
    }
    return .other
  }

  /// The scalars before the place that the machine looks at.
  private struct Context {
    /// The class of the last scalar, whatever it is.
    var last = WordClass.other
    /// The last class and the one before it, not counting Extend, Format and ZWJ.
    var previous = WordClass.other
    var beforePrevious = WordClass.other
    var hasOddRegionalIndicators = false
    private var isEmpty = true

    mutating func pass(_ properties: ScalarProperties) {
      last = properties.wordClass
      // Marks at the very beginning have nothing to attach to, and count as `other`.
      if last.isAttached {
        isEmpty = false
        return
      }
      beforePrevious = isEmpty ? .other : previous
      previous = last
      isEmpty = false
      hasOddRegionalIndicators = last == .regionalIndicator && !hasOddRegionalIndicators
    }

    /// Whether there is no boundary before a scalar with `properties`.
    ///
    /// `after` gives the class that follows it, for the rules that look so far.
    @inline(__always)
    func joins(_ properties: ScalarProperties, after: () -> WordClass) -> Bool {
      let next = properties.wordClass
      if last == .cr && next == .lf { return true }  // WB3
      if last.isNewline || next.isNewline { return false }  // WB3a, WB3b
      if last == .zwj && properties.has(.pictographic) { return true }  // WB3c
      if last == .wordSegmentSpace && next == .wordSegmentSpace { return true }  // WB3d
      if next.isAttached { return true }  // WB4
      switch (previous, next) {
      case (.letter, .letter), (.letter, .hebrewLetter), (.hebrewLetter, .letter),
        (.hebrewLetter, .hebrewLetter):  // WB5
        return true
      case (.hebrewLetter, .singleQuote):  // WB7a
        return true
      case (.letter, .midLetter), (.letter, .midNumLet), (.letter, .singleQuote),
        (.hebrewLetter, .midLetter), (.hebrewLetter, .midNumLet):  // WB6
        return after().isLetter
      case (.hebrewLetter, .doubleQuote):  // WB7b
        return after() == .hebrewLetter
      case (.midLetter, .letter), (.midNumLet, .letter), (.singleQuote, .letter),
        (.midLetter, .hebrewLetter), (.midNumLet, .hebrewLetter),
        (.singleQuote, .hebrewLetter):  // WB7
        return beforePrevious.isLetter
      case (.doubleQuote, .hebrewLetter):  // WB7c
        return beforePrevious == .hebrewLetter
      case (.numeric, .numeric), (.letter, .numeric), (.hebrewLetter, .numeric),
        (.numeric, .letter), (.numeric, .hebrewLetter):  // WB8, WB9, WB10
        return true
      case (.midNum, .numeric), (.midNumLet, .numeric), (.singleQuote, .numeric):  // WB11
        return beforePrevious == .numeric
      case (.numeric, .midNum), (.numeric, .midNumLet), (.numeric, .singleQuote):  // WB12
        return after() == .numeric
      case (.katakana, .katakana):  // WB13
        return true
      case (.letter, .extendNumLet), (.hebrewLetter, .extendNumLet), (.numeric, .extendNumLet),
        (.katakana, .extendNumLet), (.extendNumLet, .extendNumLet):  // WB13a
        return true
      case (.extendNumLet, .letter), (.extendNumLet, .hebrewLetter), (.extendNumLet, .numeric),
        (.extendNumLet, .katakana):  // WB13b
        return true
      case (.regionalIndicator, .regionalIndicator):  // WB15, WB16
        return hasOddRegionalIndicators
      case (.complexContext, .complexContext):  // tailored
        return true
      default:  // WB999
        return false
      }
    }
  }
}

extension WordClass {
  /// Extend, Format and ZWJ, which belong to what is before them (rule WB4).
  var isAttached: Bool { self == .extend || self == .format || self == .zwj }
  /// The ends of lines, between which nothing joins.
  var isNewline: Bool { self == .cr || self == .lf || self == .newline }
  /// The letters of rules WB5 to WB13.
  var isLetter: Bool { self == .letter || self == .hebrewLetter }
}
