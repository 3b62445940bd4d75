/// Visits the terms of one segment in the order of their bytes.
///
/// Format: IndexFormat.md, section 5.
struct TermCursor {
  private let dictionary: TermDictionary
  private(set) var frameOrdinal: Int
  private var reader: FrameReader
  private var frame: Frame
  private var restartCount = 0
  private var entriesEnd = 0
  private var entriesSinceRestart = 0

  /// Whether the cursor stands on a term.
  private(set) var isValid = false
  /// The term at hand: the field's ordinal, then the term's bytes.
  private(set) var term: [UInt8] = []
  private var info = TermInfo(documentFrequency: 0, totalFrequency: 0, place: .inline)
  private var inlineOffset = 0
  /// Where in its frame the entry of the term at hand begins.
  private(set) var entryOffset = 0
  private var documents = FrameAddress(frame: 0, offset: 0)
  private var positions = FrameAddress(frame: 0, offset: 0)
  private var skips = FrameAddress(frame: 0, offset: 0)

  /// Stands on the first term at or after `target`, which is in `frameOrdinal` or begins the next.
  init(
    _ dictionary: TermDictionary, frame frameOrdinal: Int, seeking target: [UInt8]
  ) throws(ConcordError) {
    self.dictionary = dictionary
    self.frameOrdinal = frameOrdinal
    guard frameOrdinal < dictionary.frames.count else {
      frame = Frame.empty
      reader = FrameReader(frame, at: 0, of: dictionary.frames)
      return
    }
    frame = try dictionary.frames.frame(UInt32(frameOrdinal))
    reader = FrameReader(frame, at: 0, of: dictionary.frames)
    try openFrame()
    try seekInFrame(target)
  }

  /// Goes to the first term at or after `target`, which must be after the term at hand.
  ///
  /// - Complexity: as ``TermDictionary/find(_:)``, or less if it is near.
  mutating func seek(_ target: [UInt8]) throws(ConcordError) {
    guard isValid else { return }
    var shared = 0
    while shared < min(term.count, target.count), term[shared] == target[shared] { shared += 1 }
    // What a search reads at most stands here as well.
    if try scan(to: target, sharing: shared, limit: TermDictionaryWriter.restartInterval) { return }
    guard reader.offset < entriesEnd, dictionary.frame(frameOrdinal, mayHold: target) else {
      self = try dictionary.cursor(from: target)
      return
    }
    try seekInFrame(target)
  }

  private mutating func seekInFrame(_ target: [UInt8]) throws(ConcordError) {
    try seekRestart(target)
    guard try !scan(to: target, sharing: 0, limit: .max) else { return }
    // All terms of the frame come before the target.
    try next()
  }

  /// Reads up to `limit` entries, and ends on the first whose term is at or after `target`; false
  /// if there is none, and the term at hand then means nothing.
  ///
  /// The entry before shares its first `known` bytes with the target, and its next byte is a
  /// smaller one, or it has none. So an entry that shares more with the one before is smaller too,
  /// one that shares less is greater, and bytes need to be compared only where it is as many.
  private mutating func scan(
    to target: [UInt8], sharing known: Int, limit: Int
  ) throws(ConcordError) -> Bool {
    var known = known
    var lengthBefore = term.count
    var left = limit
    while left > 0, reader.offset < entriesEnd {
      left -= 1
      if entriesSinceRestart == TermDictionaryWriter.restartInterval {
        restart()
        known = 0
        lengthBefore = 0
      }
      entryOffset = reader.offset
      let shared = try reader.count(limit: lengthBefore, of: "shared bytes of a term")
      let count = try reader.count(limit: reader.remaining, of: "bytes of a term")
      entriesSinceRestart += 1
      lengthBefore = shared + count
      var isReached = shared < known
      if shared == known {
        let (more, isGreater) = try reader.compare(count, with: target, from: shared)
        isReached = isGreater || known + more == target.count
        if !isReached { known += more }
      }
      if isReached {
        try take(target[..<shared], count)
        return true
      }
      try reader.skip(count)
      try readInfo()
    }
    return false
  }

  /// Ends on the entry whose own bytes are next, and which begins with `beginning`.
  private mutating func take(
    _ beginning: ArraySlice<UInt8>, _ count: Int
  ) throws(ConcordError) {
    guard (1...(1 + SegmentFormat.termByteCountLimit)).contains(beginning.count + count) else {
      throw reader.corrupt("a term of \(beginning.count + count) bytes")
    }
    term.removeAll(keepingCapacity: true)
    term.append(contentsOf: beginning)
    try reader.append(count, to: &term)
    try readInfo()
    isValid = true
  }

  /// What the dictionary says of the term at hand.
  var found: FoundTerm { FoundTerm(info: info, frame: frame, inlineOffset: inlineOffset) }

  /// Steps to the next term; `isValid` is false once there is none.
  mutating func next() throws(ConcordError) {
    if reader.offset >= entriesEnd {
      frameOrdinal += 1
      guard frameOrdinal < dictionary.frames.count else {
        isValid = false
        return
      }
      frame = try dictionary.frames.frame(UInt32(frameOrdinal))
      try openFrame()
    }
    if entriesSinceRestart == TermDictionaryWriter.restartInterval { restart() }
    entryOffset = reader.offset
    let shared = try reader.count(limit: term.count, of: "shared bytes of a term")
    let count = try reader.count(limit: reader.remaining, of: "bytes of a term")
    // A term is its field's ordinal and its bytes.
    guard (1...(1 + SegmentFormat.termByteCountLimit)).contains(shared + count) else {
      throw reader.corrupt("a term of \(shared + count) bytes")
    }
    term.removeLast(term.count - shared)
    try reader.append(count, to: &term)
    try readInfo()
    entriesSinceRestart += 1
    isValid = true
  }

  private mutating func restart() {
    entriesSinceRestart = 0
    documents = FrameAddress(frame: 0, offset: 0)
    positions = documents
    skips = documents
  }

  private mutating func openFrame() throws(ConcordError) {
    reader = FrameReader(frame, at: frame.count - 2, of: dictionary.frames)
    guard frame.count >= 2 else { throw reader.corrupt("a dictionary frame is too short") }
    restartCount = try readRestart()
    entriesEnd = frame.count - 2 - 2 * restartCount
    guard restartCount > 0, entriesEnd > 0 else {
      throw reader.corrupt("a dictionary frame is malformed")
    }
    reader.move(to: 0)
    term.removeAll(keepingCapacity: true)
    restart()
  }

  private mutating func readRestart() throws(ConcordError) -> Int {
    Int(try reader.u8()) | Int(try reader.u8()) << 8
  }

  /// Goes to the last restart whose term is not after `target`.
  private mutating func seekRestart(_ target: [UInt8]) throws(ConcordError) {
    var low = 0
    var high = restartCount
    var offset = 0
    while low < high {
      let middle = (low + high) / 2
      reader.move(to: entriesEnd + 2 * middle)
      let start = try readRestart()
      reader.move(to: start)
      _ = try reader.varint()
      let count = try reader.count(limit: reader.remaining, of: "bytes of a term")
      if try reader.compare(count, with: target, from: 0).isGreater {
        high = middle
      } else {
        low = middle + 1
        offset = start
      }
    }
    reader.move(to: offset)
    term.removeAll(keepingCapacity: true)
    restart()
  }

  @inline(__always)
  private mutating func readInfo() throws(ConcordError) {
    let head = try reader.varint()
    guard head >> 1 > 0, head >> 1 <= UInt64(SegmentFormat.documentLimit) else {
      throw reader.corrupt("a document frequency of \(head >> 1)")
    }
    info.documentFrequency = UInt32(head >> 1)
    info.totalFrequency = (head >> 1) &+ (try reader.varint())
    if head & 1 == 0 {
      guard !info.hasSkips else {
        throw reader.corrupt("\(info.documentFrequency) postings cannot stand in the dictionary")
      }
      let count = Int(try reader.u8())
      inlineOffset = reader.offset
      try reader.skip(count)
      info.place = .inline
    } else {
      try reader.step(&documents)
      try reader.step(&positions)
      if info.hasSkips { try reader.step(&skips) }
      info.place = .frames(
        documents: documents, positions: positions, skips: info.hasSkips ? skips : nil)
    }
  }
}
