/// What a search engine has found for each of many topics.
///
/// TREC's format, six columns: topic, `Q0`, document, rank, score, name of the run. As trec_eval
/// does, ranks are not read: a ranking is sorted by falling score, and where scores are equal, by
/// falling key, byte by byte, so that no engine gains by the order in which it breaks ties. Scores
/// are single-precision numbers there and here.
struct Run {
  /// A document that was found.
  struct Entry {
    let key: [UInt8]
    let score: Float
  }

  /// The topics, in the order in which they came.
  private(set) var topics: [[UInt8]] = []
  private var rankings: [[UInt8]: [Entry]] = [:]

  /// A run without topics.
  init() {}

  /// Reads a run.
  init(_ file: TextFile) throws(Failure) {
    var seen: [[UInt8]: Set<[UInt8]>] = [:]
    var found: [[UInt8]: [Entry]] = [:]
    try file.forEachLine { line throws(Failure) in
      let columns = line.columns
      guard columns.count == 6, let score = Float(String(columns[4])), score.isFinite else {
        throw line.failure(
          "A line of a run is a topic, Q0, a document's key, a rank, a score and the run's name.")
      }
      let topic = Array(columns[0])
      let key = Array(columns[2])
      guard seen[topic, default: []].insert(key).inserted else {
        throw line.failure("\(String(key)) is there twice for topic \(String(topic)).")
      }
      if found[topic] == nil { topics.append(topic) }
      found[topic, default: []].append(Entry(key: key, score: score))
    }
    for topic in topics { rankings[topic] = Self.sorted(found[topic] ?? []) }
  }

  /// Adds what was found for a topic.
  mutating func add(_ topic: [UInt8], _ entries: [Entry]) {
    precondition(rankings[topic] == nil, "a topic is searched once")
    topics.append(topic)
    rankings[topic] = Self.sorted(entries)
  }

  /// What was found for a topic, best first.
  func ranking(for topic: [UInt8]) -> [Entry] { rankings[topic] ?? [] }

  private static func sorted(_ entries: [Entry]) -> [Entry] {
    entries.sorted { a, b in
      a.score == b.score ? b.key.lexicographicallyPrecedes(a.key) : a.score > b.score
    }
  }

  /// The run in TREC's format, under a name without spaces.
  ///
  /// Scores have as many digits as it takes to read the same number again.
  func text(name: String) throws(Failure) -> String {
    var text = ""
    for topic in topics {
      for (i, entry) in ranking(for: topic).enumerated() {
        guard !entry.key.contains(where: { $0 <= UInt8(ascii: " ") }) else {
          throw Failure(
            "The key “\(String(entry.key))” has a space, and a file of TREC's format has no room "
              + "for that.\nGive the articles an \"id\" without spaces.")
        }
        text += "\(String(topic)) Q0 \(String(entry.key)) \(i + 1) \(entry.score) \(name)\n"
      }
    }
    return text
  }
}
