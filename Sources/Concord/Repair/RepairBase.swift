/// What a repair starts from: the commit that was the newest, as far as it can be made out.
///
/// Format: IndexFormat.md, section 11.
struct RepairBase {
  /// A segment, and what is said of it.
  struct Source {
    var fileNumber: UInt64
    /// What the manifest or the file's own footer says; nil if neither does.
    var entry: SegmentEntry?
  }

  /// The fields.
  var schema: Schema
  /// The user's bytes; empty if they are lost.
  var attachment: [UInt8] = []
  /// Whether nothing vouches for them.
  var isAttachmentInDoubt = false
  /// The segments, oldest first.
  var sources: [Source] = []
  /// The manifest, if it is damaged.
  var damagedManifest: FileName?

  /// Finds the newest commit, or what can be had in its place.
  init(_ storage: any Storage, schema: Schema?) throws(ConcordError) {
    let customs = CustomAnalysis(of: schema)
    let names = try storage.list()
    let generations = Commit.generations(among: names).sorted(by: >)
    do throws(ConcordError) {
      guard let newest = generations.first else { throw .notAnIndex(path: storage.path) }
      let manifest = try Commit.read(newest, storage)
      self.schema = try Schema(
        decoding: manifest.schema, customs: customs, file: FileName.manifest(newest).text)
      attachment = manifest.attachment
      sources = manifest.segments.map { Source(fileNumber: $0.fileNumber, entry: $0) }
      return
    } catch {
      switch error {
      case .corrupt, .notAnIndex: break
      default: throw error
      }
    }
    damagedManifest = generations.first.map { .manifest($0) }
    let remains = try damagedManifest.map { name throws(ConcordError) in
      try ManifestRemains(storage, name.text)
    }
    let remaining = remains?.schema
      .flatMap { try? Schema(decoding: $0, customs: customs, file: storage.path) }
    let older = generations.dropFirst().compactMap { generation in
      (try? Commit.read(generation, storage).schema)
        .flatMap { try? Schema(decoding: $0, customs: customs, file: storage.path) }
    }
    // A checksum vouches for older ones, and for what remains nothing does.
    let corrected = remaining.map { remaining in
      schema.map(remaining.corrected) ?? remaining
    }
    guard let found = corrected ?? older.first ?? schema else {
      throw .corrupt(
        file: damagedManifest?.text ?? storage.path, offset: 0,
        reason: "the names of the fields are lost with it; a repair needs the schema")
    }
    self.schema = found
    attachment = remains?.attachment ?? []
    isAttachmentInDoubt = true
    sources = Self.sources(storage, names, listed: remains?.segments)
  }

  /// The segments that a damaged manifest lists and, unless all of those are there, all others.
  ///
  /// Others are what a writer that was killed has left, as a rule, so they are not wanted.
  private static func sources(
    _ storage: any Storage, _ names: [String], listed: [SegmentEntry]?
  ) -> [Source] {
    let numbers = names.compactMap { name in
      if case .segment(let number) = FileName(name) { number } else { nil }
    }
    let listedNumbers = (listed ?? []).map(\.fileNumber).filter(numbers.contains)
    let isWhole =
      listed.map { entries in
        entries.allSatisfy { $0.checksum == entry(storage, $0.fileNumber, names)?.checksum }
      } ?? false
    let others = isWhole ? [] : numbers.filter { !listedNumbers.contains($0) }.sorted()
    return (listedNumbers + others).map { number in
      Source(fileNumber: number, entry: entry(storage, number, names))
    }
  }

  /// What the files of a segment say of it.
  private static func entry(
    _ storage: any Storage, _ number: UInt64, _ names: [String]
  ) -> SegmentEntry? {
    guard let file = try? storage.open(FileName.segment(number).text),
      let (footer, checksum) = try? SegmentFooter.read(file)
    else { return nil }
    var entry = SegmentEntry(
      fileNumber: number, documentCount: Int(footer.documentCount), byteCount: file.count,
      liveDocsGeneration: 0, deletedCount: 0, checksum: checksum)
    let newest = names.compactMap { name in
      if case .liveDocs(number, let generation) = FileName(name) { generation } else { nil }
    }.max()
    if let newest {
      entry.liveDocsGeneration = newest
      entry.deletedCount = LiveDocs.deletedCount(storage, entry) ?? entry.documentCount
    }
    return entry
  }
}

/// What can be read of a manifest whose checksum is wrong, up to where it makes no sense.
private struct ManifestRemains {
  var schema: [UInt8]?
  var attachment: [UInt8]?
  var segments: [SegmentEntry]?

  init(_ storage: any Storage, _ name: String) throws(ConcordError) {
    let file = try storage.open(name)
    let start = min(file.count, Manifest.headerByteCount)
    // No more than it should have: who knows what was written behind it.
    let end = min(file.count, try Manifest.statedByteCount(of: file) ?? start)
    let bytes = try file.bytes(start..<max(start, end))
    var reader = ByteReader(bytes.rawBytes, file: name, at: start)
    do throws(ConcordError) {
      let generation = try reader.u64()
      let nextFileNumber = try reader.u64()
      let schemaCount = try reader.count(limit: reader.remaining, of: "bytes of schema")
      schema = [UInt8](try reader.bytes(schemaCount))
      let attachmentCount = try reader.count(limit: reader.remaining, of: "bytes of attachment")
      attachment = [UInt8](try reader.bytes(attachmentCount))
      var entries: [SegmentEntry] = []
      for _ in 0..<(try reader.count(limit: reader.remaining, of: "segments")) {
        entries.append(try SegmentEntry(&reader, of: generation, below: nextFileNumber))
      }
      // Else something before has been misread.
      if reader.remaining == Manifest.checksumByteCount { segments = entries }
    } catch {
      // What was read before is all there is.
    }
  }
}
