/// How a scalar behaves in the word rules: the Word_Break property of UAX #29.
enum WordClass: UInt32, CaseIterable {
  case other, cr, lf, newline, extend, zwj, format, regionalIndicator, katakana, hebrewLetter
  case letter, singleQuote, doubleQuote, midNumLet, midLetter, midNum, numeric, extendNumLet
  case wordSegmentSpace
  /// Tailored: letters of Thai, Lao, Khmer … (Line_Break=SA), which `other` holds in UAX #29.
  case complexContext
}

/// How a scalar behaves in the sentence rules: the Sentence_Break property of UAX #29.
enum SentenceClass: UInt32, CaseIterable {
  case other, cr, lf, separator, extend, format, space, lower, upper, letter, numeric
  case periodTerminator, continuation, terminator, close
}

/// What analysis needs to know about a scalar, in one number (Unicode 15.0).
struct ScalarProperties: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  private static let wordClassBits: UInt32 = 5
  private static let sentenceClassBits: UInt32 = 4
  private static let flagShift = wordClassBits + sentenceClassBits

  /// The yes-or-no properties, each the bit of its raw value after the two classes.
  enum Flag: UInt32, CaseIterable {
    /// Extended_Pictographic, for rule WB3c.
    case pictographic
    /// Makes a segment a token: letters, digits, ideographs, emoji.
    case word
    /// Leaves no trace in a term: soft hyphen, variation selectors, marks of direction.
    case ignorable
    /// A term with it may not be in Normalization Form C.
    case unsettled
    /// A letter (L*) or a decimal digit (Nd).
    case letterOrDigit
    /// A letter of the Latin or the Greek script.
    case latinOrGreek
    /// A letter (L*) or a mark (M*): what a stemmer may see.
    case letterOrMark
    /// A mark that takes no room (Mn).
    case nonspacingMark

    fileprivate var mask: UInt32 { 1 << (ScalarProperties.flagShift + rawValue) }
  }

  init(word: WordClass, sentence: SentenceClass, flags: [Flag]) {
    var bits = word.rawValue | sentence.rawValue << Self.wordClassBits
    for flag in flags {
      bits |= flag.mask
    }
    rawValue = bits
  }

  @inline(__always)
  func has(_ flag: Flag) -> Bool {
    rawValue & flag.mask != 0
  }

  /// The Word_Break class.
  var wordClass: WordClass {
    WordClass(rawValue: rawValue & (1 << Self.wordClassBits - 1)) ?? .other
  }

  /// The Sentence_Break class.
  var sentenceClass: SentenceClass {
    let bits = rawValue >> Self.wordClassBits & (1 << Self.sentenceClassBits - 1)
    return SentenceClass(rawValue: bits) ?? .other
  }

  /// The properties of all scalars.
  ///
  /// The text lists the combinations that occur, commonest first, and then runs of scalars that
  /// share one: (its number, how many scalars).
  static let table: ScalarTable<ScalarProperties> = {
    var numbers = PackedNumbers(UnicodeProperties.combinations)
    let combinations = (numbers.map { ScalarProperties(rawValue: $0) })
    numbers = PackedNumbers(UnicodeProperties.runs)
    var runs: [(value: ScalarProperties, count: Int)] = []
    while let number = numbers.next(), let count = numbers.next() {
      runs.append((combinations[Int(number)], Int(count)))
    }
    return ScalarTable(runs: runs, other: ScalarProperties(rawValue: 0))
  }()
}
