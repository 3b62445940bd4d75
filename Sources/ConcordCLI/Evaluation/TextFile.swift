/// A file of lines that people and other programs exchange: topics, judgements, a run.
struct TextFile {
  /// A line, without its end.
  struct Line {
    /// From 1.
    let number: Int
    let bytes: ArraySlice<UInt8>
    let path: String

    /// What stands between spaces and tabs.
    var columns: [ArraySlice<UInt8>] {
      bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// What is wrong with this line.
    func failure(_ message: String) -> Failure { Failure("\(path):\(number): \(message)") }
  }

  /// Where the file is.
  let path: String
  private let bytes: [UInt8]

  /// Reads the file at `path`.
  init(path: String) throws(Failure) {
    self.path = path
    switch SystemCalls.contents(ofFile: path) {
    case .success(let bytes): self.bytes = bytes
    case .failure(let error):
      throw Failure("\(path) cannot be read: \(SystemCalls.message(error.number)).")
    }
  }

  /// A file that is at hand already.
  init(path: String, text: String) {
    self.path = path
    bytes = Array(text.utf8)
  }

  /// All of it; what is not UTF-8 is U+FFFD.
  var text: String { String(bytes) }

  /// Gives each line that is not blank to `body`.
  func forEachLine(_ body: (Line) throws(Failure) -> Void) throws(Failure) {
    var start = 0
    var number = 0
    while start < bytes.count {
      number += 1
      let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var end = newline
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      let isBlank = bytes[start..<end].allSatisfy {
        $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
      }
      if !isBlank { try body(Line(number: number, bytes: bytes[start..<end], path: path)) }
      start = newline + 1
    }
  }
}

extension String {
  /// The text of bytes that were text.
  init(_ bytes: some Collection<UInt8>) { self.init(decoding: bytes, as: UTF8.self) }
}
