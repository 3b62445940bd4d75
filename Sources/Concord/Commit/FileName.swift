/// The names of an index's files, which say what is in them.
///
///     7.segment           a segment
///     7.12.live           which documents of segment 7 live, as of commit 12
///     manifest-12         the list of segments that commit 12 made the index
///     manifest-12.new     the same while it is being written
///     lock                the write lock
///     merged.new          a segment that is being merged, beside the writers
///     merge-lock          the lock of whoever merges
///
/// Numbers are decimal, without leading zeros. A name that a commit has listed is never used again.
///
/// Format: IndexFormat.md, section 2.
enum FileName: Sendable, Hashable {
  case segment(UInt64)
  case liveDocs(segment: UInt64, generation: UInt64)
  case manifest(UInt64)
  case newManifest(UInt64)
  case lock
  case newMergedSegment
  case mergeLock

  /// Numbers and generations stay below this, so that counting on never overflows.
  ///
  /// At a million commits a second it takes 146,000 years to get there.
  static let numberLimit: UInt64 = 1 << 62

  /// What `name` stands for; nil if it is not the name of a file of ours.
  init?(_ name: String) {
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let words = parts.map { String($0) ?? "" }
    switch words.count {
    case 1 where name == "lock":
      self = .lock
    case 1 where name == "merge-lock":
      self = .mergeLock
    case 2 where name == "merged.new":
      self = .newMergedSegment
    case 1:
      guard let generation = Self.generation(ofManifest: words[0]) else { return nil }
      self = .manifest(generation)
    case 2 where words[1] == "new":
      guard let generation = Self.generation(ofManifest: words[0]) else { return nil }
      self = .newManifest(generation)
    case 2 where words[1] == "segment":
      guard let number = Self.number(words[0]) else { return nil }
      self = .segment(number)
    case 3 where words[2] == "live":
      guard let segment = Self.number(words[0]), let generation = Self.number(words[1]) else {
        return nil
      }
      self = .liveDocs(segment: segment, generation: generation)
    default:
      return nil
    }
  }

  /// The name itself.
  var text: String {
    switch self {
    case .segment(let number): "\(number).segment"
    case .liveDocs(let segment, let generation): "\(segment).\(generation).live"
    case .manifest(let generation): "manifest-\(generation)"
    case .newManifest(let generation): "manifest-\(generation).new"
    case .lock: "lock"
    case .newMergedSegment: "merged.new"
    case .mergeLock: "merge-lock"
    }
  }

  private static func generation(ofManifest word: String) -> UInt64? {
    word.hasPrefix("manifest-") ? number(String(word.dropFirst("manifest-".count))) : nil
  }

  private static func number(_ word: String) -> UInt64? {
    // Leading zeros and signs would give two names to one file.
    guard let number = UInt64(word), number < numberLimit, String(number) == word else {
      return nil
    }
    return number
  }
}
