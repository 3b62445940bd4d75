/// The commonest function words of languages: articles, pronouns, prepositions, auxiliaries.
///
/// The lists are short on purpose. BM25 gives such words little weight anyway, so a list that is
/// too long costs more (*to be or not to be*) than one that is too short.
enum StopWords {
  /// The stop words of `language`, in lower case.
  static func words(of language: Language) -> [Substring] {
    list(of: language).split { $0 == " " || $0 == "\n" }
  }

  private static func list(of language: Language) -> String {
    switch language {
    case .english, .porter: StopWordLists.english
    case .german: StopWordLists.german
    case .french: StopWordLists.french
    case .spanish: StopWordLists.spanish
    case .italian: StopWordLists.italian
    case .portuguese: StopWordLists.portuguese
    case .dutch: StopWordLists.dutch
    case .swedish: StopWordLists.swedish
    case .danish: StopWordLists.danish
    case .norwegian: StopWordLists.norwegian
    case .finnish: StopWordLists.finnish
    case .russian: StopWordLists.russian
    case .hungarian: StopWordLists.hungarian
    case .turkish: StopWordLists.turkish
    case .arabic: StopWordLists.arabic
    case .armenian: StopWordLists.armenian
    case .basque: StopWordLists.basque
    case .catalan: StopWordLists.catalan
    case .greek: StopWordLists.greek
    case .hindi: StopWordLists.hindi
    case .indonesian: StopWordLists.indonesian
    case .irish: StopWordLists.irish
    case .lithuanian: StopWordLists.lithuanian
    case .nepali: StopWordLists.nepali
    case .romanian: StopWordLists.romanian
    case .serbian: StopWordLists.serbian
    case .tamil: StopWordLists.tamil
    case .yiddish: StopWordLists.yiddish
    }
  }
}
