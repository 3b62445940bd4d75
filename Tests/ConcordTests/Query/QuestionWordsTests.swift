// Plain text is searched for without the words that ask.

import Testing

@testable import Concord

@Suite("Words that ask")
struct QuestionWordsTests {
  @Test("words that ask and stop words are left out of plain words, but not all there is")
  func plainWords() {
    for (text, language, words) in [
      ("Wie viele Punkte gab Welche wer WARUM?", Language.german, ["viele", "Punkte", "gab"]),
      ("How does a ship float?", .english, ["ship", "float"]),
      ("¿Cuándo nació?", .spanish, ["nació"]), ("Hangi IŞIK?", .turkish, ["IŞIK"]),
      ("كم سنة", .arabic, ["سنة"]), ("who, how", .english, ["who", "how"]),
    ] {
      let query = Query.words(text, withoutStopWordsOf: language)
      let expected = words.map { Query.term($0) }
      #expect(query == (expected.count == 1 ? expected[0] : .any(expected)), "\(text)")
    }
  }

  @Test("each language has words that ask, once, and none that are stop words")
  func lists() {
    for language in Language.allCases {
      let words = QuestionWords.words(of: language).split { $0 == " " || $0 == "\n" }
      #expect(!words.isEmpty && Set(words).count == words.count, "\(language)")
      #expect(Set(words).isDisjoint(with: StopWords.words(of: language)), "\(language)")
    }
  }
}
