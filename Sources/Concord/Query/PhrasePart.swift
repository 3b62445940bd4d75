/// One place of a phrase.
@nonexhaustive public enum PhrasePart: Sendable, Hashable {
  /// A word as typed. Like ``Query/term(_:field:)`` it may turn out to be several tokens, or none.
  case word(String)
  /// A word in exactly this form, where the field is stemmed: `"=cutting edge"`.
  case exact(String)
  /// Any one word: `?` standing alone, as in `"state of ? union"`.
  case anyWord
  /// Any word that begins with the text: `"climate chang*"`.
  case prefix(String)
  /// Any word that fits the pattern, written as in ``Query/glob(_:field:)``: `"wom?n of"`.
  case glob(String)
}
