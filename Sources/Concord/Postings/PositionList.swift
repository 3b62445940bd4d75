/// The positions of a word in one document, or those at which a phrase begins: numbers that rise.
///
/// A class with memory of its own, since it is filled and read for every candidate of a search:
/// arrays that a class holds cost a check of uniqueness and of exclusive access each time.
final class PositionList {
  private var memory = FixedBuffer<UInt32>(count: 64, repeating: 0)
  private(set) var count = 0

  /// The memory; valid until the next append.
  @unsafe var base: UnsafeMutablePointer<UInt32> { unsafe memory.base }

  subscript(i: Int) -> UInt32 {
    precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "a subscript beyond the list")
    return memory[i]
  }

  /// The positions, as they are now.
  var span: Span<UInt32> {
    @_lifetime(borrow self)
    borrowing get {
      // Safe: the first `count` values are there, and the memory lives as long as `self`.
      let base = unsafe UnsafePointer(memory.base)
      let span = unsafe Span(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// A copy of the positions, for those who have time.
  var array: [UInt32] { (0..<count).map { memory[$0] } }

  func removeAll() { count = 0 }

  func append(_ position: UInt32) {
    if count == memory.count { grow(to: count + 1) }
    memory[count] = position
    count += 1
  }

  /// Forgets all but the first `kept`.
  func keepFirst(_ kept: Int) {
    precondition(kept >= 0 && kept <= count, "There are not so many.")
    count = kept
  }

  /// Appends the sums of `start` and the first, the first two, the first three… of `gapCount`
  /// gaps, and returns the last of them.
  ///
  /// Sums that wrap around come from damaged bytes: they are positions that no word has.
  @unsafe func append(
    sumsOf gaps: UnsafePointer<UInt32>, count gapCount: Int, from start: UInt32
  ) -> UInt32 {
    if count + gapCount > memory.count { grow(to: count + gapCount) }
    var sum = start
    // Safe: there is room for `gapCount` more, and the caller's memory has as many.
    let target = unsafe memory.base + count
    for i in 0..<gapCount {
      unsafe sum = sum &+ gaps[i]
      unsafe target[i] = sum
    }
    count += gapCount
    return sum
  }

  private func grow(to least: Int) {
    let larger = FixedBuffer<UInt32>(count: max(least, memory.count * 2), repeating: 0)
    // Safe: `count` values are in both.
    unsafe larger.base.update(from: memory.base, count: count)
    memory = larger
  }
}
