import CStemmer

/// Snowball's stemmer of one language, in UTF-8.
///
/// The only file that knows libstemmer.
///
/// Stemming changes with the version of the library; Debian's libstemmer 2.2 is what the tests
/// were written with. Not for two threads at a time.
@safe final class Stemmer {
  private let handle: OpaquePointer

  /// Makes the stemmer of `language`; nil if the installed library lacks it, or memory ran out.
  init?(_ language: Language) {
    // Safe: the name is a C string for as long as the call lasts, and null asks for UTF-8.
    guard let handle = unsafe sb_stemmer_new(language.rawValue, nil) else { return nil }
    unsafe self.handle = handle
  }

  deinit {
    // Safe: `handle` came from sb_stemmer_new, and nothing can use it after this.
    unsafe sb_stemmer_delete(handle)
  }

  /// Puts the stem of `word` in its place.
  ///
  /// `word` is lower case and in UTF-8, at most 1,024 bytes. It stays as it is if the library
  /// runs out of memory.
  func stem(_ word: inout [UInt8]) {
    precondition(word.count <= TokenBuffer.maximumTermByteCount, "A term is too long to stem.")
    // Safe: the library reads `word.count` bytes of the buffer, and keeps no pointer to it. The
    // stem it returns is its own memory, good until its next call; it is copied here.
    let stem: [UInt8]? = unsafe word.withUnsafeBufferPointer { bytes in
      guard let stem = unsafe sb_stemmer_stem(handle, bytes.baseAddress, CInt(bytes.count)) else {
        return nil
      }
      return unsafe Array(
        UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle))))
    }
    if let stem {
      word = stem
    }
  }
}
