/// Finds the terms of a field that match a pattern, in a sorted dictionary, without looking at
/// all of them.
///
/// The walk looks at a term and says what to do next; the caller has the cursor:
///
/// ```swift
/// var walk = AutomatonWalk(automaton, field: ordinal)
/// var cursor = try dictionary.cursor(from: walk.firstTarget)
/// walking: while cursor.isValid {
///   switch try walk.examine(cursor.term) {
///   case .matches: use(cursor.found); try cursor.next()
///   case .step: try cursor.next()
///   case .seek(let target): try cursor.seek(target)
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
  enum Verdict: Equatable {
    /// The term matches; go on to the next.
    case matches
    /// The term does not match; go on to the next.
    case step
    /// Nothing before this key matches; go to the first term at or after it.
    case seek([UInt8])
    /// No further term matches.
    case end
  }

  /// How many states of the pattern's graph may be looked at: about a second of work.
  static let workLimit = 1 << 26
  /// How far a target is spelled out behind the byte that leads on.
  private static let foresight = 64

  /// No term before this key matches.
  private(set) var firstTarget: [UInt8] = []

  private var automaton: TermAutomaton
  private let field: UInt8
  private let workLimit: Int
  /// The last term that the automaton has read.
  private var term: [UInt8] = []
  /// The states after each of its bytes behind the field, up to where it died.
  private var states: [TermAutomatonState]
  /// Nothing before this matches, and it is after `term`.
  private var target: [UInt8]?

  /// A walk over the terms of the field with this ordinal.
  init(_ automaton: TermAutomaton, field: UInt8, workLimit: Int = Self.workLimit) {
    self.automaton = automaton
    self.field = field
    self.workLimit = workLimit
    states = [automaton.start]
    firstTarget = lowestMatch([field], from: automaton.start)
  }

  /// Looks at a term, which comes after all that were shown before: the field's ordinal, then the
  /// term's bytes.
  ///
  /// A term that comes before one of them is passed over.
  ///
  /// - Throws: ``AutomatonError/tooMuchWork(pattern:limit:)``.
  mutating func examine(_ next: [UInt8]) throws(AutomatonError) -> Verdict {
    guard let ordinal = next.first, ordinal >= field else { return .seek(firstTarget) }
    guard ordinal == field else { return .end }
    if let target {
      guard !next.lexicographicallyPrecedes(target) else { return .seek(target) }
      self.target = nil
    }
    var shared = 1
    while shared < min(term.count, next.count), term[shared] == next[shared] { shared += 1 }
    let isAfter = shared < next.count && (shared >= term.count || term[shared] < next[shared])
    guard term.isEmpty || isAfter else { return .step }
    try makeRoom()
    if run(next, from: shared) {
      return automaton.isAccepting(states[next.count - 1]) ? .matches : .step
    }
    target = nextTarget()
    return target.map { .seek($0) } ?? .end
  }

  private mutating func makeRoom() throws(AutomatonError) {
    guard automaton.work <= workLimit else {
      throw .tooMuchWork(pattern: automaton.pattern, limit: workLimit)
    }
    guard automaton.isFull else { return }
    automaton.forget()
    states = [automaton.start]
  }

  /// Reads a term from the byte on up to which it is the last one's; false if the automaton dies
  /// before its end.
  private mutating func run(_ next: [UInt8], from start: Int) -> Bool {
    var i = min(start, states.count)
    states.removeLast(states.count - i)
    // Not the array itself: its owner would have to copy it to go on to the next term.
    term.removeLast(max(0, term.count - i))
    for k in term.count..<next.count { term.append(next[k]) }
    while i < next.count {
      guard let state = automaton.step(states[i - 1], next[i]) else { return false }
      states.append(state)
      i += 1
    }
    return true
  }

  /// The lowest key after `term` at which a match can be, where the automaton died in `term`.
  private mutating func nextTarget() -> [UInt8]? {
    for i in states.indices.reversed() {
      // The byte that the state has read is behind the field's.
      let byte = term[i + 1]
      guard byte < .max, let higher = automaton.lowestByte(from: states[i], atLeast: byte + 1),
        let state = automaton.step(states[i], higher)
      else { continue }
      return lowestMatch(term[...i] + [higher], from: state)
    }
    return nil
  }

  /// The lowest match that begins with `key`, or a beginning of it: where a lower byte than all
  /// others leads on, spelling it out excludes nothing.
  private mutating func lowestMatch(
    _ key: [UInt8], from state: TermAutomatonState
  ) -> [UInt8] {
    var key = key
    var state = state
    for _ in 0..<Self.foresight {
      guard !automaton.isAccepting(state),
        let byte = automaton.lowestByte(from: state, atLeast: 0), byte > 0,
        let next = automaton.step(state, byte)
      else { break }
      key.append(byte)
      state = next
    }
    return key
  }
}
