import ArgumentParser
import Concord

/// The words of a query on the command line.
struct QueryArguments: ParsableArguments {
  // All that is no option belongs to the query, for it may hold exclusions: storm -film
  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("What to search for; see: concord help query", valueName: "query"))
  private var words: [String] = []

  @OptionGroup private var reading: QueryReading

  /// The text of the query; nil if there is none.
  ///
  /// An argument with spaces in it is text like any other: the shell has taken off its own
  /// quotation marks, so those that are left are the query's. After `--`, nothing is an option.
  var text: String? {
    var words = words
    if let terminator = words.firstIndex(of: "--") { words.remove(at: terminator) }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// The query, read for an index with the fields of `schema`.
  func query(_ text: String, for schema: Schema) throws(QueryError) -> Query {
    try reading.query(text, for: schema)
  }

  /// The query as far as it can be understood, for one that is still being typed.
  func lenientQuery(_ text: String, for schema: Schema) -> LenientQuery {
    reading.lenientQuery(text, for: schema)
  }

  func validate() throws {
    // Nobody searches for two hyphens and a letter, but everybody mistypes an option.
    let mistyped = words.prefix { $0 != "--" }.first { word in
      word.hasPrefix("--")
        && word.unicodeScalars.dropFirst(2).first?.properties.isAlphabetic == true
    }
    if let mistyped {
      if mistyped == "--language" {
        throw ValidationError(
          "The language of articles is named when they are indexed, in an index of its own: "
            + "concord index --language")
      }
      let suggestion = NameSuggestion.sentence(for: mistyped, among: Self.options)
      throw ValidationError(
        "Unknown option '\(mistyped)'.\(suggestion) To search for it, put it in quotation marks: "
          + "'\"\(mistyped)\"'")
    }
  }

  /// The options of the commands that take a query, as their help names them.
  private static var options: [String] {
    let commands: [any ParsableCommand.Type] = [
      SearchCommand.self, KwicCommand.self, TimelineCommand.self,
    ]
    let words = commands.flatMap { command in
      ConcordCommand.helpMessage(for: command).split { $0.isWhitespace || $0 == "/" }
    }
    return Set(words.filter { $0.hasPrefix("--") }.map(String.init)).sorted()
  }
}

/// How the text of a query is read.
struct QueryReading: ParsableArguments {
  @Flag(name: .customLong("all"), help: "Words side by side must all be there")
  private var wordsMeanAll = false

  /// The query, read for an index with the fields of `schema`.
  func query(_ text: String, for schema: Schema) throws(QueryError) -> Query {
    try Query.parse(text, options: options(schema))
  }

  /// The query as far as it can be understood.
  func lenientQuery(_ text: String, for schema: Schema) -> LenientQuery {
    Query.parseLeniently(text, options: options(schema))
  }

  private func options(_ schema: Schema) -> QueryOptions {
    QueryOptions(wordsMean: wordsMeanAll ? .all : .any, schema: schema)
  }
}
