/// An analyzer at work: stemmer and scratch space.
///
/// One per thread.
///
/// Cost: English text at some hundred megabytes a second, and no allocation per token; the
/// first run of a process also builds the Unicode tables, which takes some milliseconds.
final class AnalyzerRun {
  private var scanner: TokenScanner

  /// Makes a run of `analyzer`.
  init(_ analyzer: Analyzer) {
    scanner = TokenScanner(analyzer)
  }

  /// The stem of a written form (``TokenBuffer/Form``), of an analyzer that has a stemmer.
  func stem(_ form: [UInt8]) -> [UInt8] { scanner.stem(form) }

  /// Puts the tokens of `text` into `buffer`, in place of what is there.
  ///
  /// `text` is UTF-8, at most 2³¹ − 1 bytes. Bytes that are not UTF-8 count as U+FFFD, which
  /// parts words.
  func analyze(_ text: Span<UInt8>, into buffer: inout TokenBuffer) {
    precondition(text.count <= Int(Int32.max), "A text to analyze must be shorter than 2 GiB.")
    // One access to the stored property for the whole text: the checks for exclusive access
    // cost more than the work, if they are made for each token.
    scanner.scan(text, into: &buffer)
  }
}
