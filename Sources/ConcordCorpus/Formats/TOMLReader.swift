/// Reads the lines of TOML front matter.
///
/// Lines that it does not understand are passed over.
struct TOMLReader {
  let lines: [ArraySlice<UInt8>]
  private var i = 0
  private var table: String? = ""

  init(lines: [ArraySlice<UInt8>]) { self.lines = lines }

  mutating func read(into fields: inout FieldCollector) {
    while i < lines.count {
      let line = ArticleText.trimmed(lines[i])
      i += 1
      if line.first == UInt8(ascii: "[") {
        let name = line.drop { $0 == UInt8(ascii: "[") }.prefix { $0 != UInt8(ascii: "]") }
        table = FrontMatter.key(name).flatMap { FieldCollector.path("", $0) }
        continue
      }
      guard line.first != UInt8(ascii: "#"), let equals = line.firstIndex(of: UInt8(ascii: "=")),
        let key = FrontMatter.key(line[..<equals])
      else { continue }
      let path = FieldCollector.path(table, key)
      for value in readValue(ArticleText.trimmed(line[(equals + 1)...])) {
        fields.add(value, to: path)
      }
    }
  }

  /// A value that may go on in the lines below: a list, or text in three quotation marks.
  private mutating func readValue(_ text: ArraySlice<UInt8>) -> [String] {
    for mark in ["\"\"\"", "'''"] where text.starts(with: mark.utf8) {
      return [readLongText(text.dropFirst(3), mark: Array(mark.utf8))]
    }
    guard text.first == UInt8(ascii: "[") else { return FrontMatter.values(of: text) }
    var list = Array(text)
    while list.last != UInt8(ascii: "]"), i < lines.count {
      list.append(0x20)
      list.append(contentsOf: ArticleText.trimmed(lines[i]))
      i += 1
    }
    return FrontMatter.values(of: list[...])
  }

  private mutating func readLongText(_ start: ArraySlice<UInt8>, mark: [UInt8]) -> String {
    var text: [UInt8] = []
    var line = start
    while true {
      if let end = line.indices.first(where: { line[$0...].starts(with: mark) }) {
        text.append(contentsOf: line[..<end])
        break
      }
      text.append(contentsOf: line)
      guard i < lines.count else { break }
      text.append(0x0A)
      line = lines[i]
      i += 1
    }
    return String(decoding: ArticleText.trimmed(text[...]), as: UTF8.self)
  }
}
