/// The scalars as a pattern sees them: two that no part of the pattern tells apart are one letter.
///
/// A pattern such as `wom[ae]n` has six letters: w, o, m, a with e, n, and everything else. So the
/// table of an automaton's steps has six columns and not 1,112,064.
struct ScalarAlphabet: Sendable {
  /// How many letters there are; they are numbered from 0.
  ///
  /// Letter 0 is the scalars that are in none of the sets, surrogates and what lies beyond the last
  /// scalar.
  private(set) var count = 1
  /// The numbers at which the letter changes, in order; the first is 0.
  private var starts: [UInt32] = [0]
  /// The letter from each of `starts` on.
  private var letters: [Int] = [0]
  private var asciiLetters: [Int] = []
  /// For each letter, the ASCII scalars that it stands for.
  private var asciiMembers: [ASCIISet] = []
  /// For each set, and in it for each letter, whether the set has the letter's scalars.
  private var memberships: [Bool] = []

  /// The coarsest alphabet in which each of `sets` is a set of letters.
  init(of sets: [ScalarSet]) {
    var edges: [(scalar: UInt32, set: Int, enters: Bool)] = []
    for (i, set) in sets.enumerated() {
      for range in set.ranges {
        edges.append((range.lowerBound, i, true))
        edges.append((range.upperBound + 1, i, false))
      }
    }
    edges.sort { $0.scalar < $1.scalar }
    var lettersBySets: [Set<Int>: Int] = [[]: 0]
    var current: Set<Int> = []
    var at = 0
    while at < edges.count {
      let start = edges[at].scalar
      while at < edges.count, edges[at].scalar == start {
        if edges[at].enters { current.insert(edges[at].set) } else { current.remove(edges[at].set) }
        at += 1
      }
      let letter = lettersBySets[current, default: lettersBySets.count]
      lettersBySets[current] = letter
      if start == 0 {
        letters[0] = letter
      } else {
        starts.append(start)
        letters.append(letter)
      }
    }
    count = lettersBySets.count
    memberships = Array(repeating: false, count: sets.count * count)
    for (members, letter) in lettersBySets {
      for set in members { memberships[set * count + letter] = true }
    }
    asciiLetters = (0..<0x80).map { letters[run(of: $0)] }
    asciiMembers = Array(repeating: ASCIISet(), count: count)
    for byte in UInt8(0)..<0x80 { asciiMembers[asciiLetters[Int(byte)]].insert(byte) }
  }

  /// The ASCII scalars of a letter.
  func asciiMembers(ofLetter letter: Int) -> ASCIISet { asciiMembers[letter] }

  /// Whether set number `set` has the scalars of `letter`.
  func contains(_ letter: Int, inSet set: Int) -> Bool { memberships[set * count + letter] }

  /// The letter of a scalar value.
  ///
  /// - Complexity: one look-up for ASCII, else a binary search.
  func letter(of scalar: UInt32) -> Int {
    scalar < 0x80 ? asciiLetters[Int(scalar)] : letters[run(of: scalar)]
  }

  /// The runs of one letter that reach into `range`, by number and in order.
  func runs(in range: ClosedRange<UInt32>) -> ClosedRange<Int> {
    run(of: range.lowerBound)...run(of: range.upperBound)
  }

  /// The first scalar value of a run.
  func start(ofRun i: Int) -> UInt32 { starts[i] }

  /// The letter of a run.
  func letter(ofRun i: Int) -> Int { letters[i] }

  /// The last of `starts` that is not above `scalar`.
  private func run(of scalar: UInt32) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] > scalar { high = middle } else { low = middle + 1 }
    }
    return low - 1
  }
}
