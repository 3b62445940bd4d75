import ArgumentParser
import Concord
import ConcordServer

/// The command `concord analyze`.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze", abstract: "Show which terms a text becomes",
    discussion: """
      Example: concord analyze --language german 'Die Häuser an der Küste'

      The first line says what is done: how the text is cut into words, and then, in this order, \
      what happens to each. Below is a line for each word: its position, by which phrases and NEAR \
      count; the bytes of the text that it takes; how it stands there; the word that is looked \
      for; and the stem, if words are searched by their stems. A phrase needs its words in \
      neighbouring positions; words with the same stem find each other. With --language guess, \
      the stem has the code of the language before it, for each language has stems of its own.

      With --field, the text is analyzed as that field of the index; without, as that of articles \
      in the --language, or of any.
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
    let tokens = analyzer.tokens(in: text, language: Language(guessedFrom: text))
    var output = Output()
    if json {
      for token in tokens { try output.write(Self.object(token, in: text).text + "\n") }
    } else {
      try output.line(TerminalText("# " + analyzer.recipe, .dim))
      let hasStems = tokens.contains { $0.stem != nil }
      let head = ["position", "bytes", "text", "word"] + (hasStems ? ["stem"] : [])
      let rows = [head] + tokens.map { Self.row($0, in: text) }
      let lines = TextTable.lines(rows, [.right, .right, .left, .left] + (hasStems ? [.left] : []))
      for (i, line) in lines.enumerated() {
        try output.line(TerminalText(line, i == 0 ? .dim : .plain))
      }
    }
    try output.flush()
    if tokens.isEmpty { Messages.say("There is no word in this text, so nothing is looked for.") }
  }

  private func analyzer() throws -> Analyzer {
    guard let field else {
      return language?.analyzer ?? .standard
    }
    let schema = try location.open().snapshot().schema
    try schema.requireField(field)
    for named in schema.fields where named.name == field {
      if case .text(let analyzer) = named.kind { return analyzer }
    }
    return .keyword
  }

  /// The offsets of a token in the UTF-8 of the text.
  private static func bytes(_ token: AnalyzedToken, in text: String) -> Range<Int> {
    let start = text.utf8.distance(from: text.startIndex, to: token.range.lowerBound)
    return start..<start + text[token.range].utf8.count
  }

  private static func row(_ token: AnalyzedToken, in text: String) -> [String] {
    let bytes = bytes(token, in: text)
    let row = [
      String(token.position), "\(bytes.lowerBound)-\(bytes.upperBound)",
      String(text[token.range]), token.word,
    ]
    return row + (token.stem.map { [$0] } ?? [])
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
