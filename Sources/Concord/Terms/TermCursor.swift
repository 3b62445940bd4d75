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
  /// The last restart before the next entry, and how many entries were read since.
  private var restartIndex = 0
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
    try seekRestart(target, in: 0..<restartCount)
    try scanFrame(to: target, sharing: 0)
  }

  /// Goes to the first term at or after `target`, which must be after the term at hand.
  ///
  /// - Complexity: as ``TermDictionary/find(_:)``, or less if it is near.
  mutating func seek(_ target: [UInt8]) throws(ConcordError) {
    guard isValid else { return }
    if restartIndex + 1 < restartCount, try !isRestart(restartIndex + 1, after: target) {
      guard dictionary.frame(frameOrdinal, mayHold: target) else {
        self = try dictionary.cursor(from: target)
        return
      }
      try seekRestart(target, in: runs(near: target))
      return try scanFrame(to: target, sharing: 0)
    }
    if restartIndex + 1 >= restartCount, !dictionary.frame(frameOrdinal, mayHold: target) {
      self = try dictionary.cursor(from: target)
      return
    }
    var shared = 0
    while shared < min(term.count, target.count), term[shared] == target[shared] { shared += 1 }
    try scanFrame(to: target, sharing: shared)
  }

  /// The restarts of which one is the last whose term is not after `target`, as that of the next
  /// one is not: it is near, as a rule.
  private mutating func runs(near target: [UInt8]) throws(ConcordError) -> Range<Int> {
    var low = restartIndex + 1
    var step = 1
    while low + step < restartCount, try !isRestart(low + step, after: target) {
      low += step
      step *= 2
    }
    return low..<min(low + step, restartCount)
  }

  /// Reads on to the first term at or after `target`, or to the first of the next frame.
  private mutating func scanFrame(
    to target: [UInt8], sharing known: Int
  ) throws(ConcordError) {
    guard try !scan(to: target, sharing: known) else { return }
    // All terms of the frame come before the target.
    try next()
  }

  /// Ends on the first entry of the frame whose term is at or after `target`; false if there is
  /// none, and the term at hand then means nothing.
  ///
  /// The entry before shares its first `known` bytes with the target, and its next byte is a
  /// smaller one, or it has none. So an entry that shares more with the one before is smaller too,
  /// one that shares less is greater, and bytes need to be compared only where it is as many.
  private mutating func scan(
    to target: [UInt8], sharing known: Int
  ) throws(ConcordError) -> Bool {
    var known = known
    var lengthBefore = term.count
    while reader.offset < entriesEnd {
      if entriesSinceRestart == TermDictionaryWriter.restartInterval {
        restartIndex += 1
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
    if entriesSinceRestart == TermDictionaryWriter.restartInterval {
      restartIndex += 1
      restart()
    }
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
    reader = FrameReader(frame, at: 0, of: dictionary.frames)
    guard frame.count >= 2 else { throw reader.corrupt("a dictionary frame is too short") }
    restartCount = Int(try reader.u16(at: frame.count - 2))
    restartIndex = 0
    entriesEnd = frame.count - 2 - 2 * restartCount
    guard restartCount > 0, entriesEnd > 0 else {
      throw reader.corrupt("a dictionary frame is malformed")
    }
    term.removeAll(keepingCapacity: true)
    restart()
  }

  /// Where the entry of a restart begins.
  private func offset(ofRestart i: Int) throws(ConcordError) -> Int {
    Int(try reader.u16(at: entriesEnd + 2 * i))
  }

  /// Whether the term of a restart is after `target`.
  private mutating func isRestart(
    _ i: Int, after target: [UInt8]
  ) throws(ConcordError) -> Bool {
    let here = reader.offset
    reader.move(to: try offset(ofRestart: i))
    _ = try reader.varint()
    let count = try reader.count(limit: reader.remaining, of: "bytes of a term")
    let isAfter = try reader.compare(count, with: target, from: 0).isGreater
    reader.move(to: here)
    return isAfter
  }

  /// Goes to the last restart of some whose term is not after `target`: to the first, if all are.
  private mutating func seekRestart(
    _ target: [UInt8], in restarts: Range<Int>
  ) throws(ConcordError) {
    var low = restarts.lowerBound
    var high = restarts.upperBound
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try isRestart(middle, after: target) { high = middle } else { low = middle }
    }
    restartIndex = low
    reader.move(to: try offset(ofRestart: low))
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
