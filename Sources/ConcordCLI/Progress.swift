import ConcordServer

/// The line on a terminal that shows how far the reading has come.
struct Progress {
  /// Nanoseconds between two updates: ten a second.
  private static let interval = 100_000_000

  private let isShown: Bool
  private let totalByteCount: Int
  private let start = SystemCalls.now()
  private var lastUpdate = 0
  private var isOnScreen = false

  init(totalByteCount: Int, isQuiet: Bool) {
    isShown = Messages.isTerminal && !isQuiet
    self.totalByteCount = totalByteCount
  }

  /// Shows the line again, if it is time to.
  mutating func update(articleCount: Int, byteCount: Int) {
    guard isShown else { return }
    let now = SystemCalls.now()
    guard now - lastUpdate >= Self.interval else { return }
    lastUpdate = now
    let seconds = Double(now - start) / 1e9
    let rate = Double(byteCount) / max(seconds, 0.1)
    var line = NumberText.count(articleCount, "article")
    line += "  \(NumberText.bytes(byteCount)) of \(NumberText.bytes(totalByteCount))"
    line += "  \(NumberText.bytes(Int(rate)))/s"
    // Before a second has gone, the rate says nothing.
    if seconds >= 1, rate > 0 {
      let left = Double(max(0, totalByteCount - byteCount)) / rate
      line += "  \(NumberText.duration(seconds: left)) left"
    }
    show(line)
  }

  /// Shows what is done in place of reading.
  mutating func show(stage: String) {
    if isShown { show(stage) }
  }

  private mutating func show(_ text: String) {
    let line = TerminalText(text).rendered(columns: Messages.columns - 1, isStyled: false)
    Messages.write("\r\u{1B}[K" + line)
    isOnScreen = true
  }

  /// Takes the line away.
  mutating func clear() {
    if isOnScreen { Messages.write("\r\u{1B}[K") }
    isOnScreen = false
  }
}
