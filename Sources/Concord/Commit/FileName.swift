/// The names of an index's files, which say what is in them.
///
///     7.segment           a segment
///     7.12.live           which documents of segment 7 live, as of commit 12
///     manifest-12         the list of segments that commit 12 made the index
///     manifest-12.new     the same while it is being written
///     lock                the write lock
///     merged.new          a segment that is being merged, beside the writers
///     merge-lock          the lock of whoever merges
///     7.segment.keep      a mark: segment 7 is damaged, and is renamed rather than deleted
///     7.segment.damaged   what a repair has taken out of the index; nobody reads it
///
/// Numbers are decimal, without leading zeros. A name that a commit has listed is never used again.
///
/// Format: IndexFormat.md, section 2.
indirect enum FileName: Sendable, Hashable {
  case segment(UInt64)
  case liveDocs(segment: UInt64, generation: UInt64)
  case manifest(UInt64)
  case newManifest(UInt64)
  case lock
  case newMergedSegment
  case mergeLock
  case keep(FileName)

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
    case 2... where words.last == "keep":
      guard let damaged = FileName(String(name.dropLast(Self.keepSuffix.utf8.count))),
        damaged.mayBeKept
      else { return nil }
      self = .keep(damaged)
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
    case .keep(let name): name.text + Self.keepSuffix
    }
  }

  private static let keepSuffix = ".keep"

  /// The name under which a damaged file is out of the index, and stays.
  var damagedText: String { text + ".damaged" }

  /// Whether a file of this name may be kept when it is damaged.
  private var mayBeKept: Bool {
    switch self {
    case .segment, .liveDocs, .manifest: true
    case .newManifest, .lock, .newMergedSegment, .mergeLock, .keep: false
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
