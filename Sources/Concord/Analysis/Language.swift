/// A language that Snowball has a stemmer for.
///
/// The raw value is the stemmer's name in libstemmer.
@nonexhaustive public enum Language: String, Sendable, Hashable, CaseIterable {
  /// The language of that name.
  case arabic, armenian, basque, catalan, danish, dutch, english, finnish, french, german, greek
  /// The language of that name.
  case hindi, hungarian, indonesian, irish, italian, lithuanian, nepali, norwegian
  /// English with Porter's first stemmer (1980), to compare with engines that use it.
  case porter
  /// The language of that name; Serbian in either script.
  case portuguese, romanian, russian, serbian, spanish, swedish, tamil, turkish, yiddish

  /// The language called `name`: a stemmer's name (`german`) or an ISO 639-1 code (`de`).
  ///
  /// Upper and lower case are the same. Nil for a language that has no stemmer.
  public init?(_ name: String) {
    let name = name.lowercased()
    guard let language = Self(rawValue: name) ?? Self.byCode[name] else { return nil }
    self = language
  }

  /// The ISO 639-1 code, such as `de`.
  public var code: String {
    switch self {
    case .arabic: "ar"
    case .armenian: "hy"
    case .basque: "eu"
    case .catalan: "ca"
    case .danish: "da"
    case .dutch: "nl"
    case .english, .porter: "en"
    case .finnish: "fi"
    case .french: "fr"
    case .german: "de"
    case .greek: "el"
    case .hindi: "hi"
    case .hungarian: "hu"
    case .indonesian: "id"
    case .irish: "ga"
    case .italian: "it"
    case .lithuanian: "lt"
    case .nepali: "ne"
    case .norwegian: "no"
    case .portuguese: "pt"
    case .romanian: "ro"
    case .russian: "ru"
    case .serbian: "sr"
    case .spanish: "es"
    case .swedish: "sv"
    case .tamil: "ta"
    case .turkish: "tr"
    case .yiddish: "yi"
    }
  }

  private static let byCode: [String: Language] = {
    var languages: [String: Language] = ["nb": .norwegian, "nn": .norwegian]
    for language in allCases where language != .porter {
      languages[language.code] = language
    }
    return languages
  }()

  /// Whether taking marks off Latin and Greek letters before stemming leaves the stems right.
  ///
  /// So where the language is written without such marks (English, Indonesian), in another
  /// script (Russian, Hindi), or where the stemmer itself drops them first (Greek). Elsewhere
  /// they tell words apart (German *schon* and *schön*) and the stemmer's rules look at them
  /// (French *-é*), so they stay.
  var foldsDiacriticsSafely: Bool {
    switch self {
    case .arabic, .armenian, .english, .greek, .hindi, .indonesian, .nepali, .porter, .russian,
      .tamil, .yiddish:
      true
    case .basque, .catalan, .danish, .dutch, .finnish, .french, .german, .hungarian, .irish,
      .italian, .lithuanian, .norwegian, .portuguese, .romanian, .serbian, .spanish, .swedish,
      .turkish:
      false
    }
  }
}
