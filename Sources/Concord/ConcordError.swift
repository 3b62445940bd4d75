/// What can go wrong with an index and the disk it is on.
///
/// Each case carries what its sentence needs; `description` is that sentence and, where there is
/// one, the next step. Mistakes in a query's text are a ``QueryError`` instead.
@nonexhaustive public enum ConcordError: Error, Sendable, Hashable {
  /// There is no index at `path`.
  case notAnIndex(path: String)
  /// The index at `path` was made with another schema than the one it was opened with: `reason`
  /// says which fields are not there, and how others differ.
  case schemaMismatch(path: String, reason: String)
  /// `file` was written by a newer Concord.
  case versionTooNew(file: String, found: Int, newestReadable: Int)
  /// An index of a format that this release no longer reads (IndexFormat.md, section 14).
  case versionTooOld(file: String, found: Int, oldestReadable: Int)
  /// A text field is analyzed in a way that this release and the schema that the index was opened
  /// with do not know: by a newer release's, or by a ``CustomTokenizer`` or ``CustomTokenFilter``.
  case unknownAnalyzer(file: String, recipe: String)
  /// Bytes that break IndexFormat.md: in `file`, at byte `offset`.
  case corrupt(file: String, offset: Int, reason: String)
  /// Another writer holds the index at `path`; `holder` is its process, where it is known.
  case locked(path: String, holder: String)
  /// The index has no field of this name, but the `known` ones.
  case unknownField(String, known: [String])
  /// A document breaks a limit of IndexFormat.md, section 13.
  case documentRefused(key: String, reason: String)
  /// Segments cannot be merged, for together they have more documents than `limit`, which is what
  /// a segment can hold.
  case tooManyDocuments(limit: Int)
  /// A write or sync failed before, so this writer can no longer vouch for what is on the disk.
  case poisoned(path: String)
  /// A query asks for something that cannot be done, or costs more than a limit allows.
  case unsupportedQuery(String)
  /// The operating system refused `call` on `path`.
  case system(call: String, path: String, errno: Int32)
}
