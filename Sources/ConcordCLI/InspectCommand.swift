import ArgumentParser
import Concord
import ConcordServer

/// The command `concord inspect`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show the bytes of the index and what they mean",
    discussion: """
      Example: concord inspect --term whale --field body

      Each line is an offset, a number of bytes, a name and a value, as in IndexFormat.md. Without \
      a segment, shows the manifest, or looks for the term or the document in all segments.
      """)

  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Argument(help: ArgumentHelp("The number of a segment", valueName: "segment"))
  var segment: UInt64?

  @Option(help: "Show a term's entry in the dictionary and its posting list")
  var term: String?

  @Option(help: "The field to look for the term in; else all, and the keys, which are “key”")
  var field: String?

  @Option(help: ArgumentHelp("Show the stored record of the document with a key", valueName: "key"))
  var document: String?

  @Flag(help: "List every frame of the segment")
  var frames = false

  @Flag(help: "Write one JSON object a part, for programs")
  var json = false

  func validate() throws {
    if field != nil, term == nil { throw ValidationError("The --field goes with a --term.") }
  }

  func run() throws {
    let inspector = try IndexInspector(path: location.path)
    if let segment, !inspector.segmentNumbers.contains(segment) {
      let numbers = inspector.segmentNumbers.map(String.init).joined(separator: ", ")
      throw Failure("There is no segment \(segment) in \(location.path).\nThere are: \(numbers)")
    }
    var output = display.output()
    var isFound = false
    func show(_ parts: [Inspection]) throws {
      for part in parts {
        if json {
          try output.write(Self.object(part).text + "\n")
        } else {
          if isFound { try output.write("\n") }
          try Self.show(part, &output)
        }
        isFound = true
      }
    }
    let numbers = segment.map { [$0] } ?? inspector.segmentNumbers
    if let term {
      for number in numbers {
        for found in try inspector.find(term, field: field, segment: number) {
          try show(try inspector.termParts(found))
        }
      }
    }
    if let document {
      for number in numbers {
        try show(try inspector.documentParts(key: document, segment: number))
      }
    }
    if term == nil, document == nil {
      if segment == nil { try show([inspector.manifestPart()]) }
      for number in segment == nil && !frames ? [] : numbers {
        try show(try inspector.segmentParts(number, showsFrames: frames))
      }
    }
    try output.flush()
    // As a search that finds nothing.
    if !isFound { throw ExitCode(1) }
  }

  private static func show(_ part: Inspection, _ output: inout Output) throws {
    try output.line(TerminalText(part.title, .bold))
    let width = part.lines.map(\.name.count).max() ?? 0
    for line in part.lines {
      let offset = right(line.offset.map(String.init) ?? "", 12)
      let byteCount = right(line.byteCount.map(String.init) ?? "", 10)
      let gap = String(repeating: " ", count: width - line.name.count)
      try output.line(TerminalText("\(offset) \(byteCount)  \(line.name)\(gap)  \(line.value)"))
    }
  }

  private static func object(_ part: Inspection) -> JSONObject {
    var object = JSONObject()
    object.add("title", part.title)
    object.add("lines", part.lines) { item, line in
      item.add("offset", known: line.offset)
      item.add("bytes", known: line.byteCount)
      item.add("name", line.name)
      item.add("value", line.value)
    }
    return object
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
