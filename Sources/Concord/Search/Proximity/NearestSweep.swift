/// Finds for each occurrence of one operand how far the nearest of another is.
struct NearestSweep {
  /// What stands nearest.
  struct Nearest: Equatable {
    var distance: Int
    /// Whether it comes after the occurrence, as it also does if one as near comes before.
    var isAfter: Bool
  }

  private let starts: [UInt32]
  private let ends: [UInt32]

  /// A sweep for occurrences of the other operand, which are in order.
  init(_ others: [Occurrence]) {
    starts = others.map(\.start)
    // Where ranges nest, ends don't rise with starts.
    ends = others.map(\.end).sorted()
  }

  /// The nearest to `occurrence` of those that share no position with it, if there is one.
  ///
  /// Cost: the logarithm of their number.
  func nearest(to occurrence: Occurrence) -> Nearest? {
    let after = gallop(from: 0, to: starts.count) { starts[$0] <= occurrence.end }
    let before = gallop(from: 0, to: ends.count) { ends[$0] < occurrence.start }
    let forth = after < starts.count ? Int(starts[after] - occurrence.end) : nil
    let back = before > 0 ? Int(occurrence.start - ends[before - 1]) : nil
    switch (forth, back) {
    case (nil, nil): return nil
    case (let forth?, nil): return Nearest(distance: forth, isAfter: true)
    case (nil, let back?): return Nearest(distance: back, isAfter: false)
    case (let forth?, let back?):
      return Nearest(distance: min(forth, back), isAfter: forth <= back)
    }
  }
}
