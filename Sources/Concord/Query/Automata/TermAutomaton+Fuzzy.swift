extension TermAutomaton {
  /// Matches the terms that `edits` or fewer changes make of `word`: a scalar put in, left out or
  /// replaced, or two neighbours swapped.
  ///
  /// No scalar is changed twice, so that "ca" is three changes from "abc": the distance is that of
  /// the optimal string alignment.
  ///
  /// The graph is the usual one of K. U. Schulz and S. Mihov, "Fast string correction with
  /// Levenshtein automata" (2002): a state for each number of scalars of the word that are done
  /// with and each number of changes made.
  ///
  /// `edits` is 1 or 2.
  static func fuzzy(_ word: String, edits: Int) throws(AutomatonError) -> TermAutomaton {
    precondition(1...2 ~= edits, "a fuzzy word has 1 or 2 edits")
    var graph = try PatternGraph(of: word)
    let letters = word.unicodeScalars.map { ScalarSet($0) }
    /// The states with the scalars from the next on, and from the one after that, to be read;
    /// each by the number of changes made.
    var next: [Int] = []
    var afterNext: [Int] = []
    for i in stride(from: letters.count, through: 0, by: -1) {
      var states: [Int] = []
      for made in stride(from: edits, through: 0, by: -1) {
        var ways: [Int] = []
        if i == letters.count {
          ways.append(PatternGraph.end)
        } else {
          ways.append(try graph.read(letters[i], then: next[made]))
        }
        if made < edits {
          // States for more changes come first in `states`.
          ways.append(try graph.read(.any, then: states[edits - made - 1]))
          if i < letters.count {
            ways.append(try graph.read(.any, then: next[made + 1]))
            ways.append(next[made + 1])
          }
          if i + 1 < letters.count {
            let second = try graph.read(letters[i], then: afterNext[made + 1])
            ways.append(try graph.read(letters[i + 1], then: second))
          }
        }
        states.append(try graph.fork(ways))
      }
      afterNext = next
      next = states.reversed()
    }
    graph.start = next[0]
    return TermAutomaton(graph)
  }
}
