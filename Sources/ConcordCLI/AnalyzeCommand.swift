import ArgumentParser
import Concord
import ConcordServer

/// The command `concord analyze`.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze", abstract: "Show which terms a text becomes",
    discussion: """
      Example: concord analyze --language german 'Die Häuser an der Küste'

      A line for each token: its position, the bytes of the text that it takes, the word as it is \
      looked for, and the stem, if words are searched by their stems. With --field, the text is \
      analyzed as that field of the index; without, as that of articles in the --language, which \
      may be to guess, or of any.
      """)

  @Argument(help: ArgumentHelp("The text", valueName: "text"))
  var words: [String]

  @Option(help: ArgumentHelp("Analyze as text of this language", valueName: "language"))
  var language: ArticleLanguage?

  @Option(help: ArgumentHelp("Analyze as this field of the index", valueName: "name"))
  var field: String?

  @OptionGroup var location: IndexLocation

  @Flag(help: "Write one object of JSON a token")
  var json = false

  func validate() throws {
    if field != nil, language != nil {
      throw ValidationError("A --field has the language of its index; leave --language out.")
    }
  }

  func run() throws {
    let text = words.joined(separator: " ")
    let analyzer = try analyzer()
    let language = Language(guessedFrom: text)
    var output = Output()
    if !json { try output.line(TerminalText("# " + analyzer.recipe)) }
    for token in analyzer.tokens(in: text, language: language) {
      if json {
        try output.write(Self.object(token, in: text).text + "\n")
      } else {
        try output.line(TerminalText(Self.line(token, in: text)))
      }
    }
    try output.flush()
  }

  private func analyzer() throws -> Analyzer {
    guard let field else {
      return language?.analyzer ?? .standard
    }
    let schema = try location.open().snapshot().schema
    for named in schema.fields where named.name == field {
      if case .text(let analyzer) = named.kind { return analyzer }
    }
    if schema.fields.contains(where: { $0.name == field }) { return .keyword }
    throw ConcordError.unknownField(field)
  }

  /// The offsets of a token in the UTF-8 of the text.
  private static func bytes(_ token: AnalyzedToken, in text: String) -> Range<Int> {
    let start = text.utf8.distance(from: text.startIndex, to: token.range.lowerBound)
    return start..<start + text[token.range].utf8.count
  }

  private static func line(_ token: AnalyzedToken, in text: String) -> String {
    let bytes = bytes(token, in: text)
    let place = "\(token.position)  \(bytes.lowerBound)-\(bytes.upperBound)  \(token.word)"
    return token.stem.map { "\(place)  \($0)" } ?? place
  }

  private static func object(_ token: AnalyzedToken, in text: String) -> JSONObject {
    let bytes = bytes(token, in: text)
    var object = JSONObject()
    object.add("position", token.position)
    object.add("start", bytes.lowerBound)
    object.add("end", bytes.upperBound)
    object.add("text", String(text[token.range]))
    object.add("word", token.word)
    if let stem = token.stem { object.add("stem", stem) }
    return object
  }
}
