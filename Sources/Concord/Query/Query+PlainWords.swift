extension Query {
  /// Any of the words of `text`, which is not read in the query language: what a question, a title
  /// or a whole sentence asks for.
  ///
  /// The text is cut as a field with this tokenizer would be, so where a script has no spaces, each
  /// ideograph is a word of its own. Without a word in it, nothing matches.
  public static func words(_ text: String, tokenizer: Tokenizer = .unicodeWords) -> Query {
    let words = Analyzer(tokenizer: tokenizer, filters: []).terms(in: text)
    return .anyOf(words.map { .term($0) })
  }
}
