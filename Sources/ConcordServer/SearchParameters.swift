import Concord

/// What a search page is asked for.
struct SearchParameters {
  /// Hits that a page may have at most.
  static let limitOfHits = 100
  /// How far pages go: nobody reads further, and a crawler that does is stopped.
  static let limitOfOffset = 10_000

  var text = ""
  var limit = 10
  var offset = 0
  var sort = SortOrder.score
  /// Only articles of this author, by the whole name.
  var author: String?
  /// Only articles of this year, month or day.
  var date: String?

  init() {}

  init(_ form: FormParameters) throws(RequestError) {
    text = form["q"] ?? ""
    limit = try Self.number("limit", form, 1...Self.limitOfHits) ?? limit
    offset = try Self.number("offset", form, 0...Self.limitOfOffset) ?? offset
    author = form["author"]
    date = form["date"]
    switch form["sort"] {
    case nil, "score": sort = .score
    case "date": sort = .ascending("date")
    case "-date": sort = .descending("date")
    case _?: throw .badRequest("sort is one of: score, date, -date")
    }
  }

  private static func number(
    _ name: String, _ form: FormParameters, _ range: ClosedRange<Int>
  ) throws(RequestError) -> Int? {
    guard let text = form[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .badRequest("\(name) is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The name of the order in an address; nil for the usual one.
  var sortName: String? {
    switch sort {
    case .ascending: "date"
    case .descending: "-date"
    default: nil
    }
  }

  /// The query, with the filters that were chosen, which count nothing in the score.
  func query(for schema: Schema) throws(QueryError) -> (typed: Query, whole: Query) {
    let typed =
      text.isEmpty
      ? Query.everything
      : try Query.parse(text, options: QueryOptions(schema: schema))
    var filters: [Query] = []
    if let author { filters.append(Self.value(author, of: "author")) }
    if let date { filters.append(.term(date, field: "date")) }
    guard !filters.isEmpty else { return (typed, typed) }
    return (typed, .all([typed] + filters.map { .boosted($0, by: 0) }))
  }

  /// The articles with exactly this value in a keyword field.
  private static func value(_ value: String, of field: String) -> Query {
    // A bound counts as equal to the values that it begins, so those that go on are taken out.
    let begun = QueryRange(from: .init(value), to: .init(value))
    let continued = QueryRange(from: .init(value + "\0"), to: .init(value))
    return .except(.range(begun, field: field), .range(continued, field: field))
  }

  /// The address of the page, of another one of it, or of one with other filters.
  func link(
    _ path: String = "/", offset: Int = 0, author: String?? = nil, date: String?? = nil,
    sort: String?? = nil
  ) -> Link {
    Link(path).with("q", text).with("author", author ?? self.author)
      .with("date", date ?? self.date).with("sort", sort ?? sortName)
      .with("offset", offset > 0 ? String(offset) : nil)
  }
}
