/// A text file: its first line is the title, the rest is the body.
///
/// A line that is longer than any title is the first of the body; so is all of a text without line
/// ends.
enum PlainText {
  /// The bytes of the longest title: some eighty words of English, or a hundred and seventy
  /// ideographs.
  private static let titleByteCountLimit = 512

  static func read(_ text: DecodedText) -> ArticleContent {
    let bytes = ArticleText.trimmed(text.bytes[...])
    var end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
    if end - bytes.startIndex > titleByteCountLimit { end = bytes.startIndex }
    var fields: [String: String] = [:]
    ArticleText.set("title", ArticleText.trimmed(bytes[..<end]), in: &fields)
    ArticleText.set("body", ArticleText.trimmed(bytes[end...]), in: &fields)
    return ArticleContent(fields: fields, replacedCount: text.replacedCount)
  }
}

/// Small work on text in bytes that the formats share.
enum ArticleText {
  /// Without the white space at both ends: spaces, tabs and line ends.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let first = rest.first, isSpace(first) { rest.removeFirst() }
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return rest
  }

  /// Whether the byte is ASCII white space.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Sets a field, unless its value would be empty.
  static func set(_ name: String, _ bytes: ArraySlice<UInt8>, in fields: inout [String: String]) {
    if !bytes.isEmpty { fields[name] = String(decoding: bytes, as: UTF8.self) }
  }

  /// The first element of `text` with a name of `lowercase` ASCII, as bytes.
  static func hasPrefix(_ text: ArraySlice<UInt8>, _ lowercase: String) -> Bool {
    let prefix = Array(lowercase.utf8)
    guard text.count >= prefix.count else { return false }
    return zip(text, prefix).allSatisfy { byte, expected in
      ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == expected
    }
  }
}
