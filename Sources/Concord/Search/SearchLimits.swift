/// What a search may cost, beyond which it ends in an error that says so.
public struct SearchLimits: Sendable, Hashable {
  /// Terms that the prefixes, patterns and fuzzy words of a query may stand for, in each field that
  /// they are looked for in, all together.
  ///
  /// Each takes some 200 bytes while the search runs, and half of that for each segment that has it
  /// for as long as there are hits.
  public var termCount: Int
  /// Steps of work that patterns, phrases and NEARs may take: terms that are looked at, postings
  /// and positions that are put in order, choices of occurrences that are tried.
  ///
  /// A step is two to four nanoseconds, so that the default is a little less than a second. The
  /// number is the same whenever a query is asked of an index, unlike the time. Words by themselves
  /// are not counted.
  public var stepCount: Int

  /// Limits; the defaults let a prefix stand for a million terms, and a search work for a second.
  public init(termCount: Int = 1_000_000, stepCount: Int = 300_000_000) {
    precondition(termCount > 0, "A pattern stands for a term at least.")
    precondition(stepCount > 0, "A search takes a step at least.")
    self.termCount = termCount
    self.stepCount = stepCount
  }
}

/// What one search has spent of what its ``SearchLimits`` allow.
///
/// A class, so that all parts of a search spend from the same purse: of a thousand patterns, each
/// with a purse of its own, every one could stay just within the limits.
final class SearchWork {
  let limits: SearchLimits
  private var termCount = 0
  private var stepCount = 0

  init(_ limits: SearchLimits = SearchLimits()) {
    self.limits = limits
  }

  /// How many terms a pattern may still stand for.
  var termsLeft: Int { max(0, limits.termCount - termCount) }

  /// Whether there is nothing left.
  var isSpent: Bool { stepCount > limits.stepCount || termCount > limits.termCount }

  /// Counts the terms that a pattern stands for.
  func addTerms(_ count: Int) throws(ConcordError) {
    termCount += count
    guard termCount <= limits.termCount else { throw tooManyTerms }
  }

  /// Counts steps of work.
  func spend(_ steps: Int) throws(ConcordError) {
    stepCount += steps
    guard stepCount <= limits.stepCount else {
      throw .unsupportedQuery(
        "the query takes too long (over \(limits.stepCount) steps): ask for rarer words, more "
          + "letters or smaller distances, or raise the limit (--max-steps)")
    }
  }

  /// What is thrown where patterns stand for more terms than the limit.
  var tooManyTerms: ConcordError {
    .unsupportedQuery(
      "a pattern matches over \(limits.termCount) terms: add letters, or raise the limit "
        + "(--max-terms)")
  }
}
