/// Reads the lines of YAML front matter.
///
/// Lines that it does not understand are passed over.
struct YAMLReader {
  let lines: [ArraySlice<UInt8>]
  private var i = 0
  /// The keys whose values are being read, the outermost first, by their indentation.
  private var open: [(indentation: Int, path: String?)] = []

  init(lines: [ArraySlice<UInt8>]) { self.lines = lines }

  mutating func read(into fields: inout FieldCollector) {
    while i < lines.count {
      let line = lines[i]
      i += 1
      let rest = line.drop { $0 == 0x20 }
      if rest.isEmpty || rest.first == UInt8(ascii: "#") { continue }
      readEntry(rest, indentation: rest.startIndex - line.startIndex, into: &fields)
    }
  }

  private mutating func readEntry(
    _ text: ArraySlice<UInt8>, indentation: Int, into fields: inout FieldCollector
  ) {
    var text = text
    var indentation = indentation
    while text.first == UInt8(ascii: "-"), text.count == 1 || text.dropFirst().first == 0x20 {
      // A dash may stand as far left as the key it belongs to.
      while let last = open.last, last.indentation > indentation { open.removeLast() }
      let rest = text.dropFirst().drop { $0 == 0x20 }
      indentation += rest.startIndex - text.startIndex
      text = rest
      if Self.colon(in: text) == nil {
        for value in FrontMatter.values(of: text) { fields.add(value, to: open.last?.path) }
        return
      }
    }
    guard let colon = Self.colon(in: text), let key = FrontMatter.key(text[..<colon]) else {
      return
    }
    while let last = open.last, last.indentation >= indentation { open.removeLast() }
    let path = FieldCollector.path(open.isEmpty ? "" : open.last?.path, key)
    let value = ArticleText.trimmed(text[(colon + 1)...])
    if value.first == UInt8(ascii: "|") || value.first == UInt8(ascii: ">") {
      let block = readBlock(indentation, isFolded: value.first == UInt8(ascii: ">"))
      fields.add(block, to: path)
    } else if value.isEmpty || value.first == UInt8(ascii: "#") {
      // Indentation is bounded by the lines, the depth by JSON's limit.
      if open.count < JSONScanner.depthLimit { open.append((indentation, path)) }
    } else {
      for value in FrontMatter.values(of: value) { fields.add(value, to: path) }
    }
  }

  /// The offset of the colon that ends the key: outside quotation marks, before a space or the end.
  private static func colon(in text: ArraySlice<UInt8>) -> Int? {
    var i = text.startIndex
    if let quote = text.first, quote == 0x22 || quote == 0x27 {
      guard let end = text.dropFirst().firstIndex(of: quote) else { return nil }
      i = end + 1
    }
    while i < text.endIndex {
      if text[i] == UInt8(ascii: ":"), i + 1 == text.endIndex || text[i + 1] == 0x20 { return i }
      i += 1
    }
    return nil
  }

  /// The lines below that are indented further, joined by line ends, or by spaces if folded.
  private mutating func readBlock(_ indentation: Int, isFolded: Bool) -> String {
    var block: [UInt8] = []
    while i < lines.count {
      let rest = lines[i].drop { $0 == 0x20 }
      if !rest.isEmpty, rest.startIndex - lines[i].startIndex <= indentation { break }
      if !block.isEmpty { block.append(isFolded ? 0x20 : 0x0A) }
      block.append(contentsOf: rest)
      i += 1
    }
    return String(decoding: ArticleText.trimmed(block[...]), as: UTF8.self)
  }
}
