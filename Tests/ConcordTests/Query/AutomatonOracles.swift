// What the automata must agree with: matchers so plain that they are right at sight, and random
// texts over few letters, so that chance makes matches.

import ConcordTestSupport

@testable import Concord

/// An automaton at work.
///
/// A class, as the macros of the tests call no mutating methods.
final class RunningAutomaton {
  var automaton: TermAutomaton

  init(_ automaton: TermAutomaton) {
    self.automaton = automaton
  }

  /// Whether a text matches, read byte by byte from the start.
  func matches(_ bytes: some Sequence<UInt8>) -> Bool {
    var state = automaton.start
    for byte in bytes {
      guard let next = automaton.step(state, byte) else { return false }
      state = next
    }
    return automaton.isAccepting(state)
  }
}

enum AutomatonOracle {
  /// Whether a text fits a glob; `*` and `?` cannot be escaped here.
  static func glob(_ pattern: ArraySlice<Unicode.Scalar>, fits text: ArraySlice<Unicode.Scalar>)
    -> Bool
  {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" {
      return glob(rest, fits: text) || (!text.isEmpty && glob(pattern, fits: text.dropFirst()))
    }
    guard let scalar = text.first, first == "?" || first == scalar else { return false }
    return glob(rest, fits: text.dropFirst())
  }

  /// The optimal string alignment distance, by its recurrence.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var d = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count {
      for j in 0...b.count {
        if i == 0 || j == 0 {
          d[i][j] = i + j
          continue
        }
        d[i][j] = min(
          d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1)
        }
      }
    }
    return d[a.count][b.count]
  }
}

/// A regular expression that can be written down, and that finds by trying everything where its
/// matches end.
indirect enum RegexModel {
  case scalar(Unicode.Scalar)
  case any
  case oneOf([Unicode.Scalar], isInverted: Bool)
  case sequence([RegexModel])
  case either([RegexModel])
  case repeated(RegexModel, Int, Int?)

  static func random(depth: Int, using random: inout SeededGenerator) -> RegexModel {
    let letters = RandomTerms.letters
    switch Int.random(in: 0..<(depth > 0 ? 9 : 4), using: &random) {
    case 0, 1: return .scalar(letters[Int.random(in: 0..<letters.count, using: &random)])
    case 2: return .any
    case 3:
      let some = letters.filter { _ in Bool.random(using: &random) }
      return .oneOf(some.isEmpty ? letters : some, isInverted: Bool.random(using: &random))
    case 4, 5:
      return .sequence(children(0...3, depth: depth, using: &random))
    case 6:
      return .either(children(1...3, depth: depth, using: &random))
    default:
      let least = Int.random(in: 0...2, using: &random)
      let most = Bool.random(using: &random) ? nil : least + Int.random(in: 0...2, using: &random)
      return .repeated(.random(depth: depth - 1, using: &random), least, most)
    }
  }

  private static func children(
    _ counts: ClosedRange<Int>, depth: Int, using random: inout SeededGenerator
  ) -> [RegexModel] {
    (0..<Int.random(in: counts, using: &random)).map { _ in
      .random(depth: depth - 1, using: &random)
    }
  }

  /// The expression as typed; the short forms are used where there are any.
  var written: String {
    switch self {
    case .scalar(let scalar): String(scalar)
    case .any: "."
    case .oneOf(let letters, let isInverted):
      "[" + (isInverted ? "^" : "") + letters.map { String($0) }.joined() + "]"
    case .sequence(let models): "(?:" + models.map(\.written).joined() + ")"
    case .either(let models): "(" + models.map(\.written).joined(separator: "|") + ")"
    case .repeated(let model, let least, let most):
      "(\(model.written))"
        + {
          switch (least, most) {
          case (0, nil): "*"
          case (1, nil): "+"
          case (0, 1): "?"
          case (_, nil): "{\(least),}"
          case (_, let most?) where most == least: "{\(least)}"
          case (_, let most?): "{\(least),\(most)}"
          }
        }()
    }
  }

  /// Where a match that begins at `start` can end.
  func ends(in text: [Unicode.Scalar], from start: Int) -> Set<Int> {
    switch self {
    case .scalar(let scalar):
      return start < text.count && text[start] == scalar ? [start + 1] : []
    case .any:
      return start < text.count ? [start + 1] : []
    case .oneOf(let letters, let isInverted):
      return start < text.count && letters.contains(text[start]) != isInverted ? [start + 1] : []
    case .sequence(let models):
      return models.reduce([start]) { starts, model in
        Set(starts.flatMap { model.ends(in: text, from: $0) })
      }
    case .either(let models):
      return Set(models.flatMap { $0.ends(in: text, from: start) })
    case .repeated(let model, let least, let most):
      var all: Set<Int> = least == 0 ? [start] : []
      var starts: Set<Int> = [start]
      // More rounds than the text has scalars find no new ends.
      for round in 1...max(1, min(most ?? .max, least + text.count)) where most != 0 {
        starts = Set(starts.flatMap { model.ends(in: text, from: $0) })
        if round >= least { all.formUnion(starts) }
      }
      return all
    }
  }
}

enum RandomTerms {
  /// Letters of one, one, two, three and four bytes.
  static let letters: [Unicode.Scalar] = ["a", "b", "é", "中", "😀"]

  static func text(
    _ counts: ClosedRange<Int>, letters: [Unicode.Scalar] = letters,
    using random: inout SeededGenerator
  ) -> [Unicode.Scalar] {
    (0..<Int.random(in: counts, using: &random)).map { _ in
      letters[Int.random(in: 0..<letters.count, using: &random)]
    }
  }

  static func utf8(_ scalars: [Unicode.Scalar]) -> [UInt8] { Array(String(scalars).utf8) }
}

extension String {
  init(_ scalars: [Unicode.Scalar]) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
