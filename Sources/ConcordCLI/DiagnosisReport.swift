import Concord
import ConcordServer

/// Why a search finds nothing, for people and for programs.
struct DiagnosisReport {
  private let diagnosis: Diagnosis

  init(_ diagnosis: Diagnosis) {
    self.diagnosis = diagnosis
  }

  /// Says it, aside from the results.
  func say() { Self.say(diagnosis.sentences(noun: "article")) }

  /// Says which words look misspelt, aside from the results.
  static func say(_ words: [Diagnosis.Word]) {
    say(words.compactMap { $0.sentence(noun: "article") })
  }

  private static func say(_ sentences: [String]) {
    // A key or a word may have an end of line in it; a sentence has none.
    for sentence in sentences { Messages.say(TerminalText.safe(sentence)) }
  }

  /// The line that stands in place of hits.
  var json: JSONObject {
    var why = JSONObject()
    why.add("words", diagnosis.words.map(Self.object))
    why.add("findings", diagnosis.findings.map(Self.object))
    if let correction = diagnosis.correction { why.add("try", Self.object(correction)) }
    why.add("complete", diagnosis.isComplete)
    var object = JSONObject()
    object.add("total", 0)
    object.add("why", why)
    return object
  }

  private static func object(_ word: Diagnosis.Word) -> JSONObject {
    var object = JSONObject()
    object.add("word", word.text)
    object.add("field", word.field)
    object.add("total", word.documentCount)
    if !word.elsewhere.isEmpty {
      var elsewhere = JSONObject()
      for name in word.elsewhere.keys.sorted() {
        elsewhere.add(name, word.elsewhere[name] ?? 0)
      }
      object.add("elsewhere", elsewhere)
    }
    object.add("suggestions", word.suggestions.map(Self.object))
    return object
  }

  private static func object(_ suggestion: SpellingSuggestion) -> JSONObject {
    var object = JSONObject()
    object.add("word", suggestion.word)
    object.add("total", suggestion.documentCount)
    object.add("edits", suggestion.edits)
    return object
  }

  private static func object(_ alternative: Diagnosis.Alternative) -> JSONObject {
    var object = JSONObject()
    object.add("query", alternative.query.description)
    object.add("total", alternative.documentCount)
    return object
  }

  private static func object(_ finding: Diagnosis.Finding) -> JSONObject {
    var object = JSONObject()
    func add(kind: String, _ query: Query?) {
      object.add("kind", kind)
      if let query { object.add("query", query.description) }
    }
    switch finding {
    case .wordless: add(kind: "wordless", nil)
    case .noDocuments: add(kind: "noDocuments", nil)
    case .fitsNothing(let query): add(kind: "fitsNothing", query)
    case .neverInOneField(let query): add(kind: "neverInOneField", query)
    case .alwaysNear(let query): add(kind: "alwaysNear", query)
    case .tooFarApart(let query, let closest, let looser):
      add(kind: "tooFarApart", query)
      object.add("key", closest.key)
      object.add("field", closest.field)
      object.add("looseness", closest.looseness)
      object.add("looser", looser.map(Self.object))
    case .neverTogether(let one, let other):
      add(kind: "neverTogether", one)
      object.add("other", other.description)
    case .notAllTogether(let looser):
      add(kind: "notAllTogether", nil)
      object.add("looser", looser.map(Self.object))
    case .allExcluded(let alternative, let excluded):
      add(kind: "allExcluded", alternative.query)
      object.add("total", alternative.documentCount)
      object.add("excluded", excluded.description)
    @unknown default: add(kind: "other", nil)
    }
    return object
  }
}
