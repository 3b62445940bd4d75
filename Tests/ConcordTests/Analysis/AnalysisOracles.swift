// Obviously right, slow versions of what the scanner does: rules as UAX #29 writes them, over an
// array of scalars. The properties come from the tables, which UnicodeTableTests compares with
// the Unicode Character Database.

import Testing

@testable import Concord

/// Word boundaries, by trying every rule at every place.
struct WordBreakOracle {
  let scalars: [UInt32]
  let properties: [ScalarProperties]

  init(_ scalars: [UInt32]) {
    self.scalars = scalars
    properties = scalars.map { ScalarProperties.table[$0] }
  }

  /// The places of `scalars` before which there is a boundary, with both ends.
  var boundaries: [Int] {
    guard !scalars.isEmpty else { return [] }
    return [0] + (1..<scalars.count).filter(isBoundary(before:)) + [scalars.count]
  }

  private func isAttached(_ i: Int) -> Bool {
    [.extend, .format, .zwj].contains(properties[i].wordClass)
  }

  /// The nearest places left of `i` that WB4 does not skip, nearest first.
  private func left(of i: Int) -> [WordClass] {
    var classes: [WordClass] = []
    var j = i - 1
    while j >= 0 {
      let atLineStart = j == 0 || [.cr, .lf, .newline].contains(properties[j - 1].wordClass)
      if isAttached(j) && !atLineStart {
        j -= 1
        continue
      }
      classes.append(isAttached(j) ? .other : properties[j].wordClass)
      j -= 1
    }
    return classes
  }

  private func isBoundary(before i: Int) -> Bool {
    let a = properties[i - 1].wordClass
    let b = properties[i].wordClass
    if a == .cr && b == .lf { return false }
    if [.newline, .cr, .lf].contains(a) || [.newline, .cr, .lf].contains(b) { return true }
    if a == .zwj && properties[i].has(.pictographic) { return false }
    if a == .wordSegmentSpace && b == .wordSegmentSpace { return false }
    if isAttached(i) { return false }
    let before = left(of: i)
    let previous = before[0]
    let earlier = before.count > 1 ? before[1] : .other
    let next =
      (i + 1..<scalars.count).first { !isAttached($0) }
      .map { properties[$0].wordClass } ?? .other
    let letters: [WordClass] = [.letter, .hebrewLetter]
    let midLetters: [WordClass] = [.midLetter, .midNumLet, .singleQuote]
    let midNumbers: [WordClass] = [.midNum, .midNumLet, .singleQuote]
    if letters.contains(previous) && letters.contains(b) { return false }
    if letters.contains(previous) && midLetters.contains(b) && letters.contains(next) {
      return false
    }
    if letters.contains(earlier) && midLetters.contains(previous) && letters.contains(b) {
      return false
    }
    if previous == .hebrewLetter && b == .singleQuote { return false }
    if previous == .hebrewLetter && b == .doubleQuote && next == .hebrewLetter { return false }
    if earlier == .hebrewLetter && previous == .doubleQuote && b == .hebrewLetter { return false }
    if previous == .numeric && b == .numeric { return false }
    if letters.contains(previous) && b == .numeric { return false }
    if previous == .numeric && letters.contains(b) { return false }
    if earlier == .numeric && midNumbers.contains(previous) && b == .numeric { return false }
    if previous == .numeric && midNumbers.contains(b) && next == .numeric { return false }
    if previous == .katakana && b == .katakana { return false }
    let extendable: [WordClass] = letters + [.numeric, .katakana]
    if (extendable + [.extendNumLet]).contains(previous) && b == .extendNumLet { return false }
    if previous == .extendNumLet && extendable.contains(b) { return false }
    if b == .regionalIndicator {
      return before.prefix { $0 == .regionalIndicator }.count.isMultiple(of: 2)
    }
    return !(previous == .complexContext && b == .complexContext)
  }

  /// The tokens as ranges of places.
  var tokens: [Range<Int>] {
    zip(boundaries, boundaries.dropFirst()).compactMap { start, end in
      let isWord = (start..<end).contains { properties[$0].has(.word) }
      let first = (start..<end).first {
        properties[$0].has(.word) || properties[$0].wordClass == .extendNumLet
      }
      return isWord ? first.map { $0..<end } : nil
    }
  }
}

/// Sentence boundaries, by trying every rule at every place.
struct SentenceBreakOracle {
  let classes: [SentenceClass]

  /// `classes` without CR, LF and Sep but where a paragraph ends.
  init(_ classes: [SentenceClass]) {
    self.classes = classes
  }

  /// The places before which there is a boundary, with both ends.
  var boundaries: [Int] {
    guard !classes.isEmpty else { return [] }
    return [0] + (1..<classes.count).filter(isBoundary(before:)) + [classes.count]
  }

  private func isBoundary(before i: Int) -> Bool {
    if classes[i - 1] == .separator { return true }
    if [.extend, .format].contains(classes[i]) { return false }
    let left = Self.withoutMarks(Array(classes[..<i]))
    let right = Self.withoutMarks(Array(classes[i...]))
    let next = right[0]
    if left.last == .periodTerminator && next == .numeric { return false }
    if left.count > 1, [.upper, .lower].contains(left[left.count - 2]),
      left.last == .periodTerminator, next == .upper
    {
      return false
    }
    // What is left of here, read backwards: Sp*, Close*, and the terminator.
    var rest = left
    let hasSeparator = rest.last == .separator
    if hasSeparator { rest.removeLast() }
    let spaces = rest.reversed().prefix { $0 == .space }.count
    rest.removeLast(spaces)
    let closes = rest.reversed().prefix { $0 == .close }.count
    rest.removeLast(closes)
    guard let end = rest.last, [.terminator, .periodTerminator].contains(end) else { return false }
    let stops: [SentenceClass] = [
      .letter, .upper, .lower, .separator, .terminator, .periodTerminator,
    ]
    if end == .periodTerminator, right.first(where: stops.contains) == .lower { return false }
    if [.continuation, .terminator, .periodTerminator].contains(next) { return false }
    if spaces == 0 && [.close, .space, .separator].contains(next) { return false }
    return !(next == .space || next == .separator)
  }

  private static func withoutMarks(_ classes: [SentenceClass]) -> [SentenceClass] {
    var kept: [SentenceClass] = []
    for (i, sentenceClass) in classes.enumerated() {
      let isMark = [.extend, .format].contains(sentenceClass)
      if isMark && i > 0 && classes[i - 1] != .separator { continue }
      kept.append(isMark ? .other : sentenceClass)
    }
    return kept
  }
}

/// Random texts of scalars that the rules are about.
struct RandomScalars {
  private static let pools: [[UInt32]] = [
    Array("abzABZ".unicodeScalars.map(\.value)), Array("019".unicodeScalars.map(\.value)),
    Array(" ..,,;:''\"_!?-/\n\r\t".unicodeScalars.map(\.value)),
    [0x301, 0x308, 0xAD, 0x200D, 0xFE0F, 0x2060], [0x1F600, 0x2764, 0x1F1FA, 0x1F1E6, 0xA9],
    [0x5D0, 0x5D1, 0x5F4], [0x30A2, 0x30FC, 0x6771, 0x3042, 0x3000], [0x434, 0x419, 0x2019],
    [0x660, 0xE01, 0xE33, 0xE49, 0x85, 0x2029, 0x3002, 0x2028, 0x00B7, 0xE9, 0x1100, 0xAC00],
  ]
  static func make(_ generator: inout TestGenerator) -> [UInt32] {
    // Half of the texts are mostly ASCII, as most texts are.
    let bias = Bool.random(using: &generator) ? 3 : pools.count
    return (0..<Int.random(in: 0...24, using: &generator)).map { _ in
      let isPlain = Int.random(in: 0..<6, using: &generator) > 0
      let pool = Int.random(in: 0..<(isPlain ? bias : pools.count), using: &generator)
      return pools[pool].randomElement(using: &generator) ?? 0x20
    }
  }

  static func utf8(_ scalars: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in scalars { bytes.append(scalar: scalar) }
    return bytes
  }
}
