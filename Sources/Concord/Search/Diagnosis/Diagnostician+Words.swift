// The words of a query: how many documents have them, and whether they are misspelt.

extension Diagnostician {
  /// A word that more documents have is not taken for a misspelling.
  private static let rareCount = 2
  /// A word is taken for a misspelling of one that so many times as many documents have.
  ///
  /// A guess on the side of silence: names are rare words too, and often close to a common one.
  private static let commonness = 20

  /// The words that the analyzers cut a word of the query into, with what the index has of them.
  ///
  /// None if the word is left out of searches, as punctuation and stop words are.
  func words(of word: SoughtWord) throws(ConcordError) -> [Diagnosis.Word] {
    var words: [Diagnosis.Word] = []
    for part in try parts(of: word) {
      let count = try snapshot.count(part.query)
      let suggestions = count == 0 ? try suggestions(for: part) : []
      words.append(
        Diagnosis.Word(
          text: part.text, field: part.field, documentCount: count,
          elsewhere: count == 0 ? try elsewhere(part) : [:], suggestions: suggestions))
    }
    return words
  }

  /// See ``Snapshot/misspellings(in:)``.
  func misspellings(in query: Query) throws(ConcordError) -> [Diagnosis.Word] {
    var words: [Diagnosis.Word] = []
    for word in query.soughtWords.prefix(Self.wordLimit) { words += try misspelling(word) }
    return words
  }

  private func misspelling(_ word: SoughtWord) throws(ConcordError) -> [Diagnosis.Word] {
    var words: [Diagnosis.Word] = []
    for part in try parts(of: word) where try isRare(part) {
      let count = try snapshot.count(part.query)
      let isKnown = count > 0
      let suggestions = try suggestions(for: part)
        .filter { !isKnown || $0.edits == 1 && $0.documentCount >= Self.commonness * count }
      guard count <= Self.rareCount, !suggestions.isEmpty else { continue }
      words.append(
        Diagnosis.Word(
          text: part.text, field: part.field, documentCount: count, elsewhere: [:],
          suggestions: suggestions))
    }
    return words
  }

  private var spelling: SpellingSearch { SpellingSearch(snapshot, runs: runs) }

  /// How many corrected queries are tried.
  private static let correctionLimit = 16

  /// The query with suggestions in place of absent words, the likeliest that match something.
  func correction(
    of query: Query, _ words: [Diagnosis.Word]
  ) throws(ConcordError) -> Diagnosis.Alternative? {
    let misspelt = words.filter { !$0.suggestions.isEmpty }
    guard !misspelt.isEmpty else { return nil }
    // The choices are numbers whose digits are those of the words, the first the least.
    let count = misspelt.reduce(1) { min($0 * $1.suggestions.count, Self.correctionLimit) }
    for number in 0..<count {
      var rest = number
      var replacements: [SoughtWord: String] = [:]
      for word in misspelt {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: word.suggestions.count)
        replacements[SoughtWord(text: word.text, field: word.field)] = word.suggestions[digit].word
        rest = quotient
      }
      let corrected = query.mappingWords { replacements[$0] ?? $0.text }
      // A piece of a word that the analyzer cuts cannot be replaced.
      guard corrected != query else { return nil }
      let alternative = try alternative(corrected)
      if alternative.documentCount > 0 { return alternative }
    }
    return nil
  }

  /// The query with any pair of neighbouring signs in place of each run of signs, which is
  /// otherwise looked for as it stands; nil if that is no different, too long, or matches nothing.
  func inPairs(_ query: Query) throws(ConcordError) -> Diagnosis.Alternative? {
    let words = try queriesOfPairs(query)
    guard words != [query], words.count <= Self.wordLimit else { return nil }
    let alternative = try alternative(.anyOf(words))
    return alternative.documentCount > 0 ? alternative : nil
  }

  private func queriesOfPairs(_ query: Query) throws(ConcordError) -> [Query] {
    switch query {
    case .any(let queries):
      var words: [Query] = []
      for query in queries { words += try queriesOfPairs(query) }
      return words
    case .term(let text, let field):
      let sought = SoughtWord(text: text, field: field)
      guard let ordinal = try ordinals(sought).first else { return [] }
      let cut = Analyzer(
        tokenizer: snapshot.schema.field(ordinal).analyzer.tokenizer, filters: [])
      let words = cut.tokens(in: text).wordsAndPairs
      guard words.contains(where: { $0.count > 1 }) else { return [query] }
      return words.map { .term($0.map(\.word).joined(), field: field) }
    default: return [query]
    }
  }

  /// What an absent word may be a misspelling of; with two wrong letters, only if there is nothing
  /// with one.
  private func suggestions(
    for word: SoughtWord
  ) throws(ConcordError) -> [SpellingSuggestion] {
    let all = try spelling.suggestions(for: word.text, field: word.field, limit: 3)
    return all.filter { $0.edits == all[0].edits }
  }

  // MARK: Words as they are indexed

  private func ordinals(_ word: SoughtWord) throws(ConcordError) -> [UInt8] {
    guard let name = word.field else { return snapshot.schema.defaultOrdinals }
    guard let ordinal = snapshot.schema.ordinal(of: name) else {
      throw snapshot.schema.unknownField(name)
    }
    return [ordinal]
  }

  /// The pieces of a word that are words of their own; those that are looked for.
  func parts(of word: SoughtWord) throws(ConcordError) -> [SoughtWord] {
    guard let ordinal = try ordinals(word).first else { return [] }
    let analyzer = snapshot.schema.field(ordinal).analyzer
    guard !runs.tokens(of: word.text, by: analyzer).list.isEmpty else { return [] }
    let tokens = runs.tokens(of: word.text, by: analyzer.unstemmed).list
    guard tokens.count > 1 else { return [word] }
    return tokens.map {
      SoughtWord(text: String(decoding: $0.term, as: UTF8.self), field: word.field)
    }
    .filter { !runs.tokens(of: $0.text, by: analyzer).list.isEmpty }
  }

  /// Whether few documents can have the word, by what the dictionaries say of each field.
  private func isRare(_ word: SoughtWord) throws(ConcordError) -> Bool {
    for ordinal in try ordinals(word) {
      let analyzer = snapshot.schema.field(ordinal).analyzer
      for token in runs.tokens(of: word.text, by: analyzer).list {
        for key in try statistics.keys(of: token, in: ordinal, by: analyzer, runs)
        where try statistics.documentFrequency(key) > Self.rareCount {
          return false
        }
      }
    }
    return true
  }

  /// How many documents have the word in other fields of words than the one that is named.
  private func elsewhere(_ word: SoughtWord) throws(ConcordError) -> [String: Int] {
    guard let name = word.field else { return [:] }
    var counts: [String: Int] = [:]
    for field in snapshot.schema.fields where field.isText && field.name != name {
      let count = try snapshot.count(.term(word.text, field: field.name))
      if count > 0 { counts[field.name] = count }
    }
    return counts
  }
}
