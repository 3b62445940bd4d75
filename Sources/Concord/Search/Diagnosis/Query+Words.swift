/// A word that a query looks for, as typed, and the field it names.
struct SoughtWord: Hashable {
  var text: String
  var field: String?

  /// The query for the word alone.
  var query: Query { .term(text, field: field) }
}

extension Query {
  /// The words that a match can have, each once, in the order of the query.
  ///
  /// What is excluded is not among them, nor are patterns.
  var soughtWords: [SoughtWord] {
    var words: [SoughtWord] = []
    _ = mappingWords { word in
      if !words.contains(word) { words.append(word) }
      return word.text
    }
    return words
  }

  /// The query with other words in place of those that a match can have.
  func mappingWords(_ replacement: (SoughtWord) -> String) -> Query {
    switch self {
    case .term(let text, let field):
      return .term(replacement(SoughtWord(text: text, field: field)), field: field)
    case .exact(let text, let field):
      return .exact(replacement(SoughtWord(text: text, field: field)), field: field)
    case .phrase(let parts, let slop, let field):
      let replaced = parts.map { part in
        switch part {
        case .word(let text):
          return PhrasePart.word(replacement(SoughtWord(text: text, field: field)))
        case .exact(let text):
          return .exact(replacement(SoughtWord(text: text, field: field)))
        case .anyWord, .prefix, .glob: return part
        }
      }
      return .phrase(replaced, slop: slop, field: field)
    case .near(let operands, let proximity):
      let replaced = operands.enumerated().map { i, operand in
        // The right operand of a NOTNEAR is not in what matches.
        i > 0 && proximity.isNegated ? operand : operand.mappingWords(replacement)
      }
      return .near(replaced, proximity)
    case .all(let queries): return .all(queries.map { $0.mappingWords(replacement) })
    case .any(let queries): return .any(queries.map { $0.mappingWords(replacement) })
    case .except(let query, let excluded):
      return .except(query.mappingWords(replacement), excluded)
    case .required(let queries, let optional):
      return .required(
        queries.map { $0.mappingWords(replacement) },
        optional: optional.map { $0.mappingWords(replacement) })
    case .boosted(let query, let factor):
      return .boosted(query.mappingWords(replacement), by: factor)
    case .prefix, .glob, .regex, .fuzzy, .range, .everything: return self
    }
  }
}
