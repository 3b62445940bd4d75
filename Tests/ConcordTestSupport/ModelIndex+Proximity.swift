@testable import Concord

/// Phrases and nearness by trying every choice of occurrences.
extension ModelIndex {
  func phrase(_ parts: [PhrasePart], _ slop: Int, _ field: Field) -> Outcome {
    var slots: [(offset: Int, Found)] = []
    var length = 0
    for part in parts {
      switch part {
      case .anyWord: length += 1
      case .word(let text), .exact(let text):
        let isWritten = if case .exact = part { true } else { false }
        var tokens = TokenBuffer()
        AnalyzerRun(field.analyzer).analyze(text.utf8.span, into: &tokens)
        for i in tokens.tokens.indices {
          let lists =
            isWritten
            ? positions(ofWritten: tokens.form(of: i), field)
            : positions(tokens.bytes(of: i), field)
          slots.append(
            (
              length,
              Found(
                idf: idf(lists.count { !$0.isEmpty }),
                lists.map { $0.map { Occurrence(start: $0, end: $0) } })
            ))
          length += 1
        }
      case .prefix(let text):
        switch terms(field, { $0.starts(with: Array(text.utf8)) }) {
        case .found(let found): slots.append((length, found))
        default: return .nowhere
        }
        length += 1
      case .glob(let pattern):
        let glob = Array(pattern.utf8)[...]
        switch terms(field, { Self.glob(glob, fits: $0[...]) }) {
        case .found(let found): slots.append((length, found))
        default: return .nowhere
        }
        length += 1
      }
    }
    guard let first = slots.first else { return .wordless }
    if slots.count == 1, slop > 0 || !parts.contains(.anyWord) { return .found(first.1) }
    let words = slots.map { slot in slot.1.occurrences.map { $0.map { Int($0.start) } } }
    let occurrences = entries.indices.map { i -> [Occurrence] in
      var ranges: Set<Occurrence> = []
      Self.forEachChoice(words.map { $0[i] }) { choice in
        let begins = zip(choice, slots).map { $0 - $1.offset }
        let spread = (begins.max() ?? 0) - (begins.min() ?? 0)
        guard Set(choice).count == choice.count, spread <= slop else { return }
        if slop > 0 {
          ranges.insert(
            Occurrence(
              start: UInt32(choice.min() ?? 0), end: UInt32(choice.max() ?? 0)))
        } else if begins[0] >= 0,
          begins[0] + length <= Int(entries[i].texts[field.name]?.length ?? 0)
        {
          ranges.insert(
            Occurrence(
              start: UInt32(begins[0]), end: UInt32(begins[0] + length - 1)))
        }
      }
      return ranges.sorted()
    }
    return .found(Found(idf: slots.reduce(0) { $0 + $1.1.idf }, occurrences))
  }

  func near(_ operands: [Query], _ proximity: Proximity, _ field: Field) -> Outcome {
    var found: [Found] = []
    for (k, operand) in operands.enumerated() {
      switch outcome(operand, field) {
      case .wordless: if k == 0, proximity.isNegated { return .wordless }
      case .nowhere: if k == 0 || !proximity.isNegated { return .nowhere }
      case .found(let one): found.append(one)
      }
    }
    guard let first = found.first else { return .wordless }
    if found.count == 1 { return .found(first) }
    var result = first
    if !proximity.isNegated { result.idf = found.reduce(0) { $0 + $1.idf } }
    for i in entries.indices {
      let breaks = entries[i].texts[field.name]?.breaks ?? TextBreaks()
      result.closeness[i] = 0
      if proximity.isNegated {
        result.occurrences[i].removeAll { left in
          found[1].occurrences[i].contains { right in
            left.overlaps(right) || Self.distance([left, right], proximity, breaks) != nil
          }
        }
        continue
      }
      var ranges: Set<Occurrence> = []
      var closest = Int.max
      Self.forEachChoice(found.map { $0.occurrences[i] }) { choice in
        guard let distance = Self.distance(choice, proximity, breaks) else { return }
        closest = min(closest, distance)
        ranges.insert(
          Occurrence(
            start: choice.map(\.start).min() ?? 0, end: choice.map(\.end).max() ?? 0))
      }
      result.occurrences[i] = ranges.sorted()
      if !ranges.isEmpty { result.closeness[i] = 1 / Double(max(1, closest)) }
    }
    return .found(result)
  }

  /// The distance of a choice of occurrences, nil if they overlap or are not near each other.
  private static func distance(
    _ choice: [Occurrence], _ proximity: Proximity, _ breaks: TextBreaks
  ) -> Int? {
    let sorted = proximity.inOrder ? choice : choice.sorted()
    for (left, right) in zip(sorted, sorted.dropFirst()) where left.end >= right.start {
      return nil
    }
    let (start, end) = (sorted[0].start, sorted[sorted.count - 1].end)
    let distance = Int(end - start) - sorted.reduce(0) { $0 + Int($1.end - $1.start) }
    let isNear =
      switch proximity.kind {
      case .within(let limit): distance <= limit
      case .sentence: !breaks.sentenceStarts.contains { start < $0 && $0 <= end }
      case .paragraph: !breaks.paragraphStarts.contains { start < $0 && $0 <= end }
      }
    return isNear ? distance : nil
  }

  /// Whether a word fits a pattern of ASCII.
  private static func glob(_ pattern: ArraySlice<UInt8>, fits word: ArraySlice<UInt8>) -> Bool {
    guard let sign = pattern.first else { return word.isEmpty }
    if sign == UInt8(ascii: "*"), glob(pattern.dropFirst(), fits: word) { return true }
    guard let first = word.first else { return false }
    switch sign {
    case UInt8(ascii: "*"): return glob(pattern, fits: word.dropFirst())
    case UInt8(ascii: "?"): return glob(pattern.dropFirst(), fits: word.dropFirst())
    default: return sign == first && glob(pattern.dropFirst(), fits: word.dropFirst())
    }
  }

  /// Every way to choose one element of each list.
  private static func forEachChoice<T>(_ lists: [[T]], _ body: ([T]) -> Void) {
    func choose(_ chosen: [T]) {
      guard chosen.count < lists.count else { return body(chosen) }
      for element in lists[chosen.count] { choose(chosen + [element]) }
    }
    choose([])
  }
}
