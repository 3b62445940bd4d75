/// What a pattern may read, as a graph: a nondeterministic automaton over scalars.
///
/// A graph is built from its end to its beginning, so that each state is made with the states
/// that come after it (K. Thompson, "Regular expression search algorithm", CACM 11(6), 1968).
/// Every state leads to the end: a pattern that has read its way into the graph can still match.
struct PatternGraph: Sendable {
  enum State: Sendable {
    /// The term ends here.
    case accepts
    /// Reads a scalar of a set, by its number in `sets`.
    case reads(set: Int, next: Int)
    /// Goes on in both states without reading.
    case forks(Int, Int)
  }

  /// The most states that a graph may have.
  ///
  /// A state takes some 100 bytes here and at work.
  static let stateLimit = 10_000
  /// The most scalars that a pattern may have.
  ///
  /// A term has at most 1,024 bytes, so that a longer pattern is a mistake or an attack.
  static let patternLimit = 1_024

  /// The state in which every match ends.
  static let end = 0

  private(set) var states: [State] = [.accepts]
  private(set) var sets: [ScalarSet] = []
  /// Where a match begins.
  var start = Self.end
  /// The pattern as written, for errors.
  let pattern: String
  private var setNumbers: [ScalarSet: Int] = [:]

  init(of pattern: String) throws(AutomatonError) {
    guard pattern.unicodeScalars.count <= Self.patternLimit else {
      throw .malformed(
        message: "a pattern has at most \(Self.patternLimit) characters", offset: Self.patternLimit)
    }
    self.pattern = pattern
  }

  /// A state that reads a scalar of `set`, which is not empty, and goes on in `next`.
  mutating func read(_ set: ScalarSet, then next: Int) throws(AutomatonError) -> Int {
    let number = setNumbers[set, default: sets.count]
    if number == sets.count {
      sets.append(set)
      setNumbers[set] = number
    }
    return try add(.reads(set: number, next: next))
  }

  /// A state that goes on in any of `states`, of which there is at least one.
  mutating func fork(_ states: [Int]) throws(AutomatonError) -> Int {
    var fork = states[states.count - 1]
    for state in states.dropLast().reversed() { fork = try add(.forks(state, fork)) }
    return fork
  }

  /// A state that goes on in `next` after any number of rounds of the body, which is handed the
  /// state in which a round ends.
  mutating func loop(
    then next: Int,
    body: (inout PatternGraph, Int) throws(AutomatonError) -> Int
  ) throws(AutomatonError) -> Int {
    let loop = try add(.forks(next, next))
    states[loop] = .forks(try body(&self, loop), next)
    return loop
  }

  private mutating func add(_ state: State) throws(AutomatonError) -> Int {
    guard states.count < Self.stateLimit else {
      throw .tooComplex(pattern: pattern, limit: Self.stateLimit)
    }
    states.append(state)
    return states.count - 1
  }
}
