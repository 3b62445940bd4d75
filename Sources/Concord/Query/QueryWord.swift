/// A word of a query's text before its meaning is settled: its scalars, and which of them were
/// escaped and so are text whatever they look like.
struct QueryWord: Equatable {
  struct Piece: Equatable {
    var scalar: Unicode.Scalar
    var isEscaped: Bool

    var isWildcard: Bool { !isEscaped && (scalar == "*" || scalar == "?") }
  }

  /// What the wildcards in a word make of it.
  enum Form: Equatable {
    case text
    case prefix(String)
    case glob(String)
  }

  var pieces: [Piece]

  init(pieces: [Piece] = []) {
    self.pieces = pieces
  }

  /// A word that is this text and nothing else.
  init(text: String) {
    pieces = text.unicodeScalars.map { Piece(scalar: $0, isEscaped: true) }
  }

  /// The word that has this pattern, written as in ``Query/glob(_:field:)``.
  init(pattern: String) {
    pieces = []
    var rest = pattern.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\\", let next = rest.first, "*?\\".unicodeScalars.contains(next) {
        rest.removeFirst()
        pieces.append(Piece(scalar: next, isEscaped: true))
      } else {
        pieces.append(Piece(scalar: scalar, isEscaped: scalar != "*" && scalar != "?"))
      }
    }
  }

  /// All scalars, wildcards too, as text.
  var text: String { String(scalars: pieces.lazy.map(\.scalar)) }

  /// Whether an analyzer may make a token of it.
  var isSearchable: Bool { pieces.contains { $0.scalar.isSearchable } }

  /// The prefix or glob that the word stands for.
  ///
  /// Without a letter or digit it is text: `?`, `***`.
  ///
  /// So is a URL: the question mark in it is its own. `endsQuestion` says that question marks at
  /// the end are punctuation.
  func form(endsQuestion: Bool) -> Form {
    // So it is with nearly all words, at no more cost than this.
    guard pieces.contains(where: \.isWildcard), !isURL else { return .text }
    var core = pieces
    if endsQuestion {
      while let last = core.last, last.isWildcard, last.scalar == "?" { core.removeLast() }
    }
    // Two stars in a row say no more than one.
    core = core.indices.filter { i in
      !(core[i].isWildcard && core[i].scalar == "*" && i > 0 && core[i - 1] == core[i])
    }.map { core[$0] }
    guard isSearchable, let wildcard = core.firstIndex(where: \.isWildcard) else { return .text }
    if wildcard == core.count - 1, core[wildcard].scalar == "*" {
      return .prefix(QueryWord(pieces: core.dropLast()).text)
    }
    return .glob(QueryWord(pieces: core).pattern)
  }

  /// Whether `://` stands in it unescaped.
  private var isURL: Bool {
    let sign = QueryWord(pieces: "://".unicodeScalars.map { Piece(scalar: $0, isEscaped: false) })
    return pieces.indices.dropLast(2).contains { Array(pieces[$0..<$0 + 3]) == sign.pieces }
  }

  /// The word as the pattern of a glob.
  private var pattern: String {
    var pattern = String.UnicodeScalarView()
    for piece in pieces {
      if !piece.isWildcard, "*?\\".unicodeScalars.contains(piece.scalar) { pattern.append("\\") }
      pattern.append(piece.scalar)
    }
    return String(pattern)
  }

  /// Whether it is this, and nothing of it is escaped.
  func isUnescaped(_ text: String) -> Bool {
    pieces.count == text.unicodeScalars.count && beginsUnescaped(text)
  }

  private func beginsUnescaped(_ text: String) -> Bool {
    zip(pieces, text.unicodeScalars).allSatisfy { !$0.isEscaped && $0.scalar == $1 }
  }

  /// Takes this off the front, if the word begins with it unescaped and there is more behind.
  mutating func removePrefix(_ prefix: String) -> Bool {
    let count = prefix.unicodeScalars.count
    guard pieces.count > count, beginsUnescaped(prefix) else { return false }
    pieces.removeFirst(count)
    return true
  }
}
