/// A fixed number of plain values outside of the array machinery: no copy on write and no
/// uniqueness check in inner loops.
///
/// Copies share the memory, which the last one frees.
///
/// Safe to send only as far as its user makes it so: whoever shares a buffer between threads has
/// stopped writing to it.
@safe struct FixedBuffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// The memory follows the object's header, so that a buffer is one allocation.
  private typealias Memory = ManagedBuffer<Void, Element>

  let count: Int
  /// The memory, for kernels that are marked unsafe themselves; valid while a copy of `self` lives.
  @unsafe let base: UnsafeMutablePointer<Element>
  private let memory: Memory

  init(count: Int, repeating element: Element) {
    self.init(capacity: count, slack: 0)
    unsafe base.initialize(repeating: element, count: count)
  }

  /// Memory for `capacity` values that are yet to be written, and `slack` more that may be read.
  init(capacity: Int, slack: Int) {
    memory = Memory.create(minimumCapacity: Self.roomy(capacity + slack)) { _ in }
    count = capacity
    // Safe: the elements of a managed buffer stay where they are while the object lives.
    unsafe base = memory.withUnsafeMutablePointerToElements { unsafe $0 }
    // What may be read has to have a value.
    unsafe UnsafeMutableRawPointer(base + capacity)
      .initializeMemory(as: UInt8.self, repeating: 0, count: slack * MemoryLayout<Element>.stride)
  }

  /// What to ask for, to get memory for `count` values that goes back to the system once it is
  /// freed.
  ///
  /// A C library keeps what is freed, for it to be handed out again; glibc takes pieces of over
  /// 32 MiB from the system, each by itself, and gives them back (`DEFAULT_MMAP_THRESHOLD_MAX` of
  /// its malloc). What is asked for beyond the need is never touched, and so takes no memory.
  private static func roomy(_ count: Int) -> Int {
    let stride = MemoryLayout<Element>.stride
    guard count * stride >= 4 << 20 else { return count }
    return max(count, (33 << 20) / stride)
  }

  subscript(i: Int) -> Element {
    get {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "a subscript beyond the buffer")
      // Safe: just checked, and `memory` is kept.
      return unsafe base[i]
    }
    nonmutating set {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "a subscript beyond the buffer")
      // Safe: just checked, and `memory` is kept.
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
