// What a folder may hold beside good files, and what may happen to files while they are read: real
// sockets and devices, permissions, and a thread that keeps changing a file. Each is one line of
// report, and the rest of the corpus is read.

import Concord
import Foundation
import Glibc
import Synchronization
import Testing

@testable import ConcordCorpus

@Suite struct OddFileTests {
  @Test("a socket is skipped")
  func socket() throws {
    let corpus = TemporaryCorpus()
    corpus.write("good.txt", "title\n\nbody")
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array((corpus.path + "/talk.txt").utf8)
    try #require(path.count < MemoryLayout.size(ofValue: address.sun_path))
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
    #expect(try corpus.list().skipped.map(\.description) == ["skipped talk.txt: socket"])
    #expect(try corpus.articles().map(\.path) == ["good.txt"])
  }

  @Test("a device is skipped", .enabled(if: geteuid() == 0, "only root can make a device"))
  func device() throws {
    let corpus = TemporaryCorpus()
    corpus.write("good.txt", "title\n\nbody")
    // Major 1, minor 5 is /dev/zero, which never ends.
    try #require(unsafe mknod(corpus.path + "/zero.txt", mode_t(S_IFCHR) | 0o644, 1 << 8 | 5) == 0)
    #expect(try corpus.list().skipped.map(\.path) == ["zero.txt"])
    #expect(try corpus.articles().map(\.path) == ["good.txt"])
  }

  @Test("an unreadable file is skipped", .enabled(if: geteuid() != 0, "root may read anything"))
  func unreadable() throws {
    let corpus = TemporaryCorpus()
    corpus.write("good.txt", "title\n\nbody")
    let secret = corpus.write("secret.txt", "title\n\nbody")
    _ = unsafe chmod(secret, 0)
    #expect(try corpus.skipped().map(\.path) == ["secret.txt"])
    #expect(try corpus.articles().map(\.path) == ["good.txt"])
  }

  @Test("a file that never holds still is skipped after three tries")
  func restless() throws {
    let corpus = TemporaryCorpus()
    // Large enough that a try takes longer than a change.
    let path = corpus.write("a.txt", [UInt8](repeating: UInt8(ascii: "a"), count: 8 << 20))
    let opened = try Corpus(path: corpus.path)
    let file = try #require(opened.list().files.first)
    let writer = Restless(path)
    writer.start()
    defer { writer.stop() }
    // On a busy machine the other thread may not get to run during all of the three tries.
    var reasons: [SkipReason?] = []
    while reasons.last != .changed, reasons.count < 1_000 {
      opened.read(file) { result in
        if case .skipped(let skipped) = result {
          reasons.append(skipped.reason)
        } else {
          reasons.append(nil)
        }
      }
    }
    #expect(reasons.last == .changed, "\(reasons.count) times")
    #expect(reasons.dropLast().allSatisfy { $0 == nil })
  }
}

/// A thread that changes a file all the time.
private final class Restless: Sendable {
  private let path: String
  private let state = Mutex((isDone: false, hasEnded: false, count: 0))

  init(_ path: String) { self.path = path }

  func start() {
    Thread.detachNewThread { [self] in
      let file = unsafe open(path, O_WRONLY)
      var count = 0
      while !(state.withLock { $0.isDone }) {
        // A time of its own for each change: the clock of a file system may tick but every 4 ms.
        let time = timespec(tv_sec: 1_700_000_000 + count, tv_nsec: 0)
        var times = [time, time]
        _ = unsafe futimens(file, &times)
        count += 1
        state.withLock { $0.count += 1 }
      }
      close(file)
      state.withLock { $0.hasEnded = true }
    }
    // The first change comes before the caller goes on.
    while state.withLock({ $0.count }) == 0 { usleep(100) }
  }

  func stop() {
    state.withLock { $0.isDone = true }
    while !(state.withLock { $0.hasEnded }) { usleep(100) }
  }
}
