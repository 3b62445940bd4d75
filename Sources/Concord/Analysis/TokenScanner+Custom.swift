// Tokens that a tokenizer of the user's own finds.

extension TokenScanner {
  /// Adds the tokens that `tokenizer` finds in `text`.
  ///
  /// Every text comes out of a String; one that is not UTF-8 has no tokens here.
  mutating func scan(
    _ text: Span<UInt8>, by tokenizer: any CustomTokenizer, into buffer: inout TokenBuffer
  ) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for i in text.indices { bytes.append(text[i]) }
    guard let string = String(validating: bytes, as: UTF8.self) else { return }
    let utf8 = string.utf8
    var end = 0
    for range in tokenizer.tokens(in: string) {
      // A part of a String begins and ends between scalars, wherever its bounds were.
      let token = string[range]
      let start = utf8.distance(from: utf8.startIndex, to: token.startIndex)
      guard start >= end, !token.isEmpty else { continue }
      noteAll(text, from: end, to: start, in: &buffer)
      end = start + token.utf8.count
      term.removeAll(keepingCapacity: true)
      term.append(contentsOf: token.utf8)
      addTerm(start: start, end: end, into: &buffer)
    }
  }

  /// Takes note of what stands between two tokens.
  private func noteAll(
    _ text: Span<UInt8>, from start: Int, to end: Int, in buffer: inout TokenBuffer
  ) {
    var i = start
    while i < end {
      note(text, at: i, in: &buffer)
      i += text.scalar(at: i).byteCount
    }
  }
}
