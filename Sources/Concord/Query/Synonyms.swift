/// Words that mean the same and are looked for in place of each other, set by set.
///
/// ```swift
/// let synonyms = try Synonyms(text: """
///   ceasefire, truce, cessation of hostilities
///   EU, European Union
///   """)
/// let query = try snapshot.expand(Query("truce NEAR/5 \"EU leaders\""), by: synonyms)
/// ```
///
/// They are applied to queries, so that a set may be changed without making the index anew. A
/// synonym may have several words, and is then looked for as a phrase. It is recognized in a query
/// by its words as the field's analyzer makes them, whatever their case and, where words are
/// searched by their stems, their endings.
public struct Synonyms: Sendable, Hashable {
  /// The sets, each of two synonyms at least.
  public let sets: [[String]]

  /// The greatest number of synonyms in a set.
  ///
  /// Each is looked for in place of each other one.
  public static let setLimit = 64

  /// What is wrong with a text of synonyms.
  public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What is wrong, as a sentence.
    public let description: String
  }

  /// Reads sets from a text: a line for each, with commas between synonyms.
  ///
  /// Blank lines, and lines that begin with `#`, are left out.
  ///
  /// - Throws: ``Mistake`` for the first line that is no set.
  public init(text: String) throws(Mistake) {
    var sets: [[String]] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (i, line) in lines.enumerated() {
      let line = line.trimmingSpaces
      if line.isEmpty || line.hasPrefix("#") { continue }
      let synonyms = line.split(separator: ",", omittingEmptySubsequences: false)
        .map { String($0.trimmingSpaces) }
      guard !synonyms.contains("") else {
        throw Mistake(
          line: i + 1, description: "There is nothing before, behind or between commas.")
      }
      guard synonyms.count > 1 else {
        throw Mistake(
          line: i + 1, description: "A set has two synonyms, with a comma between them.")
      }
      guard synonyms.count <= Self.setLimit else {
        throw Mistake(
          line: i + 1, description: "A set has \(Self.setLimit) synonyms at most.")
      }
      sets.append(synonyms)
    }
    self.sets = sets
  }
}

extension Snapshot {
  /// `query` with the synonyms of its words beside them.
  ///
  /// A word or a phrase is looked for together with its synonyms as if they were one word, as
  /// common as the commonest of them. In a phrase each of its parts may have its synonyms, and the
  /// operands of a NEAR may be any of theirs. Words that stand side by side without quotation marks
  /// are one synonym, too, if they are together. Words in an exact form (`=word`), patterns and
  /// fuzzy words are left as they are, and so are fields that are not of text.
  ///
  /// - Throws: ``ConcordError/unknownField(_:known:)``; ``ConcordError/unsupportedQuery(_:)`` for a
  /// phrase
  ///   that would stand for more than ``QueryLimits/clauseCount`` phrases.
  /// - Complexity: a search for each synonym of a word, and for each of the phrases that a phrase
  ///   stands for.
  public func expand(_ query: Query, by synonyms: Synonyms) throws(ConcordError) -> Query {
    try analyzers.withRuns { runs throws(ConcordError) in
      try SynonymRewrite(synonyms, schema: schema, runs: runs).rewrite(query)
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }
}
