// What the tests share: a corpus in a temporary directory that goes when the test is done, small
// compressors, and a generator of random numbers with a seed.

import CZlib
import CZstd
import Concord
import Foundation
import Glibc

@testable import ConcordCorpus

final class TemporaryCorpus {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "concord-corpus-" + UUID().uuidString
    _ = unsafe mkdir(path, 0o755)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, and the directories it is in.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) -> String {
    let file = URL(fileURLWithPath: path + "/" + name)
    let directory = file.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try? Data(bytes).write(to: file)
    return file.path
  }

  @discardableResult
  func write(_ name: String, _ text: String) -> String {
    write(name, Array(text.utf8))
  }

  func link(_ name: String, to target: String) {
    _ = unsafe symlink(target, path + "/" + name)
  }

  func list(_ options: CorpusOptions = CorpusOptions()) throws -> CorpusListing {
    try Corpus(path: path, options: options).list()
  }

  /// Everything that reading every file gives.
  func read(_ options: CorpusOptions = CorpusOptions()) throws -> [ReadResult] {
    let corpus = try Corpus(path: path, options: options)
    var results: [ReadResult] = []
    for file in corpus.list().files { corpus.read(file) { results.append($0) } }
    return results
  }

  func articles(_ options: CorpusOptions = CorpusOptions()) throws -> [Article] {
    try read(options).compactMap { if case .article(let article) = $0 { article } else { nil } }
  }

  func skipped(_ options: CorpusOptions = CorpusOptions()) throws -> [Skipped] {
    try read(options).compactMap { if case .skipped(let skipped) = $0 { skipped } else { nil } }
  }

  /// The fields of the only article of a corpus with this one file.
  static func fields(_ name: String, _ bytes: [UInt8]) throws -> [String: String]? {
    let corpus = TemporaryCorpus()
    corpus.write(name, bytes)
    return try corpus.articles().first?.document.fields
  }

  static func fields(_ name: String, _ text: String) throws -> [String: String]? {
    try fields(name, Array(text.utf8))
  }
}

func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = unsafe z_stream()
  unsafe deflateInit2_(
    &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100)
  unsafe input.withUnsafeMutableBufferPointer { source in
    unsafe output.withUnsafeMutableBufferPointer { target in
      unsafe stream.next_in = source.baseAddress
      unsafe stream.avail_in = UInt32(source.count)
      unsafe stream.next_out = target.baseAddress
      unsafe stream.avail_out = UInt32(target.count)
      _ = unsafe deflate(&stream, Z_FINISH)
    }
  }
  let count = unsafe Int(stream.total_out)
  unsafe deflateEnd(&stream)
  return Array(output[..<count])
}

func zstd(_ bytes: [UInt8], windowLog: Int32 = 0) -> [UInt8] {
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let context = unsafe ZSTD_createCCtx()
  if windowLog > 0 {
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog)
    // Without the content's size the frame keeps the window it was asked for.
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)
  }
  let count = unsafe bytes.withUnsafeBufferPointer { source in
    unsafe output.withUnsafeMutableBufferPointer { target in
      var inBuffer = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
      var outBuffer = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
      // In two steps, so that zstd cannot shrink the window to a known size.
      _ = unsafe ZSTD_compressStream2(context, &outBuffer, &inBuffer, ZSTD_e_continue)
      _ = unsafe ZSTD_compressStream2(context, &outBuffer, &inBuffer, ZSTD_e_end)
      return unsafe outBuffer.pos
    }
  }
  unsafe ZSTD_freeCCtx(context)
  return Array(output[..<count])
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The seed of this run: CONCORD_SEED, or one of the clock's.
  static let seed: UInt64 =
    ProcessInfo.processInfo.environment["CONCORD_SEED"].flatMap { UInt64($0) }
    ?? UInt64(Date().timeIntervalSince1970 * 1_000)

  /// How many rounds a random test runs: CONCORD_ROUNDS, or `rounds`.
  static func rounds(_ rounds: Int) -> Int {
    ProcessInfo.processInfo.environment["CONCORD_ROUNDS"].flatMap { Int($0) } ?? rounds
  }
}
