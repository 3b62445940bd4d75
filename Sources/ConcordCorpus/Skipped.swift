/// Something in a corpus that was not read, and why.
///
/// Everything that is left out is one of these, except what the user excluded, hidden files, and
/// files of other kinds.
public struct Skipped: Sendable, Hashable, CustomStringConvertible {
  /// The path relative to the corpus.
  ///
  /// Bytes of a name that are not UTF-8 are written as `\xff`.
  public var path: String
  /// The line of a JSON Lines file or the element of a JSON array, from 1; nil for a whole file.
  public var line: Int?
  /// Why.
  public var reason: SkipReason

  /// One line: `skipped notes/pipe.txt: named pipe`.
  public var description: String {
    let place = line.map { " (\($0))" } ?? ""
    return reason == .changed ? "\(path)\(place) \(reason)" : "skipped \(path)\(place): \(reason)"
  }
}

/// Why something was not read.
///
/// `description` is the reason in words, with the option that would change it.
@nonexhaustive public enum SkipReason: Error, Sendable, Hashable, CustomStringConvertible {
  /// A named pipe, a socket or a device.
  case notAFile(kind: String)
  /// A symbolic link, and links are not followed.
  case link
  /// A symbolic link to somewhere outside the corpus.
  case linkLeavesCorpus
  /// A symbolic link to what the corpus has already, under another path.
  case linkToListed
  /// The name is not UTF-8, so it cannot be a key.
  case nameNotUTF8
  /// The key is longer than an index takes.
  case keyTooLong(byteCount: Int)
  /// Directories inside each other beyond the limit.
  case tooDeep(limit: Int)
  /// The operating system refused.
  case system(call: String, message: String)
  /// The file changed while it was read.
  case changed
  /// The file is over the limit. A file that grows while it is read is found at the limit.
  case tooLarge(byteCount: Int, limit: Int)
  /// A line is over the limit.
  case lineTooLong(limit: Int)
  /// NUL bytes, so not text.
  case binary
  /// JSON Lines in UTF-16.
  case notUTF8
  /// A compressed file that expands beyond the limit.
  case expandsOverSize(limit: Int)
  /// A compressed file that expands more times than the limit.
  case expandsOverRatio(limit: Int)
  /// Compressed data that breaks its format.
  case damaged(reason: String)
  /// Text that is not JSON.
  case notJSON(offset: Int, reason: String)
  /// JSON that is not an object, or not an array of objects.
  case notAnObject
  /// HTML that no page needs and that would take the parser for ever.
  case hostileHTML(reason: String)
  /// Nothing to search in.
  case empty

  /// The reason in words.
  public var description: String {
    switch self {
    case .notAFile(let kind): kind
    case .link: "symbolic link (--follow)"
    case .linkLeavesCorpus: "link leaves the corpus"
    case .linkToListed: "link to what is already in the corpus"
    case .nameNotUTF8: "the name is not UTF-8"
    case .keyTooLong(let count): "its key has \(count) bytes, and a key at most \(Key.limit)"
    case .tooDeep(let limit): "over \(limit) directories deep (--max-depth)"
    case .system(let call, let message): "\(call): \(message)"
    case .changed: "changed while it was read; will be read again"
    case .tooLarge(let count, let limit):
      "\(Self.size(count)) is over \(Self.size(limit)) (--max-file-size)"
    case .lineTooLong(let limit): "the line is over \(Self.size(limit)) (--max-file-size)"
    case .binary: "binary file"
    case .notUTF8: "JSON Lines must be UTF-8, and this is UTF-16"
    case .expandsOverSize(let limit): "expands over \(Self.size(limit)) (--max-expanded-size)"
    case .expandsOverRatio(let limit): "expands over \(limit):1 (--max-ratio)"
    case .damaged(let reason): "damaged: \(reason)"
    case .notJSON(let offset, let reason): "not JSON at byte \(offset): \(reason)"
    case .notAnObject: "not a JSON object"
    case .hostileHTML(let reason): reason
    case .empty: "holds no text"
    }
  }

  /// `80 MiB`, `1.5 KiB`, `12 bytes`: rounded down to a tenth, but never to the same text as a
  /// limit it is over.
  static func size(_ byteCount: Int) -> String {
    let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
    for (name, unit) in units where byteCount >= unit {
      if byteCount.isMultiple(of: unit) { return "\(byteCount / unit) \(name)" }
      let tenths = byteCount / (unit / 10)
      if byteCount >= 10 * unit || tenths.isMultiple(of: 10) { continue }
      return "\(tenths / 10).\(tenths % 10) \(name)"
    }
    return "\(byteCount) bytes"
  }
}

/// What the engine asks of a key.
enum Key {
  /// Bytes a key may have; `Document.key` says so.
  static let limit = 1_024
}
