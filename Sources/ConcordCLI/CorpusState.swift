/// What an index was made from: the files, and how each was when it was read.
///
/// It is kept with the commit, in the attachment, so that it never says more than the index holds.
///
///     state := "concord corpus" version:u8=2
///              maxFileSize:varint maxExpandedSize:varint maxRatio:varint
///              rootCount:varint root^rootCount
///              fileCount:varint file^fileCount        in the order of the paths' bytes
///     root  := path:text prefix:text
///     file  := shared:varint rest:text                bytes of the path that are the last one's
///              byteCount:varint modified:zigzag inode:varint
///              articleCount:varint skippedCount:varint flags:u8
///     text  := byteCount:varint bytes
///
/// Version 1 has no limits. Flags: 1 keyed by path, 2 settled. A varint is seven bits a byte, the
/// lowest first, the highest bit set in all but the last byte.
struct CorpusState: Equatable {
  /// A directory, or a file that was named by itself.
  struct Root: Equatable {
    /// The path without links.
    var path: [UInt8]
    /// What stands before the paths of its files.
    var prefix: [UInt8]
  }

  /// A file as it was read.
  struct File: Equatable {
    /// The path, with its root's prefix.
    var path: [UInt8]
    /// Bytes on disk.
    var byteCount = 0
    /// When it was last changed, in nanoseconds since 1970.
    var modified = 0
    /// Its number on its device.
    var inode: UInt64 = 0
    /// The articles that came of it.
    var articleCount = 0
    /// What was skipped in it.
    var skippedCount = 0
    /// Whether it is one article, whose key is its path.
    var isKeyedByPath = false
    /// Whether the same stamp means the same text: it was read whole, and long enough after its
    /// last change for a further change to show.
    var isSettled = false
  }

  /// What was skipped for being too large, were it not larger than this.
  struct Limits: Equatable {
    /// Bytes of a file or a line.
    var maxFileSize = 0
    /// Bytes of a compressed file, expanded.
    var maxExpandedSize = 0
    /// How many times its size a compressed file may expand to.
    var maxRatio = 0
  }

  /// The limits with which the files were read.
  var limits = Limits()
  /// Where the files are.
  var roots: [Root] = []
  /// The files, in the order of their paths' bytes.
  var files: [File] = []

  /// Notes how many articles of each file the index has, whatever was known of the file.
  mutating func note(_ articleCounts: [(path: [UInt8], count: Int)]) {
    var counts = Dictionary(articleCounts, uniquingKeysWith: +)
    for i in files.indices {
      guard let count = counts.removeValue(forKey: files[i].path) else { continue }
      files[i].articleCount = max(files[i].articleCount, count)
      // Its articles are then looked for by their path.
      files[i].isKeyedByPath = false
    }
    files += counts.map { File(path: $0, articleCount: $1) }
    files.sort { $0.path.lexicographicallyPrecedes($1.path) }
  }

  private static let magic = Array("concord corpus".utf8)
  private static let version: UInt8 = 2

  /// The attachment for an index made from these files.
  func encode() -> [UInt8] {
    var output = Self.magic + [Self.version]
    func append(_ number: UInt64) {
      var rest = number
      while rest >= 0x80 {
        output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      output.append(UInt8(rest))
    }
    func append(text: some Collection<UInt8>) {
      append(UInt64(text.count))
      output.append(contentsOf: text)
    }
    append(UInt64(limits.maxFileSize))
    append(UInt64(limits.maxExpandedSize))
    append(UInt64(limits.maxRatio))
    append(UInt64(roots.count))
    for root in roots {
      append(text: root.path)
      append(text: root.prefix)
    }
    append(UInt64(files.count))
    var last: [UInt8] = []
    for file in files {
      let shared = zip(last, file.path).prefix { $0 == $1 }.count
      append(UInt64(shared))
      append(text: file.path[shared...])
      append(UInt64(file.byteCount))
      append(UInt64(bitPattern: Int64((file.modified << 1) ^ (file.modified >> 63))))
      append(file.inode)
      append(UInt64(file.articleCount))
      append(UInt64(file.skippedCount))
      output.append((file.isKeyedByPath ? 1 : 0) | (file.isSettled ? 2 : 0))
      last = file.path
    }
    return output
  }

  init() {}

  /// Reads an attachment back; nil for bytes that are not the state of a corpus.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.magic), bytes.count > Self.magic.count else { return nil }
    let version = bytes[Self.magic.count]
    guard (1...Self.version).contains(version) else { return nil }
    var reader = Reader(rest: bytes.dropFirst(Self.magic.count + 1))
    if version > 1 {
      guard let size = reader.count(), let expanded = reader.count(), let ratio = reader.count()
      else { return nil }
      limits = Limits(maxFileSize: size, maxExpandedSize: expanded, maxRatio: ratio)
    }
    // Counts are not used to reserve memory: each thing counted takes bytes that must be there.
    guard let rootCount = reader.count() else { return nil }
    for _ in 0..<rootCount {
      guard let path = reader.text(), let prefix = reader.text() else { return nil }
      roots.append(Root(path: Array(path), prefix: Array(prefix)))
    }
    guard let fileCount = reader.count() else { return nil }
    var last: [UInt8] = []
    for _ in 0..<fileCount {
      guard let file = reader.file(after: last),
        files.isEmpty || last.lexicographicallyPrecedes(file.path)
      else { return nil }
      files.append(file)
      last = file.path
    }
    guard reader.rest.isEmpty else { return nil }
  }

  /// Takes numbers and texts off the front of bytes; nil where they are not there.
  private struct Reader {
    var rest: ArraySlice<UInt8>
    /// The paths of an index: 1,024 bytes is what a key may have, which a path can be.
    private static let pathLimit = 1_024

    mutating func varint() -> UInt64? {
      var number: UInt64 = 0
      for shift in stride(from: 0, to: 64, by: 7) {
        guard let byte = rest.popFirst() else { return nil }
        let bits = UInt64(byte & 0x7F)
        guard (bits << shift) >> shift == bits else { return nil }
        number |= bits << shift
        if byte < 0x80 { return number }
      }
      return nil
    }

    mutating func count() -> Int? { varint().flatMap { Int(exactly: $0) } }

    mutating func text() -> ArraySlice<UInt8>? {
      guard let count = count(), count <= rest.count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }

    mutating func file(after last: [UInt8]) -> File? {
      guard let shared = count(), shared <= last.count, let end = text(),
        shared + end.count <= Self.pathLimit, let byteCount = count(), let modified = varint(),
        let inode = varint(), let articleCount = count(), let skippedCount = count(),
        let flags = rest.popFirst(), flags < 4
      else { return nil }
      return File(
        path: Array(last[..<shared]) + end, byteCount: byteCount,
        modified: Int(bitPattern: UInt(modified >> 1)) ^ -Int(modified & 1), inode: inode,
        articleCount: articleCount, skippedCount: skippedCount, isKeyedByPath: flags & 1 != 0,
        isSettled: flags & 2 != 0)
    }
  }
}
