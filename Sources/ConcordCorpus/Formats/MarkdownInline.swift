// Takes the marks out of the text of one block.
//
// One pass from left to right. Whether a bracket starts a link is known only where it closes, so
// its mark is written, remembered, and blanked with a NUL (which no text has) if it was a link.
// Every search ahead stops after a bounded count of bytes or can fail only once, so the time stays
// in proportion to the text whatever it holds.

struct MarkdownInline {
  /// Backticks in the longest run that can be a mark.
  ///
  /// Nobody writes more than a few, and each count may cost one search to the end.
  private static let backtickLimit = 16
  /// Parentheses in a link's destination, as in CommonMark's own reference parser.
  private static let parenthesisLimit = 32
  /// Bytes of a link's label (CommonMark, section 4.7), an entity, and a tag.
  private static let labelLimit = 999

  private let source: [UInt8]
  private var i = 0
  private var result: [UInt8] = []
  /// Where in `result` the open brackets are.
  private var brackets: [Int] = []
  /// Counts of backticks that no run further on has.
  private var missingBackticks: Set<Int> = []

  private init(_ source: [UInt8]) { self.source = source }

  /// The text without its marks.
  static func text(of source: [UInt8]) -> [UInt8] {
    var inline = MarkdownInline(source)
    inline.run()
    inline.result.removeAll { $0 == 0 }
    return inline.result
  }

  private func peek(_ distance: Int = 1) -> UInt8? {
    i + distance >= 0 && i + distance < source.count ? source[i + distance] : nil
  }

  private mutating func emit(_ byte: UInt8) {
    result.append(byte)
    i += 1
  }

  private mutating func run() {
    result.reserveCapacity(source.count)
    while i < source.count {
      let byte = source[i]
      switch byte {
      case UInt8(ascii: "\\"): escape()
      case UInt8(ascii: "`"): code()
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): emphasis(byte)
      case UInt8(ascii: "["):
        brackets.append(result.count)
        emit(byte)
      case UInt8(ascii: "]"): closeBracket()
      case UInt8(ascii: "<"): tag()
      case UInt8(ascii: "&"): entity()
      default: emit(byte)
      }
    }
  }

  private mutating func escape() {
    if let next = peek(), Self.isPunctuation(next) { i += 1 }
    emit(source[i])
  }

  private mutating func code() {
    let count = source[i...].prefix { $0 == UInt8(ascii: "`") }.count
    guard let close = closingRun(of: count) else {
      for _ in 0..<count { emit(UInt8(ascii: "`")) }
      return
    }
    var content = source[(i + count)..<close]
    if content.count > 2, content.first == 0x20, content.last == 0x20 {
      content = content.dropFirst().dropLast()
    }
    result.append(contentsOf: content)
    i = close + count
  }

  private mutating func closingRun(of count: Int) -> Int? {
    guard count <= Self.backtickLimit, !missingBackticks.contains(count) else { return nil }
    var j = i + count
    while j < source.count {
      let run = source[j...].prefix { $0 == UInt8(ascii: "`") }.count
      if run == count { return j }
      j += max(1, run)
    }
    missingBackticks.insert(count)
    return nil
  }

  /// Marks of emphasis go, unless they stand alone, are inside a word, or are arithmetic.
  private mutating func emphasis(_ mark: UInt8) {
    let count = source[i...].prefix { $0 == mark }.count
    let before = peek(-1)
    let after = peek(count)
    let isLoose = Self.isSpace(before) && Self.isSpace(after)
    let isInside: Bool
    switch mark {
    case UInt8(ascii: "_"): isInside = Self.isWord(before) && Self.isWord(after)
    case UInt8(ascii: "*"): isInside = Self.isDigit(before) && Self.isDigit(after)
    default: isInside = count != 2
    }
    if isLoose || isInside {
      for _ in 0..<count { emit(mark) }
    } else {
      i += count
    }
  }

  // MARK: Links

  private mutating func closeBracket() {
    guard let open = brackets.popLast() else { return emit(UInt8(ascii: "]")) }
    let isNote = open + 1 < result.count && result[open + 1] == UInt8(ascii: "^")
    guard isNote || endOfTarget(from: i + 1) != nil else { return emit(UInt8(ascii: "]")) }
    let isImage = open > 0 && result[open - 1] == UInt8(ascii: "!")
    if isNote {
      result.removeSubrange(open...)
      i += 1
    } else {
      result[open] = 0
      if isImage { result[open - 1] = 0 }
      i = endOfTarget(from: i + 1) ?? i + 1
    }
  }

  /// Where `(destination "title")` or `[label]` ends; nil if neither is at `start`.
  private func endOfTarget(from start: Int) -> Int? {
    guard start < source.count else { return nil }
    switch source[start] {
    case UInt8(ascii: "("): return endOfDestination(from: start + 1)
    case UInt8(ascii: "["):
      let limit = min(source.count, start + Self.labelLimit)
      let end = source[(start + 1)..<limit].firstIndex { $0 == 0x5B || $0 == 0x5D }
      return end.flatMap { source[$0] == UInt8(ascii: "]") ? $0 + 1 : nil }
    default: return nil
    }
  }

  private func endOfDestination(from start: Int) -> Int? {
    var depth = 0
    var j = start
    let isAngled = j < source.count && source[j] == UInt8(ascii: "<")
    while j < source.count {
      switch source[j] {
      case UInt8(ascii: "\\"): j += 1
      case UInt8(ascii: "<") where j > start: return nil
      case UInt8(ascii: "("):
        depth += 1
        if depth > Self.parenthesisLimit { return nil }
      case UInt8(ascii: ")"):
        if depth == 0 { return j + 1 }
        depth -= 1
      case 0x20 where isAngled: break
      case 0x20, 0x0A: return endOfTitle(from: j)
      default: break
      }
      j += 1
    }
    return nil
  }

  private func endOfTitle(from start: Int) -> Int? {
    var j = start
    while j < source.count, ArticleText.isSpace(source[j]) { j += 1 }
    guard j < source.count else { return nil }
    let quote = source[j]
    if quote == 0x22 || quote == 0x27 {
      j += 1
      while j < source.count, source[j] != quote { j += source[j] == UInt8(ascii: "\\") ? 2 : 1 }
      j += 1
      while j < source.count, ArticleText.isSpace(source[j]) { j += 1 }
    }
    return j < source.count && source[j] == UInt8(ascii: ")") ? j + 1 : nil
  }

  // MARK: HTML

  /// `<https://…>` and `<a@b.c>` give their text, `<br>` a line end, other tags nothing.
  private mutating func tag() {
    let limit = min(source.count, i + 1 + Self.labelLimit)
    let end = source[(i + 1)..<limit].firstIndex { $0 == UInt8(ascii: ">") || $0 == 0x3C }
    guard let end, source[end] == UInt8(ascii: ">"), end > i + 1 else { return emit(source[i]) }
    let content = source[(i + 1)..<end]
    let name = content.first == UInt8(ascii: "/") ? content.dropFirst() : content
    guard let first = name.first, (0x61...0x7A).contains(first | 0x20) else {
      return emit(source[i])
    }
    let isAddress = !content.contains(0x20) && (content.contains(0x3A) || content.contains(0x40))
    if isAddress {
      result.append(contentsOf: content)
    } else if ArticleText.hasPrefix(name, "br") {
      result.append(0x0A)
    }
    i = end + 1
  }

  private static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "copy": "©", "mdash": "—", "ndash": "–", "hellip": "…", "lsquo": "‘", "rsquo": "’",
    "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "deg": "°", "euro": "€",
  ]

  private mutating func entity() {
    // The longest name above, or `#x10FFFF`, has eight bytes.
    let limit = min(source.count, i + 10)
    guard let end = source[(i + 1)..<limit].firstIndex(of: UInt8(ascii: ";")) else {
      return emit(source[i])
    }
    let name = String(decoding: source[(i + 1)..<end], as: UTF8.self)
    guard let text = Self.entities[name] ?? Self.numericEntity(name) else {
      return emit(source[i])
    }
    result.append(contentsOf: text.utf8)
    i = end + 1
  }

  private static func numericEntity(_ name: String) -> String? {
    guard name.hasPrefix("#") else { return nil }
    let isHex = name.hasPrefix("#x") || name.hasPrefix("#X")
    let digits = name.dropFirst(isHex ? 2 : 1)
    guard let code = UInt32(digits, radix: isHex ? 16 : 10), code > 0,
      let scalar = Unicode.Scalar(code)
    else { return nil }
    return String(Character(scalar))
  }

  // MARK: Bytes

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !isWord(byte)
  }

  private static func isSpace(_ byte: UInt8?) -> Bool {
    byte.map { ArticleText.isSpace($0) } ?? true
  }

  private static func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { (0x30...0x39).contains($0) } ?? false
  }

  /// ASCII letters and digits, and every byte of other letters.
  private static func isWord(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }
}
