/// How much work the search for the choices of a NEAR or sloppy phrase, and of all that are nested
/// in it, may be in one document.
///
/// The number of choices can grow with the product of the occurrences, and the search for disjoint
/// ones among many phrases is NP-complete (see ``ProximityMatch``). No text that a person has
/// written comes near the limit; a document of one word, fifty thousand times, with a distance to
/// match, does. Then the search stops, and whoever asked for it has to say so: what was found is
/// not all.
///
/// A class, so that all parts of a search spend from the same purse: of a chain of sixty NEARs,
/// each with a purse of its own, every one could stay just within the limit.
final class ProximityEffort {
  /// Steps of the sweeps: half a second of them.
  static let stepLimit = 1 << 26
  /// How many steps a range that is found counts for: with all steps spent on ranges, they take
  /// 64 MiB.
  private static let stepsPerRange = 8

  private let limit: Int
  private var left: Int
  /// What the search as a whole has spent, all documents together.
  private let work: SearchWork
  /// How many searches are at it, each within the one before.
  private var depth = 0

  /// An effort of `limit` steps in a document, all of which are spent from `work` too.
  init(limit: Int = stepLimit, work: SearchWork = SearchWork()) {
    self.limit = limit
    self.work = work
    left = limit
  }

  /// Whether the limit was reached.
  var isSpent: Bool { left < 0 }

  /// Runs a search in one document; one that runs within another spends what that has left.
  ///
  /// - Throws: ``error`` once all is spent, the error of the whole search's limit, and what
  ///   `search` throws.
  func bounding(_ search: () throws(ConcordError) -> Void) throws(ConcordError) {
    if depth == 0 { left = limit }
    depth += 1
    defer { depth -= 1 }
    try search()
    if isSpent { throw Self.error }
    if depth == 1 { try work.spend(limit - left) }
  }

  /// Counts steps, and ranges that were found; false if that is too much.
  ///
  /// To be asked for many steps at a time.
  @discardableResult
  func spend(_ steps: Int, ranges: Int = 0) -> Bool {
    left -= steps + ranges * Self.stepsPerRange
    return left >= 0
  }

  /// What is thrown once it is spent.
  static var error: ConcordError {
    .unsupportedQuery(
      "the query has too many matches in one document: ask for rarer words, a smaller distance, or "
        + "fewer words")
  }
}
