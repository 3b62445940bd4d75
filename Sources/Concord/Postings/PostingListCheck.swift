/// Decodes one posting list in full, and compares it with its skip data, the texts' lengths and the
/// norms.
///
/// Format: IndexFormat.md, sections 6 and 7.
struct PostingListCheck {
  private let list: PostingList
  private let lengths: [UInt32]?
  private let norms: Norms?
  private let file: String

  private var skips: SkipCursor?
  private var blockIndex = -1
  private var impacts = ImpactCollector()
  private var groupImpacts = ImpactCollector()
  private var expectedImpacts: [Impact] = []

  /// Reads the positions from the beginning to the end, as a check of the places that the skip data
  /// give for each block.
  private var wholePositions: PositionCursor?
  private let positions = PositionList()
  private let expectedPositions = PositionList()

  /// Makes a check; `lengths` are the documents' lengths in the field, if they are known.
  init(_ list: PostingList, lengths: [UInt32]?, norms: Norms?, file: String) {
    self.list = list
    self.lengths = lengths
    self.norms = norms
    self.file = file
  }

  /// Throws what is wrong; gives each document to `body`.
  mutating func run(
    _ body: (UInt32) throws(ConcordError) -> Void
  ) throws(ConcordError) {
    let documentCount = list.source.documentCount
    guard list.documentFrequency <= documentCount else {
      throw corrupt("\(list.documentFrequency) documents, of \(documentCount) in the segment")
    }
    try openSkipData()
    let cursor = try PostingCursor(list)
    var count = 0
    var total: UInt64 = 0
    var last: UInt32?
    while cursor.current != .end {
      let document = cursor.current.rawValue
      guard document < documentCount, last.map({ $0 < document }) ?? true else {
        throw corrupt("document \(document) is out of order")
      }
      last = document
      count += 1
      let frequency = try cursor.frequency()
      total += UInt64(frequency)
      try checkPosting(cursor, document, frequency: frequency)
      impacts.add(frequency: frequency, norm: norms?[document] ?? 0)
      if count % SegmentFormat.blockCount == 0 || count == list.documentFrequency {
        try checkBlock(endingWith: document)
      }
      try body(document)
      try cursor.next()
    }
    guard count == list.documentFrequency, total == list.info.totalFrequency else {
      throw corrupt(
        "\(total) occurrences in \(count) documents, and the dictionary says "
          + "\(list.info.totalFrequency) in \(list.documentFrequency)")
    }
    if let skips, !skips.isLastGroup || blockIndex != skips.blockCount - 1 {
      throw corrupt("the skip data go on after the last block")
    }
  }

  private mutating func openSkipData() throws(ConcordError) {
    guard case .frames(_, let positions, let address?) = list.info.place else { return }
    skips = try SkipCursor(
      list.source.skips, at: address, documentFrequency: list.documentFrequency,
      documentCount: list.source.documentCount)
    if list.hasPositions {
      let cursor = PositionCursor(list.source.positions, inline: nil)
      cursor.seek(to: positions, index: 0)
      wholePositions = cursor
    }
  }

  private mutating func checkPosting(
    _ cursor: PostingCursor, _ document: UInt32, frequency: UInt32
  ) throws(ConcordError) {
    guard list.hasPositions else { return }
    let length = lengths?[Int(document)] ?? UInt32(SegmentFormat.positionLimit)
    // Before anything is read, so that a lie does not take memory.
    guard frequency > 0, frequency <= length else {
      throw corrupt("\(frequency) occurrences in document \(document), which has \(length) tokens")
    }
    positions.removeAll()
    try cursor.positions(into: positions)
    for i in 1..<max(1, positions.count) where positions[i] <= positions[i - 1] {
      throw corrupt("positions in document \(document) do not rise")
    }
    guard positions.count == Int(frequency), positions[positions.count - 1] < length else {
      throw corrupt("a position in document \(document) is not below its \(length) tokens")
    }
    guard wholePositions != nil else { return }
    expectedPositions.removeAll()
    try wholePositions?.read(skipping: 0, frequency: Int(frequency), into: expectedPositions)
    guard positions.array == expectedPositions.array else {
      throw corrupt("the skip data lead to wrong positions in document \(document)")
    }
  }

  /// Compares a block with what the skip data say of it, and its group once that ends.
  private mutating func checkBlock(endingWith last: UInt32) throws(ConcordError) {
    guard let skips else { return }
    blockIndex += 1
    if blockIndex >= skips.blockCount {
      guard try skips.advance(to: skips.endOfGroup) else {
        throw corrupt("the skip data end before the list")
      }
      blockIndex = 0
    }
    guard skips.lastDocument(ofBlock: blockIndex) == last else {
      throw corrupt("a block ends with document \(last), and the skip data say otherwise")
    }
    var found: [Impact] = []
    _ = try skips.maximum(ofBlock: blockIndex) { impact in
      found.append(impact)
      return 0
    }
    impacts.take(into: &expectedImpacts)
    guard found == expectedImpacts else {
      throw corrupt("the impacts of the block that ends with document \(last) are wrong")
    }
    for impact in found { groupImpacts.add(impact) }
    guard blockIndex == skips.blockCount - 1 else { return }
    found.removeAll(keepingCapacity: true)
    _ = try skips.maximumOfGroup { impact in
      found.append(impact)
      return 0
    }
    groupImpacts.take(into: &expectedImpacts)
    guard found == expectedImpacts else {
      throw corrupt("the impacts of the group that ends with document \(last) are wrong")
    }
  }

  private func corrupt(_ reason: String) -> ConcordError {
    .corrupt(file: file, offset: 0, reason: reason)
  }
}
