/// Checks the dictionary of a segment, field by field, and each term's posting list.
///
/// Format: IndexFormat.md, section 5.
struct TermCheck {
  private let segment: Segment
  private let schema: Schema
  private let isQuick: Bool
  private let problems: ProblemList
  private var name: String { segment.file.name }

  /// A checksum of each document's key; nil if the documents could not be read.
  private let keys: [UInt32]?
  /// Which documents a key has led to.
  private var isReached: [Bool]

  private var cursor: TermCursor?
  private var last: [UInt8] = []
  private var termCount = 0
  /// Whether terms were left out, because their frame cannot be read.
  private var isIncomplete = false

  init(
    _ segment: Segment, schema: Schema, keys: [UInt32]?, isQuick: Bool, _ problems: ProblemList
  ) {
    self.segment = segment
    self.schema = schema
    self.keys = keys
    self.isQuick = isQuick
    self.problems = problems
    isReached = keys.map { $0.map { _ in false } } ?? []
    openCursor(atFrame: 0)
  }

  /// Checks the terms of one field.
  ///
  /// Fields come in the order of their ordinals. `lengths` are those of the documents, if they
  /// could be read.
  mutating func check(field: UInt8, lengths: [UInt32]?) {
    var count: UInt64 = 0
    while let cursor, cursor.isValid, cursor.term[0] == field {
      checkTerm(cursor, lengths)
      count += 1
      step()
    }
    if !isIncomplete, count != segment.summary(ofField: field).termCount {
      problems.add(
        name, Int(segment.footer.tablesOffset),
        "field \(field) has \(count) terms, and the tables say "
          + "\(segment.summary(ofField: field).termCount)")
    }
  }

  /// Checks what can be said after the last field.
  mutating func finish() {
    if let cursor, cursor.isValid {
      problems.add(
        name, nil, "the term \(Self.name(of: cursor.term)) belongs to no field, or comes too late")
      return
    }
    guard !isIncomplete else { return }
    if termCount != segment.dictionary.termCount {
      problems.add(
        name, Int(segment.footer.tablesOffset),
        "there are \(termCount) terms, and the tables say \(segment.dictionary.termCount)")
    }
    for document in isReached.indices where !isReached[document] {
      problems.add(name, nil, "the key of document \(document) does not lead to it")
    }
  }

  // MARK: Steps

  /// Stands on the first term of the first frame from `ordinal` that can be read.
  private mutating func openCursor(atFrame ordinal: Int) {
    for frame in ordinal...max(ordinal, segment.dictionary.frames.count) {
      do throws(ConcordError) {
        cursor = try TermCursor(segment.dictionary, frame: frame, seeking: [])
        return
      } catch {
        problems.add(error, in: name)
        isIncomplete = true
      }
    }
  }

  private mutating func step() {
    termCount += 1
    do throws(ConcordError) {
      try cursor?.next()
    } catch {
      problems.add(error, in: name)
      isIncomplete = true
      openCursor(atFrame: (cursor?.frameOrdinal ?? 0) + 1)
    }
  }

  // MARK: One term

  private mutating func checkTerm(_ cursor: TermCursor, _ lengths: [UInt32]?) {
    let term = cursor.term
    if !last.isEmpty, !last.lexicographicallyPrecedes(term) {
      problems.add(
        name, nil,
        "the term \(Self.name(of: term)) does not come after \(Self.name(of: last))")
    }
    last = term
    if TermKey.isStem(term), !hasStems(field: term[0]) {
      problems.add(
        name, nil, "the term \(Self.name(of: term)) is in a field whose words are not stemmed")
    }
    guard !isQuick else { return }
    do throws(ConcordError) {
      guard try segment.dictionary.find(term)?.info == cursor.found.info else {
        throw .corrupt(file: name, offset: 0, reason: "a search would not find it")
      }
      try checkPostings(of: cursor.found, term, lengths)
    } catch {
      problems.add(error, in: name, reading: "the term \(Self.name(of: term))")
    }
  }

  private func hasStems(field: UInt8) -> Bool {
    field != Schema.keyOrdinal && schema.field(field).analyzer.hasStemmer
  }

  private mutating func checkPostings(
    of found: FoundTerm, _ term: [UInt8], _ lengths: [UInt32]?
  ) throws(ConcordError) {
    let isKey = term[0] == Schema.keyOrdinal
    let list = PostingList(
      found, hasPositions: !isKey && schema.field(term[0]).isText, source: segment.postings)
    var check = PostingListCheck(
      list, lengths: lengths, norms: segment.norms(ofField: term[0]), file: name)
    guard isKey, let keys else {
      try check.run { _ throws(ConcordError) in }
      return
    }
    let checksum = Checksum.of(Array(term.dropFirst()))
    try check.run { document throws(ConcordError) in
      guard keys[Int(document)] == checksum else {
        throw .corrupt(
          file: name, offset: 0, reason: "it leads to document \(document), which has another key")
      }
      isReached[Int(document)] = true
    }
  }

  /// A term as it is shown: its text, and its field's ordinal.
  private static func name(of term: [UInt8]) -> String {
    let kind = TermKey.isStem(term) ? "the stem " : ""
    return "\(kind)“\(TermKey.text(of: term))” of field \(term.first ?? 0)"
  }
}
