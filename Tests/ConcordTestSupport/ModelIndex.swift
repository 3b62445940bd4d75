@testable import Concord

/// An index so simple that it is obviously right: documents in an array, every query answered by
/// looking at every document, every score worked out in double precision from BM25's formula.
///
/// Only the cutting of text into tokens and the rounding of lengths are the engine's.
struct ModelIndex {
  /// One field of one document.
  struct Text {
    /// By the terms that words stand for: in a stemmed field, stems.
    var positions: [[UInt8]: [UInt32]] = [:]
    /// By the words as they were written.
    var written: [[UInt8]: [UInt32]] = [:]
    var length: UInt32 = 0
    var breaks = TextBreaks()
  }

  struct Entry {
    var document: Document
    var texts: [String: Text]
  }

  let schema: Schema
  var scoring = BM25()
  /// In the order of adding.
  private(set) var entries: [Entry] = []

  init(_ schema: Schema) { self.schema = schema }

  mutating func add(_ document: Document) {
    delete(key: document.key)
    var texts: [String: Text] = [:]
    for field in schema.fields {
      if let text = document.fields[field.name] { texts[field.name] = Self.text(text, field) }
    }
    entries.append(Entry(document: document, texts: texts))
  }

  mutating func delete(key: String) {
    entries.removeAll { Array($0.document.key.utf8) == Array(key.utf8) }
  }

  /// What a query matches, best first; of equal scores, what was added first.
  func search(_ query: Query) -> [(key: String, score: Double)] {
    let scores = scores(query) ?? [:]
    return scores.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
      .map { (entries[$0.key].document.key, $0.value) }
  }

  private static func text(_ text: String, _ field: Field) -> Text {
    var tokens = TokenBuffer()
    AnalyzerRun(field.analyzer).analyze(text.utf8.span, into: &tokens)
    var result = Text()
    for (i, token) in tokens.tokens.enumerated() {
      result.positions[tokens.bytes(of: i), default: []].append(token.position)
      result.written[tokens.form(of: i), default: []].append(token.position)
    }
    guard field.isText else { return result }
    result.length = tokens.positionCount
    result.breaks = TextBreaks(
      sentenceStarts: tokens.sentenceStarts, paragraphStarts: tokens.paragraphStarts)
    return result
  }

  // MARK: Operators

  /// The score of each document that matches; nil if the query holds no word.
  private func scores(_ query: Query) -> [Int: Double]? {
    switch query {
    case .all(let queries): all(queries.compactMap(scores))
    case .any(let queries): any(queries)
    case .except(let query, let excluded):
      scores(query)?.filter { scores(excluded)?[$0.key] == nil }
    case .required(let queries, let optional): required(queries, optional)
    case .everything: Dictionary(uniqueKeysWithValues: entries.indices.map { ($0, 1) })
    case .boosted(let query, let factor): scores(query)?.mapValues { $0 * Double(factor) }
    default: leafScores(query)
    }
  }

  private func all(_ scores: [[Int: Double]]) -> [Int: Double]? {
    guard let first = scores.first else { return nil }
    return scores.dropFirst().reduce(first) { left, right in
      var both: [Int: Double] = [:]
      for (i, score) in left { if let other = right[i] { both[i] = score + other } }
      return both
    }
  }

  private func any(_ queries: [Query]) -> [Int: Double]? {
    let scores = queries.compactMap(scores)
    guard !scores.isEmpty || queries.isEmpty else { return nil }
    return scores.reduce(into: [:]) { sum, more in sum.merge(more) { $0 + $1 } }
  }

  private func required(_ queries: [Query], _ optional: [Query]) -> [Int: Double]? {
    guard let needed = all(queries.compactMap(scores)) else { return any(optional) }
    let more = any(optional) ?? [:]
    var result = needed
    for (i, score) in needed { result[i] = score + (more[i] ?? 0) }
    return result
  }

  // MARK: Leaves

  /// Where a leaf occurs in one field of each document.
  struct Found {
    var idf: Double
    var occurrences: [[Occurrence]]
    /// One over the smallest distance of a NEAR.
    var closeness: [Double]

    init(idf: Double, _ occurrences: [[Occurrence]]) {
      self.idf = idf
      self.occurrences = occurrences
      closeness = occurrences.map { _ in 0 }
    }
  }

  enum Outcome {
    /// The analyzer left nothing of the leaf.
    case wordless
    /// It stands for words of which the field has none.
    case nowhere
    case found(Found)
  }

  /// BM25F over the fields that count as one.
  private func leafScores(_ query: Query) -> [Int: Double]? {
    let fields = schema.fields.filter { field in
      query.fieldName.map { $0 == field.name } ?? field.isDefault
    }
    var hasWords = false
    var found: [(field: Field, Found)] = []
    for field in fields {
      switch outcome(query, field) {
      case .wordless: continue
      case .nowhere: break
      case .found(let it): found.append((field, it))
      }
      hasWords = true
    }
    guard hasWords else { return nil }
    let weight = found.map(\.1.idf).min() ?? 0
    let total = fields.reduce(0.0) { sum, field in
      sum + Double(field.weight)
        * entries.reduce(0.0) { $0 + Double($1.texts[field.name]?.length ?? 0) }
    }
    let average = total > 0 ? total / Double(entries.count) : 1
    let (k1, b) = (Double(scoring.k1), Double(scoring.b))
    var scores: [Int: Double] = [:]
    for i in entries.indices {
      let frequency = found.reduce(0.0) { sum, one in
        sum + Double(one.field.weight) * Double(one.1.occurrences[i].count)
      }
      guard frequency > 0 else { continue }
      let length = fields.reduce(0.0) { sum, field in
        let norm = Norm.encode(entries[i].texts[field.name]?.length ?? 0)
        return sum + Double(field.weight) * Double(Norm.decode(norm))
      }
      let closeness = found.map { $0.1.closeness[i] }.max() ?? 0
      scores[i] =
        weight
        * (frequency / (frequency + k1 * (1 - b + b * length / average)) + closeness)
    }
    return scores
  }

  func idf(_ documentFrequency: Int) -> Double {
    let n = Double(documentFrequency)
    return Concord.log(1 + (Double(entries.count) - n + 0.5) / (n + 0.5))
  }

  func outcome(_ query: Query, _ field: Field) -> Outcome {
    switch query {
    case .term(let text, _): phrase([.word(text)], 0, field)
    case .exact(let text, _): phrase([.exact(text)], 0, field)
    case .prefix(let text, _): phrase([.prefix(text)], 0, field)
    case .glob(let pattern, _): phrase([.glob(pattern)], 0, field)
    case .phrase(let parts, let slop, _): phrase(parts, slop, field)
    case .near(let operands, let proximity): near(operands, proximity, field)
    case .range(let range, _): terms(field) { Self.contains(range, $0) }
    case .any(let queries): either(queries.map { outcome($0, field) })
    case .boosted(let query, _): outcome(query, field)
    default: preconditionFailure("The model does not know \(query).")
    }
  }

  private static func contains(_ range: QueryRange, _ term: [UInt8]) -> Bool {
    func isBelow(_ bound: QueryRange.Bound) -> Bool {
      let bytes = Array(bound.text.utf8)
      return term.starts(with: bytes)
        ? !bound.isInclusive : term.lexicographicallyPrecedes(bytes)
    }
    func isAbove(_ bound: QueryRange.Bound) -> Bool {
      let bytes = Array(bound.text.utf8)
      return term.starts(with: bytes)
        ? !bound.isInclusive : bytes.lexicographicallyPrecedes(term)
    }
    return !(range.low.map(isBelow) ?? false) && !(range.high.map(isAbove) ?? false)
  }

  func positions(_ term: [UInt8], _ field: Field) -> [[UInt32]] {
    entries.map { $0.texts[field.name]?.positions[term] ?? [] }
  }

  func positions(ofWritten word: [UInt8], _ field: Field) -> [[UInt32]] {
    entries.map { $0.texts[field.name]?.written[word] ?? [] }
  }

  /// The written words of the field that satisfy a condition, as one word.
  func terms(_ field: Field, _ isIncluded: ([UInt8]) -> Bool) -> Outcome {
    let words = Set(entries.flatMap { $0.texts[field.name]?.written.keys.map { $0 } ?? [] })
    let lists = words.filter(isIncluded).map { positions(ofWritten: $0, field) }
    guard let most = lists.map({ $0.count { !$0.isEmpty } }).max() else { return .nowhere }
    return .found(
      Found(
        idf: idf(most),
        entries.indices.map { i in
          lists.flatMap { $0[i] }.sorted().map { Occurrence(start: $0, end: $0) }
        }))
  }

  private func either(_ outcomes: [Outcome]) -> Outcome {
    var found: [Found] = []
    var hasWords = false
    for outcome in outcomes {
      if case .wordless = outcome { continue }
      hasWords = true
      if case .found(let one) = outcome { found.append(one) }
    }
    guard let idf = found.map(\.idf).min() else { return hasWords ? .nowhere : .wordless }
    return .found(
      Found(
        idf: idf,
        entries.indices.map { i in
          Set(found.flatMap { $0.occurrences[i] }).sorted()
        }))
  }
}
