/// Small words that an apostrophe joins to a word, or endings that it parts from one.
///
/// Romance languages and Irish drop a vowel and leave an apostrophe: *l’avion*, *dell’arte*,
/// *d’imigh*. Turkish parts a name from its endings: *Türkiye’nin*.
struct Clitics {
  private enum Side {
    /// One of these, before the apostrophe, is no part of the word.
    case before(Set<[UInt8]>)
    /// What is behind the apostrophe is no part of the word.
    case behind
    case neither
  }
  private let side: Side

  init(_ language: Language) {
    let words = Self.list(of: language)
    side =
      language == .turkish
      ? .behind
      : words.isEmpty ? .neither : .before(Set(words.split(separator: " ").map { Array($0.utf8) }))
  }

  /// Takes them off a term in lower case whose apostrophes are those of ASCII.
  func remove(from term: inout [UInt8]) {
    guard let place = term.firstIndex(of: UInt8(ascii: "'")), place > 0, place < term.count - 1
    else { return }
    switch side {
    case .before(let clitics):
      if clitics.contains(Array(term[..<place])) { term.removeSubrange(...place) }
    case .behind: term.removeSubrange(place...)
    case .neither: break
    }
  }

  /// Whether there are any in `language`.
  static func exist(in language: Language) -> Bool {
    language == .turkish || !list(of: language).isEmpty
  }

  private static func list(of language: Language) -> String {
    switch language {
    case .catalan: "d l m n s t"
    case .french: "c d j l m n s t qu jusqu lorsqu puisqu quoiqu"
    case .irish: "b d m"
    case .italian:
      """
      c d l m n s t v gl un all dall dell nell sull coll pell agl dagl degl negl sugl quell quest \
      sant tutt bell
      """
    default: ""
    }
  }
}
