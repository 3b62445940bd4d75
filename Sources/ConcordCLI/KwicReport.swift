import Concord
import ConcordServer

/// What is shown of a line of a concordance, without the text of its article.
struct KwicLine {
  let key: String
  let title: String?
  let rank: Int
  let score: Float
  let field: String
  let positions: ClosedRange<Int>
  let range: Range<Int>
  let before: String
  let after: String
  /// The match in pieces: a word that was asked for, or what stands between such words.
  let match: [(text: String, isAsked: Bool)]
  let previousWord: String?
  let nextWord: String?

  init(_ line: ConcordanceLine) {
    key = line.document.key
    title = line.document.fields["title"]
    rank = line.rank
    score = line.hit.score
    field = line.field
    positions = line.positions
    range = line.range
    before = line.before
    after = line.after
    previousWord = line.previousWord
    nextWord = line.nextWord
    var match: [(text: String, isAsked: Bool)] = []
    var end = line.match.startIndex
    for highlight in line.highlights {
      match.append((String(line.match[end..<highlight.lowerBound]), false))
      match.append((String(line.match[highlight]), true))
      end = highlight.upperBound
    }
    match.append((String(line.match[end...]), false))
    self.match = match.filter { !$0.text.isEmpty }
  }
}

/// Lines of a concordance as people read them, or as programs do.
struct KwicReport {
  let layout: KwicLayout
  let isJSON: Bool

  func write(_ line: KwicLine, _ output: inout Output) throws(OutputError) {
    if isJSON {
      try output.write(Self.object(line).text + "\n")
    } else {
      try output.line(layout.line(line))
    }
  }

  private static func object(_ line: KwicLine) -> JSONObject {
    var object = JSONObject()
    object.add("rank", line.rank)
    object.add("score", line.score)
    object.add("key", line.key)
    object.add("title", line.title)
    object.add("field", line.field)
    object.add("before", line.before)
    object.add("match", line.match.map(\.text).joined())
    object.add("after", line.after)
    object.add("words", line.match.filter(\.isAsked).map(\.text))
    object.add("firstPosition", line.positions.lowerBound)
    object.add("lastPosition", line.positions.upperBound)
    object.add("start", line.range.lowerBound)
    object.add("end", line.range.upperBound)
    return object
  }
}
