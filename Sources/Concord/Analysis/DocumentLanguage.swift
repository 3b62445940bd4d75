// Analyzers that go by the language of each document.

extension Analyzer {
  /// The field in which documents name their language; nil if that makes no difference.
  var languageField: String? {
    for filter in filters {
      switch filter {
      case .stemmerNamedBy(let field), .languageNamedBy(let field): return field
      default: continue
      }
    }
    return nil
  }

  /// The analyzer of a document in `language`.
  func forDocument(in language: Language?) -> Analyzer {
    guard languageField != nil else { return self }
    var analyzer = self
    analyzer.documentLanguage = language
    return analyzer
  }

  /// The analyzer of a document with these fields.
  func forDocument(with fields: [String: String]) -> Analyzer {
    guard let languageField else { return self }
    return forDocument(in: fields[languageField].flatMap { Language(rawValue: $0) })
  }

  /// The analyzers of documents of all languages.
  var forDocumentsOfAllLanguages: [Analyzer] {
    guard languageField != nil else { return [self] }
    return [forDocument(in: nil)] + Language.allCases.map { forDocument(in: $0) }
  }
}
