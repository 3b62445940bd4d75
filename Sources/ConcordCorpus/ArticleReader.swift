// Reads one file of a corpus: opens and checks it, and sends its bytes to the format's own reader.

internal import Concord

/// The reading of one file.
struct ArticleReader {
  /// How often a file that changes under the reader is tried.
  private static let attemptLimit = 3

  /// Where the file is; nil for standard input.
  private let corpus: Corpus?
  private let options: CorpusOptions
  private var file: ArticleFile
  private(set) var summary = ReadSummary()

  init(corpus: Corpus, file: ArticleFile) {
    self.corpus = corpus
    options = corpus.options
    self.file = file
  }

  /// A reader of JSON Lines from standard input, which is no file and has no stamp.
  init(standardInput options: CorpusOptions) {
    corpus = nil
    self.options = options
    file = ArticleFile(
      path: "stdin", format: .jsonLines, compression: .none, byteCount: 0, modified: 0, device: 0,
      inode: 0)
  }

  /// Reads the file, and hands over what it holds and what was skipped.
  mutating func run(_ take: (ReadResult) throws -> Void) rethrows {
    let outcome: Result<[UInt8]?, SkipReason>
    do throws(SkipReason) {
      outcome = .success(file.format == .jsonLines ? nil : try wholeFile())
    } catch {
      outcome = .failure(error)
    }
    switch outcome {
    case .failure(let reason): try skip(nil, reason, take)
    case .success(nil): try readLines(take)
    case .success(let bytes?): try readWhole(bytes, take)
    }
  }

  // MARK: Handing over

  private mutating func skip(
    _ line: Int?, _ reason: SkipReason, _ take: (ReadResult) throws -> Void
  ) rethrows {
    summary.skippedCount += 1
    try take(.skipped(Skipped(path: file.path, line: line, reason: reason)))
  }

  private mutating func hand(
    _ content: ArticleContent, line: Int?, _ take: (ReadResult) throws -> Void
  ) rethrows {
    var fields = content.fields
    var key = file.path
    if let line {
      key = "\(file.path)#\(line)"
      // The key says it already, so the field would be said twice.
      if let id = fields["id"], id.utf8.count <= Key.limit {
        key = id
        fields["id"] = nil
      }
    }
    if fields.isEmpty { return try skip(line, .empty, take) }
    let keyCount = key.utf8.count
    guard keyCount <= Key.limit else {
      return try skip(line, .keyTooLong(byteCount: keyCount), take)
    }
    summary.articleCount += 1
    let document = Document(key: key, fields: fields)
    try take(
      .article(
        Article(document: document, path: file.path, replacedCount: content.replacedCount)))
  }

  // MARK: Whole files

  /// The bytes of the file, read without a change in between.
  private mutating func wholeFile() throws(SkipReason) -> [UInt8] {
    for _ in 0..<Self.attemptLimit {
      let descriptor = try open()
      let before = try descriptor.status()
      try check(before)
      let isPlain = file.compression == .none
      var source = try ByteSource(
        descriptor, file.compression, byteCount: before.byteCount,
        sizeLimit: options.maxExpandedSize, options: options)
      let bytes = try source.readAll(
        limit: isPlain ? options.maxFileSize : .max,
        expecting: isPlain ? before.byteCount : 64 << 10)
      if try source.status() == before {
        file.update(before)
        summary.file = file
        return bytes
      }
    }
    throw .changed
  }

  private func open() throws(SkipReason) -> FileDescriptor {
    guard let corpus else { return try FileDescriptor.standardInput() }
    return try corpus.open(file.path)
  }

  private func check(_ status: FileStatus) throws(SkipReason) {
    guard status.kind == .file else { throw .notAFile(kind: status.kind.name) }
    let limit = options.maxFileSize
    if file.format != .jsonLines, status.byteCount > limit {
      throw .tooLarge(byteCount: status.byteCount, limit: limit)
    }
  }

  private mutating func readWhole(
    _ bytes: [UInt8], _ take: (ReadResult) throws -> Void
  ) rethrows {
    let outcome: Result<WholeFile, SkipReason>
    do throws(SkipReason) {
      outcome = .success(try content(of: bytes))
    } catch {
      outcome = .failure(error)
    }
    switch outcome {
    case .failure(let reason): try skip(nil, reason, take)
    case .success(.one(let content)): try hand(content, line: nil, take)
    case .success(.array(let text)): try readElements(text, take)
    }
  }

  private enum WholeFile {
    case one(ArticleContent)
    /// JSON that starts with a bracket.
    case array(DecodedText)
  }

  private func content(of bytes: [UInt8]) throws(SkipReason) -> WholeFile {
    switch file.format {
    case .text: return .one(PlainText.read(try TextDecoding.decode(bytes)))
    case .markdown: return .one(Markdown.read(try TextDecoding.decode(bytes)))
    case .html: return .one(try HTMLPage.read(bytes))
    case .json, .jsonLines:
      let text = try TextDecoding.decode(bytes)
      if JSONArticles.isArray(text.bytes.span) { return .array(text) }
      var fields = FieldCollector()
      var content = try JSONArticles.object(text.bytes.span, &fields)
      content.replacedCount += text.replacedCount
      return .one(content)
    }
  }

  private mutating func readElements(
    _ text: DecodedText, _ take: (ReadResult) throws -> Void
  ) rethrows {
    var array = JSONArray()
    while let element = array.next(in: text.bytes.span) {
      switch element {
      case .success(let content): try hand(content, line: array.number, take)
      case .failure(let reason): try skip(array.number, reason, take)
      }
    }
  }

  // MARK: JSON Lines

  private mutating func readLines(_ take: (ReadResult) throws -> Void) rethrows {
    var lines: LineReader
    do throws(SkipReason) {
      lines = try openLines()
    } catch {
      return try skip(nil, error, take)
    }
    var fields = FieldCollector()
    while true {
      let line: LineReader.Line?
      do throws(SkipReason) {
        line = try lines.next()
      } catch {
        return try skip(nil, error, take)
      }
      switch line {
      case .bytes(let range, let number):
        try readLine(lines.bytes.extracting(range), number, &fields, take)
      case .tooLong(let number):
        try skip(number, .lineTooLong(limit: options.maxFileSize), take)
      case nil:
        return try finishLines(lines, take)
      }
    }
  }

  /// Opens the file and looks at its first bytes.
  ///
  /// `file` becomes what it is now.
  private mutating func openLines() throws(SkipReason) -> LineReader {
    let descriptor = try open()
    let status = try descriptor.status()
    if corpus != nil {
      try check(status)
      file.update(status)
    }
    // The file has no size limit of its own, so neither has what it expands to; the ratio holds.
    let source = try ByteSource(
      descriptor, file.compression, byteCount: status.byteCount, sizeLimit: .max,
      options: options)
    var lines = LineReader(source, limit: options.maxFileSize)
    let first = try lines.first()
    if TextDecoding.hasUTF16Mark(first) { throw .notUTF8 }
    if TextDecoding.isBinary(first) { throw .binary }
    return lines
  }

  private mutating func readLine(
    _ bytes: Span<UInt8>, _ number: Int, _ fields: inout FieldCollector,
    _ take: (ReadResult) throws -> Void
  ) rethrows {
    let isFirst = number == 1 && bytes.count >= 3
    let hasMark = isFirst && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    let content: ArticleContent
    do throws(SkipReason) {
      let text = hasMark ? bytes.extracting(3...) : bytes
      if JSONArticles.isBlank(text) { return }
      content = try JSONArticles.object(text, &fields)
    } catch {
      return try skip(number, error, take)
    }
    try hand(content, line: number, take)
  }

  /// Checks that the file is still what it was.
  ///
  /// Its articles were handed over already: they are whole lines, and will be replaced when the
  /// file is read again.
  private mutating func finishLines(
    _ lines: borrowing LineReader, _ take: (ReadResult) throws -> Void
  ) rethrows {
    guard corpus != nil else { return }
    var now = file
    do throws(SkipReason) {
      now.update(try lines.status())
    } catch {
      return try skip(nil, error, take)
    }
    if now != file { return try skip(nil, .changed, take) }
    summary.file = file
  }
}
