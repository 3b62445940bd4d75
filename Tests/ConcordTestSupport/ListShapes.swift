@testable import Concord

/// Lists of documents of the sizes and gaps that blocks and groups of skip data may trip over.
enum ListShapes {
  /// Around full blocks of 128 and groups of 32 blocks.
  static let counts = [1, 2, 127, 128, 129, 255, 256, 4095, 4096, 4097, 10_000]

  /// How the gaps between documents are.
  enum Gaps: CaseIterable {
    /// Every document.
    case dense
    /// One in a hundred or so.
    case sparse
    /// Runs of neighbours, then leaps.
    case runs
    /// One huge gap among small ones, so that blocks have exceptions.
    case adversarial
    /// Powers of two, which need every number of bits.
    case widths
  }

  /// `count` documents, rising, all below 2^31 − 2.
  static func documents(_ count: Int, _ gaps: Gaps, _ random: inout SeededGenerator) -> [UInt32] {
    // So that even the widest gaps end within the documents that a segment can have.
    let widest = UInt32((1 << 31) - 3 - count) / UInt32(count / 127 + 1)
    var next: UInt32 = gaps == .dense ? 0 : UInt32.random(in: 0...3, using: &random)
    return (0..<count).map { i in
      let document = next
      let gap: UInt32 =
        switch gaps {
        case .dense: 0
        case .sparse: .random(in: 0...200, using: &random)
        case .runs: i % 50 == 49 ? .random(in: 0...5000, using: &random) : 0
        case .adversarial: i % 127 == 126 ? widest - 4 : 0
        case .widths: min(1 << UInt32(i % 31), widest / 128)
        }
      next += gap + 1
      return document
    }
  }

  /// Postings at these documents, with frequencies of which some are large.
  static func postings(
    _ documents: [UInt32], _ random: inout SeededGenerator, maximumFrequency: Int = 6
  ) -> [ModelPosting] {
    documents.map { document in
      var position = UInt32.random(in: 0...4, using: &random)
      let isLong = Int.random(in: 0..<500, using: &random) == 0
      let count = isLong ? 300 : Int.random(in: 1...maximumFrequency, using: &random)
      return ModelPosting(
        document: document,
        positions: (0..<count).map { _ in
          defer { position += UInt32.random(in: 1...9, using: &random) }
          return position
        })
    }
  }
}
