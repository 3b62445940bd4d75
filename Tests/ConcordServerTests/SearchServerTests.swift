// Asks a server over a real socket of this machine, byte by byte where that matters.

import Concord
import Foundation
import Glibc
import NIOCore
import Synchronization
import Testing

@testable import ConcordServer

/// A server that runs until it goes out of scope.
private final class RunningServer: Sendable {
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
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(status == 0)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// What comes back for these bytes, up to the end of the connection.
  func answer(_ text: String) throws -> String {
    let connection = try connect()
    try connection.write(contentsOf: Data(text.utf8))
    return String(decoding: try connection.readToEnd() ?? Data(), as: UTF8.self)
  }

  func get(_ path: String, _ headers: String = "") throws -> String {
    try answer(
      "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\(headers)\r\n")
  }
}

@Suite("The search server", .serialized, .timeLimit(.minutes(2)))
struct SearchServerTests {
  @Test("a page comes over the network, and only for this address")
  func page() async throws {
    let server = try await RunningServer()
    let page = try server.get("/?q=harbour")
    #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(page.contains("<mark>harbour</mark>"))
    let other = try server.answer(
      "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
    #expect(other.hasPrefix("HTTP/1.1 403 "))
    #expect(try server.get("/style.css").contains("text/css"))
    #expect(try server.get("/script.js").contains("addEventListener"))
    #expect(try server.get("/../../etc/passwd").hasPrefix("HTTP/1.1 404 "))
    #expect(try server.answer("rubbish\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
  }

  @Test("headers of over 16 KiB are refused")
  func headers() async throws {
    let server = try await RunningServer()
    let small = "X: \(String(repeating: "x", count: 15 << 10))\r\n"
    #expect(try server.get("/", small).hasPrefix("HTTP/1.1 200 "))
    let large = "X: \(String(repeating: "x", count: 17 << 10))\r\n"
    #expect(!(try server.get("/", large).hasPrefix("HTTP/1.1 200 ")))
    let path = "/?q=" + String(repeating: "x", count: 40 << 10)
    #expect(!(try server.get(path).hasPrefix("HTTP/1.1 200 ")))
  }

  @Test("a request that trickles in is ended, and so is silence")
  func slowness() async throws {
    var limits = SearchServer.Limits()
    limits.sendingTime = .milliseconds(300)
    let server = try await RunningServer(limits)
    let silent = try server.connect()
    #expect(
      try silent.readToEnd().map { String(decoding: $0, as: UTF8.self) }?.contains("408") ?? true)
    let slow = try server.connect()
    var isOpen = true
    for byte in "GET / HTTP/1.1\r\nX: ".utf8 + Array(repeating: UInt8(ascii: "x"), count: 10_000)
    where isOpen {
      isOpen = (try? slow.write(contentsOf: Data([byte]))) != nil
      usleep(10_000)
    }
    #expect(!isOpen)
  }

  @Test("there are 64 connections at most")
  func connections() async throws {
    var limits = SearchServer.Limits()
    limits.connections = 2
    let server = try await RunningServer(limits)
    let held = [try server.connect(), try server.connect()]
    let refused = try server.get("/")
    #expect(refused.hasPrefix("HTTP/1.1 429 "))
    for connection in held { try connection.close() }
    for _ in 0..<1_000 {
      if try server.get("/").hasPrefix("HTTP/1.1 200 ") { return }
      usleep(10_000)
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
