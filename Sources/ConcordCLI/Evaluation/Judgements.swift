/// How well documents answer topics, as people have judged it (“qrels”).
///
/// TREC's format, four columns: topic, a number that is not used, document, grade. A document with
/// a grade above zero is relevant; one without a judgement is not.
struct Judgements {
  /// The judged topics, in the order of the file.
  private(set) var topics: [[UInt8]] = []
  private var grades: [[UInt8]: [[UInt8]: Int]] = [:]

  /// Reads a file of judgements.
  init(_ file: TextFile) throws(Failure) {
    try file.forEachLine { line throws(Failure) in
      let columns = line.columns
      guard columns.count == 4, let grade = Int(String(columns[3])) else {
        throw line.failure("A judgement is a topic, 0, a document's key and a whole grade.")
      }
      let topic = Array(columns[0])
      let key = Array(columns[2])
      if grades[topic] == nil { topics.append(topic) }
      if let before = grades[topic]?[key], before != grade {
        throw line.failure("\(String(key)) has another grade for topic \(String(topic)) already.")
      }
      grades[topic, default: [:]][key] = grade
    }
    guard !topics.isEmpty else { throw Failure("\(file.path) has no judgements.") }
  }

  /// The grade of a document for a topic; 0 if it was not judged.
  func grade(of key: [UInt8], for topic: [UInt8]) -> Int { grades[topic]?[key] ?? 0 }

  /// All grades that were given for a topic, in no order.
  func grades(for topic: [UInt8]) -> [Int] { (grades[topic] ?? [:]).values.map { $0 } }
}
