/// A named part of documents, and what the index does with it.
public struct Field: Sendable, Hashable {
  /// What kind of search a field is for.
  @nonexhaustive public enum Kind: Sendable, Hashable {
    /// Words, ranked: with positions, so that phrases and proximity work.
    case text(Analyzer)
    /// The whole value as one term, unranked, with a column: for names, addresses, categories.
    case keyword
    /// A date in ISO 8601, with a column: `2025`, `2025-09`, `2025-09-04`, `2025-09-04T10:00Z`.
    ///
    /// A date stands for all the time that it does not tell apart, in UTC unless it has a zone:
    /// `2025-09` for a month. It is in a range if all of its time is.
    case date
    /// A decimal number, with a column: `1999`, `-3.5`, `6e23`; kept as an IEEE 754 binary64.
    case number
  }

  /// 1 to 64 letters, digits, `_`, `-`, `.`; names that differ in case differ.
  public let name: String
  /// What kind of search the field is for.
  public let kind: Kind
  /// Whether the text is kept in the index, to show it and to mend the index.
  public let isStored: Bool
  /// Whether words of a query that name no field look here.
  ///
  /// Only text fields can.
  public let isDefault: Bool
  /// How much an occurrence here counts beside one in another default field; above 0.
  public let weight: Float

  /// A field of words.
  public static func text(
    _ name: String, _ analyzer: Analyzer = .standard, stored: Bool = true, isDefault: Bool = true,
    weight: Float = 1
  ) -> Field {
    precondition(weight > 0 && weight.isFinite, "A field's weight is above zero.")
    return Field(
      name: name, kind: .text(analyzer), isStored: stored, isDefault: isDefault, weight: weight)
  }

  /// A field whose value is one term.
  public static func keyword(_ name: String, stored: Bool = true) -> Field {
    Field(name: name, kind: .keyword, isStored: stored, isDefault: false, weight: 1)
  }

  /// A field whose value is a date: for ranges, sorting and counting by day, month or year.
  ///
  /// A value that is not a date is kept, and found as text by patterns and by `name:*`, but is in
  /// no range: see ``IndexWriter/Summary/unreadableValueCount``.
  public static func date(_ name: String, stored: Bool = true) -> Field {
    Field(name: name, kind: .date, isStored: stored, isDefault: false, weight: 1)
  }

  /// A field whose value is a number: for ranges, sorting and counting.
  ///
  /// A value that is not a number is kept as with ``date(_:stored:)``.
  public static func number(_ name: String, stored: Bool = true) -> Field {
    Field(name: name, kind: .number, isStored: stored, isDefault: false, weight: 1)
  }

  init(name: String, kind: Kind, isStored: Bool, isDefault: Bool, weight: Float) {
    precondition(
      !name.isEmpty && name.utf8.count <= 64, "A field's name has 1 to 64 bytes of UTF-8.")
    self.name = name
    self.kind = kind
    self.isStored = isStored
    self.isDefault = isDefault
    self.weight = weight
  }

  /// Names are the same if their bytes are.
  func isNamed(_ name: String) -> Bool { self.name.utf8.elementsEqual(name.utf8) }

  /// The kind in words: a text field's analyzer, `keyword`, `date` or `number`.
  var kindName: String { kind.recipe.isEmpty ? "keyword" : kind.recipe }

  /// Whether who asks for the field `other` can work with this one: it is the same, but for an
  /// analyzer of Concord's that is of an earlier edition.
  package func serves(for other: Field) -> Bool {
    if self == other { return true }
    guard case .text(let mine) = kind, case .text(let theirs) = other.kind,
      theirs.earlierEditions.contains(mine)
    else { return false }
    return name == other.name && isStored == other.isStored && isDefault == other.isDefault
      && weight == other.weight
  }

  /// The analyzer that cuts the field's values into terms.
  var analyzer: Analyzer {
    switch kind {
    case .text(let analyzer): analyzer
    case .keyword, .date, .number: .keyword
    }
  }

  /// Whether postings of the field have frequencies, positions and norms.
  var isText: Bool {
    if case .text = kind { true } else { false }
  }
}

/// The fields of an index.
///
/// A field's ordinal is its place in `fields`; fields are only ever added, at the end, so segments
/// stay readable when a schema grows. Ordinal 0 in the dictionary is the documents' keys, so field
/// *i* of the schema has ordinal *i* + 1.
///
/// One name may have two fields, one of text and one of another kind: words are then looked for in
/// the first, while ranges, sorting and facets use the second.
///
/// ```swift
/// Schema(.text("author"), .keyword("author", stored: false), .date("published"))
/// ```
public struct Schema: Sendable, Hashable {
  /// The fields, in the order in which they were named.
  public private(set) var fields: [Field]
  /// What becomes of fields of a document that the schema does not name: refused if nil, else
  /// added to the schema as text with this analyzer, searched only by name.
  public var otherFields: Analyzer?

  /// A schema of these fields; the names of those of text differ, and those of all others.
  public init(_ fields: Field..., otherFields: Analyzer? = nil) {
    self.init(fields, otherFields: otherFields)
  }

  /// A schema of these fields; the names of those of text differ, and those of all others.
  public init(_ fields: [Field], otherFields: Analyzer? = nil) {
    for isText in [true, false] {
      let names = fields.filter { $0.isText == isText }.map { Array($0.name.utf8) }
      precondition(
        Set(names).count == names.count,
        "The fields of text in a schema have different names, and so have all others.")
    }
    precondition(
      fields.count < SegmentFormat.fieldLimit, "A schema has at most 254 fields.")
    self.fields = fields
    self.otherFields = otherFields
    precondition(
      namesLanguages,
      "The field that names the language of a document is a stored keyword field of the schema.")
  }

  /// Whether there is each field that an analyzer goes by, and kept, so that a stored text can be
  /// analyzed again as it was.
  var namesLanguages: Bool {
    let analyzers = fields.map(\.analyzer) + (otherFields.map { [$0] } ?? [])
    return analyzers.compactMap(\.languageField).allSatisfy { name in
      !name.contains(" ")
        && fields.contains { $0.name == name && $0.kind == .keyword && $0.isStored }
    }
  }

  /// The ordinal of keys, which are a field of every schema.
  static let keyOrdinal: UInt8 = 0

  /// The ordinal of the field `name`, if there is one; of two, that of text.
  func ordinal(of name: String) -> UInt8? {
    ordinal(of: name, isText: true) ?? ordinal(of: name, isText: false)
  }

  /// The ordinal of the field `name` that is of text, or that has a column.
  func ordinal(of name: String, isText: Bool) -> UInt8? {
    fields.firstIndex { $0.isText == isText && $0.isNamed(name) }
      .map { UInt8($0 + 1) }
  }

  /// The field with an ordinal above 0.
  func field(_ ordinal: UInt8) -> Field { fields[Int(ordinal) - 1] }

  /// The ordinals of the fields that a query without a field looks in.
  var defaultOrdinals: [UInt8] {
    fields.indices.filter { fields[$0].isDefault }.map { UInt8($0 + 1) }
  }

  /// Adds a field and returns its ordinal; nil if there are too many.
  mutating func add(_ field: Field) -> UInt8? {
    guard fields.count + 1 < SegmentFormat.fieldLimit else { return nil }
    fields.append(field)
    return UInt8(fields.count)
  }

  /// The schema as somebody knows it, where the two differ as they do after damage: in the letters
  /// of a name, but not in their number, or in what is said of a field beside its name.
  ///
  /// The analyzer of a text is believed: a damaged one is none, as a rule, and there are many that
  /// an index may have been made with. All further fields are the index's own, and so are all if
  /// they stand in another order.
  func corrected(by known: Schema) -> Schema {
    guard known.fields.count <= fields.count else { return self }
    var corrected = self
    for (i, theirs) in known.fields.enumerated() {
      let mine = fields[i]
      let isKnownElsewhere = fields.contains {
        $0.isNamed(theirs.name) && $0.isText == theirs.isText
      }
      guard
        mine.isNamed(theirs.name)
          || mine.name.utf8.count == theirs.name.utf8.count && !isKnownElsewhere
      else { return self }
      corrected.fields[i] = Field(
        name: theirs.name, kind: mine.isText && theirs.isText ? mine.kind : theirs.kind,
        isStored: theirs.isStored, isDefault: theirs.isDefault, weight: theirs.weight)
    }
    let names = corrected.fields.map { Array($0.name.utf8) + [$0.isText ? 1 : 0] }
    return Set(names).count == names.count && corrected.namesLanguages ? corrected : self
  }
}

extension Schema {
  /// Format: IndexFormat.md, section 11.2.
  func encode() -> [UInt8] {
    var output = ByteWriter()
    output.append(text: otherFields?.recipe ?? "")
    output.append(varint: UInt64(fields.count))
    for field in fields {
      output.append(text: field.name)
      output.append(text: field.kind.recipe)
      output.append(u8: (field.isStored ? 1 : 0) | (field.isDefault ? 2 : 0))
      output.append(u32: field.weight.bitPattern)
    }
    return output.bytes
  }

  /// Reads a schema back; what it has of a user's own is looked up in `customs`.
  init(decoding bytes: [UInt8], customs: CustomAnalysis, file: String) throws(ConcordError) {
    var reader = ByteReader(bytes.rawBytes, file: file)
    let others = try reader.text()
    otherFields = others.isEmpty ? nil : try Self.analyzer(others, customs, file)
    fields = []
    for _ in 0..<(try reader.count(limit: SegmentFormat.fieldLimit - 1, of: "fields")) {
      let name = try reader.text()
      let recipe = try reader.text()
      let flags = try reader.u8()
      let weight = Float(bitPattern: try reader.u32())
      guard !name.isEmpty, name.utf8.count <= 64, flags < 4, weight > 0, weight.isFinite else {
        throw reader.corrupt("a field of the schema is malformed")
      }
      // Not with `??`, which would lose the type of the error.
      let kind: Field.Kind =
        if let plain = Field.Kind.withoutAnalyzer(recipe) { plain } else {
          .text(try Self.analyzer(recipe, customs, file))
        }
      fields.append(
        Field(
          name: name, kind: kind, isStored: flags & 1 != 0, isDefault: flags & 2 != 0,
          weight: weight))
    }
    guard reader.remaining == 0 else {
      throw reader.corrupt("the schema has more bytes than its fields")
    }
    guard namesLanguages else {
      throw reader.corrupt("no field of the schema names the language of a document")
    }
  }

  private static func analyzer(
    _ recipe: String, _ customs: CustomAnalysis, _ file: String
  ) throws(ConcordError) -> Analyzer {
    guard let analyzer = Analyzer(recipe: recipe, customs: customs) else {
      throw .unknownAnalyzer(file: file, recipe: recipe)
    }
    return analyzer
  }
}

extension Field.Kind {
  /// The kind in words: a text field's analyzer, nothing for a keyword, `date` or `number`.
  fileprivate var recipe: String {
    switch self {
    case .text(let analyzer): analyzer.recipe
    case .keyword: ""
    case .date: "date"
    case .number: "number"
    }
  }

  /// The kind that these words say without an analyzer.
  fileprivate static func withoutAnalyzer(_ recipe: String) -> Field.Kind? {
    switch recipe {
    case "": .keyword
    case "date": .date
    case "number": .number
    default: nil
    }
  }
}
