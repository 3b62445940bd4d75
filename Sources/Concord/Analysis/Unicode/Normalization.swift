/// Canonical decomposition and composition: Normalization Form C (UAX #15, Unicode 15.0).
///
/// Terms are kept in this form, so that é typed as one scalar and as two are the same term.
struct Normalization: Sendable {
  /// For each scalar that decomposes, one more than its place in `pairs`; otherwise 0.
  private let places: ScalarTable<UInt16>
  /// First and second scalar; the second is 0 where a scalar stands for one other.
  private let pairs: [(UInt32, UInt32)]
  private let compositions: [UInt64: UInt32]
  private let combiningClasses: ScalarTable<UInt8>

  static let shared = Normalization()

  private init() {
    var numbers = PackedNumbers(UnicodeMappings.decompositions)
    var entries: [(scalar: UInt32, value: UInt16)] = []
    var pairs: [(UInt32, UInt32)] = []
    var compositions: [UInt64: UInt32] = [:]
    var scalar: UInt32 = 0
    // (gap doubled, plus one if the scalar is left out of composition; first; second).
    while let gap = numbers.next(), let first = numbers.next(), let second = numbers.next() {
      scalar += gap >> 1
      pairs.append((first, second))
      entries.append((scalar, UInt16(pairs.count)))
      if gap & 1 == 0 {
        compositions[UInt64(first) << 32 | UInt64(second)] = scalar
      }
    }
    self.pairs = pairs
    self.compositions = compositions
    places = ScalarTable(entries: entries, other: 0)

    var classes: [(scalar: UInt32, value: UInt8)] = []
    numbers = PackedNumbers(UnicodeMappings.combiningClasses)
    scalar = 0
    while let gap = numbers.next(), let count = numbers.next(), let value = numbers.next() {
      scalar += gap
      for i in 0..<count {
        classes.append((scalar + i, UInt8(truncatingIfNeeded: value)))
      }
      scalar += count - 1
    }
    combiningClasses = ScalarTable(entries: classes, other: 0)
  }

  /// Brings `scalars` into Normalization Form C.
  func compose(_ scalars: inout [UInt32]) {
    var decomposed: [UInt32] = []
    decomposed.reserveCapacity(scalars.count + 8)
    for scalar in scalars {
      decompose(scalar, into: &decomposed)
    }
    sortMarks(&decomposed)
    scalars.removeAll(keepingCapacity: true)
    var starter: Int?
    var lastClass: UInt8 = 0
    for scalar in decomposed {
      let markClass = combiningClasses[scalar]
      // A mark is blocked from its starter by one of the same class, a starter by any mark.
      let isNext = starter.map { $0 == scalars.count - 1 } ?? false
      if let place = starter, isNext || (lastClass < markClass && lastClass != 0),
        let whole = composition(of: scalars[place], and: scalar)
      {
        scalars[place] = whole
        continue
      }
      if markClass == 0 {
        starter = scalars.count
      }
      lastClass = markClass
      scalars.append(scalar)
    }
  }

  /// Appends the full canonical decomposition of `scalar` to `output`.
  func decompose(_ scalar: UInt32, into output: inout [UInt32]) {
    if let syllable = Hangul.parts(of: scalar) {
      output.append(syllable.leading)
      output.append(syllable.vowel)
      if let trailing = syllable.trailing {
        output.append(trailing)
      }
      return
    }
    let place = Int(places[scalar])
    guard place > 0 else {
      output.append(scalar)
      return
    }
    let (first, second) = pairs[place - 1]
    // Ends, because the table is a finite list in which nothing leads back to itself.
    decompose(first, into: &output)
    if second != 0 {
      output.append(second)
    }
  }

  private func composition(of first: UInt32, and second: UInt32) -> UInt32? {
    Hangul.whole(first, second) ?? compositions[UInt64(first) << 32 | UInt64(second)]
  }

  /// Puts marks of one starter into the order of their combining classes, keeping ties.
  private func sortMarks(_ scalars: inout [UInt32]) {
    var i = 0
    while i < scalars.count {
      guard combiningClasses[scalars[i]] != 0 else {
        i += 1
        continue
      }
      let start = i
      while i < scalars.count, combiningClasses[scalars[i]] != 0 {
        i += 1
      }
      if i - start > 1 {
        // The standard library's sort is stable, though it does not promise to be: ties are
        // told apart by their places.
        let run = scalars[start..<i].enumerated().sorted {
          (combiningClasses[$0.element], $0.offset) < (combiningClasses[$1.element], $1.offset)
        }
        scalars.replaceSubrange(start..<i, with: run.map(\.element))
      }
    }
  }
}

/// Hangul syllables are put together by arithmetic (The Unicode Standard, section 3.12).
private enum Hangul {
  static let syllables: UInt32 = 0xAC00
  static let leading: UInt32 = 0x1100
  static let vowels: UInt32 = 0x1161
  static let trailing: UInt32 = 0x11A7
  static let leadingCount: UInt32 = 19
  static let vowelCount: UInt32 = 21
  static let trailingCount: UInt32 = 28
  static let syllableCount = leadingCount * vowelCount * trailingCount

  static func parts(of scalar: UInt32)
    -> (leading: UInt32, vowel: UInt32, trailing: UInt32?)?
  {
    guard scalar >= syllables, scalar - syllables < syllableCount else { return nil }
    let number = scalar - syllables
    let last = number % trailingCount
    return (
      leading + number / (vowelCount * trailingCount),
      vowels + number / trailingCount % vowelCount,
      last == 0 ? nil : trailing + last
    )
  }

  static func whole(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first >= leading, first < leading + leadingCount,
      second >= vowels, second < vowels + vowelCount
    {
      return syllables + ((first - leading) * vowelCount + second - vowels) * trailingCount
    }
    if first >= syllables, first < syllables + syllableCount,
      (first - syllables) % trailingCount == 0,
      second > trailing, second < trailing + trailingCount
    {
      return first + second - trailing
    }
    return nil
  }
}
