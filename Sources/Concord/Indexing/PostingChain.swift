/// The growing posting lists of all terms, in slices of one arena.
///
/// A list grows a byte at a time at an unknown rate. Its bytes are a chain of slices, each larger
/// than the one before; the last four bytes of a full slice say where the next one is. (Büttcher,
/// Clarke and Cormack, "Information Retrieval", 2010, section 4.5.1, compare this with other ways.)
///
/// The bytes of a list are its postings, each: the gap to the document before as a varint, then one
/// varint per position (its gap plus one), then a zero.
struct PostingChain {
  /// A byte of the arena.
  ///
  /// Four bytes, so an arena has 4 GiB at most.
  typealias Address = UInt32

  /// Slices of a chain hold so many bytes, the link included; the last size repeats.
  ///
  /// Most terms occur once or twice, a few occur in every document.
  private static let sliceByteCounts: [Int] = [16, 32, 64, 128, 256, 512, 1024, 2048]
  private static let linkByteCount = 4
  /// Pages of 32 MiB, which take memory only as far as they are used, and go back to the system
  /// when they are freed: see `FixedBuffer`.
  private static let pageShift: UInt32 = 25
  private static let pageByteCount = 1 << 25

  private var pages: [FixedBuffer<UInt8>] = []
  /// The memory of each page, for the inner loop.
  private var bases: GrowingBuffer<UInt>
  private var used = PostingChain.pageByteCount

  init() {
    bases = GrowingBuffer(capacity: 4)
  }

  /// Bytes of memory in use.
  var byteCount: Int { max(0, pages.count - 1) * Self.pageByteCount + (pages.isEmpty ? 0 : used) }

  /// Whether the addresses are running out, so that it is time to flush.
  ///
  /// An eighth is left for documents that are under way: 512 MiB.
  var isNearlyFull: Bool { pages.count >= 7 << (32 - Int(Self.pageShift) - 3) }

  @unsafe private func pointer(_ address: Address) -> UnsafeMutablePointer<UInt8> {
    // Safe: an address comes from `allocate`, so its page exists; a slice never crosses a page.
    unsafe UnsafeMutablePointer<UInt8>(
      bitPattern: bases.base[Int(address >> Self.pageShift)]
        + UInt(address & (1 << Self.pageShift - 1))
    ).unsafelyUnwrapped
  }

  /// The byte at an address.
  @unsafe func byte(at address: Address) -> UInt8 { unsafe pointer(address).pointee }

  private mutating func allocate(level: Int) -> Address {
    let byteCount = Self.sliceByteCounts[level]
    if used + byteCount > Self.pageByteCount {
      let page = FixedBuffer<UInt8>(capacity: Self.pageByteCount, slack: 16)
      pages.append(page)
      unsafe bases.append(UInt(bitPattern: page.base))
      used = 0
    }
    let address = Address(pages.count - 1) << Self.pageShift | Address(used)
    used += byteCount
    return address
  }

  /// Begins the chain of an entry.
  @unsafe mutating func begin(_ entry: UnsafeMutablePointer<TermTable.Entry>) {
    let start = allocate(level: 0)
    unsafe entry.pointee.chainStart = start
    unsafe entry.pointee.chainNext = start
    unsafe entry.pointee.chainEnd = start + UInt32(Self.sliceByteCounts[0] - Self.linkByteCount)
    unsafe entry.pointee.sliceLevel = 0
  }

  /// Adds an occurrence to the list of an entry: in the document of the last one or a later one,
  /// and there at its position or a later one.
  @unsafe mutating func add(
    to entry: UnsafeMutablePointer<TermTable.Entry>, _ document: UInt32, _ position: UInt32
  ) {
    let documentAfterLast = unsafe entry.pointee.documentAfterLast
    if documentAfterLast != document + 1 {
      if documentAfterLast == 0 {
        unsafe begin(entry)
      } else {
        unsafe append(0, to: entry)
      }
      unsafe append(document - documentAfterLast, to: entry)
      unsafe entry.pointee.documentAfterLast = document + 1
      unsafe entry.pointee.lastPosition = 0
    }
    unsafe append(position - entry.pointee.lastPosition + 1, to: entry)
    unsafe entry.pointee.lastPosition = position
  }

  /// Appends a varint to the chain of an entry.
  @unsafe mutating func append(
    _ value: UInt32, to entry: UnsafeMutablePointer<TermTable.Entry>
  ) {
    var rest = value
    while rest >= 0x80 {
      unsafe append(byte: UInt8(truncatingIfNeeded: rest) | 0x80, to: entry)
      rest >>= 7
    }
    unsafe append(byte: UInt8(truncatingIfNeeded: rest), to: entry)
  }

  @unsafe private mutating func append(
    byte: UInt8, to entry: UnsafeMutablePointer<TermTable.Entry>
  ) {
    if unsafe entry.pointee.chainNext == entry.pointee.chainEnd {
      let level = unsafe min(Int(entry.pointee.sliceLevel) + 1, Self.sliceByteCounts.count - 1)
      let next = allocate(level: level)
      // Safe: a slice has room for the link behind `chainEnd`.
      unsafe UnsafeMutableRawPointer(pointer(entry.pointee.chainEnd))
        .storeBytes(of: next, as: Address.self)
      unsafe entry.pointee.chainNext = next
      unsafe entry.pointee.chainEnd =
        next + UInt32(Self.sliceByteCounts[level] - Self.linkByteCount)
      unsafe entry.pointee.sliceLevel = UInt8(level)
    }
    unsafe pointer(entry.pointee.chainNext).pointee = byte
    unsafe entry.pointee.chainNext += 1
  }

  /// Reads the chain of an entry from its beginning.
  @safe struct Reader {
    private let chain: PostingChain
    private var next: Address
    private var end: Address
    private var level = 0
    private let stop: Address

    init(_ chain: PostingChain, _ entry: TermTable.Entry) {
      self.chain = chain
      next = entry.chainStart
      end = next + UInt32(PostingChain.sliceByteCounts[0] - PostingChain.linkByteCount)
      stop = entry.chainNext
    }

    var isAtEnd: Bool { next == stop }

    mutating func varint() -> UInt32 {
      var value: UInt32 = 0
      var shift: UInt32 = 0
      while true {
        let byte = byte()
        value |= UInt32(byte & 0x7F) &<< shift
        if byte < 0x80 { return value }
        shift += 7
      }
    }

    private mutating func byte() -> UInt8 {
      if next == end {
        level = min(level + 1, PostingChain.sliceByteCounts.count - 1)
        // Safe: the link of a full slice stands behind its end.
        next = unsafe UnsafeRawPointer(chain.pointer(end)).load(as: Address.self)
        end = next + UInt32(PostingChain.sliceByteCounts[level] - PostingChain.linkByteCount)
      }
      // Safe: `next` is an address of the chain.
      let byte = unsafe chain.pointer(next).pointee
      next += 1
      return byte
    }
  }
}
