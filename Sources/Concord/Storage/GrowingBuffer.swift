/// Plain values in memory that grows by doubling, without the uniqueness checks of an array.
///
/// Copies share the memory, so only one of them may append.
@safe struct GrowingBuffer<Element: BitwiseCopyable & Sendable> {
  /// Bytes past the last element that may be read, so that hashes can load whole words.
  private static var slack: Int { 16 }

  private var storage: FixedBuffer<Element>
  private(set) var count = 0

  init(capacity: Int) {
    storage = Self.allocate(capacity)
  }

  var capacity: Int { storage.count }

  /// The memory; valid until the next append.
  @unsafe var base: UnsafeMutablePointer<Element> { unsafe storage.base }

  subscript(i: Int) -> Element {
    get {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "a subscript beyond the buffer")
      return storage[i]
    }
    nonmutating set {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "a subscript beyond the buffer")
      storage[i] = newValue
    }
  }

  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    // Safe: there is room for one more.
    unsafe (storage.base + count).initialize(to: element)
    count += 1
  }

  /// Appends `added` elements from `source`.
  @unsafe mutating func append(from source: UnsafePointer<Element>, count added: Int) {
    if count + added > capacity { grow(to: count + added) }
    unsafe (storage.base + count).initialize(from: source, count: added)
    count += added
  }

  mutating func removeAll() { count = 0 }

  private mutating func grow(to least: Int) {
    let larger = Self.allocate(max(least, capacity * 2))
    // Safe: `count` elements are initialized, and the new memory is at least as large.
    unsafe larger.base.initialize(from: storage.base, count: count)
    storage = larger
  }

  private static func allocate(_ capacity: Int) -> FixedBuffer<Element> {
    FixedBuffer(capacity: capacity, slack: slack)
  }
}

/// Comparing plain bytes.
enum Bytes {
  /// Whether `count` bytes are the same.
  ///
  /// Terms are short, so a loop of words beats a call.
  @unsafe static func areEqual(
    _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, count: Int
  ) -> Bool {
    let a = unsafe UnsafeRawPointer(left)
    let b = unsafe UnsafeRawPointer(right)
    var offset = 0
    while offset + 8 <= count {
      guard
        unsafe a.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    while offset < count {
      guard unsafe left[offset] == right[offset] else { return false }
      offset += 1
    }
    return true
  }
}
