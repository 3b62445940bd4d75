extension Query {
  /// Any of the words of `text`, which is not read in the query language: what a question, a title
  /// or a whole sentence asks for.
  ///
  /// The text is cut as a field with this tokenizer would be. In a script without spaces nobody can
  /// tell where a word ends; there, each pair of neighbouring signs is looked for as a phrase. A
  /// Latin name or a number between them is a word. Without a word in it, nothing matches.
  ///
  /// - Parameters:
  ///   - text: Plain text.
  ///   - tokenizer: That of the fields to look in.
  ///   - language: Leave out the stop words of this language and the words that ask (who, when,
  ///     why), unless there is nothing else.
  /// - Returns: The query for any of them.
  public static func words(
    _ text: String, tokenizer: Tokenizer = .wordsAndSigns,
    withoutStopWordsOf language: Language? = nil
  ) -> Query {
    let tokens = Analyzer(tokenizer: tokenizer, filters: []).tokens(in: text)
    var stops = language.map { stopWords(of: $0, in: text, by: tokenizer) } ?? []
    if stops.count == tokens.count { stops = [] }
    let queries = tokens.wordsAndPairs.filter { !stops.contains($0[0].position) }.map { word in
      word.count == 1 ? Query.term(word[0].word) : .phrase(word.map { .word($0.word) })
    }
    return .anyOf(queries)
  }

  /// The positions of the tokens of `text` that are stop words of `language`, or ask.
  private static func stopWords(
    of language: Language, in text: String, by tokenizer: Tokenizer
  ) -> Set<Int> {
    let folding = Analyzer(
      tokenizer: tokenizer,
      filters: [language == .turkish ? .foldCaseTurkic : .foldCase, .foldPoints])
    let words = StopWords.words(of: language).joined(separator: " ")
    let terms = Set(folding.terms(in: words + " " + QuestionWords.words(of: language)))
    return Set(folding.tokens(in: text).filter { terms.contains($0.word) }.map(\.position))
  }
}

extension [AnalyzedToken] {
  /// The tokens alone, but those that are signs in pairs with the next one right behind them.
  var wordsAndPairs: [[AnalyzedToken]] {
    let joinsNext = indices.map { i in
      i + 1 < count && self[i].range.upperBound == self[i + 1].range.lowerBound
        && Signs.isSign(self[i].word[...]) && Signs.isSign(self[i + 1].word[...])
    }
    return indices.compactMap { i in
      if joinsNext[i] { return [self[i], self[i + 1]] }
      return i > 0 && joinsNext[i - 1] ? nil : [self[i]]
    }
  }
}
