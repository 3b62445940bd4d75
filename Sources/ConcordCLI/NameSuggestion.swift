import Concord

/// What was probably meant by the name of a command or an option that there is not.
enum NameSuggestion {
  /// “ Did you mean 'search'?”, or nothing if no name is close.
  static func sentence(for name: String, among names: [String]) -> String {
    closest(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
  }

  /// The closest of `names`; nil if none is close.
  ///
  /// Spelling is what the engine knows already: the names are documents of an index in memory.
  private static func closest(to name: String, among names: [String]) -> String? {
    let whole = Analyzer(tokenizer: .wholeValue, filters: [])
    let index = try? SearchIndex(inMemory: Schema(.text("name", whole)))
    try? index?.write { writer in
      for name in names { try writer.add(Document(key: name, fields: ["name": name])) }
    }
    return try? index?.snapshot().suggestions(for: name, limit: 1).first?.word
  }
}
