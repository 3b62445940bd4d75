/// How much work the search for the choices of one NEAR or sloppy phrase may be in one document.
///
/// The number of choices can grow with the product of the occurrences, and the search for disjoint
/// ones among many phrases is NP-complete (see ``ProximityMatch``). No text that a person has
/// written comes near the limit; a document of one word, fifty thousand times, with a distance to
/// match, does. Then the search stops, and whoever asked for it has to say so: what was found is
/// not all.
///
/// A class, so that all parts of a search spend from the same purse.
final class ProximityEffort {
  /// Steps of the sweeps: half a second of them.
  static let stepLimit = 1 << 26
  /// How many steps a range that is found counts for: with all steps spent on ranges, they take
  /// 64 MiB.
  private static let stepsPerRange = 8

  private let limit: Int
  private var left: Int

  /// An effort of `limit` steps.
  init(limit: Int = stepLimit) {
    self.limit = limit
    left = limit
  }

  /// Whether the limit was reached.
  var isSpent: Bool { left < 0 }

  /// Begins with a new document.
  func begin() { left = limit }

  /// Counts steps, and ranges that were found; false if that is too much.
  ///
  /// To be asked for many steps at a time.
  @discardableResult
  func spend(_ steps: Int, ranges: Int = 0) -> Bool {
    left -= steps + ranges * Self.stepsPerRange
    return left >= 0
  }

  /// The error to throw once it is spent.
  static var error: ConcordError {
    .unsupportedQuery(
      "a phrase or NEAR has too many matches in one document: make the distance smaller, or the "
        + "words fewer")
  }
}
