/// Finds the terms of a field that match a pattern, in a sorted dictionary, without looking at
/// all of them.
///
/// The walk looks at a term and says what to do next; the caller has the cursor:
///
/// ```swift
/// var walk = AutomatonWalk(automaton, field: ordinal)
/// var cursor = try dictionary.cursor(from: walk.target)
/// walking: while cursor.isValid {
///   switch try walk.examine(cursor.term) {
///   case .matches: use(cursor.found); try cursor.next()
///   case .step: try cursor.next()
///   case .seek: try cursor.seek(walk.target)
///   case .end: break walking
///   }
/// }
/// ```
///
/// Terms share beginnings, so the walk keeps the automaton's state after each byte and reads only
/// what is new in a term. Where the automaton dies, every term that begins like this is out: the
/// next that can match begins with the lowest higher byte that leads on, there or at an earlier
/// byte. The idea is that of Lucene's AutomatonTermsEnum.
struct AutomatonWalk {
  /// What a term is, and where to go from it.
  enum Verdict {
    /// The term matches; go on to the next.
    case matches
    /// The term does not match; go on to the next.
    case step
    /// Nothing before ``AutomatonWalk/target`` matches; go to the first term at or after it.
    case seek
    /// No further term matches.
    case end
  }

  /// How many states of the pattern's graph may be looked at, in all dictionaries together: about a
  /// second of work.
  static let workLimit = 1 << 26
  /// How far a target is spelled out behind the byte that leads on.
  private static let foresight = 64

  /// The key before which nothing matches, behind the terms that were shown: where to begin, and
  /// where to go on where a verdict says so.
  private(set) var target: [UInt8]
  /// Whether no term at or after `target` was shown yet.
  private var isSeeking = true

  private var automaton: TermAutomaton
  private let field: UInt8
  private let workLimit: Int
  /// The last term that the automaton has read, and what is left there of longer ones.
  private var term: [UInt8]
  private var termCount = 0
  /// The states after each of its bytes behind the field, up to where the automaton died, and what
  /// is left there of others.
  private var states: [TermAutomatonState]
  private var stateCount = 1

  /// A walk over the terms of the field with this ordinal.
  init(_ automaton: TermAutomaton, field: UInt8, workLimit: Int = Self.workLimit) {
    self.automaton = automaton
    self.field = field
    self.workLimit = workLimit
    term = [field]
    states = [automaton.start]
    target = []
    restart()
  }

  /// Goes back before the first term, for another dictionary: what the automaton has learned serves
  /// there as well.
  mutating func restart() {
    termCount = 0
    stateCount = 1
    target = [field]
    isSeeking = true
    extendTarget(from: automaton.start)
  }

  /// Looks at a term, which comes after all that were shown before: the field's ordinal, then the
  /// term's bytes.
  ///
  /// A term that comes before one of them is passed over.
  ///
  /// - Throws: ``AutomatonError/tooMuchWork(pattern:limit:)``.
  mutating func examine(_ next: [UInt8]) throws(AutomatonError) -> Verdict {
    if isSeeking {
      guard !next.lexicographicallyPrecedes(target) else { return .seek }
      isSeeking = false
    }
    guard let ordinal = next.first, ordinal == field else {
      return (next.first ?? 0) < field ? .step : .end
    }
    var shared = 1
    let most = min(termCount, next.count)
    while shared < most, term[shared] == next[shared] { shared += 1 }
    let isAfter = shared < next.count && (shared >= termCount || term[shared] < next[shared])
    guard termCount == 0 || isAfter else { return .step }
    try makeRoom()
    if run(next, from: shared) {
      return automaton.isAccepting(states[next.count - 1]) ? .matches : .step
    }
    isSeeking = findTarget()
    return isSeeking ? .seek : .end
  }

  private mutating func makeRoom() throws(AutomatonError) {
    guard automaton.work <= workLimit else {
      throw .tooMuchWork(pattern: automaton.pattern, limit: workLimit)
    }
    guard automaton.isFull else { return }
    automaton.forget()
    states = [automaton.start]
    stateCount = 1
  }

  /// Reads a term from the byte on up to which it is the last one's; false if the automaton dies
  /// before its end.
  ///
  /// Both arrays are written over in place: thousands of terms are looked at for a fuzzy word, and
  /// what each costs is the whole cost of the walk.
  private mutating func run(_ next: [UInt8], from start: Int) -> Bool {
    // Not the array itself: its owner would have to copy it to go on to the next term.
    for i in min(start, stateCount)..<next.count {
      if i < term.count { term[i] = next[i] } else { term.append(next[i]) }
    }
    termCount = next.count
    stateCount = min(start, stateCount)
    while stateCount < next.count {
      guard let state = automaton.step(states[stateCount - 1], next[stateCount]) else {
        return false
      }
      if stateCount < states.count { states[stateCount] = state } else { states.append(state) }
      stateCount += 1
    }
    return true
  }

  /// Puts `target` on the lowest key after `term` at which a match can be, where the automaton died
  /// in `term`; false if there is none.
  private mutating func findTarget() -> Bool {
    for i in (0..<stateCount).reversed() {
      // The byte that the state has read is behind the field's.
      let byte = term[i + 1]
      guard byte < .max, let higher = automaton.lowestByte(from: states[i], atLeast: byte + 1),
        let state = automaton.step(states[i], higher)
      else { continue }
      target.removeAll(keepingCapacity: true)
      target.append(contentsOf: term[...i])
      target.append(higher)
      extendTarget(from: state)
      return true
    }
    return false
  }

  /// Spells `target`, after which the automaton is in `state`, out to the lowest match that begins
  /// with it, or a beginning of it: where a lower byte than all others leads on, spelling it out
  /// excludes nothing.
  private mutating func extendTarget(from state: TermAutomatonState) {
    var state = state
    for _ in 0..<Self.foresight {
      guard !automaton.isAccepting(state),
        let byte = automaton.lowestByte(from: state, atLeast: 0), byte > 0,
        let next = automaton.step(state, byte)
      else { break }
      target.append(byte)
      state = next
    }
  }
}
