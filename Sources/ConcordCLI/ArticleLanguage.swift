import ArgumentParser
import Concord

/// The language of articles, as an option: all in one, or each in the one that it is in.
enum ArticleLanguage: Hashable {
  case one(Language)
  case guessed

  /// What the analyzers of such articles have in a field of words.
  var analyzer: Analyzer {
    switch self {
    case .one(let language): .language(language)
    case .guessed: .language(namedBy: Self.field)
    }
  }

  /// The field in which an article names its language.
  static let field = "language"
}

extension ArticleLanguage: ExpressibleByArgument {
  private static let guess = "guess"

  init?(argument: String) {
    if argument.lowercased() == Self.guess {
      self = .guessed
    } else {
      guard let language = Language(argument) else { return nil }
      self = .one(language)
    }
  }

  static var allValueStrings: [String] { [guess] + Language.allCases.map(\.rawValue) }
}

extension ArticleLanguage: CustomStringConvertible {
  var description: String {
    switch self {
    case .one(let language): language.rawValue
    case .guessed: "guessed languages"
    }
  }
}

extension Document {
  /// Names the language of an article that is to be searched by the stems of its own.
  ///
  /// What the article says itself, such as `de` or `de-AT`, goes before any guess.
  mutating func nameLanguage() {
    if let said = fields[ArticleLanguage.field] {
      let code = said.prefix { $0.isLetter }
      if let language = Language(String(code)) {
        fields[ArticleLanguage.field] = language.rawValue
      }
    } else {
      let text = [fields["title"], fields["body"]].compactMap(\.self).joined(separator: "\n")
      fields[ArticleLanguage.field] = Language(guessedFrom: text)?.rawValue
    }
  }
}

extension Schema {
  /// Whether articles are searched by the stems of their own languages.
  var guessesLanguages: Bool { ArticleSchema.language(of: self) == .guessed }
}
