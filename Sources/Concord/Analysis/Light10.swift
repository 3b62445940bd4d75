/// The light stemmer of Arabic: takes off what is written together with a word, such as *and*,
/// *the* and *her*, and the commonest endings, but looks for no root.
///
/// Larkey, Ballesteros and Connell, “Light stemming for Arabic information retrieval” (2007), who
/// call it light10. Snowball's stemmer, which takes off more, joins more words that have nothing to
/// do with each other.
enum Light10 {
  private static let and = Array("و".utf8)
  /// *The*, alone and behind *and*, *with*, *like*, *then* and *to*.
  private static let articles = ["ال", "وال", "بال", "كال", "فال", "لل"].map { Array($0.utf8) }
  /// In the order in which they are taken off.
  ///
  /// Where ``VowelPoints`` were folded, `ة` is `ه`.
  private static let endings = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"]
    .map { Array($0.utf8) }

  /// Puts the stem of a word, which is in UTF-8, in its place.
  static func stem(_ word: inout [UInt8]) {
    removePrefix(and, from: &word, leaving: 3)
    if let article = articles.first(where: { word.starts(with: $0) }) {
      removePrefix(article, from: &word, leaving: 2)
    }
    for ending in endings {
      let rest = word.dropLast(ending.count)
      if hasLetters(2, rest), word[rest.endIndex...].elementsEqual(ending) { word = Array(rest) }
    }
  }

  private static func removePrefix(
    _ prefix: [UInt8], from word: inout [UInt8], leaving count: Int
  ) {
    guard word.starts(with: prefix), hasLetters(count, word.dropFirst(prefix.count)) else { return }
    word.removeFirst(prefix.count)
  }

  /// Whether there are as many letters as that, or more.
  private static func hasLetters(_ count: Int, _ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.lazy.filter { $0 & 0xC0 != 0x80 }.prefix(count).count == count
  }
}
