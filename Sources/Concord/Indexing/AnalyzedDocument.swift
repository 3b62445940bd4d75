/// A document, its fields cut into tokens.
struct AnalyzedDocument: Sendable {
  /// One field's tokens.
  struct AnalyzedField: Sendable {
    var ordinal: UInt8
    var isText: Bool
    var tokens: TokenBuffer

    var shape: TextShape {
      TextShape(
        field: ordinal, length: tokens.positionCount, sentenceStarts: tokens.sentenceStarts,
        paragraphStarts: tokens.paragraphStarts)
    }
  }

  var key: String
  /// The key as the one token of its own field.
  var keyTokens: TokenBuffer
  var fields: [AnalyzedField]
  var storedFields: [(ordinal: UInt8, text: String)]
  /// Values that are not of their field's kind, such as dates that cannot be read.
  var unreadableValueCount = 0

  /// Terms that were longer than a term can be.
  var cutTermCount: Int { fields.reduce(0) { $0 + $1.tokens.cutTermCount } }
}

/// Cuts documents into tokens by the analyzers of a schema.
///
/// One per thread.
final class DocumentAnalysis {
  /// Whose run it is: a field's, or that of the first field with the same analyzer.
  private struct RunKey: Hashable {
    let ordinal: UInt8
    let language: Language?
  }

  private var schema: Schema
  /// Fields with the same analyzer share a run for each language, and its memory.
  private var sharedOrdinals: [UInt8] = []
  private var runs: [RunKey: AnalyzerRun] = [:]
  private let keyRun = AnalyzerRun(.keyword)

  init(_ schema: Schema) {
    self.schema = schema
    update(schema)
  }

  /// The schema, which may have grown.
  func update(_ schema: Schema) {
    self.schema = schema
    for field in schema.fields[sharedOrdinals.count...] {
      let first = schema.fields.firstIndex { $0.analyzer == field.analyzer } ?? 0
      sharedOrdinals.append(UInt8(first + 1))
    }
  }

  /// Analyzes `document`, all of whose fields the schema names.
  func analyze(_ document: Document) -> AnalyzedDocument {
    var result = AnalyzedDocument(
      key: document.key, keyTokens: TokenBuffer(), fields: [], storedFields: [])
    result.keyTokens = tokens(ofKey: document.key)
    for (i, field) in schema.fields.enumerated() {
      guard let text = document.fields[field.name] else { continue }
      let ordinal = UInt8(i + 1)
      var tokens = TokenBuffer()
      let analyzer = field.analyzer.forDocument(with: document.fields)
      run(ordinal, analyzer).analyze(text.utf8.span, into: &tokens)
      result.fields.append(.init(ordinal: ordinal, isText: field.isText, tokens: tokens))
      if let kind = field.columnKind, kind != .ranks, !text.isEmpty,
        kind.value(ofTerm: Array(text.utf8)[...], rank: 0) == nil
      {
        result.unreadableValueCount += 1
      }
      if field.isStored { result.storedFields.append((ordinal, text)) }
    }
    return result
  }

  /// A key as the one token of its field.
  func tokens(ofKey key: String) -> TokenBuffer {
    var tokens = TokenBuffer()
    keyRun.analyze(key.utf8.span, into: &tokens)
    return tokens
  }

  private func run(_ ordinal: UInt8, _ analyzer: Analyzer) -> AnalyzerRun {
    let key = RunKey(
      ordinal: sharedOrdinals[Int(ordinal) - 1], language: analyzer.documentLanguage)
    if let run = runs[key] { return run }
    let run = AnalyzerRun(analyzer)
    runs[key] = run
    return run
  }
}
