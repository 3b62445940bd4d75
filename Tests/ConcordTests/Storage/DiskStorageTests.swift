// What only a real directory does: rights, links, pipes, missing directories, and locks between
// processes.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("DiskStorage")
struct DiskStorageTests {
  @Test("a directory is made where there is none, but not the ones above it")
  func createDirectory() throws {
    let directory = try TemporaryDirectory()
    let storage = DiskStorage(path: directory.path + "/new.concord")
    #expect(errorNumber { () throws(ConcordError) in _ = try storage.list() } == ENOENT)
    try storage.createDirectory()
    try storage.createDirectory()
    #expect(try storage.list() == [])
    let tooDeep = DiskStorage(path: directory.path + "/no/new.concord")
    #expect(errorNumber { () throws(ConcordError) in try tooDeep.createDirectory() } == ENOENT)
  }

  @Test("a directory that cannot even be opened to be synced leaves in doubt what is on the disk")
  func directoryIsNotSynced() throws {
    let storage = DiskStorage(path: try TemporaryDirectory().path + "/missing")
    let error = #expect(throws: ConcordError.self) { try storage.syncDirectory() }
    #expect(error?.leavesDoubt == true, "\(String(describing: error))")
  }

  @Test("a path with a slash at its end, or a link on its way, works")
  func otherPaths() throws {
    let directory = try TemporaryDirectory()
    try DiskStorage(path: directory.path).put("a", [1])
    // Safe: `symlink` only reads its two texts.
    #expect(unsafe symlink(".", directory.path + "/link") == 0)
    for path in [directory.path + "/", directory.path + "/link"] {
      let storage = DiskStorage(path: path)
      try storage.createDirectory()
      #expect(try storage.get("a") == [1])
    }
  }

  @Test("links, pipes and directories in place of a file are refused without waiting")
  func notRegular() throws {
    let directory = try TemporaryDirectory()
    let storage = DiskStorage(path: directory.path)
    try storage.put("a", [1])
    // Safe: these calls only read their texts.
    #expect(unsafe symlink("a", directory.path + "/link") == 0)
    #expect(unsafe mkfifo(directory.path + "/pipe", 0o600) == 0)
    #expect(unsafe mkdir(directory.path + "/directory", 0o700) == 0)
    for name in ["link", "pipe", "directory"] {
      #expect(throws: ConcordError.self, "\(name)") { _ = try storage.open(name) }
    }
  }

  @Test("a path that is a file is refused by the call that finds out")
  func fileInPlaceOfDirectory() throws {
    let directory = try TemporaryDirectory()
    try DiskStorage(path: directory.path).put("a", [1])
    let storage = DiskStorage(path: directory.path + "/a")
    #expect(errorNumber { () throws(ConcordError) in _ = try storage.list() } == ENOTDIR)
  }

  @Test("a file that is cut while it is open is found to be, and ends nobody")
  func cutWhileOpen() throws {
    let directory = try TemporaryDirectory()
    let storage = DiskStorage(path: directory.path)
    try storage.put("a", [UInt8](repeating: 5, count: 100_000))
    let file = try storage.open("a")
    // Safe: the call only reads its text.
    #expect(unsafe truncate(directory.path + "/a", 50_000) == 0)
    #expect(try file.bytes(0..<50_000) == [UInt8](repeating: 5, count: 50_000))
    for range in [0..<100_000, 49_999..<50_001, 99_999..<100_000] {
      #expect {
        _ = try file.bytes(range)
      } throws: { error in
        guard case ConcordError.corrupt("a", let offset, let reason) = error else { return false }
        return offset == max(50_000, range.lowerBound) && reason.contains("100000 bytes")
      }
    }
  }

  @Test("a file with terabytes of nothing behind its end is damage, and takes no memory")
  func sparse() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/index"
    // A merge would take the files away.
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let index = try SearchIndex(path: path, schema: Schema(.text("body")), options: options)
    try index.write { writer in
      for key in ["a", "b", "c"] { try writer.add(Document(key: key, fields: ["body": key])) }
    }
    try index.write { _ = try $0.delete(key: "b") }
    let names = try DiskStorage(path: path).list().filter { $0 != FileName.lock.text }
    #expect(names.count == 3, "\(names)")
    for name in names {
      let size = try DiskStorage(path: path).byteCount(of: name)
      // Safe: the calls only read their text.
      #expect(unsafe truncate(path + "/" + name, 1 << 43) == 0)
      #expect(throws: ConcordError.self, "\(name)") { try SearchIndex(path: path) }
      #expect(try !SearchIndex.check(path: path).isEmpty, "\(name)")
      #expect(unsafe truncate(path + "/" + name, size) == 0)
    }
    #expect(try SearchIndex.check(path: path).isEmpty)
  }

  @Test("searches in an index whose files are cut meanwhile give an error or the right answer")
  func indexCutWhileOpen() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/index"
    var options = SearchIndex.Options()
    // So that every search reads the file.
    options.cacheBudget = 1
    let index = try SearchIndex(path: path, schema: Schema(.text("body")), options: options)
    try index.write { writer in
      for i in 0..<50 {
        try writer.add(Document(key: "k\(i)", fields: ["body": "word \(i) of many"]))
      }
    }
    let byteCount = try #require(index.snapshot().segments.first).segment.file.count
    var refusedCount = 0
    for end in stride(from: byteCount, through: 0, by: -97) {
      // Safe: the call only reads its text.
      #expect(unsafe truncate(path + "/1.segment", off_t(end)) == 0)
      do {
        let hits = try index.search(Query("many"), limit: 100)
        #expect(try hits.map { try $0.document().key }.count == 50)
      } catch ConcordError.corrupt {
        refusedCount += 1
      }
    }
    #expect(refusedCount > 3)
  }

  @Test("an open file's descriptor is given back with the last reference")
  func descriptors() throws {
    let directory = try TemporaryDirectory()
    let storage = DiskStorage(path: directory.path)
    try storage.put("a", [UInt8](repeating: 5, count: 1 << 10))
    // More than a process may have open at once, were they kept.
    for _ in 0..<70_000 {
      let file = try storage.open("a")
      #expect(try file.bytes().count == 1 << 10)
    }
  }

  @Test("another process is refused the lock and told who holds it; a dead one holds nothing")
  func lockBetweenProcesses() async throws {
    let directory = try TemporaryDirectory()
    let storage = DiskStorage(path: directory.path)
    let path = directory.path
    let held = try storage.lock("lock")
    let holder = "process \(getpid())"
    await #expect(processExitsWith: .exitCode(7)) {
      [path = path as String, holder = holder as String] in
      do throws(ConcordError) {
        _ = try DiskStorage(path: path).lock("lock")
      } catch {
        if error == .locked(path: path, holder: holder) { exit(7) }
      }
    }
    storage.close(held)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      _ = try DiskStorage(path: path).lock("lock")
      kill(getpid(), SIGKILL)
    }
    storage.close(try storage.lock("lock"))
  }
}
