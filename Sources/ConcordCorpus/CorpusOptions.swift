/// What is read from a corpus, and how much of it at most.
public struct CorpusOptions: Sendable, Hashable {
  /// What to leave out, as patterns in the manner of gitignore: `*.log`, `drafts/`, `/notes.md`,
  /// `**/old`, `!keep.md`.
  ///
  /// A later pattern overrides an earlier one; what lies in a directory that is left out cannot be
  /// brought back.
  public var exclude: [String] = []
  /// Whether symbolic links are followed, as long as they stay inside the corpus.
  public var followLinks = false
  /// Bytes of the largest file that is read, and of the longest line of a JSON Lines file, whose
  /// own size has no limit because it is never in memory as a whole.
  public var maxFileSize = 64 << 20
  /// Bytes that a compressed file may expand to.
  ///
  /// JSON Lines files are exempt, as above.
  public var maxExpandedSize = 256 << 20
  /// How many times its own size a compressed file may expand to, past the first MiB.
  public var maxRatio = 100
  /// How many directories may lie inside each other.
  public var maxDepth = 128

  /// The defaults.
  public init() {}
}
