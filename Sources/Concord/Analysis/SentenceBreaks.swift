/// Where sentences and paragraphs begin, by the rules of UAX #29 (Unicode 15.0).
///
/// Sentence boundaries lie only after a terminator (`.`, `!`, `?`, `。` …) and after the end of a
/// paragraph, so there is nothing to do at any other scalar. Tailored for texts in which lines are
/// wrapped: a single line end within a paragraph is a space. A blank line, which is two
/// line ends with nothing but spaces and tabs between, ends the paragraph, as U+2029 does.
struct SentenceBreaks {
  private let table = ScalarProperties.table

  /// What a scalar can mean for sentences.
  enum Cue {
    case none, terminator, lineEnd, paragraphEnd
  }

  /// What the scalar means that `properties` belong to.
  func cue(_ scalar: UInt32) -> Cue {
    switch table[scalar].sentenceClass {
    case .terminator, .periodTerminator: .terminator
    case .separator where scalar == Self.paragraphSeparator: .paragraphEnd
    case .cr, .lf, .separator: .lineEnd
    default: .none
    }
  }

  /// Whether the line end at `i` ends a paragraph, because the next line is blank.
  func endsParagraph(_ text: Span<UInt8>, lineEndAt i: Int) -> Bool {
    blankLineEnd(in: text, lineEndAt: i) != nil
  }

  /// Whether the terminator at `i` ends a sentence.
  func endsSentence(_ text: Span<UInt8>, terminatorAt i: Int) -> Bool {
    boundary(in: text, terminatorAt: i) != nil
  }

  /// Where the sentence ends, if it is the terminator at `start` that ends it.
  ///
  /// Reads on until the next letter, terminator or paragraph's end, so that the work for all
  /// terminators of a text is proportional to its length.
  func boundary(in text: Span<UInt8>, terminatorAt start: Int) -> Int? {
    let terminator = text.scalar(at: start)
    let isPeriod = table[terminator.value].sentenceClass == .periodTerminator
    var item = item(in: text, at: skipMarks(in: text, from: start + terminator.byteCount))
    if isPeriod {
      if item.sentenceClass == .numeric { return nil }  // SB6
      if item.sentenceClass == .upper, followsCasedLetter(in: text, at: start) {  // SB7
        return nil
      }
    }
    while item.sentenceClass == .close {  // SB9
      item = self.item(in: text, at: item.next)
    }
    while item.sentenceClass == .space {  // SB10
      item = self.item(in: text, at: item.next)
    }
    switch item.sentenceClass {
    case .separator: return item.next  // SB9 to SB11: the paragraph's end belongs to the sentence
    case .continuation, .terminator, .periodTerminator: return nil  // SB8a
    default: break
    }
    let end = item.start
    while isPeriod, item.start < text.count {  // SB8
      switch item.sentenceClass {
      case .lower: return nil
      case .letter, .upper, .separator, .terminator, .periodTerminator: return end
      default: item = self.item(in: text, at: item.next)
      }
    }
    return end  // SB11
  }

  /// A scalar with the marks after it (SB5), or the end of a line or paragraph.
  private struct Item {
    var sentenceClass: SentenceClass
    var start: Int
    var next: Int
  }

  /// The item at `i`.
  ///
  /// Its class is `separator` for the end of a paragraph, `space` for a line end.
  private func item(in text: Span<UInt8>, at i: Int) -> Item {
    guard i < text.count else { return Item(sentenceClass: .other, start: i, next: i) }
    let scalar = text.scalar(at: i)
    let next = i + scalar.byteCount
    switch cue(scalar.value) {
    case .paragraphEnd:
      return Item(sentenceClass: .separator, start: i, next: next)
    case .lineEnd:
      if let end = blankLineEnd(in: text, lineEndAt: i) {
        return Item(sentenceClass: .separator, start: i, next: end)
      }
      return Item(sentenceClass: .space, start: i, next: skipMarks(in: text, from: next))
    case .none, .terminator:
      return Item(
        sentenceClass: table[scalar.value].sentenceClass, start: i,
        next: skipMarks(in: text, from: next))
    }
  }

  /// The first byte from `i` on that begins no Extend or Format.
  private func skipMarks(in text: Span<UInt8>, from i: Int) -> Int {
    var i = i
    while i < text.count {
      let scalar = text.scalar(at: i)
      guard table[scalar.value].sentenceClass.isAttached else { break }
      i += scalar.byteCount
    }
    return i
  }

  private func followsCasedLetter(in text: Span<UInt8>, at i: Int) -> Bool {
    var i = i
    while let scalar = text.scalar(before: i) {
      let sentenceClass = table[scalar.value].sentenceClass
      if !sentenceClass.isAttached {
        return sentenceClass == .lower || sentenceClass == .upper
      }
      i -= scalar.byteCount
    }
    return false
  }

  /// The end of the second line end, if the line end at `start` is followed by a blank line.
  private func blankLineEnd(in text: Span<UInt8>, lineEndAt start: Int) -> Int? {
    var i = lineEnd(in: text, at: start) ?? start
    while i < text.count, text[i] == UInt8(ascii: " ") || text[i] == UInt8(ascii: "\t") {
      i += 1
    }
    return i < text.count ? lineEnd(in: text, at: i) : nil
  }

  /// The byte after the line end at `i`, if there is one.
  ///
  /// CR LF is one line end.
  private func lineEnd(in text: Span<UInt8>, at i: Int) -> Int? {
    let scalar = text.scalar(at: i)
    guard cue(scalar.value) == .lineEnd else { return nil }
    let next = i + scalar.byteCount
    let isPair =
      text[i] == UInt8(ascii: "\r") && next < text.count
      && text[next] == UInt8(ascii: "\n")
    return isPair ? next + 1 : next
  }

  private static let paragraphSeparator: UInt32 = 0x2029
}

extension SentenceClass {
  /// Extend and Format, which belong to what is before them (rule SB5).
  fileprivate var isAttached: Bool { self == .extend || self == .format }
}
