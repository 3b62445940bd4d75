import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Synchronization

/// How many connections are open, all together.
final class ConnectionCount: Sendable {
  private let count = Mutex(0)
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Counts one more; false if there are too many then.
  func enter() -> Bool {
    count.withLock { count in
      count += 1
      return count <= limit
    }
  }

  func leave() { count.withLock { $0 -= 1 } }
}

/// Holds one connection to its limits: it is refused if there are too many, and closed if a request
/// is not sent in time, however it trickles in.
final class ConnectionLimits: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundOut = HTTPResponsePart

  private let connections: ConnectionCount
  private let patience: TimeAmount
  private var deadline: Scheduled<Void>?
  private var isCounted = false
  private var isRefused = false

  /// How long a connection that was refused is still open for the client to read why.
  private static let lingering = TimeAmount.milliseconds(200)

  init(_ connections: ConnectionCount, patience: TimeAmount) {
    self.connections = connections
    self.patience = patience
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { begin(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard !isCounted else { return }
    isCounted = true
    guard connections.enter() else {
      return refuse(context, status: 429, "too many connections: try again")
    }
    awaitRequest(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    if isCounted { connections.leave() }
    isCounted = false
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isRefused { return }
    if case .end = unwrapInboundIn(data) {
      deadline?.cancel()
      deadline = nil
    } else if deadline == nil {
      awaitRequest(context)
    }
    context.fireChannelRead(data)
  }

  private func awaitRequest(_ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    deadline = context.eventLoop.scheduleTask(in: patience) {
      let (handler, context) = bound.value
      handler.refuse(context, status: 408, "the request was not sent in time")
    }
  }

  /// Says why, and closes the connection.
  private func refuse(_ context: ChannelHandlerContext, status: Int, _ message: String) {
    let body = ByteBuffer(string: #"{"status":\#(status),"error":"\#(message)"}"# + "\n")
    let head = HTTPResponse(
      status: .init(code: status),
      headerFields: [
        .contentType: "application/json", .contentLength: "\(body.readableBytes)",
        .connection: "close",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    isRefused = true
    // Closed at once, with bytes that nobody has read, the connection would be reset, and the
    // client might not see why.
    context.close(mode: .output, promise: nil)
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: Self.lingering) { bound.value.close(promise: nil) }
  }
}
