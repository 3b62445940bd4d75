/// A file of articles in a corpus, and what tells whether it has changed since the last time.
///
/// Two equal values mean a file that has not been touched, with the usual exception: an edit that
/// keeps the size within the granularity of the clock. So a file modified within two seconds of
/// its listing should be read again the next time whatever its stamp says.
public struct ArticleFile: Sendable, Hashable {
  /// What the file holds.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// `.txt`
    case text
    /// `.md`, `.markdown`
    case markdown
    /// `.html`, `.htm`
    case html
    /// `.json`: an object, or an array of objects
    case json
    /// `.jsonl`, `.ndjson`: an object a line
    case jsonLines
  }

  /// How the file is compressed.
  public enum Compression: String, Sendable, Hashable, CaseIterable {
    /// Not at all.
    case none
    /// `.gz`
    case gzip
    /// `.zst`
    case zstd
  }

  /// The path relative to the corpus, with `/` between its parts.
  public var path: String
  /// What the file holds, by its name.
  public var format: Format
  /// How it is compressed, by its name.
  public var compression: Compression
  /// The bytes on disk.
  public var byteCount: Int
  /// When it was last modified, in nanoseconds since 1970.
  public var modified: Int
  /// The device it is on.
  public var device: UInt64
  /// Its number on the device.
  public var inode: UInt64

  /// What a file of this name holds, or nil if it holds no articles that Concord reads.
  ///
  /// Extensions are compared without regard to the case of ASCII letters.
  public static func format(ofName name: String) -> (format: Format, compression: Compression)? {
    let (stem, last) = splitExtension(Array(name.utf8))
    switch last {
    case "gz": return formats[splitExtension(stem).extension].map { ($0, .gzip) }
    case "zst": return formats[splitExtension(stem).extension].map { ($0, .zstd) }
    default: return formats[last].map { ($0, .none) }
    }
  }

  private static let formats: [String: Format] = [
    "txt": .text, "md": .markdown, "markdown": .markdown, "html": .html, "htm": .html,
    "json": .json, "jsonl": .jsonLines, "ndjson": .jsonLines,
  ]

  private static func splitExtension(_ name: [UInt8]) -> (stem: [UInt8], extension: String) {
    guard let point = name.lastIndex(of: UInt8(ascii: ".")), point > 0 else { return (name, "") }
    let lowercased = name[(point + 1)...].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return (Array(name[..<point]), String(decoding: lowercased, as: UTF8.self))
  }

  /// Puts the file system's `status` in place of what was known.
  mutating func update(_ status: FileStatus) {
    byteCount = status.byteCount
    modified = status.modified
    device = status.device
    inode = status.inode
  }
}
