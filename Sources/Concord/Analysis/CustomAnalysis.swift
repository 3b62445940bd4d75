/// A tokenizer of your own, for texts that none of Concord's cuts as you need it.
///
/// ```swift
/// struct Verses: CustomTokenizer {
///   let name = "verses-1"
///
///   func tokens(in text: String) -> [Range<String.Index>] {
///     text.split(separator: "/").map { $0.startIndex..<$0.endIndex }
///   }
/// }
/// let schema = Schema(.text("poem", Analyzer(tokenizer: .custom(Verses()), filters: [.foldCase])))
/// ```
///
/// An index keeps the name and not the code. So whoever opens it again opens it with a schema that
/// has the tokenizer; without, opening throws ``ConcordError/unknownAnalyzer(file:recipe:)``. Texts
/// of a query pass through it as those of documents do. It may be asked by several threads at once.
public protocol CustomTokenizer: Sendable {
  /// What the index knows it by: 1 to 64 ASCII letters, digits, `-`, `.` and `_`.
  ///
  /// A tokenizer that cuts texts otherwise than before is another one, and has another name.
  var name: String { get }

  /// The tokens of `text` in the order in which they stand there.
  ///
  /// One that is empty or begins before the end of the one before it is left out.
  func tokens(in text: String) -> [Range<String.Index>]
}

/// A change to terms of your own: a lemmatizer, a table of spellings, a sound code.
///
/// ```swift
/// struct OldSpellings: CustomTokenFilter {
///   let name = "old-spellings-1"
///
///   func filter(_ term: String) -> String {
///     term == "shew" ? "show" : term
///   }
/// }
/// let analyzer = Analyzer(
///   tokenizer: .words, filters: [.foldCase, .custom(OldSpellings()), .stemmer(.english)])
/// ```
///
/// Like a ``CustomTokenizer``, it is known to the index by its name, and has to be in the schema
/// with which the index is opened. Patterns such as `a*` and fuzzy words do not pass through it.
public protocol CustomTokenFilter: Sendable {
  /// What the index knows it by: 1 to 64 ASCII letters, digits, `-`, `.` and `_`.
  ///
  /// A filter that makes other terms than before is another one, and has another name.
  var name: String { get }

  /// What becomes of `term`; an empty text removes it, and leaves its position empty.
  ///
  /// The same term always has to become the same: what became of it is remembered.
  func filter(_ term: String) -> String
}

/// The tokenizers and filters of a user's own that a program has, by their names.
struct CustomAnalysis: Sendable {
  private var tokenizers: [String: any CustomTokenizer] = [:]
  private var filters: [String: any CustomTokenFilter] = [:]
  /// Whether a name that is not here may stand for something that does nothing.
  private let acceptsUnknown: Bool

  /// Nothing of a user's own.
  static let none = CustomAnalysis(acceptsUnknown: false)

  /// Whatever an index names, for work that analyzes no text.
  static let unknown = CustomAnalysis(acceptsUnknown: true)

  private init(acceptsUnknown: Bool) {
    self.acceptsUnknown = acceptsUnknown
  }

  /// What the analyzers of `schema` use; nothing without one.
  init(of schema: Schema?) {
    self = .none
    guard let schema else { return }
    for analyzer in schema.fields.map(\.analyzer) + [schema.otherFields].compactMap({ $0 }) {
      if case .custom(let tokenizer) = analyzer.tokenizer {
        tokenizers[tokenizer.name] = tokenizer
      }
      for case .custom(let filter) in analyzer.filters { filters[filter.name] = filter }
    }
  }

  /// The tokenizer with a name, if it is known.
  func tokenizer(_ name: String) -> (any CustomTokenizer)? {
    tokenizers[name] ?? (acceptsUnknown ? Unknown(name: name) : nil)
  }

  /// The filter with a name, if it is known.
  func filter(_ name: String) -> (any CustomTokenFilter)? {
    filters[name] ?? (acceptsUnknown ? Unknown(name: name) : nil)
  }

  /// Leaves a text whole, and a term as it is.
  private struct Unknown: CustomTokenizer, CustomTokenFilter {
    let name: String

    func tokens(in text: String) -> [Range<String.Index>] { [text.startIndex..<text.endIndex] }

    func filter(_ term: String) -> String { term }
  }

  /// The word of a recipe for a name, which must be one that a recipe can hold.
  static func recipe(_ name: String) -> String {
    precondition(isName(name), "A custom tokenizer or filter has a name that cannot be kept.")
    return prefix + name
  }

  /// The name in a word of a recipe; nil if it is not of something custom.
  static func name(inRecipe word: Substring) -> String? {
    guard word.hasPrefix(prefix) else { return nil }
    let name = String(word.dropFirst(prefix.count))
    return isName(name) ? name : nil
  }

  private static let prefix = "custom:"

  private static func isName(_ name: String) -> Bool {
    1...64 ~= name.utf8.count
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          || "-._".unicodeScalars.contains(scalar)
      }
  }
}
