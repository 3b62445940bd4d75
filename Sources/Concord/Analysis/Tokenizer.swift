/// How a text is cut into tokens.
@nonexhaustive public enum Tokenizer: Sendable, Hashable {
  /// Words of any language, but signs where spaces do not part words: ``words``, and each Katakana
  /// and each syllable of Hangul is a token, too.
  ///
  /// So a Japanese word is found inside of another (`サーバー` in `ウェブサーバー`), and a Korean one
  /// with any particle behind it (`서울` in `서울에서`); a name in other letters before such signs
  /// is a token of its own.
  case wordsAndSigns
  /// Words of any language: those of ``unicodeWords``, but in scripts without spaces between words
  /// (Thai, Lao, Khmer, Burmese …) each cluster of a consonant with its vowels is a token.
  ///
  /// So a word of these languages is found as a phrase, whatever stands beside it, as one of
  /// Chinese is, in which each ideograph is a token.
  case words
  /// Words as UAX #29 (Unicode 15.0) finds their boundaries.
  ///
  /// A segment between two boundaries is a token if it holds a letter, a digit, an ideograph, or
  /// an emoji. So `don't`, `20.04` and `3,000` are one token each, `a/b` is two, and `東京タワー` is
  /// `東`, `京`, `タワー`. Tailored in one point: a run of letters of a script that UAX #29 leaves to
  /// dictionaries (Thai, Lao, Khmer, Burmese …) is one token instead of one for each letter.
  ///
  /// Terms are in Normalization Form C, without soft hyphens, variation selectors and marks of
  /// direction; the apostrophes ’ (U+2019) and ʼ (U+02BC) become ' (U+0027).
  case unicodeWords
  /// The longest runs of letters (L*) and decimal digits (Nd), cut after 255 scalars.
  ///
  /// The same tokens as Lucene's `CharTokenizer` gives with `Character.isLetterOrDigit`.
  case simple
  /// The whole value is one token, unless it is empty.
  case wholeValue
  /// A tokenizer of your own.
  case custom(any CustomTokenizer)

  /// The name in a recipe.
  var name: String {
    switch self {
    case .wordsAndSigns: "words-and-signs"
    case .words: "words"
    case .unicodeWords: "unicode-words"
    case .simple: "simple"
    case .wholeValue: "whole-value"
    case .custom(let tokenizer): CustomAnalysis.recipe(tokenizer.name)
    }
  }

  init?(name: Substring, _ customs: CustomAnalysis) {
    switch name {
    case "words-and-signs": self = .wordsAndSigns
    case "words": self = .words
    case "unicode-words": self = .unicodeWords
    case "simple": self = .simple
    case "whole-value": self = .wholeValue
    default:
      guard let custom = CustomAnalysis.name(inRecipe: name).flatMap(customs.tokenizer) else {
        return nil
      }
      self = .custom(custom)
    }
  }
}

extension Tokenizer {
  /// Whether both cut alike: custom ones if they have the same name.
  public static func == (a: Tokenizer, b: Tokenizer) -> Bool { a.name == b.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
