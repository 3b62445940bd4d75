/// The first index of `index..<count` at which `isBefore` no longer holds, or `count`.
///
/// `isBefore` holds for a run of indices and then never again. The steps double until one goes
/// too far, and a binary search ends the work (Bentley and Yao, 1976): 2 log₂ of the way that is
/// gone, so that a merge of two lists costs no more than the shorter one times that logarithm.
@inline(__always)
func gallop(from index: Int, to count: Int, while isBefore: (Int) -> Bool) -> Int {
  var low = index
  var step = 1
  while low < count, isBefore(low) {
    let far = low + step
    guard far < count, isBefore(far) else {
      // The end lies in (low, far].
      low += 1
      var high = min(far, count)
      while low < high {
        let middle = low + (high - low) / 2
        if isBefore(middle) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    low = far
    step *= 2
  }
  return low
}
