import Concord

/// A line of the user's own for each hit: text with names in braces, as `{rank} {title}`.
///
/// `{{` and `}}` are braces, `\t`, `\n` and `\\` a tab, the end of a line and a backslash.
struct LineFormat {
  private enum Part {
    case text(String)
    case rank, score, key, snippet
    case field(String)
  }

  private let parts: [Part]

  private static let names: [(name: String, part: Part)] = [
    ("rank", .rank), ("score", .score), ("key", .key), ("snippet", .snippet),
  ]

  /// Reads a format; names of fields are those of `schema`.
  init(_ format: String, fields schema: Schema) throws(Failure) {
    var parts: [Part] = []
    var text = ""
    var rest = Substring(format)
    while let character = rest.popFirst() {
      switch character {
      case "{" where rest.first == "{", "}" where rest.first == "}":
        text.append(character)
        rest = rest.dropFirst()
      case "{":
        guard let end = rest.firstIndex(of: "}") else {
          throw Failure("The --format has a { without a }. A brace itself is {{.")
        }
        parts += [.text(text), try Self.part(rest[..<end], schema)]
        text = ""
        rest = rest[rest.index(after: end)...]
      case "}":
        throw Failure("The --format has a } without a {. A brace itself is }}.")
      case "\\":
        switch rest.popFirst() {
        case "t": text += "\t"
        case "n": text += "\n"
        case "\\": text += "\\"
        case let other: text += "\\" + (other.map(String.init) ?? "")
        }
      default:
        text.append(character)
      }
    }
    self.parts = parts + [.text(text)]
  }

  private static func part(_ name: Substring, _ schema: Schema) throws(Failure) -> Part {
    if let known = names.first(where: { $0.name == name }) { return known.part }
    guard schema.fields.contains(where: { $0.name == name }) else {
      var known = names.map(\.name)
      for field in schema.fields where !known.contains(field.name) { known.append(field.name) }
      throw Failure(
        "The --format has {\(name)}, which is nothing of an article.\n"
          + "There are: \(known.joined(separator: ", "))")
    }
    return .field(String(name))
  }

  /// The line of a hit; what comes from its document stays on one line, safe for a terminal.
  func line(_ hit: Hit, rank: Int) throws(ConcordError) -> String {
    let document = try hit.document()
    var line = ""
    for part in parts {
      switch part {
      case .text(let text): line += text
      case .rank: line += String(rank)
      case .score: line += "\(hit.score)"
      case .key: line += TerminalText.safe(document.key)
      case .snippet: line += TerminalText.safe(try SnippetText(of: hit, document)?.plain ?? "")
      case .field(let name): line += TerminalText.safe(document.fields[name] ?? "")
      }
    }
    return line
  }
}
