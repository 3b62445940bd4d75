/// How a search names a term: by the key that it has in the dictionary.
///
/// A stemmed field's dictionary holds the words as they were written, like that of any other field,
/// and behind them the stems. A stem has a list of its own only in segments where some word has the
/// stem and is spelled otherwise; in others, the list of the word that is its own stem is the same.
///
/// Format: IndexFormat.md, section 5.
struct TermKey: Hashable, Sendable {
  /// Stands before the text of a stem.
  ///
  /// No UTF-8 has this byte, so stems sort behind all words of their field, and no walk over words
  /// meets them.
  static let stemMark: UInt8 = 0xFF

  /// The field's ordinal, then the term's bytes.
  let bytes: [UInt8]
  /// What to look for in a segment without `bytes`.
  let substitute: [UInt8]?

  /// The key of a field's word in its written form.
  init(word: [UInt8], field: UInt8) {
    self.init(bytes: [field] + word)
  }

  /// The key of the words that have a stem.
  ///
  /// `isOwnStem` says whether the stem, as a word, is stemmed to itself: not every stem is.
  init(stem: [UInt8], isOwnStem: Bool, field: UInt8) {
    bytes = [field, Self.stemMark] + stem
    substitute = isOwnStem ? [field] + stem : nil
  }

  /// The key with these bytes, in which a dictionary has it.
  init(bytes: [UInt8]) {
    self.bytes = bytes
    substitute = nil
  }

  /// The field's ordinal.
  var field: UInt8 { bytes[0] }

  /// Whether it is that of a stem.
  var isStem: Bool { Self.isStem(bytes) }

  /// Whether a dictionary's key is that of a stem.
  static func isStem(_ bytes: [UInt8]) -> Bool { bytes.count > 1 && bytes[1] == stemMark }

  /// A dictionary's key as people may see it: the text, without field and mark.
  static func text(of bytes: [UInt8]) -> String {
    String(decoding: bytes.dropFirst(isStem(bytes) ? 2 : 1), as: UTF8.self)
  }
}
