public import Concord
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A search page and a JSON API for one index, over HTTP on this machine.
///
/// ```swift
/// try await SearchServer(index: index, port: 8080).run { address in print(address) }
/// ```
///
/// It listens on the loopback interface only and answers requests for its own address only, so that
/// neither other machines nor pages of other sites get at the articles. Nothing can be changed
/// through it.
public struct SearchServer: Sendable {
  /// What a client may do.
  struct Limits {
    /// Connections at a time.
    var connections = 64
    /// Bytes of a request's headers.
    var headerBytes = 16 << 10
    /// How long a client may take to send a request, and to begin with the next one.
    var sendingTime = TimeAmount.seconds(5)
    /// How long a search may take.
    var searchTime = Duration.seconds(10)
  }

  private let service: SearchService
  private let port: Int
  private let limits: Limits

  /// A server of `index` on a port.
  ///
  /// - Parameters:
  ///   - index: The index; commits of other processes are seen within a second.
  ///   - port: 1 to 65535, or 0 for any that is free.
  ///   - report: Told of errors of the index, which clients are told nothing about.
  public init(
    index: SearchIndex, port: Int, report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.init(index: index, port: port, limits: Limits(), report: report)
  }

  init(
    index: SearchIndex, port: Int, limits: Limits,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    precondition((0...65_535).contains(port), "A port is 0 to 65535.")
    self.port = port
    self.limits = limits
    service = SearchService(index, patience: limits.searchTime, report: report)
  }

  /// Serves until the task is cancelled, or the process is asked to end (SIGINT, SIGTERM).
  ///
  /// - Parameter onRunning: Called once requests are answered, with the address of the page.
  /// - Throws: ``ServerError``.
  public func run(onRunning: @escaping @Sendable (_ address: String) -> Void) async throws {
    do {
      try await application(onRunning).runService()
    } catch let error as IOError {
      throw ServerError(port: port, reason: Self.reason(error.errnoCode))
    }
  }

  private func application(
    _ onRunning: @escaping @Sendable (String) -> Void
  ) -> some ApplicationProtocol {
    let connections = ConnectionCount(limit: limits.connections)
    let (service, limits) = (service, limits)
    return Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in
        await service.answer(for: request).response
      },
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [
            ConnectionLimits(connections, patience: limits.sendingTime)
          ],
          idleTimeout: limits.sendingTime,
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes))),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        service.listen(onPort: port)
        onRunning("http://127.0.0.1:\(port)/")
      },
      logger: Self.logger)
  }

  private static func reason(_ number: CInt) -> String {
    switch number {
    case EADDRINUSE: "another program has this port; take another one, or 0 for any that is free"
    case EACCES: "ports below 1024 are for the administrator; take a higher one"
    default: "the system's error number is \(number)"
    }
  }

  /// Hummingbird's own messages are for its developers; only errors matter here.
  private static var logger: Logger {
    var logger = Logger(label: "concord")
    logger.logLevel = .critical
    return logger
  }
}

/// Why a server cannot listen.
public struct ServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The port.
  public let port: Int
  /// What is wrong, as the end of a sentence.
  public let reason: String

  /// One sentence.
  public var description: String { "Port \(port) cannot be used: \(reason)." }
}
