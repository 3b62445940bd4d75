/// What the lexer makes of a query's text and the parser reads.
struct QueryToken {
  enum Kind {
    /// A word; `endsQuestion` if question marks at its end are punctuation.
    case word(QueryWord, endsQuestion: Bool)
    case phrase([PhrasePart])
    case regex(String)
    case range(QueryRange)
    /// `name:` before a primary.
    case field(String)
    case plus
    case minus
    case open
    case close
    /// `NEAR(` or `ONEAR(`.
    case openList(inOrder: Bool)
    /// `, 8` before the parenthesis that closes a list.
    case listDistance(Proximity.Kind)
    case and
    case or
    case not
    case near(Proximity)
    /// `~` or `~2` behind a word or a phrase.
    case tilde(Int?)
    /// `^2` behind a primary.
    case boost(Float)
  }

  let kind: Kind
  /// The place in the text, by scalars.
  let range: Range<Int>

  /// Whether an operand of an operator can begin here.
  var beginsOperand: Bool {
    switch kind {
    case .word, .phrase, .regex, .range, .field, .plus, .minus, .open, .openList: true
    default: false
    }
  }

  /// Whether a suffix or stray punctuation may be attached to the end of this.
  var endsPrimary: Bool {
    switch kind {
    case .phrase, .regex, .range, .close, .tilde: true
    default: false
    }
  }
}
