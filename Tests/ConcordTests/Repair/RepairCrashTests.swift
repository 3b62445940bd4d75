// Crashes of a repair: it fails or loses power at the n-th call, for every n, and is run again.
// What comes of the second run is what one undisturbed run gives.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("A crash of a repair")
struct RepairCrashTests {
  /// An index of three segments, two of them damaged, on a disk that is durable: what is stored in
  /// the one, and the tables of the other.
  private static func damaged(_ fault: (n: Int, kind: StorageFault)?) throws -> FaultyStorage {
    var random = SeededGenerator(seed: 7)
    let (_, storage) = try SampleIndex.random(&random, documentCount: 24, segmentCount: 3)
    let image = try IndexImage(storage)
    let segments = image.names.filter { $0.hasSuffix(".segment") }
    try #require(segments.count == 3)
    let tables = 8 * (image.files[segments[1], default: []].count - SegmentFooter.byteCount - 1)
    let bad = image.flipping(bit: 8 * 30, of: segments[0]).flipping(bit: tables, of: segments[1])
    let disk = FaultyStorage()
    for (name, bytes) in bad.files {
      var file = try OutputFile(disk, name: name)
      try file.append(bytes)
      try file.finish()
    }
    try disk.syncDirectory()
    guard let fault else { return disk }
    return disk.afterPowerCut(keeping: .everything, failingAt: fault.n, with: fault.kind)
  }

  @Test(
    "at any call, the next repair gives what one alone would have given",
    arguments: [StorageFault.powerCut, .error(EIO), .error(ENOSPC)])
  func everyCall(kind: StorageFault) throws {
    let whole = try Self.damaged(nil)
    let report = try SearchIndex.repair(whole)
    #expect(report.lostCount > 0 && report.rescuedCount > 0)
    let expected = try RepairTests.documents(RepairTests.open(whole))
    var n = 0
    while true {
      n += 1
      let storage = try Self.damaged((n, kind))
      do { _ = try SearchIndex.repair(storage) } catch {
        // That is the fault.
      }
      for cut in [PowerCut.nothingUnsynced, .everything, .random(UInt64(n))] {
        let disk = storage.afterPowerCut(keeping: cut)
        _ = try SearchIndex.repair(disk)
        #expect(try IndexCheck.run(disk, quick: false) == [], "\(kind) at \(n), \(cut)")
        let found = try RepairTests.documents(RepairTests.open(disk))
        #expect(found == expected, "\(kind) at \(n), \(cut)")
        // The damaged file is still there, for whoever wants to look at it.
        #expect(try disk.list().contains { $0.hasPrefix("1.segment") }, "\(kind) at \(n), \(cut)")
      }
      if storage.callCount < n { break }
    }
    #expect(n > 30)
  }
}
