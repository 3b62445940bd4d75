/// The terms seen so far, each with the state of its growing posting list.
///
/// An open-addressing hash table with linear probing over an array of entries; the bytes of all
/// terms lie one after the other in one buffer.
struct TermTable {
  /// A term, and the end of its chain in the arena.
  struct Entry: Sendable {
    var hash: UInt32
    var byteCount: UInt16
    var field: UInt8
    /// Which of the slice sizes the chain's last slice has.
    var sliceLevel: UInt8 = 0
    var byteOffset: Int
    /// The bytes of a term of at most eight, in a word that no other term of its length has; of a
    /// longer one, the first eight.
    ///
    /// Nearly all words are so short that they are found without a look at `bytes`, which would be
    /// a cache miss more.
    var word: UInt64
    /// The first slice of the chain, and where its next byte and the end of the last slice are.
    var chainStart: PostingChain.Address = 0
    var chainNext: PostingChain.Address = 0
    var chainEnd: PostingChain.Address = 0
    /// One more than the document of the last posting; 0 before the first.
    var documentAfterLast: UInt32 = 0
    var lastPosition: UInt32 = 0
    /// Of a written word: one more than the subscript of its stem among the stems, which its
    /// occurrences belong to as well; 0 if the stem has no list of its own.
    var stem: UInt32 = 0
  }

  private(set) var entries: GrowingBuffer<Entry>
  private var bytes: GrowingBuffer<UInt8>
  /// Subscripts of `entries` plus one; 0 is free.
  ///
  /// A power of two, at most half full.
  private var slots: FixedBuffer<UInt32>

  /// Room for some hundred terms: a writer has four tables, and with a memory budget that they
  /// filled at once, each document would become a segment of its own.
  init() {
    entries = GrowingBuffer(capacity: 1 << 8)
    bytes = GrowingBuffer(capacity: 1 << 12)
    slots = FixedBuffer(count: 1 << 9, repeating: 0)
  }

  var count: Int { entries.count }

  /// Bytes of memory in use.
  var byteCount: Int {
    entries.capacity * MemoryLayout<Entry>.stride + bytes.capacity + slots.count * 4
  }

  /// Where a term is looked for: what follows from its bytes alone.
  struct Place {
    var word: UInt64
    var hash: UInt32
  }

  /// The place of a term.
  @unsafe static func place(of term: UnsafePointer<UInt8>, count: Int, field: UInt8) -> Place {
    let word = unsafe word(term, count: count)
    return unsafe Place(word: word, hash: hash(term, count: count, field: field, word))
  }

  /// What the first slot of a place holds: one more than the subscript of an entry, which is that
  /// of the term, as a rule; 0 if the slot is free.
  @unsafe func candidate(at place: Place) -> UInt32 {
    // Safe: masked to the table.
    unsafe slots.base[Int(place.hash) & (slots.count - 1)]
  }

  /// The entry that a slot means; nil for a free one.
  @unsafe func entry(ofCandidate candidate: UInt32) -> UnsafePointer<Entry>? {
    // Safe as far as the candidate is: a slot holds a subscript of `entries` plus one.
    candidate == 0 ? nil : unsafe UnsafePointer(entries.base + Int(candidate - 1))
  }

  /// The subscript of the entry of a term, which is added if it is new.
  @unsafe mutating func index(
    of term: UnsafePointer<UInt8>, count: Int, field: UInt8
  ) -> Int {
    unsafe index(
      of: term, count: count, field: field, at: Self.place(of: term, count: count, field: field))
  }

  /// The same, for a term whose place is known.
  @unsafe mutating func index(
    of term: UnsafePointer<UInt8>, count: Int, field: UInt8, at place: Place
  ) -> Int {
    let (found, slot) = unsafe probe(term, count: count, field: field, place)
    if let found { return found }
    entries.append(
      Entry(
        hash: place.hash, byteCount: UInt16(count), field: field, byteOffset: bytes.count,
        word: place.word))
    unsafe bytes.append(from: term, count: count)
    slots[slot] = UInt32(entries.count)
    if entries.count * 2 > slots.count { grow() }
    return entries.count - 1
  }

  /// The subscript of the entry of a term, if it is there.
  @unsafe func find(_ term: UnsafePointer<UInt8>, count: Int, field: UInt8) -> Int? {
    let place = unsafe Self.place(of: term, count: count, field: field)
    return unsafe probe(term, count: count, field: field, place).found
  }

  /// The subscript of the entry of a term, or the free slot where it would be.
  @unsafe private func probe(
    _ term: UnsafePointer<UInt8>, count: Int, field: UInt8, _ place: Place
  ) -> (found: Int?, slot: Int) {
    let mask = slots.count - 1
    var slot = Int(place.hash) & mask
    while true {
      // Safe: `slot` is masked to the table, and a slot holds a subscript of `entries` plus one.
      let found = unsafe Int(slots.base[slot])
      guard found > 0 else { return (nil, slot) }
      let entry = unsafe entries.base + (found - 1)
      if unsafe entry.pointee.word == place.word, unsafe entry.pointee.hash == place.hash,
        unsafe entry.pointee.field == field, unsafe Int(entry.pointee.byteCount) == count,
        unsafe count <= 8
          || Bytes.areEqual(bytes.base + entry.pointee.byteOffset, term, count: count)
      {
        return (found - 1, slot)
      }
      slot = (slot + 1) & mask
    }
  }

  private mutating func grow() {
    let larger = FixedBuffer<UInt32>(count: slots.count * 2, repeating: 0)
    let mask = larger.count - 1
    for i in 0..<entries.count {
      var slot = unsafe Int(entries.base[i].hash) & mask
      while larger[slot] > 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(i + 1)
    }
    slots = larger
  }

  /// The entry, to change in place.
  @unsafe func entry(_ i: Int) -> UnsafeMutablePointer<Entry> {
    precondition(i < entries.count)
    return unsafe entries.base + i
  }

  /// The key of an entry in the dictionary: the field's ordinal, what `mark` says, then the term's
  /// bytes.
  func key(of i: Int, mark: [UInt8]) -> [UInt8] {
    precondition(i < entries.count)
    // Safe: an entry's bytes lie in `bytes`.
    let entry = unsafe entries.base[i]
    var key = [entry.field] + mark
    unsafe key.append(
      contentsOf: UnsafeBufferPointer(
        start: bytes.base + entry.byteOffset, count: Int(entry.byteCount)))
    return key
  }

  /// The subscripts of all entries in the order of their keys.
  func sortedIndexes() -> [Int] {
    struct Item {
      /// The field and the first seven bytes: most comparisons end here.
      var prefix: UInt64
      var index: Int
    }
    var items = (0..<entries.count).map { i in
      // Safe: as in `key(of:)`.
      let entry = unsafe entries.base[i]
      var prefix = UInt64(entry.field) << 56
      for k in 0..<min(7, Int(entry.byteCount)) {
        unsafe prefix |= UInt64(bytes.base[entry.byteOffset + k]) << UInt64(48 - 8 * k)
      }
      return Item(prefix: prefix, index: i)
    }
    items.sort { left, right in
      guard left.prefix == right.prefix else { return left.prefix < right.prefix }
      // Safe: as in `key(of:)`.
      let a = unsafe entries.base[left.index]
      let b = unsafe entries.base[right.index]
      return unsafe UnsafeBufferPointer(
        start: bytes.base + a.byteOffset, count: Int(a.byteCount)
      ).lexicographicallyPrecedes(
        UnsafeBufferPointer(start: bytes.base + b.byteOffset, count: Int(b.byteCount)))
    }
    return items.map(\.index)
  }

  /// A hash of eight bytes at a time, by multiplying and folding the 128-bit product (as wyhash
  /// does).
  ///
  /// It needs to be fast and even, not safe from an attacker: a table of colliding terms is slow,
  /// never wrong.
  @unsafe private static func hash(
    _ term: UnsafePointer<UInt8>, count: Int, field: UInt8, _ word: UInt64
  ) -> UInt32 {
    let memory = unsafe UnsafeRawPointer(term)
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(field) << 32 ^ UInt64(count)
    func mix(_ word: UInt64) {
      let (high, low) = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      state = high ^ low
    }
    mix(word)
    var offset = 8
    while offset + 8 < count {
      unsafe mix(memory.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    // The last word overlaps the one before rather than reading past the term.
    if count > 8 {
      unsafe mix(memory.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  /// What `Entry.word` says.
  @unsafe private static func word(_ term: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    let memory = unsafe UnsafeRawPointer(term)
    if count >= 8 { return unsafe memory.loadUnaligned(as: UInt64.self) }
    if count >= 4 {
      // Two halves that overlap.
      let low = unsafe memory.loadUnaligned(as: UInt32.self)
      let high = unsafe memory.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return UInt64(high) << 32 | UInt64(low)
    }
    guard count > 0 else { return 0 }
    return unsafe UInt64(term[0]) | UInt64(term[count / 2]) << 8 | UInt64(term[count - 1]) << 16
  }
}
