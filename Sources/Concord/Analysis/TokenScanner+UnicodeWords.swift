// Words by UAX #29: the short way for ASCII, and the way of all others.

extension TokenScanner {
  /// Adds the token that begins with the ASCII letter, digit or underscore at `start`; returns
  /// the byte to go on from.
  @inline(__always)
  mutating func scanWord(
    _ text: Span<UInt8>, from start: Int, into buffer: inout TokenBuffer
  ) -> Int {
    let count = text.count
    let first = buffer.usedByteCount
    var end = start
    while true {
      // Safe: the buffer has room for as many bytes of terms as the text still has.
      end = asciiWord.copy(
        text, from: end, to: &buffer.termBytes, at: first + (end - start))
      guard end < count else { break }
      let byte = text[end]
      if byte >= 0x80 {
        if breaks.mayContinueWord(text.scalar(at: end).value) {
          return scanSegment(text, from: start, into: &buffer)
        }
        break
      }
      let joint = Joint(byte)
      guard joint != .none, end + 1 < count else { break }
      let next = text[end + 1]
      if next >= 0x80 {
        return scanSegment(text, from: start, into: &buffer)
      }
      guard joint.joins(text[end - 1], next) else { break }
      buffer.termBytes[first + (end - start)] = byte
      end += 1
    }
    // A token needs more than underscores.
    if text[start] == UInt8(ascii: "_"), !hasLetterOrDigit(text, from: start, to: end) {
      return end
    }
    addASCII(count: end - start, start: start, end: end, into: &buffer)
    return end
  }

  private func hasLetterOrDigit(_ text: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    for i in start..<end where text[i] != UInt8(ascii: "_") {
      return true
    }
    return false
  }

  /// Adds the token that begins at the boundary `start`, if there is one, by the full rules;
  /// returns the next boundary.
  @inline(never)
  mutating func scanSegment(
    _ text: Span<UInt8>, from start: Int, into buffer: inout TokenBuffer
  ) -> Int {
    let segment = breaks.segment(in: text, from: start)
    guard segment.isToken else {
      note(text, at: start, in: &buffer)
      return segment.end
    }
    if cutsClusters, UnsegmentedScripts.holds(text.scalar(at: segment.start).value) {
      var start = segment.start
      while start < segment.end {
        let end = UnsegmentedScripts.clusterEnd(in: text, from: start, to: segment.end)
        addToken(text, start, end, needsTidying: segment.needsTidying, &buffer)
        start = end
      }
    } else if cutsSigns, Signs.mayBe(in: text, from: segment.start, to: segment.end) {
      var start = segment.start
      while start < segment.end {
        let end = Signs.pieceEnd(in: text, from: start, to: segment.end)
        let word = Signs.word(in: text, from: start, to: end)
        if !word.isEmpty {
          addToken(
            text, word.lowerBound, word.upperBound, needsTidying: segment.needsTidying, &buffer)
        }
        start = end
      }
    } else {
      addToken(text, segment.start, segment.end, needsTidying: segment.needsTidying, &buffer)
    }
    return segment.end
  }

  /// Adds what lies between two boundaries as a token.
  private mutating func addToken(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, needsTidying: Bool, _ buffer: inout TokenBuffer
  ) {
    // Some bytes more than a term may have, so that it is seen to be cut; and no more, because
    // a segment can be as long as the text.
    let limit = TokenBuffer.maximumTermByteCount + 4
    term.removeAll(keepingCapacity: true)
    if needsTidying {
      collectTidied(text, from: start, to: end, limit: limit)
    } else {
      for i in start..<min(end, start + limit) {
        term.append(text[i])
      }
    }
    addTerm(start: start, end: end, into: &buffer)
  }

  /// Puts a segment into `term`: normalized, with ASCII apostrophes, without ignorable scalars.
  private mutating func collectTidied(
    _ text: Span<UInt8>, from start: Int, to end: Int, limit: Int
  ) {
    scalars.removeAll(keepingCapacity: true)
    var i = start
    while i < end, scalars.count < limit {
      let scalar = text.scalar(at: i)
      i += scalar.byteCount
      if WordBreaks.isApostrophe(scalar.value) {
        scalars.append(0x27)
      } else if !table[scalar.value].has(.ignorable) {
        scalars.append(scalar.value)
      }
    }
    Normalization.shared.compose(&scalars)
    for scalar in scalars {
      term.append(scalar: scalar)
    }
  }
}

/// A sign of ASCII that joins a word if there is the right thing on both sides.
private enum Joint {
  case none, letters, digits, both

  @inline(__always)
  init(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "'"): self = .both
    case UInt8(ascii: ":"): self = .letters
    case UInt8(ascii: ","), UInt8(ascii: ";"): self = .digits
    default: self = .none
    }
  }

  /// Whether the joint holds between these ASCII bytes (rules WB6, WB7, WB11, WB12).
  @inline(__always)
  func joins(_ before: UInt8, _ after: UInt8) -> Bool {
    if Self.isDigit(before) {
      return self != .letters && Self.isDigit(after)
    }
    return self != .digits && Self.isLetter(before) && Self.isLetter(after)
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
