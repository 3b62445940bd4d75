// A page as an article: its encoding first, then its text and metadata.

enum HTMLPage {
  /// How far from its start a page says its encoding; browsers look at as many bytes.
  private static let encodingWindow = 1_024

  static func read(_ bytes: [UInt8]) throws(SkipReason) -> ArticleContent {
    let text = try decode(bytes)
    let page = HTMLText()
    try HTMLParser.parse(text.bytes, into: page)
    return ArticleContent(fields: fields(of: page), replacedCount: text.replacedCount)
  }

  /// The page in UTF-8: by its byte order mark, by what its `meta` says, or as any text.
  ///
  /// A page that says it is Windows-1252 and is valid UTF-8 beyond ASCII is UTF-8: that mistake is
  /// common, and its opposite never happens by chance.
  private static func decode(_ bytes: [UInt8]) throws(SkipReason) -> DecodedText {
    if TextDecoding.hasUTF16Mark(bytes) || TextDecoding.hasUTF8Mark(bytes) {
      return try TextDecoding.decode(bytes)
    }
    if TextDecoding.isBinary(bytes) { throw .binary }
    guard let label = encodingLabel(in: bytes), let name = CharacterSet.name(ofLabel: label),
      let converted = CharacterSet.decode(bytes, from: name)
    else { return try TextDecoding.decode(bytes) }
    var text = converted
    TextDecoding.normalize(&text)
    return text
  }

  /// The value of the first `charset=` among the first bytes.
  static func encodingLabel(in bytes: [UInt8]) -> String? {
    let window = bytes.prefix(encodingWindow)
    for i in window.indices where ArticleText.hasPrefix(window[i...], "charset") {
      var rest = ArticleText.trimmed(window[(i + 7)...])
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = ArticleText.trimmed(rest.dropFirst())
      if let quote = rest.first, quote == 0x22 || quote == 0x27 { rest = rest.dropFirst() }
      let label = rest.prefix { byte in
        !ArticleText.isSpace(byte) && !"\"'>;/".utf8.contains(byte)
      }
      if !label.isEmpty { return String(decoding: label, as: UTF8.self).lowercased() }
    }
    return nil
  }

  private static let dateNames = [
    "article:published_time", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.issued", "dcterms.created", "datepublished", "pubdate", "publishdate",
    "publish_date", "sailthru.date", "parsely-pub-date", "og:pubdate",
  ]
  private static let authorNames = [
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl",
  ]

  private static func fields(of page: HTMLText) -> [String: String] {
    var fields: [String: String] = [:]
    func set(_ name: String, _ value: String?) {
      guard let value else { return }
      ArticleText.set(name, collapsed(Array(value.utf8))[...], in: &fields)
    }
    func first(of names: [String]) -> String? {
      names.lazy.compactMap { page.metadata[$0] }.first
    }
    set("title", String(decoding: page.title, as: UTF8.self))
    if fields["title"] == nil { set("title", page.metadata["og:title"]) }
    ArticleText.set("body", ArticleText.trimmed(page.body[...]), in: &fields)
    // A page with nothing to read is no article, whatever its metadata says.
    if fields.isEmpty { return fields }
    set("description", first(of: ["description", "og:description", "dc.description"]))
    set("author", first(of: authorNames))
    set("date", first(of: dateNames) ?? page.time)
    set("url", page.canonicalURL ?? page.metadata["og:url"])
    set("keywords", page.metadata["keywords"])
    return FieldNames.standardized(fields)
  }

  /// With each run of white space as one space, and none at the ends.
  private static func collapsed(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in ArticleText.trimmed(bytes[...]) {
      if !ArticleText.isSpace(byte) {
        result.append(byte)
      } else if result.last != 0x20 {
        result.append(0x20)
      }
    }
    return result
  }
}
