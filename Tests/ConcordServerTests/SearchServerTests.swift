// Asks a server over a real socket of this machine, byte by byte where that matters.

import Concord
import Foundation
import Glibc
import NIOCore
import Synchronization
import Testing

@testable import ConcordServer

/// A server that runs until it goes out of scope.
final class RunningServer: Sendable {
  let port: Int
  private let task: Task<Void, any Error>

  init(_ limits: SearchServer.Limits = SearchServer.Limits()) async throws {
    let server = SearchServer(index: try TestService().index, port: 0, limits: limits)
    let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
    task = Task { try await server.run { continuation.yield($0) } }
    var address = ""
    for await first in addresses {
      address = first
      break
    }
    port = Int(address.dropLast().split(separator: ":").last ?? "") ?? 0
  }

  deinit { task.cancel() }

  /// A connection; the descriptor is the caller's.
  func connect() throws -> FileHandle {
    let (descriptor, status) = connect(to: "127.0.0.1")
    try #require(status == 0)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// A connection to the server's port at an address of this machine, or why there is none.
  func connect(to host: String) -> (descriptor: Int32, status: Int32) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = unsafe inet_addr(host)
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return (descriptor, status)
  }

  /// What comes back for these bytes, up to the end of the connection.
  func answer(_ text: String) async throws -> String {
    let connection = try connect()
    return try await Self.blocking {
      try connection.write(contentsOf: Data(text.utf8))
      return String(decoding: try connection.readToEnd() ?? Data(), as: UTF8.self)
    }
  }

  /// Waits on a thread of its own, since the server needs those that tasks run on.
  static func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
  }

  func get(_ path: String, _ headers: String = "") async throws -> String {
    try await answer(
      "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\(headers)\r\n")
  }
}

@Suite("The search server", .serialized, .timeLimit(.minutes(2)))
struct SearchServerTests {
  @Test("it listens on one address of this machine, with the limits that its help names")
  func loopback() async throws {
    let server = try await RunningServer()
    let page = try await server.answer(
      "GET / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n\r\n")
    #expect(page.hasPrefix("HTTP/1.1 200"))
    // Another address of the same interface.
    let (descriptor, status) = server.connect(to: "127.0.0.2")
    #expect(status != 0)
    close(descriptor)
    let limits = SearchServer.Limits()
    #expect(limits.connections == 64 && limits.headerBytes == 16 << 10)
    #expect(limits.sendingTime == .seconds(5) && limits.searchTime == .seconds(10))
    #expect(SearchService.bodyLimit == 64 << 10)
  }

  @Test("a page comes over the network, and only for this address")
  func page() async throws {
    // The server's tasks wait for those of other tests, and what cannot be read must not be
    // answered as what was not sent in time.
    var limits = SearchServer.Limits()
    limits.sendingTime = .minutes(1)
    let server = try await RunningServer(limits)
    let page = try await server.get("/?q=harbour")
    #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(page.contains("<mark>harbour</mark>"))
    let other = try await server.answer(
      "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
    #expect(other.hasPrefix("HTTP/1.1 403 "))
    #expect(try await server.get("/style.css").contains("text/css"))
    #expect(try await server.get("/script.js").contains("addEventListener"))
    #expect(try await server.get("/../../etc/passwd").hasPrefix("HTTP/1.1 404 "))
    let rubbish = try await server.answer("rubbish\r\n\r\n")
    #expect(rubbish.hasPrefix("HTTP/1.1 400 "), "\(rubbish)")
  }

  @Test("headers of over 16 KiB are refused")
  func headers() async throws {
    let server = try await RunningServer()
    let small = "X: \(String(repeating: "x", count: 15 << 10))\r\n"
    #expect(try await server.get("/", small).hasPrefix("HTTP/1.1 200 "))
    let large = "X: \(String(repeating: "x", count: 17 << 10))\r\n"
    #expect(!(try await server.get("/", large).hasPrefix("HTTP/1.1 200 ")))
    let path = "/?q=" + String(repeating: "x", count: 40 << 10)
    #expect(!(try await server.get(path).hasPrefix("HTTP/1.1 200 ")))
  }

  @Test("a request that trickles in is ended, and so is silence")
  func slowness() async throws {
    var limits = SearchServer.Limits()
    limits.sendingTime = .milliseconds(300)
    let server = try await RunningServer(limits)
    let silent = try server.connect()
    let last = try await RunningServer.blocking { try silent.readToEnd() ?? Data() }
    #expect(last.isEmpty || String(decoding: last, as: UTF8.self).contains("408"))
    let slow = try server.connect()
    let isOpen = try await RunningServer.blocking {
      let bytes = "GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 10_000)
      for byte in bytes.utf8 {
        guard (try? slow.write(contentsOf: Data([byte]))) != nil else { return false }
        usleep(10_000)
      }
      return true
    }
    #expect(!isOpen)
  }

  @Test("there are 64 connections at most")
  func connections() async throws {
    var limits = SearchServer.Limits()
    limits.connections = 2
    let server = try await RunningServer(limits)
    let held = [try server.connect(), try server.connect()]
    let refused = try await server.get("/")
    #expect(refused.hasPrefix("HTTP/1.1 429 "))
    for connection in held { try connection.close() }
    for _ in 0..<1_000 {
      if try await server.get("/").hasPrefix("HTTP/1.1 200 ") { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("The connections that were closed still count.")
  }

  @Test("a port that is taken is an error that says so")
  func taken() async throws {
    let server = try await RunningServer()
    let second = SearchServer(index: try TestService().index, port: server.port)
    let error = await #expect(throws: ServerError.self) { try await second.run { _ in } }
    #expect(error?.description.contains("another program has this port") ?? false)
  }
}
