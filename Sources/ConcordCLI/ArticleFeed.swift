import Concord
import ConcordCorpus

/// A file that is to be read.
struct FileToRead: Sendable {
  /// Where it is.
  let root: CorpusRoot
  /// Which it is.
  let file: ArticleFile

  /// Its path in the index, with the root's prefix.
  var path: String { root.prefix + file.path }
}

/// Reads files on several threads, and hands over what they hold in the order of the files.
///
/// The readers may be ahead of the indexing by a number of bytes, and always have room for the
/// file whose turn it is; so nobody waits for ever, whatever the sizes of the files.
struct ArticleFeed {
  /// What comes of a file.
  enum Piece: Sendable {
    /// An article, or something that was skipped.
    case result(ReadResult)
    /// The file's end.
    case end(ReadSummary)
  }

  /// Bytes that readers may be ahead with, for the file whose turn it is and for all others.
  private static let byteLimit = 16 << 20
  /// What has been read of a file and not been handed over.
  private struct Slot: Sendable {
    var pieces: [Piece] = []
    var byteCount = 0
  }

  private struct State: Sendable {
    var nextFile = 0
    /// The file whose pieces are handed over now.
    var current = 0
    var slots: [Int: Slot] = [:]
    var byteCount = 0
    var readerCount = 0
    var isStopped = false

    func hasRoom(for file: Int) -> Bool {
      let isTurn = file == current
      return (isTurn ? slots[file]?.byteCount ?? 0 : byteCount) < ArticleFeed.byteLimit
    }

    mutating func put(_ piece: Piece, of file: Int) {
      slots[file, default: Slot()].pieces.append(piece)
      slots[file, default: Slot()].byteCount += piece.byteCount
      byteCount += piece.byteCount
    }

    mutating func takeCurrent() -> [Piece]? {
      guard let slot = slots.removeValue(forKey: current) else { return nil }
      byteCount -= slot.byteCount
      return slot.pieces
    }
  }

  private struct Stopped: Error {}

  private let files: [FileToRead]
  private let monitor = Monitor(State())

  /// Reads `files` with so many threads beside this one, which runs `take`.
  ///
  /// Rethrows what `take` throws, once the threads have ended.
  static func read(
    _ files: [FileToRead], threadCount: Int, _ take: (FileToRead, Piece) throws -> Void
  ) throws {
    let feed = ArticleFeed(files: files)
    for _ in 0..<min(threadCount, files.count) {
      feed.monitor.change { $0.readerCount += 1 }
      if !startThread({ feed.readFiles() }) { feed.monitor.change { $0.readerCount -= 1 } }
    }
    defer {
      feed.monitor.change { $0.isStopped = true }
      feed.monitor.wait { $0.readerCount == 0 ? () : nil }
    }
    guard feed.monitor.wait(for: { $0.readerCount > 0 }) else {
      return try feed.readHere(take)
    }
    for file in files { try feed.handOver(file, take) }
  }

  /// Hands over one file, as its pieces come.
  private func handOver(
    _ file: FileToRead, _ take: (FileToRead, Piece) throws -> Void
  ) throws {
    while true {
      for piece in monitor.wait(for: { $0.takeCurrent() }) {
        try take(file, piece)
        if case .end = piece { return monitor.change { $0.current += 1 } }
      }
    }
  }

  /// Without threads, for a system that has none left.
  private func readHere(_ take: (FileToRead, Piece) throws -> Void) throws {
    for file in files {
      let summary = try file.root.corpus.read(file.file) { try take(file, .result($0)) }
      try take(file, .end(summary))
    }
  }

  /// What each thread does.
  private func readFiles() {
    while true {
      let i = monitor.wait { state -> Int in
        defer { state.nextFile += 1 }
        return state.nextFile
      }
      do {
        guard i < files.count else { throw Stopped() }
        let summary = try files[i].root.corpus.read(files[i].file) {
          try put(.result($0), of: i)
        }
        try put(.end(summary), of: i)
      } catch {
        return monitor.change { $0.readerCount -= 1 }
      }
    }
  }

  private func put(_ piece: Piece, of file: Int) throws {
    let isStopped = monitor.wait { state -> Bool? in
      if state.isStopped { return true }
      guard state.hasRoom(for: file) else { return nil }
      state.put(piece, of: file)
      return false
    }
    if isStopped { throw Stopped() }
  }
}

extension ArticleFeed.Piece {
  /// The memory that it takes, roughly.
  fileprivate var byteCount: Int {
    guard case .result(.article(let article)) = self else { return 256 }
    return article.document.fields.values.reduce(256) { $0 + $1.utf8.count }
  }
}
