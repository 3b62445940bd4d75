/// A segment that was merged beside the writers, and is not part of the index yet.
///
/// Its file is `merged.new`, which the merge lock protects until it is installed or given up.
///
/// Format: IndexFormat.md, section 2.
final class FinishedMerge: Sendable {
  /// What was merged, as it was then.
  private let sources: [OpenSegment]
  /// The new segment; nil if there was nothing alive to put into it.
  private let entry: SegmentEntry?
  private let lock: MergeLock

  init(_ sources: [OpenSegment], _ entry: SegmentEntry?, under lock: MergeLock) {
    self.sources = sources
    self.entry = entry
    self.lock = lock
  }

  deinit {
    lock.removeLeftover()
  }

  /// Puts the new segment in the place of its sources among `segments`; does nothing if they are
  /// not all there any more.
  ///
  /// What was deleted from the sources since they were merged is deleted from the new segment.
  func install(
    in segments: inout [OpenSegment], _ committer: inout Committer, _ cache: FrameCache
  ) throws(ConcordError) {
    // A source that is gone has lost its last document, or was merged by somebody else: in either
    // case none of its documents lives any more as far as this segment is concerned.
    let numbers = segments.map(\.entry.fileNumber)
    let left = sources.map(\.entry.fileNumber).filter(numbers.contains)
    guard let start = left.first.flatMap({ numbers.firstIndex(of: $0) }) else { return }
    let range = start..<min(start + left.count, numbers.count)
    guard Array(numbers[range]) == left else { return }
    guard let entry else {
      segments.removeSubrange(range)
      return
    }
    let number = committer.newFileNumber()
    try committer.storage.rename(
      FileName.newMergedSegment.text, to: FileName.segment(number).text)
    var renamed = entry
    renamed.fileNumber = number
    var merged = try OpenSegment(committer.storage, renamed, cache: cache)
    let current = Dictionary(
      uniqueKeysWithValues: segments[range].map { ($0.entry.fileNumber, $0) })
    var document: UInt32 = 0
    for source in sources {
      let now = current[source.entry.fileNumber]
      if let now, now.liveDocs == source.liveDocs {
        document += UInt32(source.liveCount)
        continue
      }
      for i in 0..<UInt32(source.segment.documentCount) where source.isLive(DocID(i)) {
        if !(now?.isLive(DocID(i)) ?? false) { _ = try merged.delete(DocID(document)) }
        document += 1
      }
    }
    segments.replaceSubrange(range, with: merged.liveCount > 0 ? [merged] : [])
  }
}
