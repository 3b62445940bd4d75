extension SearchIndex {
  /// Mends an index that is damaged, and tells what could not be mended.
  ///
  /// Segments without damage stay as they are. Of a damaged one, every stored document that can
  /// still be read is indexed anew in its place; documents that were deleted stay deleted if the
  /// list of them can be read. If not even the manifest can be read, the segments are found by
  /// their names. An index without damage is not touched.
  ///
  /// The mended index is durable before anything of the damaged one is moved, and damaged files
  /// are never deleted: they get `.damaged` at the end of their names, which no index looks at.
  ///
  /// - Parameters:
  ///   - path: The directory of the index.
  ///   - schema: The fields that the index was made with, in case the manifest has lost them or
  ///     misspells them, or the index has a tokenizer or filter of your own; not needed otherwise.
  ///   - options: How much memory to use.
  /// - Returns: What was wrong and what became of it; nothing if all was well.
  /// - Throws: ``ConcordError/notAnIndex(path:)`` if no index was ever there,
  ///   ``ConcordError/locked(path:holder:)``,
  ///   ``ConcordError/versionTooNew(file:found:newestReadable:)``,
  ///   ``ConcordError/corrupt(file:offset:reason:)`` if nobody knows the fields, and errors of the
  ///   disk. The index is then as it was.
  /// - Complexity: that of ``check(path:quick:)``, and of indexing what is damaged.
  @discardableResult
  public static func repair(
    path: String, schema: Schema? = nil, options: Options = Options()
  ) throws(ConcordError) -> RepairReport {
    try repair(DiskStorage(path: path), schema: schema, options: options)
  }

  static func repair(
    _ storage: any Storage, schema: Schema? = nil, options: Options = Options()
  ) throws(ConcordError) -> RepairReport {
    let problems = try IndexCheck.run(storage, quick: false)
    if problems.isEmpty { return RepairReport() }
    let repair = try IndexRepair(storage, schema: schema, options: options, problems: problems)
    return try repair.run()
  }
}

/// What a repair found and did.
public struct RepairReport: Sendable, Hashable {
  /// Keys of lost documents that are listed at most.
  static let keyLimit = 1_000

  /// What was wrong; if this is empty, the index was not touched.
  public internal(set) var problems: [Problem] = []
  /// Documents that were read from damaged segments and indexed anew.
  public internal(set) var rescuedCount = 0
  /// Documents that could not be read, as far as anything tells how many there were.
  public internal(set) var lostCount = 0
  /// The keys of lost documents, as far as they could be read, in the order of their bytes; a
  /// thousand at most.
  public internal(set) var lostKeys: [String] = []
  /// Files from which something was lost: documents, that documents had been deleted, or the
  /// checksums of what could be read.
  public internal(set) var lossyFiles: [String] = []
  /// Whether documents that had been deleted may be found again, for the list of them was lost.
  public internal(set) var mayReviveDeleted = false
  /// Whether the attachment may be another one than before: it was in a manifest whose checksum is
  /// wrong, or is lost with it.
  public internal(set) var isAttachmentInDoubt = false
  /// Names of fields that are not stored, so that the rescued documents lack them.
  public internal(set) var lostFields: [String] = []
  /// The damaged files, under the names that they have now.
  public internal(set) var keptFiles: [String] = []

  /// Whether the index is again all that it was before the damage.
  public var isComplete: Bool { lossyFiles.isEmpty && lostFields.isEmpty }
}
