/// One occurrence of each operand of a NEAR, which together are as close as any.
struct ClosestChoice: Hashable, Sendable {
  /// What `ProximityMatch` measures.
  let distance: Int
  /// In the order of the operands.
  let occurrences: [Occurrence]
}

extension ProximityMatch {
  /// The closest choice of occurrences that satisfies `proximity`; nil if there is none.
  ///
  /// Of several that are as close, the one in which the first operand's occurrence comes first;
  /// then the second's, and so on. The parameters are those of
  /// ``matches(_:_:breaks:into:)``. Cost: a search for each halving of each operand's list.
  static func closestChoice(
    _ operands: [[Occurrence]], _ proximity: Proximity, breaks: TextBreaks
  ) -> ClosestChoice? {
    precondition(!proximity.isNegated, "A NOTNEAR is not close.")
    var ranges: [Occurrence] = []
    guard let closest = matches(operands, proximity, breaks: breaks, into: &ranges) else {
      return nil
    }
    var lists = operands
    for i in lists.indices {
      let all = lists[i]
      // The fewest of the first occurrences among which one takes part.
      var low = 1
      var high = all.count
      while low < high {
        let middle = (low + high) / 2
        lists[i] = Array(all[..<middle])
        if matches(lists, proximity, breaks: breaks, into: &ranges) == closest {
          high = middle
        } else {
          low = middle + 1
        }
      }
      lists[i] = [all[low - 1]]
    }
    return ClosestChoice(distance: Int(closest), occurrences: lists.map { $0[0] })
  }
}
