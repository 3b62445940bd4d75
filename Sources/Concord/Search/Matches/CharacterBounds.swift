extension String {
  /// The range of bytes with what is missing of its first and its last character (extended grapheme
  /// cluster, UAX #29), for a tokenizer may cut one: a letter from the accent that follows it.
  ///
  /// A range that ends where it begins stays empty.
  func wholeCharacters(_ range: Range<Int>) -> Range<String.Index> {
    let start = characterStart(at: utf8.index(startIndex, offsetBy: range.lowerBound))
    let end = utf8.index(startIndex, offsetBy: range.upperBound)
    let lastStart = characterStart(at: end)
    return
      start..<(lastStart == end || range.isEmpty ? max(start, lastStart) : index(after: lastStart))
  }

  /// Where the character begins that has the scalar at `index`, or the end of the text.
  private func characterStart(at index: String.Index) -> String.Index {
    var index = index
    while String.Index(index, within: self) == nil { index = unicodeScalars.index(before: index) }
    return index
  }
}

extension Character {
  /// Whether it is white space and nothing else: a space may carry an accent.
  var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
