/// A fixed number of plain values outside of the array machinery: no copy on write and no
/// uniqueness check in inner loops. Copies share the memory, which the last one frees.
@safe struct FixedBuffer<Element: BitwiseCopyable> {
  @safe private final class Owner {
    private let base: UnsafeMutablePointer<Element>
    init(_ base: UnsafeMutablePointer<Element>) { unsafe self.base = base }
    // Safe: the last copy of the buffer is gone.
    deinit { unsafe base.deallocate() }
  }

  let count: Int
  /// The memory, for kernels that are marked unsafe themselves; valid while a copy of `self` lives.
  @unsafe let base: UnsafeMutablePointer<Element>
  private let owner: Owner

  init(count: Int, repeating element: Element) {
    let base = UnsafeMutablePointer<Element>.allocate(capacity: count)
    unsafe base.initialize(repeating: element, count: count)
    self.count = count
    unsafe self.base = base
    unsafe owner = Owner(base)
  }

  /// Memory for `capacity` values that are yet to be written, and `slack` readable bytes behind.
  init(capacity: Int, slack: Int) {
    let byteCount = capacity * MemoryLayout<Element>.stride + slack
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
    unsafe (memory + (byteCount - slack)).initializeMemory(
      as: UInt8.self, repeating: 0, count: slack)
    count = capacity
    unsafe base = memory.assumingMemoryBound(to: Element.self)
    unsafe owner = Owner(base)
  }

  subscript(i: Int) -> Element {
    get {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "a subscript beyond the buffer")
      // Safe: just checked, and `owner` keeps the memory.
      return unsafe base[i]
    }
    nonmutating set {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "a subscript beyond the buffer")
      // Safe: just checked, and `owner` keeps the memory.
      unsafe base[i] = newValue
    }
  }
}

extension FixedBuffer<UInt32> {
  /// Appends the first `count` values as a patched block; the buffer holds whole rows of four.
  func appendPatchedBlock(count: Int, to output: inout [UInt8]) {
    precondition((count + 3) / 4 * 4 <= self.count)
    // Safe: just checked that whole rows are readable.
    unsafe PatchedBlock.encode(base, count: count, into: &output)
  }
}
