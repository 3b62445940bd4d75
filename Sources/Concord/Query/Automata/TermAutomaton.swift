/// Tells whether terms match a pattern, byte by byte: a deterministic automaton over UTF-8.
///
/// The automaton is made while it runs. Each of its sets holds the states of the pattern's graph
/// that one beginning of a term leads to; a set is made when a term first leads there, and its
/// steps are kept in a table. So a step costs a look-up whatever the pattern, and a pattern whose
/// full automaton would be huge takes only the part that the terms at hand need (A. V. Aho,
/// R. Sethi, J. D. Ullman, "Compilers", 1986, section 3.7).
///
/// Sets change at the ends of scalars. Between the bytes of a scalar, a state has the bits read so
/// far, and it is dead once no scalar that begins with these bits leads anywhere.
///
/// An automaton is a value that changes while it runs.
struct TermAutomaton: Sendable {
  /// With more cells than this, ``isFull`` asks to forget them: 4 MiB of steps, or as much of sets.
  static let cellLimit = 1 << 20
  /// The pattern as written.
  var pattern: String { graph.pattern }
  /// How many states of the graph have been looked at to make sets.
  private(set) var work = 0
  /// The state before the first byte.
  let start = TermAutomatonState(set: 0)

  private let graph: PatternGraph
  private let alphabet: ScalarAlphabet
  /// The reading states of the graph in each set, in order.
  private var sets: [[Int32]] = []
  private var accepts: [Bool] = []
  private var numbers: [Key: Int32] = [:]
  private var setCells = 0
  /// For each set, and in it for each letter, the set behind it, or one of the three below.
  private var steps: [Int32] = []
  /// For each set, what leads on from it, once somebody has asked.
  private var exits: [Exits?] = []
  /// For each state of the graph, the last set that was found to have it.
  private var marks: [Int]
  private var mark = 0

  /// What makes a set another set than the others.
  private struct Key: Hashable, Sendable {
    let states: [Int32]
    let accepts: Bool
  }

  /// The scalars that lead on from a set, as far as a walk asks for them again and again.
  private struct Exits: Sendable {
    var ascii = ASCIISet()
    /// The first byte of the lowest one beyond ASCII.
    var otherByte: UInt8?
  }

  /// No scalar of the letter can be read.
  private static let dead: Int32 = -1
  /// The letter's scalars can be read; where that leads is not known yet.
  private static let alive: Int32 = -2
  private static let unknown: Int32 = -3
  /// The lowest byte that begins a scalar beyond ASCII (RFC 3629, section 4).
  private static let firstOtherByte: UInt8 = 0xC2

  init(_ graph: PatternGraph) {
    self.graph = graph
    alphabet = ScalarAlphabet(of: graph.sets)
    marks = Array(repeating: 0, count: graph.states.count)
    _ = closure(of: [graph.start])
  }

  // MARK: Running

  /// The state after one more byte; nil if no term that begins like this matches.
  mutating func step(_ state: TermAutomatonState, _ byte: UInt8) -> TermAutomatonState? {
    if state.missing == 0, byte < 0x80 { return read(UInt32(byte), from: state.set) }
    guard let (next, scalars) = state.appending(byte) else { return nil }
    if next.missing == 0 { return read(scalars.lowerBound, from: next.set) }
    return lowestScalar(in: scalars, from: next.set) == nil ? nil : next
  }

  /// Whether a term that ends in `state` matches.
  func isAccepting(_ state: TermAutomatonState) -> Bool {
    state.missing == 0 && accepts[Int(state.set)]
  }

  /// The lowest byte not below `least` with which a step from `state` leads on.
  mutating func lowestByte(from state: TermAutomatonState, atLeast least: UInt8) -> UInt8? {
    if state.missing == 0, least <= Self.firstOtherByte {
      let exits = exits(from: state.set)
      return exits.ascii.lowest(atLeast: least) ?? exits.otherByte
    }
    guard let scalars = state.scalars(fromByte: least),
      let lowest = lowestScalar(in: scalars, from: state.set)
    else { return nil }
    return state.nextByte(of: lowest)
  }

  // MARK: Limits

  /// Whether it is time to ``forget()``.
  var isFull: Bool { steps.count > Self.cellLimit || setCells > Self.cellLimit }

  /// Forgets all sets but the first.
  ///
  /// States from before, other than ``start``, mean nothing then.
  mutating func forget() {
    sets = []
    accepts = []
    numbers = [:]
    steps = []
    exits = []
    setCells = 0
    _ = closure(of: [graph.start])
  }

  // MARK: Making sets

  private mutating func read(_ scalar: UInt32, from set: Int32) -> TermAutomatonState? {
    let letter = alphabet.letter(of: scalar)
    let cell = Int(set) * alphabet.count + letter
    var next = steps[cell]
    if next <= Self.alive {
      next = makeStep(from: set, letter)
      steps[cell] = next
    }
    return next == Self.dead ? nil : TermAutomatonState(set: next)
  }

  private mutating func makeStep(from set: Int32, _ letter: Int) -> Int32 {
    var targets: [Int] = []
    for state in sets[Int(set)] {
      if let next = next(state, letter) { targets.append(next) }
    }
    work += sets[Int(set)].count
    return targets.isEmpty ? Self.dead : closure(of: targets)
  }

  /// The lowest of these scalars that leads on from a set.
  ///
  /// Makes no sets.
  private mutating func lowestScalar(
    in scalars: ClosedRange<UInt32>, from set: Int32
  ) -> Unicode.Scalar? {
    for i in alphabet.runs(in: scalars) where isAlive(alphabet.letter(ofRun: i), from: set) {
      return Unicode.Scalar(max(scalars.lowerBound, alphabet.start(ofRun: i)))
    }
    return nil
  }

  private mutating func exits(from set: Int32) -> Exits {
    if let exits = exits[Int(set)] { return exits }
    var found = Exits()
    for letter in 0..<alphabet.count where isAlive(letter, from: set) {
      found.ascii.formUnion(alphabet.asciiMembers(ofLetter: letter))
    }
    let other = lowestScalar(in: 0x80...0x10FFFF, from: set)
    found.otherByte = other.flatMap { UTF8.encode($0)?.first }
    exits[Int(set)] = found
    return found
  }

  private mutating func isAlive(_ letter: Int, from set: Int32) -> Bool {
    let cell = Int(set) * alphabet.count + letter
    if steps[cell] == Self.unknown {
      work += sets[Int(set)].count
      let isAlive = sets[Int(set)].contains { next($0, letter) != nil }
      steps[cell] = isAlive ? Self.alive : Self.dead
    }
    return steps[cell] != Self.dead
  }

  /// Where a reading state of the graph goes with a letter, if it reads it.
  private func next(_ state: Int32, _ letter: Int) -> Int? {
    guard case .reads(let set, let next) = graph.states[Int(state)],
      alphabet.contains(letter, inSet: set)
    else { return nil }
    return next
  }

  /// The number of the set with these states of the graph and all that they fork to.
  private mutating func closure(of states: [Int]) -> Int32 {
    var stack = states
    var reading: [Int32] = []
    var doesAccept = false
    mark += 1
    while let state = stack.popLast() {
      guard marks[state] != mark else { continue }
      marks[state] = mark
      work += 1
      switch graph.states[state] {
      case .accepts: doesAccept = true
      case .reads: reading.append(Int32(state))
      case .forks(let first, let second):
        stack.append(first)
        stack.append(second)
      }
    }
    reading.sort()
    let key = Key(states: reading, accepts: doesAccept)
    if let number = numbers[key] { return number }
    let number = Int32(sets.count)
    numbers[key] = number
    sets.append(reading)
    accepts.append(doesAccept)
    exits.append(nil)
    setCells += reading.count
    steps.append(contentsOf: repeatElement(Self.unknown, count: alphabet.count))
    return number
  }
}
