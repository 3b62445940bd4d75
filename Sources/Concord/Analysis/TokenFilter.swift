/// A change to terms, made after the text is cut into tokens.
@nonexhaustive public enum TokenFilter: Sendable, Hashable {
  /// Each scalar to lower case by its simple mapping: one scalar for one, `ß` stays.
  case lowercase
  /// Full case folding, which makes equal all that differ in case only: `Straße` and `STRASSE`
  /// are `strasse`, a final `ς` is `σ`.
  case foldCase
  /// Full case folding for Turkish and its relatives: `I` to `ı`, `İ` to `i`.
  case foldCaseTurkic
  /// Takes the marks off Latin and Greek letters (`é` to `e`) and spells `ß æ œ ø ł đ ð þ ħ ŧ ı`
  /// with plain letters. Letters of other scripts stay as they are: `й` is not `и`.
  case foldDiacritics
  /// Drops the commonest words of a language; their positions stay empty. The list passes the
  /// filters before this one, so that it looks as the terms do.
  case stopWords(Language)
  /// Reduces words to their Snowball stems; expects lower case. Terms that hold anything but
  /// letters, marks and apostrophes stay as they are.
  case stemmer(Language)

  /// The name in a recipe.
  var name: String {
    switch self {
    case .lowercase: "lowercase"
    case .foldCase: "fold-case"
    case .foldCaseTurkic: "fold-case-turkic"
    case .foldDiacritics: "fold-diacritics"
    case .stopWords(let language): "stop:\(language.rawValue)"
    case .stemmer(let language): "stem:\(language.rawValue)"
    }
  }

  init?(name: Substring) {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("lowercase", 1): self = .lowercase
    case ("fold-case", 1): self = .foldCase
    case ("fold-case-turkic", 1): self = .foldCaseTurkic
    case ("fold-diacritics", 1): self = .foldDiacritics
    case ("stop", 2):
      guard let language = Language(rawValue: String(parts[1])) else { return nil }
      self = .stopWords(language)
    case ("stem", 2):
      guard let language = Language(rawValue: String(parts[1])) else { return nil }
      self = .stemmer(language)
    default: return nil
    }
  }

  /// Whether all that this filter does to ASCII is to put it into lower case.
  var isLowercaseOnASCII: Bool {
    self == .lowercase || self == .foldCase
  }
}
