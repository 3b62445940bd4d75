/// A term of at most 24 bytes, in three machine words: quick to hash and to compare.
struct PackedTerm: Equatable {
  private(set) var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
  let count: Int

  static let maximumByteCount = 24

  /// Packs `count` bytes from `start` on; nil if they are too many.
  @inline(__always)
  init?(_ bytes: Span<UInt8>, from start: Int, count: Int) {
    guard count <= Self.maximumByteCount else { return nil }
    self.count = count
    words.0 = Self.word(bytes, from: start, count: min(count, 8))
    if count > 8 {
      words.1 = Self.word(bytes, from: start + 8, count: min(count - 8, 8))
    }
    if count > 16 {
      words.2 = Self.word(bytes, from: start + 16, count: count - 16)
    }
  }

  init(words: (UInt64, UInt64, UInt64), count: Int) {
    self.words = words
    self.count = count
  }

  @inline(__always)
  private static func word(_ bytes: Span<UInt8>, from start: Int, count: Int) -> UInt64 {
    var word: UInt64 = 0
    for i in start..<start + count {
      word = word << 8 | UInt64(bytes[i])
    }
    return word
  }

  /// Writes the bytes into `bytes` from `start` on, where there must be room.
  func write(to bytes: inout [UInt8], at start: Int) {
    var room = bytes.mutableSpan
    for i in 0..<count {
      let word = i < 8 ? words.0 : i < 16 ? words.1 : words.2
      let last = min(count - i / 8 * 8, 8) - 1
      room[start + i] = UInt8(truncatingIfNeeded: word >> UInt64((last - i % 8) * 8))
    }
  }

  static func == (a: PackedTerm, b: PackedTerm) -> Bool {
    a.words == b.words && a.count == b.count
  }

  /// A number that differs for different terms, mostly.
  ///
  /// The factors are odd numbers without pattern: the fractional parts of the golden ratio and of
  /// the roots of 2 and 3, made odd.
  var hash: UInt64 {
    var hash = words.0 &* 0x9E37_79B9_7F4A_7C15
    hash ^= (words.1 &+ UInt64(count)) &* 0x6A09_E667_F3BC_C909
    hash ^= words.2 &* 0xBB67_AE85_84CA_A73B
    return hash
  }
}

/// What the filters made of the terms seen last.
///
/// Stemming takes some hundred nanoseconds a word, and a few thousand words are most of any
/// text. A term has one slot, which it takes from the one before: the memory is bounded.
struct FilterCache {
  /// Slots of eight words: the key, the value, and the two counts plus one.
  private var slots: [UInt64]

  /// 32,768 slots are 2 MiB.
  ///
  /// Stemming English news took 197 ns a token with half as many slots, and 150 ns with twice as
  /// many.
  private static let slotBits: UInt64 = 15

  private static let wordsPerSlot = 8

  init() {
    slots = Array(repeating: 0, count: Self.wordsPerSlot << Int(Self.slotBits))
  }

  private static func slot(of key: PackedTerm) -> Int {
    // The high bits of a product depend on all bits of its factors.
    Int(truncatingIfNeeded: key.hash >> (64 - slotBits))
  }

  /// What became of `key`: an empty term if it was removed, nil if it is not known.
  func value(of key: PackedTerm) -> PackedTerm? {
    let i = Self.slot(of: key) * Self.wordsPerSlot
    // Counts are one too many, so that an empty slot is nobody's.
    guard slots[i] == key.words.0, slots[i + 6] == UInt64(key.count + 1),
      slots[i + 1] == key.words.1, slots[i + 2] == key.words.2
    else { return nil }
    return PackedTerm(words: (slots[i + 3], slots[i + 4], slots[i + 5]), count: Int(slots[i + 7]))
  }

  /// Remembers that `key` becomes `value`.
  mutating func insert(_ value: PackedTerm, for key: PackedTerm) {
    let i = Self.slot(of: key) * Self.wordsPerSlot
    (slots[i], slots[i + 1], slots[i + 2]) = key.words
    (slots[i + 3], slots[i + 4], slots[i + 5]) = value.words
    slots[i + 6] = UInt64(key.count + 1)
    slots[i + 7] = UInt64(value.count)
  }
}
