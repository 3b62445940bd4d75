/// What a format's reader makes of a file, or of a line or element of one.
struct ArticleContent: Hashable {
  /// The fields, under their standard names.
  ///
  /// None is empty.
  var fields: [String: String]
  /// How many bytes became U+FFFD.
  var replacedCount = 0
}

/// Articles as JSON objects.
///
/// ``FieldCollector`` says how their members become fields.
enum JSONArticles {
  /// Whether there is nothing but white space.
  static func isBlank(_ bytes: Span<UInt8>) -> Bool {
    var scanner = JSONScanner(bytes)
    return scanner.peek() == nil
  }

  /// Whether the first value is an array.
  static func isArray(_ bytes: Span<UInt8>) -> Bool {
    var scanner = JSONScanner(bytes)
    return scanner.peek() == UInt8(ascii: "[")
  }

  /// Reads one object, and nothing else, from `bytes`.
  ///
  /// `fields` is empty before and after.
  static func object(
    _ bytes: Span<UInt8>, _ fields: inout FieldCollector
  ) throws(SkipReason) -> ArticleContent {
    var scanner = JSONScanner(bytes)
    let isObject = scanner.peek() == UInt8(ascii: "{")
    do throws(JSONError) {
      if isObject {
        try scanner.object(prefix: "", depth: 1, into: &fields)
      } else {
        try scanner.value(named: nil, depth: 0, into: &fields)
      }
      try scanner.end()
    } catch {
      _ = fields.take()
      throw .notJSON(offset: error.offset, reason: error.reason)
    }
    guard isObject else { throw .notAnObject }
    return ArticleContent(fields: fields.take(), replacedCount: scanner.replacedCount)
  }
}

/// Steps through the objects of one array.
///
/// After an element that is not JSON there is no telling where the next one starts, so it is the
/// last.
struct JSONArray {
  private var fields = FieldCollector()
  private var offset = 0
  private var isAtEnd = false
  /// The number of the element that `next` gave last, from 1.
  private(set) var number = 0

  /// The next element, or nil at the end.
  mutating func next(in bytes: Span<UInt8>) -> Result<ArticleContent, SkipReason>? {
    if isAtEnd { return nil }
    number += 1
    var scanner = JSONScanner(bytes, from: offset)
    do throws(JSONError) {
      if number == 1 { try scanner.expect(UInt8(ascii: "["), "an array should start here") }
      guard try scanner.nextElement(isFirst: number == 1, depth: 1) else {
        isAtEnd = true
        try scanner.end()
        return nil
      }
      let isObject = scanner.peek() == UInt8(ascii: "{")
      if isObject {
        try scanner.object(prefix: "", depth: 2, into: &fields)
      } else {
        try scanner.value(named: nil, depth: 1, into: &fields)
      }
      offset = scanner.offset
      let content = ArticleContent(fields: fields.take(), replacedCount: scanner.replacedCount)
      return isObject ? .success(content) : .failure(.notAnObject)
    } catch {
      isAtEnd = true
      return .failure(.notJSON(offset: error.offset, reason: error.reason))
    }
  }
}
