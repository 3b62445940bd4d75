// How the fields of an index differ from those that a program asks for, in the words of an error.
// They name no function and no case, for programs in C read them, too.

extension Schema {
  /// Throws unless every field of `other` is here and alike; what is thrown tells of each that is
  /// not, as far as a sentence can.
  func require(_ other: Schema, path: String) throws(ConcordError) {
    var reasons: [String] = []
    for field in other.fields {
      let ordinal = ordinal(of: field.name, isText: field.isText) ?? ordinal(of: field.name)
      if let ordinal {
        guard let reason = self.field(ordinal).difference(from: field) else { continue }
        reasons.append(reason)
      } else {
        reasons.append("it has no field “\(field.name)”")
      }
    }
    guard !reasons.isEmpty else { return }
    let others = reasons.count - Self.reasonLimit
    var reason = reasons.prefix(Self.reasonLimit).joined(separator: "; ")
    if others > 0 { reason += "; and so on with \(others.of("field"))" }
    throw .schemaMismatch(path: path, reason: reason)
  }

  /// As many fields as one reads about before mending something.
  private static let reasonLimit = 3
}

extension Field {
  /// What of this field of an index is not as `asked`, a field of that name which a program asks
  /// for; nil if it can work with this one.
  func difference(from asked: Field) -> String? {
    guard !serves(for: asked) else { return nil }
    var differences: [String] = []
    func compare(_ mine: String, _ theirs: String) {
      if mine != theirs { differences.append("\(mine) (asked for: \(theirs))") }
    }
    if case .text(let mine) = kind, case .text(let theirs) = asked.kind {
      if mine != theirs, !theirs.earlierEditions.contains(mine) {
        // Two editions of a language are called alike.
        let isAlike = mine.title == theirs.title
        compare(
          "text \(isAlike ? mine.recipeTitle : mine.title)",
          "text \(isAlike ? theirs.recipeTitle : theirs.title)")
      }
    } else {
      compare(kindTitle, asked.kindTitle)
    }
    compare("of weight \(weight.written)", "of weight \(asked.weight.written)")
    compare(isStored ? "stored" : "not stored", asked.isStored ? "stored" : "not stored")
    // Only text can be looked in by queries that name no field.
    if isText, asked.isText {
      compare(
        isDefault ? "searched by default" : "searched only by its name",
        asked.isDefault ? "searched by default" : "searched only by its name")
    }
    return "its field “\(name)” is \(differences.listed())"
  }

  private var kindTitle: String {
    switch kind {
    case .text(let analyzer): "text \(analyzer.title)"
    case .keyword: "a keyword"
    case .date: "a date"
    case .number: "a number"
    }
  }
}

extension Analyzer {
  /// What its words are, to stand behind “text”: the language, or the recipe of one that has no
  /// better name.
  fileprivate var title: String {
    if isEdition(of: .standard) { return "in any language" }
    if let language, isEdition(of: .language(language)) {
      return language == .porter
        ? "in English by Porter’s stemmer"
        : "in \(language.rawValue.prefix(1).uppercased())\(language.rawValue.dropFirst())"
    }
    return recipeTitle
  }

  private func isEdition(of today: Analyzer) -> Bool {
    self == today || today.earlierEditions.contains(self)
  }

  fileprivate var recipeTitle: String { "by “\(recipe)”" }
}
