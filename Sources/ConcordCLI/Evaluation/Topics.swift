/// The queries of a test collection, each with its name: a line `name<TAB>text` for each.
struct Topics {
  /// A query.
  struct Topic {
    /// Its name, by which judgements and runs refer to it.
    let name: [UInt8]
    let text: String
  }

  /// In the order of the file.
  private(set) var list: [Topic] = []

  /// Reads a file of topics.
  init(_ file: TextFile) throws(Failure) {
    var names: Set<[UInt8]> = []
    try file.forEachLine { line throws(Failure) in
      guard let tab = line.bytes.firstIndex(of: UInt8(ascii: "\t")), tab > line.bytes.startIndex,
        !line.bytes[..<tab].contains(UInt8(ascii: " "))
      else {
        throw line.failure("A topic is a name without spaces, a tab and the text of the query.")
      }
      let name = Array(line.bytes[..<tab])
      guard names.insert(name).inserted else {
        throw line.failure("There is a topic \(String(name)) already.")
      }
      list.append(Topic(name: name, text: String(line.bytes[(tab + 1)...])))
    }
    guard !list.isEmpty else { throw Failure("\(file.path) has no topics.") }
  }
}
