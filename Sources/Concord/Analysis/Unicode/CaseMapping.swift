/// Upper case to lower case, scalar by scalar (UnicodeData.txt and CaseFolding.txt, 15.0).
struct CaseMapping: Sendable {
  /// What to add to a scalar to get its counterpart; `full` where that is several scalars.
  private let deltas: ScalarTable<Int32>
  private let expansions: [UInt32: [UInt32]]

  /// No scalar is this far from another.
  private static let full = Int32.max

  /// Simple lower case: one scalar for one, as Java's `Character.toLowerCase` maps it.
  static let lowercase = CaseMapping(simple: UnicodeMappings.lowercase, full: "")

  /// Full case folding (statuses C and F): `ß` and `SS` are both `ss`, `ς` is `σ`.
  static let folding = CaseMapping(
    simple: UnicodeMappings.caseFolding, full: UnicodeMappings.fullCaseFolding)

  /// Reads runs (gap from the last scalar, count, step, zigzag of the delta) from `simple` and
  /// (gap, count of scalars, scalars …) from `full`.
  private init(simple: String, full: String) {
    var entries: [(scalar: UInt32, value: Int32)] = []
    var numbers = PackedNumbers(simple)
    var scalar: UInt32 = 0
    while let gap = numbers.next(), let count = numbers.next(), let step = numbers.next(),
      let zigzag = numbers.next()
    {
      let delta = Int32(zigzag >> 1) ^ -Int32(zigzag & 1)
      scalar += gap
      for i in 0..<count {
        entries.append((scalar + i * step, delta))
      }
      scalar += (count - 1) * step
    }
    var expansions: [UInt32: [UInt32]] = [:]
    numbers = PackedNumbers(full)
    scalar = 0
    while let gap = numbers.next(), let count = numbers.next() {
      scalar += gap
      expansions[scalar] = (0..<count).compactMap { _ in numbers.next() }
      entries.append((scalar, Self.full))
    }
    deltas = ScalarTable(entries: entries, other: 0)
    self.expansions = expansions
  }

  /// Appends what becomes of `scalar` to `output`.
  func map(_ scalar: UInt32, into output: inout [UInt8]) {
    let delta = deltas[scalar]
    if delta == Self.full {
      for part in expansions[scalar] ?? [scalar] {
        output.append(scalar: part)
      }
    } else {
      output.append(scalar: UInt32(Int32(scalar) + delta))
    }
  }
}
