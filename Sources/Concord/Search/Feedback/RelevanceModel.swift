/// The words of some documents, and how probable each is in one that is like them.
///
/// Words that tell nothing of what a document is about are left out from the start: single letters
/// and digits, and what is common everywhere.
struct RelevanceModel {
  /// A word in the form in which the documents have it.
  struct Word {
    let text: String
    /// Up to a factor that all words share.
    let probability: Double
    /// How many documents of the index have it.
    let documentFrequency: Int
    let idf: Double
  }

  /// What is known of a term.
  private struct Entry {
    let documentFrequency: Int
    var probability = 0.0
    /// How often each form of it occurs, as the text has it.
    var forms: [[UInt8]: Int] = [:]
  }

  private let schema: Schema
  private let statistics: SnapshotStatistics
  private let runs: AnalyzerRuns
  /// Words that more than this share of all documents hold are common.
  private let commonShare: Double
  private var entries: [[UInt8]: Entry] = [:]
  private var commonTerms: Set<[UInt8]> = []

  /// A model of no documents.
  init(
    _ schema: Schema, _ statistics: SnapshotStatistics, _ runs: AnalyzerRuns, commonShare: Double
  ) {
    self.schema = schema
    self.statistics = statistics
    self.runs = runs
    self.commonShare = commonShare
  }

  /// Adds a document with its score: the default fields, which count as one text.
  mutating func add(_ document: Document, score: Double) throws(ConcordError) {
    var counts: [[UInt8]: Double] = [:]
    var length = 0.0
    for ordinal in schema.defaultOrdinals {
      let field = schema.field(ordinal)
      guard let text = document.fields[field.name].map({ Array($0.utf8) }) else { continue }
      let buffer = runs.buffer(of: text, by: field.analyzer.forDocument(with: document.fields))
      for token in buffer.tokens {
        let form = Array(text[Int(token.start)..<Int(token.end)])
        let term = Array(buffer.termBytes[Int(token.termStart)...].prefix(Int(token.termCount)))
        // One byte is a letter or digit of ASCII; an ideograph, which is a word, has three.
        guard form.count > 1, try isTelling(term) else { continue }
        counts[term, default: 0] += Double(field.weight)
        length += Double(field.weight)
        entries[term]?.forms[form, default: 0] += 1
      }
    }
    for (term, count) in counts { entries[term]?.probability += score * count / length }
  }

  /// Whether a term is in few enough documents; if so, it has an entry.
  private mutating func isTelling(_ term: [UInt8]) throws(ConcordError) -> Bool {
    if entries[term] != nil { return true }
    if commonTerms.contains(term) { return false }
    var most = 0
    for ordinal in schema.defaultOrdinals {
      let analyzer = schema.field(ordinal).analyzer
      let key =
        analyzer.hasStemmer
        ? runs.stemKey(term, field: ordinal, by: analyzer) : TermKey(word: term, field: ordinal)
      most = max(most, try statistics.documentFrequency(key))
    }
    let limit = commonShare * Double(statistics.documentCount)
    guard Double(most) <= limit else {
      commonTerms.insert(term)
      return false
    }
    entries[term] = Entry(documentFrequency: most)
    return true
  }

  /// The words that rank highest, at most `limit`; those without a rank are left out.
  func words(_ limit: Int, rankedBy rank: (Word) -> Double?) -> [Word] {
    let ranked = entries.compactMap { term, entry -> (term: [UInt8], rank: Double, word: Word)? in
      let word = Word(
        text: Self.usual(entry.forms), probability: entry.probability,
        documentFrequency: entry.documentFrequency,
        idf: BM25.idf(
          documentFrequency: entry.documentFrequency, documentCount: statistics.documentCount))
      return rank(word).map { (term, $0, word) }
    }.sorted { a, b in
      a.rank == b.rank ? a.term.lexicographicallyPrecedes(b.term) : a.rank > b.rank
    }
    return ranked.prefix(limit).map(\.word)
  }

  /// The most frequent form; of several, the first by its bytes.
  private static func usual(_ forms: [[UInt8]: Int]) -> String {
    let best = forms.max { a, b in
      a.value == b.value ? b.key.lexicographicallyPrecedes(a.key) : a.value < b.value
    }
    return String(decoding: best?.key ?? [], as: UTF8.self)
  }
}
