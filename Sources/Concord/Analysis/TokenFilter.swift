/// A change to terms, made after the text is cut into tokens.
@nonexhaustive public enum TokenFilter: Sendable, Hashable {
  /// Each scalar to lower case by its simple mapping: one scalar for one, `ß` stays.
  case lowercase
  /// Full case folding, which makes equal all that differ in case only: `Straße` and `STRASSE`
  /// are `strasse`, a final `ς` is `σ`.
  case foldCase
  /// Full case folding for Turkish and its relatives: `I` to `ı`, `İ` to `i`.
  case foldCaseTurkic
  /// Makes Latin letters and digits that are as wide as ideographs (`ＳＱＬ`), and Katakana half as
  /// wide (`ｶﾀｶﾅ`), those of usual width.
  case foldWidth
  /// Takes the marks off Latin and Greek letters (`é` to `e`) and spells `ß æ œ ø ł đ ð þ ħ ŧ ı`
  /// with plain letters. Letters of other scripts stay as they are: `й` is not `и`.
  case foldDiacritics
  /// Takes the vowel points off Hebrew and Arabic words and the stretching stroke out of Arabic
  /// ones, and makes those spellings of Arabic letters equal that writers do not keep apart: `أ إ
  /// آ` are `ا`, `ى` is `ي`, `ة` is `ه`.
  case foldPoints
  /// Takes off the small words that a language joins with an apostrophe (French `l'avion`), or the
  /// endings that it parts with one (Turkish `Ankara'da`). Expects lower case.
  case clitics(Language)
  /// Drops the commonest words of a language; their positions stay empty. The list passes the
  /// filters before this one, so that it looks as the terms do.
  case stopWords(Language)
  /// Reduces words to their Snowball stems; expects lower case. Terms that hold anything but
  /// letters, marks and apostrophes stay as they are.
  case stemmer(Language)
  /// Takes off what Arabic writes together with a word, such as *and*, *the* and *her*, and the
  /// commonest endings, by the light stemmer of Larkey, Ballesteros and Connell (2007). Expects
  /// what ``foldPoints`` leaves. Terms of other scripts stay as they are.
  case light10
  /// Makes equal what German umlauts are spelled as where keys for them are missing: `ä` and `ae`
  /// are `a`, `ö` and `oe` are `o`, `ü` and `ue` are `u`, but for `ue` behind a vowel or `q`.
  /// Expects lower case. Behind a stemmer, it leaves the words as they are written.
  case foldUmlauts
  /// Reduces words to their stems in the language of the document, which its field of this name
  /// says: `german` as ``Language`` spells it. Words of documents that say nothing, or a language
  /// without a stemmer, stay, but for diacritics.
  ///
  /// The stems of each language are apart from those of all others, and a word of a query stands
  /// for its stem in each language that documents have. The field is a stored keyword field.
  case stemmerNamedBy(field: String)
  /// The same, but as ``Analyzer/language(_:)`` makes stems: those of Arabic by ``light10``, those
  /// of German with ``foldUmlauts``.
  case languageNamedBy(field: String)
  /// A filter of your own.
  case custom(any CustomTokenFilter)

  /// The name in a recipe.
  var name: String {
    switch self {
    case .lowercase: "lowercase"
    case .foldCase: "fold-case"
    case .foldCaseTurkic: "fold-case-turkic"
    case .foldWidth: "fold-width"
    case .foldDiacritics: "fold-diacritics"
    case .foldPoints: "fold-points"
    case .clitics(let language): "clitics:\(language.rawValue)"
    case .stopWords(let language): "stop:\(language.rawValue)"
    case .stemmer(let language): "stem:\(language.rawValue)"
    case .light10: "light10"
    case .foldUmlauts: "fold-umlauts"
    case .stemmerNamedBy(let field): "stem-by:\(field)"
    case .languageNamedBy(let field): "language-by:\(field)"
    case .custom(let filter): CustomAnalysis.recipe(filter.name)
    }
  }

  init?(name: Substring, _ customs: CustomAnalysis) {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("lowercase", 1): self = .lowercase
    case ("fold-case", 1): self = .foldCase
    case ("fold-case-turkic", 1): self = .foldCaseTurkic
    case ("fold-width", 1): self = .foldWidth
    case ("fold-diacritics", 1): self = .foldDiacritics
    case ("fold-points", 1): self = .foldPoints
    case ("clitics", 2):
      guard let language = Language(rawValue: String(parts[1])) else { return nil }
      self = .clitics(language)
    case ("stop", 2):
      guard let language = Language(rawValue: String(parts[1])) else { return nil }
      self = .stopWords(language)
    case ("stem", 2):
      guard let language = Language(rawValue: String(parts[1])) else { return nil }
      self = .stemmer(language)
    case ("light10", 1): self = .light10
    case ("fold-umlauts", 1): self = .foldUmlauts
    case ("stem-by", 2):
      guard !parts[1].isEmpty else { return nil }
      self = .stemmerNamedBy(field: String(parts[1]))
    case ("language-by", 2):
      guard !parts[1].isEmpty else { return nil }
      self = .languageNamedBy(field: String(parts[1]))
    default:
      guard let custom = CustomAnalysis.name(inRecipe: name).flatMap(customs.filter) else {
        return nil
      }
      self = .custom(custom)
    }
  }

  /// Whether all that this filter does to ASCII is to put it into lower case.
  var isLowercaseOnASCII: Bool {
    switch self {
    case .lowercase, .foldCase: true
    default: false
    }
  }

  /// Whether it may change a term of ASCII in lower case.
  var changesASCII: Bool {
    switch self {
    case .foldWidth, .foldDiacritics, .foldPoints, .light10: false
    default: true
    }
  }
}

extension TokenFilter {
  /// Whether both change terms alike: custom ones if they have the same name.
  public static func == (a: TokenFilter, b: TokenFilter) -> Bool { a.name == b.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension TokenFilter {
  /// How ``Analyzer/language(_:)`` makes stems.
  static func stemming(of language: Language) -> [TokenFilter] {
    switch language {
    case .arabic: [.light10]
    case .german: [.stemmer(language), .foldUmlauts]
    default: [.stemmer(language)]
    }
  }
}
