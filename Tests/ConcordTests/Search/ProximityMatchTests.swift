// Proximity by hand: the definitions of the specification one by one, and the cases that other
// engines are known to lose or to invent.

import Testing

@testable import Concord

/// A document of words, with `.` for the end of a sentence and `|` for that of a paragraph.
private struct Text {
  var words: [Substring] = []
  var breaks = TextBreaks()

  init(_ text: String) {
    for word in text.split(separator: " ") {
      switch word {
      case ".": breaks.sentenceStarts.append(UInt32(words.count))
      case "|":
        breaks.sentenceStarts.append(UInt32(words.count))
        breaks.paragraphStarts.append(UInt32(words.count))
      default: words.append(word)
      }
    }
  }

  /// Where any of these words and phrases occurs: an OR group.
  func any(_ alternatives: String...) -> [Occurrence] {
    var ranges: Set<Occurrence> = []
    for phrase in alternatives.map({ $0.split(separator: " ") }) {
      for start in words.indices where words[start...].starts(with: phrase) {
        ranges.insert(
          Occurrence(start: UInt32(start), end: UInt32(start + phrase.count - 1)))
      }
    }
    return ranges.sorted()
  }

  func match(
    _ operands: [[Occurrence]], _ proximity: Proximity
  ) -> (ranges: [Occurrence], closest: UInt32?) {
    var ranges: [Occurrence] = []
    let closest = ProximityMatch.matches(operands, proximity, breaks: breaks, into: &ranges)
    return (ranges, closest)
  }

  /// The covered words of each range, in order.
  func near(_ operands: [Occurrence]..., by proximity: Proximity) -> [String] {
    match(operands, proximity).ranges.map {
      words[Int($0.start)...Int($0.end)].joined(separator: " ")
    }
  }

  func closest(_ operands: [Occurrence]..., by proximity: Proximity) -> UInt32? {
    match(operands, proximity).closest
  }
}

@Suite("Proximity")
struct ProximityMatchTests {
  private let sideBySide = Proximity(within: 1)
  private let adjacentInOrder = Proximity(within: 1, inOrder: true)

  @Test("neighbours are at distance 1, with four words between at distance 5")
  func distance() {
    let text = Text("a 1 2 3 4 b")
    #expect(text.near(text.any("a"), text.any("b"), by: Proximity(within: 5)) == ["a 1 2 3 4 b"])
    #expect(text.near(text.any("b"), text.any("a"), by: Proximity(within: 5)) == ["a 1 2 3 4 b"])
    #expect(text.near(text.any("a"), text.any("b"), by: Proximity(within: 4)) == [])
    #expect(text.closest(text.any("a"), text.any("b"), by: Proximity(within: 99)) == 5)
    let neighbours = Text("a b")
    #expect(
      neighbours.closest(neighbours.any("b"), neighbours.any("a"), by: sideBySide) == 1)
  }

  @Test("in order, the left operand ends before the right one starts")
  func order() {
    let text = Text("b a b")
    let proximity = Proximity(within: 9, inOrder: true)
    #expect(text.near(text.any("a"), text.any("b"), by: proximity) == ["a b"])
    #expect(text.near(text.any("b"), text.any("a"), by: proximity) == ["b a"])
    #expect(text.near(text.any("b a"), text.any("a b"), by: proximity) == [])
  }

  @Test("every pair in reach is found, each range once")
  func allPairs() {
    let text = Text("a b a b")
    #expect(
      text.near(text.any("a"), text.any("b"), by: Proximity(within: 3))
        == ["a b", "a b a b", "b a", "a b"])
    // Both of the words could be either: one range.
    #expect(text.near(text.any("a", "b"), text.any("a", "b"), by: sideBySide).count == 3)
  }

  @Test("operands never share a position, so the same word twice needs two places")
  func sharing() {
    let once = Text("the reassurance force")
    let phrase = once.any("reassurance force")
    #expect(once.near(phrase, once.any("force"), by: Proximity(within: 9)) == [])
    #expect(once.near(once.any("force"), once.any("force"), by: Proximity(within: 9)) == [])
    let twice = Text("the reassurance force is a force")
    let range = ["reassurance force is a force"]
    #expect(
      twice.near(twice.any("reassurance force"), twice.any("force"), by: Proximity(within: 3))
        == range)
    #expect(
      twice.closest(twice.any("force"), twice.any("force"), by: Proximity(within: 9)) == 3)
  }

  @Test("a list leaves the insides of its operands out of the measure")
  func lists() {
    let text = Text("a b c 1 d e")
    let operands = [text.any("d e"), text.any("a b c")]
    #expect(text.closest(operands[0], operands[1], by: Proximity(within: 2)) == 2)
    let three = [text.any("a"), text.any("b c"), text.any("d")]
    #expect(text.match(three, Proximity(within: 2)).closest == nil)
    #expect(text.match(three, Proximity(within: 3)).ranges == [Occurrence(start: 0, end: 4)])
    #expect(text.match(three.reversed(), Proximity(within: 3)).closest == 3)
    #expect(text.match(three.reversed(), Proximity(within: 3, inOrder: true)).closest == nil)
  }

  @Test("a list of words gives each its own place, however they are shared out")
  func wordsOfList() {
    let text = Text("a b")
    let either = text.any("a", "b")
    #expect(text.closest(either, text.any("a"), either, by: Proximity(within: 9)) == nil)
    let longer = Text("a b a")
    let any = longer.any("a", "b")
    #expect(longer.near(any, longer.any("b"), any, by: Proximity(within: 2)) == ["a b a"])
  }

  @Test("NOTNEAR keeps the left operand where the right one is far, not near, not overlapping")
  func notNear() {
    let text = Text("a b 1 2 a 3 4 b a b")
    let far = Proximity(within: 2, isNegated: true)
    let found = text.match([text.any("a"), text.any("b")], far)
    #expect(found.ranges == [Occurrence(start: 4, end: 4)])
    #expect(found.closest == .max)
    #expect(text.near(text.any("a b"), text.any("b"), by: far) == [])
    #expect(text.near(text.any("a"), text.any("a"), by: far) == [])
    #expect(text.near(text.any("a"), text.any("c"), by: far) == ["a", "a", "a"])
    #expect(text.match([text.any("c"), text.any("a")], far).closest == nil)
  }

  @Test("a sentence and a paragraph end before their breaks")
  func parts() {
    let text = Text("a b . c a . b | b a")
    let operands = [text.any("a"), text.any("b")]
    let sentence = text.match(operands, Proximity(.sentence))
    #expect(sentence.ranges == [Occurrence(start: 0, end: 1), Occurrence(start: 5, end: 6)])
    let paragraph = text.match(operands, Proximity(.paragraph)).ranges
    #expect(!paragraph.contains { $0.start < 5 && $0.end >= 5 })
    #expect(paragraph.contains(Occurrence(start: 0, end: 4)))
    let inOrder = Proximity(.sentence, inOrder: true)
    #expect(text.match(operands, inOrder).ranges == [Occurrence(start: 0, end: 1)])
    let far = Proximity(.sentence, isNegated: true)
    #expect(text.match(operands, far).ranges == [Occurrence(start: 3, end: 3)])
    #expect(text.match([text.any("b c"), text.any("a")], far).ranges == text.any("b c"))
  }

  @Test("the greatest positions and distances overflow nothing")
  func extremes() {
    let last = UInt32.max
    let ends = [[Occurrence(start: 0, end: 1)], [Occurrence(start: last, end: last)]]
    for distance in [Int.max, Int(last) - 1] {
      for proximity in [Proximity(within: distance), Proximity(within: distance, inOrder: true)] {
        #expect(Text("").match(ends, proximity).closest == last - 1)
      }
      let three = ends + [[Occurrence(start: 9, end: 12)]]
      #expect(Text("").match(three, Proximity(within: distance)).closest == last - 4)
      let far = Proximity(within: distance, isNegated: true)
      #expect(Text("").match(ends, far).closest == nil)
    }
    #expect(Text("").match(ends, Proximity(within: 0)).closest == nil)
    #expect(Text("").match([], sideBySide).closest == nil)
    #expect(Text("").match([[], ends[0]], sideBySide).closest == nil)
  }

  @Test("two hundred words have to be somewhere, each in its own place")
  func manyWords() {
    let every = (0..<400).map { Occurrence(start: UInt32($0), end: UInt32($0)) }
    let operands = [[Occurrence]](repeating: every, count: 200)
    let found = Text("").match(operands, Proximity(within: 199))
    #expect(found.closest == 199)
    #expect(found.ranges.count == 201)
    #expect(Text("").match(operands, Proximity(within: 198)).closest == nil)
    #expect(Text("").match(operands, Proximity(within: 199, inOrder: true)).ranges.count == 201)
    // With phrases among them the search for long lists takes over.
    let phrase = [0, 20, 40].map { Occurrence(start: $0, end: $0 + 2) }
    let word = Array(every.prefix(60))
    let mixed = [[Occurrence]](repeating: word, count: 14) + [phrase, phrase]
    // From the start of one phrase to the end of the next there are 23 positions for the 20.
    let found18 = Text("").match(mixed, Proximity(within: 18))
    #expect(found18.closest == 18)
    #expect(found18.ranges == [Occurrence(start: 0, end: 22), Occurrence(start: 20, end: 42)])
    #expect(Text("").match(mixed, Proximity(within: 17)).closest == nil)
  }
}

@Suite("Proximity that other engines get wrong")
struct ProximityElsewhereTests {
  private func ordered(_ distance: Int) -> Proximity { Proximity(within: distance, inOrder: true) }

  @Test("LUCENE-7398: of nested spans with one start, the longer one may be the one that fits")
  func longerAlternative() {
    let text = Text("w1 w2 w3 w4")
    #expect(text.near(text.any("w1", "w1 w2"), text.any("w3"), by: ordered(1)) == ["w1 w2 w3"])
    #expect(
      text.near(text.any("w1"), text.any("w2", "w2 w3"), text.any("w4"), by: ordered(2))
        == ["w1 w2 w3 w4"])
    // And the shorter one, where the longer takes the word that comes next.
    #expect(
      text.near(text.any("w1"), text.any("w2 w3", "w2"), text.any("w3"), by: ordered(2))
        == ["w1 w2 w3"])
  }

  @Test("LUCENE-8477: a short alternative inside a long one does not replace it")
  func minimizedAlternative() {
    let text = Text("a b c")
    #expect(text.near(text.any("a"), text.any("c", "b c"), by: ordered(1)) == ["a b c"])
    #expect(text.near(text.any("b", "a b"), text.any("c"), by: ordered(1)) == ["a b c", "b c"])
  }

  @Test("LUCENE-9418: interleaved words neither invent a range nor lose the next one")
  func interleaved() {
    let once = Text("A B A C")
    #expect(once.near(once.any("A"), once.any("B"), once.any("C"), by: ordered(9)) == ["A B A C"])
    let twice = Text("A B A C A B C")
    let found = twice.match([twice.any("A"), twice.any("B"), twice.any("C")], ordered(3))
    #expect(found.ranges == [Occurrence(start: 0, end: 3), Occurrence(start: 4, end: 6)])
  }

  @Test("LUCENE-9099: a repeated word is needed as often as it is asked for")
  func repeats() {
    let text = Text("a x a b y")
    let a = text.any("a")
    #expect(text.near(a, a, text.any("b"), by: ordered(9)) == ["a x a b"])
    let phrase = Text("to be or not")
    let to = phrase.any("to")
    let be = phrase.any("be")
    let others = (phrase.any("or"), phrase.any("not"))
    #expect(phrase.near(to, be, others.0, others.1, to, be, by: Proximity(within: 99)) == [])
  }

  @Test("SOLR-3101, OpenSearch#1893: phrases and OR groups are operands like any other")
  func phrasesAndGroups() {
    let text = Text("Macron said the reassurance force would follow and Starmer agreed")
    let force = text.any("reassurance force", "stabilisation force")
    let leaders = text.any("Macron", "Keir Starmer", "Starmer")
    #expect(
      text.near(force, leaders, by: Proximity(within: 4)) == [
        "Macron said the reassurance force",
        "reassurance force would follow and Starmer",
      ])
    #expect(
      text.near(force, leaders, by: Proximity(within: 3)) == ["Macron said the reassurance force"])
    #expect(
      text.near(force, leaders, by: Proximity(within: 3, isNegated: true)) == [])
  }

  @Test("Xapian: one word is not near itself, and nested NEARs are operands")
  func nested() {
    let text = Text("a b x c")
    #expect(text.near(text.any("a"), text.any("a"), by: Proximity(within: 10)) == [])
    let inner = text.match([text.any("a"), text.any("b")], Proximity(within: 1)).ranges
    #expect(text.near(inner, text.any("c"), by: Proximity(within: 2)) == ["a b x c"])
    #expect(text.near(inner, text.any("c"), by: Proximity(within: 1)) == [])
    // The wide inner range is the one that reaches the outer word.
    let wide = Text("a b a x b c")
    let ranges = wide.match([wide.any("a"), wide.any("b")], Proximity(within: 4)).ranges
    #expect(wide.near(ranges, wide.any("c"), by: ordered(1)).contains("a b a x b c"))
  }

  @Test("SQLite: phrases of a NEAR list may not share words")
  func listOfPhrases() {
    let text = Text("one two three 1 two three")
    let list = [text.any("one two"), text.any("two three"), text.any("three")]
    #expect(
      text.match(list, Proximity(within: 4)).ranges == [Occurrence(start: 0, end: 5)])
    #expect(text.match(list, Proximity(within: 1)).closest == nil)
    let short = Text("one two three")
    let phrases = (short.any("one two"), short.any("two three"))
    #expect(short.near(phrases.0, phrases.1, by: Proximity(within: 9)) == [])
  }

  @Test("a list takes the far occurrence where the near one is needed elsewhere")
  func greed() {
    // The nearest "b c" to a would leave no c for the third operand.
    let text = Text("a b c 1 b")
    let operands = [text.any("a"), text.any("b c", "b"), text.any("c")]
    #expect(
      text.match(operands, Proximity(within: 4)).ranges
        == [Occurrence(start: 0, end: 2), Occurrence(start: 0, end: 4)])
  }
}
