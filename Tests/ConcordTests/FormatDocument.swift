// IndexFormat.md, as far as tests can read it: its headings, its examples in hexadecimal, its
// limits, and the names of the code that each section gives.

/// What IndexFormat.md says.
struct FormatDocument {
  /// The numbers of all sections, such as `4` and `4.2`, in their order.
  private(set) var sections: [String] = []
  /// The bytes of each block of code that begins with ```` ```hex NAME ````.
  private(set) var examples: [String: [UInt8]] = [:]
  /// The values in the table of section 13.
  private(set) var limits: [String: Int] = [:]
  /// The types and constants that sections name as their writers and readers.
  private(set) var namedCode: [String] = []
  /// What the document has got wrong in itself.
  private(set) var mistakes: [String] = []

  init() throws {
    var example: String?
    var isInFence = false
    for line in try Repository.lines(of: "IndexFormat.md") {
      if line.hasPrefix("```") {
        isInFence.toggle()
        example = nil
        if isInFence, line.hasPrefix("```hex ") {
          let name = String(line.dropFirst(7))
          if examples.updateValue([], forKey: name) != nil { mistakes.append("\(name), twice") }
          example = name
        }
      } else if let example {
        addBytes(of: line, to: example)
      } else if !isInFence {
        addText(line)
      }
    }
  }

  private mutating func addText(_ line: String) {
    if line.hasPrefix("##") {
      let number = line.drop { $0 == "#" || $0 == " " }.prefix { $0.isNumber || $0 == "." }
      sections.append(String(number.hasSuffix(".") ? number.dropLast() : number))
    }
    let cells = line.split(separator: "|").map { $0.trimmingSpaces }
    if line.hasPrefix("| `"), cells.count == 3,
      let value = Int(cells[1].filter { $0 != "," })
    {
      limits[cells[0].filter { $0 != "`" }] = value
    }
    if line.hasPrefix("Written") {
      namedCode += line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
  }

  /// A line is bytes in hexadecimal, perhaps with their offset before them, and after two spaces
  /// what they mean.
  private mutating func addBytes(of line: String, to example: String) {
    var rest = line[...]
    let count = examples[example]?.count ?? 0
    if let space = rest.firstIndex(of: " "), rest.distance(from: rest.startIndex, to: space) == 8 {
      if Int(rest[..<space], radix: 16) != count { mistakes.append("\(example): \(line)") }
      rest = rest[space...].drop { $0 == " " }
    }
    for word in rest.split(separator: " ", omittingEmptySubsequences: false) {
      if word.isEmpty { return }
      guard word.count == 2, let byte = UInt8(word, radix: 16) else {
        mistakes.append("\(example): \(line)")
        return
      }
      examples[example]?.append(byte)
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
