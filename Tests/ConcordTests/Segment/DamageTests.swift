// Damaged files: every bit of a small index is flipped and every length cut, a sample of a larger
// one, and bytes are changed under checksums that are right again, as a hostile file has them.
// The oracle is the undamaged index: whatever is not refused must be answered as it answers.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Damage")
struct DamageTests {
  /// Expects that the damage was found, and that it made no answer wrong.
  private func expect(
    _ damaged: IndexImage, found expected: Answers, _ queries: [Query], _ place: String
  ) throws {
    let (problems, answers) = try damaged.examine(queries)
    #expect(!problems.isEmpty, "\(place) was not found")
    #expect(answers == nil || answers == expected, "\(place) made an answer wrong")
  }

  private func answers(_ image: IndexImage, _ queries: [Query]) throws -> Answers {
    let (problems, answers) = try image.examine(queries)
    #expect(problems == [])
    return try #require(answers)
  }

  @Test("check finds each flipped bit of a small index, and no search is wrong")
  func everyBit() throws {
    let image = try SampleIndex.small()
    let expected = try answers(image, SampleIndex.smallQueries)
    for name in image.names {
      for bit in 0..<(image.files[name, default: []].count * 8) {
        try expect(
          image.flipping(bit: bit, of: name), found: expected, SampleIndex.smallQueries,
          "bit \(bit) of \(name)")
      }
    }
  }

  @Test("check finds each cut of a small index, and no search is wrong")
  func everyLength() throws {
    let image = try SampleIndex.small()
    let expected = try answers(image, SampleIndex.smallQueries)
    for name in image.names {
      for count in 0..<image.files[name, default: []].count {
        try expect(
          image.cutting(name, to: count), found: expected, SampleIndex.smallQueries,
          "\(name) cut to \(count) bytes")
      }
    }
  }

  @Test("check finds bytes behind the end of a file, and no search is wrong")
  func longer() throws {
    let image = try SampleIndex.small()
    let expected = try answers(image, SampleIndex.smallQueries)
    for name in image.names {
      for count in [1, 8, 5_000] {
        var longer = image
        longer.files[name, default: []] += [UInt8](repeating: 0, count: count)
        try expect(
          longer, found: expected, SampleIndex.smallQueries, "\(name) with \(count) bytes more")
      }
    }
  }

  @Test("check finds flipped bits and cuts of a larger index, and no search is wrong")
  func sample() throws {
    var random = SeededGenerator()
    let (_, storage) = try SampleIndex.random(&random, documentCount: 240)
    let image = try IndexImage(storage)
    let expected = try answers(image, SampleIndex.randomQueries)
    for _ in 0..<random.roundCount(30) {
      let name = try #require(image.names.randomElement(using: &random))
      let count = image.files[name, default: []].count
      let bit = Int.random(in: 0..<(count * 8), using: &random)
      try expect(
        image.flipping(bit: bit, of: name), found: expected, SampleIndex.randomQueries,
        "bit \(bit) of \(name) (\(random.replay))")
      let length = Int.random(in: 0..<count, using: &random)
      try expect(
        image.cutting(name, to: length), found: expected, SampleIndex.randomQueries,
        "\(name) cut to \(length) bytes (\(random.replay))")
    }
  }

  @Test(
    "damage under right checksums traps nothing: open, check, search and merge go on or say no",
    // Pairs have a test of their own, with documents enough.
    arguments: SealedSegment.Part.allCases.filter { $0 != .pairs })
  func sealed(_ part: SealedSegment.Part) throws {
    var random = SeededGenerator()
    let (_, storage) = try SampleIndex.random(&random, documentCount: 150, segmentCount: 1)
    let image = try IndexImage(storage)
    var foundCount = 0
    let rounds = random.roundCount(8)
    for _ in 0..<rounds {
      var sealed = try SealedSegment(of: image, segment: 0)
      try sealed.damage(part, &random)
      let damaged = try sealed.image(basedOn: image)
      // What it answers is what its bytes say now, which nobody can call wrong.
      let (problems, _) = try damaged.examine(SampleIndex.randomQueries)
      foundCount += problems.isEmpty ? 0 : 1
      try Self.merge(damaged)
    }
    // A text can be another and still be possible; structure cannot, mostly. Half of eight rounds
    // without a find have been seen at positions, by chance: six would be more than that.
    if part.isStructure { #expect(foundCount * 4 > rounds, "\(random.replay)") }
  }

  /// Merges all segments of a damaged index.
  private static func merge(_ image: IndexImage) throws {
    let storage = MemoryStorage()
    for (name, bytes) in image.files {
      let file = try storage.create(name)
      storage.write(bytes.rawBytes, to: file)
    }
    do {
      let index = try SearchIndex(storage, schema: nil, options: SearchIndex.Options())
      try index.write { _ = try $0.delete(key: "key-7") }
      try index.merge()
    } catch ConcordError.corrupt, ConcordError.versionTooNew, ConcordError.versionTooOld,
      ConcordError.unknownAnalyzer
    {
      // Damage that was found is no reason to complain.
    }
  }
}
