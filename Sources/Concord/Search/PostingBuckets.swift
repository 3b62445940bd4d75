/// The postings of many short lists, without positions, sorted into windows of documents.
///
/// Most of the terms that a prefix or a pattern stands for are rare. A cursor for each would take
/// 2 KiB, to give a handful of documents. Instead the lists are read one after the other, and the
/// postings dealt out to windows by counting, which costs no comparison.
struct PostingBuckets {
  private struct Posting {
    var document: UInt32
    var frequency: UInt32
  }

  /// Those of window *i* are at `starts[i]..<starts[i + 1]`, in any order.
  private var postings: [Posting] = []
  private var starts: [Int] = []

  /// Reads those of the lists that have no full block.
  init(_ lists: [PostingList], documentCount: Int) throws(ConcordError) {
    var unsorted: [Posting] = []
    var count = 0
    for list in lists where !list.info.hasSkips { count += list.documentFrequency }
    unsorted.reserveCapacity(count)
    // A span lends its elements: to count references would cost more than most lists do.
    let lists = lists.span
    for i in lists.indices where !lists[i].info.hasSkips {
      try lists[i].forEachPostingOfTail { document, excess in
        unsorted.append(Posting(document: document, frequency: excess &+ 1))
      }
    }
    guard !unsorted.isEmpty else { return }
    // Two more than there are windows: `starts[i + 1]` is where the next of window i goes, and in
    // the end where it ended.
    starts = Array(repeating: 0, count: documentCount / ManyTermsIterator.windowCount + 3)
    for posting in unsorted { starts[Self.window(posting) + 2] += 1 }
    for i in 1..<starts.count { starts[i] += starts[i - 1] }
    postings = unsorted
    for posting in unsorted {
      postings[starts[Self.window(posting) + 1]] = posting
      starts[Self.window(posting) + 1] += 1
    }
  }

  private static func window(_ posting: Posting) -> Int {
    Int(posting.document) / ManyTermsIterator.windowCount
  }

  var count: Int { postings.count }

  /// A document at or before the first one at or after `target`, in its window; the end if none is
  /// in the window of `target` or after it.
  func firstDocument(from target: DocID) -> DocID {
    guard target != .end else { return .end }
    var window = Int(target.rawValue) / ManyTermsIterator.windowCount
    while window + 1 < starts.count, starts[window] == starts[window + 1] { window += 1 }
    guard window + 1 < starts.count else { return .end }
    return max(target, DocID(UInt32(window * ManyTermsIterator.windowCount)))
  }

  /// Gives the postings of a window, documents and frequencies, to `body`, in any order.
  func forEach(inWindow window: Int, _ body: (UInt32, UInt32) -> Void) {
    guard window + 1 < starts.count else { return }
    for i in starts[window]..<starts[window + 1] {
      body(postings[i].document, postings[i].frequency)
    }
  }
}
