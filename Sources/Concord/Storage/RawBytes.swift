// The few steps between arrays, spans of bytes and raw spans that the language counts as unsafe,
// in one place, so that the code that only carries bytes needs no unsafe word.

extension Span where Element == UInt8 {
  /// The same bytes as a raw span.
  var rawBytes: RawSpan {
    @_lifetime(copy self)
    get {
      // Safe: what makes `bytes` unsafe is padding between and inside elements; bytes have none.
      unsafe bytes
    }
  }
}

extension [UInt8] {
  /// All elements as a raw span.
  var rawBytes: RawSpan {
    @_lifetime(borrow self)
    get {
      span.rawBytes
    }
  }

  /// A copy of `bytes`.
  init(_ bytes: RawSpan) {
    self.init()
    append(bytes)
  }

  /// Appends a copy of `bytes`.
  mutating func append(_ bytes: RawSpan) {
    // Safe: the buffer is used within the closure alone.
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe append(contentsOf: buffer)
    }
  }
}
