// From a file's bytes to UTF-8 with one kind of line end.
//
// The encoding is found in this order, and the first rule that applies wins:
//   1. a byte order mark: UTF-8, UTF-16 LE or UTF-16 BE;
//   2. bytes that are valid UTF-8;
//   3. bytes with at least one valid multi-byte UTF-8 sequence, and no more invalid bytes than
//      such sequences: damaged UTF-8, whose invalid bytes become U+FFFD and are counted;
//   4. Windows-1252, as the WHATWG Encoding Standard maps it.
// Rule 3 tells the two apart well: a byte over 0x7F followed by just the right continuation bytes
// is rare in Windows-1252 prose.

/// Text that is valid UTF-8, with LF as its only line end.
struct DecodedText: Hashable {
  var bytes: [UInt8]
  /// How many bytes, or UTF-16 code units, became U+FFFD.
  var replacedCount = 0
}

enum TextDecoding {
  /// How far from the start a NUL byte tells that a file is not text; git looks at as many.
  static let binaryWindow = 8_192

  /// Decodes `bytes`, or throws ``SkipReason/binary``.
  static func decode(_ bytes: [UInt8]) throws(SkipReason) -> DecodedText {
    var text: DecodedText
    if let utf16 = decodeUTF16(bytes) {
      text = utf16
    } else {
      let start = hasUTF8Mark(bytes) ? 3 : 0
      if isBinary(bytes) { throw .binary }
      text = decodeUTF8OrWindows1252(start == 0 ? bytes : Array(bytes[start...]))
    }
    normalize(&text)
    return text
  }

  /// Whether a NUL byte is among the first bytes.
  static func isBinary(_ bytes: [UInt8]) -> Bool {
    bytes.prefix(binaryWindow).contains(0)
  }

  /// Whether the bytes start with UTF-8's byte order mark.
  static func hasUTF8Mark(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xEF, 0xBB, 0xBF])
  }

  /// Whether the bytes start with UTF-16's byte order mark, in either order.
  static func hasUTF16Mark(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  private static func decodeUTF16(_ bytes: [UInt8]) -> DecodedText? {
    guard hasUTF16Mark(bytes) else { return nil }
    let isBigEndian = bytes[0] == 0xFE
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for i in stride(from: 2, to: bytes.count - 1, by: 2) {
      let first = UInt16(bytes[i])
      let second = UInt16(bytes[i + 1])
      units.append(isBigEndian ? first << 8 | second : second << 8 | first)
    }
    var text = DecodedText(bytes: [])
    let hasError = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false
    ) { text.bytes.append($0) }
    if hasError { text.replacedCount = unpairedSurrogates(in: units) }
    if !bytes.count.isMultiple(of: 2) {
      text.bytes.append(contentsOf: UTF8Repair.replacement)
      text.replacedCount += 1
    }
    return text
  }

  private static func unpairedSurrogates(in units: [UInt16]) -> Int {
    var count = 0
    var i = 0
    while i < units.count {
      if UTF16.isLeadSurrogate(units[i]), i + 1 < units.count,
        UTF16.isTrailSurrogate(units[i + 1])
      {
        i += 1
      } else if UTF16.isSurrogate(units[i]) {
        count += 1
      }
      i += 1
    }
    return count
  }

  private static func decodeUTF8OrWindows1252(_ bytes: [UInt8]) -> DecodedText {
    let repaired = UTF8Repair.repair(bytes)
    if repaired.replacedCount == 0 { return DecodedText(bytes: bytes) }
    if repaired.multiByteCount > 0, repaired.replacedCount <= repaired.multiByteCount {
      return DecodedText(bytes: repaired.bytes, replacedCount: repaired.replacedCount)
    }
    return DecodedText(bytes: Windows1252.decode(bytes))
  }

  /// CRLF and CR become LF; NUL, which no text has, becomes U+FFFD.
  static func normalize(_ text: inout DecodedText) {
    let bytes = text.bytes
    let hasReturn = ByteScan.first(0x0D, in: bytes.span) != nil
    guard hasReturn || ByteScan.first(0, in: bytes.span) != nil else { return }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var wasReturn = false
    for byte in bytes {
      switch byte {
      case 0x0D: result.append(0x0A)
      case 0x0A where wasReturn: break
      case 0:
        result.append(contentsOf: UTF8Repair.replacement)
        text.replacedCount += 1
      default: result.append(byte)
      }
      wasReturn = byte == 0x0D
    }
    text.bytes = result
  }
}
