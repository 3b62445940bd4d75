// Runs of letters and digits, as Lucene's CharTokenizer cuts them.

extension TokenScanner {
  /// Longer runs go on as the next token.
  ///
  /// The number is Lucene's `DEFAULT_MAX_WORD_LEN`.
  private static var maximumScalarCount: Int { 255 }

  /// Adds the token that begins with the ASCII letter or digit at `start`; returns its end.
  @inline(__always)
  mutating func scanSimple(
    _ text: Span<UInt8>, from start: Int, into buffer: inout TokenBuffer
  ) -> Int {
    var end = asciiWord.copy(
      text, from: start, to: &buffer.termBytes, at: buffer.usedByteCount)
    if end - start > Self.maximumScalarCount {
      end = start + Self.maximumScalarCount
    } else if end < text.count, text[end] >= 0x80,
      table[text.scalar(at: end).value].has(.letterOrDigit)
    {
      return scanSimpleScalars(text, from: start, into: &buffer)
    }
    addASCII(count: end - start, start: start, end: end, into: &buffer)
    return end
  }

  /// Adds the token that begins at `start`, if there is one; returns the byte to go on from.
  @inline(never)
  mutating func scanSimpleScalars(
    _ text: Span<UInt8>, from start: Int, into buffer: inout TokenBuffer
  ) -> Int {
    term.removeAll(keepingCapacity: true)
    var i = start
    var count = 0
    while i < text.count, count < Self.maximumScalarCount {
      let scalar = text.scalar(at: i)
      guard table[scalar.value].has(.letterOrDigit) else { break }
      term.append(scalar: scalar.value)
      i += scalar.byteCount
      count += 1
    }
    guard count > 0 else {
      note(text, at: start, in: &buffer)
      return start + text.scalar(at: start).byteCount
    }
    addTerm(start: start, end: i, into: &buffer)
    return i
  }
}
