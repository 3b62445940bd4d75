/// A term of a text field that is in enough documents to be half of a pair.
struct FrequentTerm {
  /// The term's key in the dictionary.
  let key: [UInt8]
  let info: TermInfo
}
