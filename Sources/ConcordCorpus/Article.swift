public import Concord

/// One article of a corpus, ready to be added to an index.
public struct Article: Sendable, Hashable {
  /// The key and the fields.
  ///
  /// The key is the file's path, relative to the corpus; for an object in a JSON Lines file or a
  /// JSON array it is the object's `id`, or else the path, `#` and the number of its line or
  /// element, from 1. Fields are `title`, `body`, `date`, `author`, `url` as far as the file has
  /// them, and whatever else its front matter, metadata or JSON holds. None is empty.
  public var document: Document
  /// The path of the file it came from.
  public var path: String
  /// How many bytes of it were not valid in its encoding, and became U+FFFD.
  public var replacedCount: Int
}

/// What reading a file gives, piece by piece.
public enum ReadResult: Sendable, Hashable {
  /// An article.
  case article(Article)
  /// A file, or a line or element of one, that could not be read.
  case skipped(Skipped)
}

/// What came of reading a file.
public struct ReadSummary: Sendable, Hashable {
  /// The file as it was when it was read, which may be newer than the listing; nil if it could not
  /// be opened or changed under the reader.
  ///
  /// Only a file that is known here may be counted as read when the next listing asks what is
  /// unchanged.
  public var file: ArticleFile?
  /// How many articles were handed over.
  public var articleCount = 0
  /// How many pieces were skipped.
  public var skippedCount = 0
}
