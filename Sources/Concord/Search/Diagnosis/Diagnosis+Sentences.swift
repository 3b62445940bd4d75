extension Diagnosis: CustomStringConvertible {
  /// The sentences, a line each.
  public var description: String { sentences().joined(separator: "\n") }

  /// What there is to say, in sentences that name documents by `noun`, such as `article`.
  ///
  /// Texts of the query and keys are in them as they are; whoever shows them on a terminal makes
  /// them safe.
  public func sentences(noun: String = "document") -> [String] {
    let prose = DiagnosisProse(noun: noun)
    var sentences: [String] = []
    if !hasMatches, words.count > 1, words.contains(where: { $0.documentCount > 0 }) {
      let present = words.filter { $0.documentCount > 0 }
      sentences.append(
        present.map { "“\($0.text)” is in \($0.documentCount.of(noun))" }.listed() + ".")
    }
    sentences += words.compactMap { $0.sentence(noun: noun) }
    sentences += findings.map(prose.sentence)
    if let correction {
      sentences.append("Try: \(correction.query) (\(correction.documentCount.of(noun)))")
    }
    if !isComplete { sentences.append("There may be more to say: not everything was looked at.") }
    return sentences
  }
}

extension Diagnosis.Word {
  /// That the word is nowhere or looks misspelt, in a sentence that names documents by `noun`; nil
  /// if neither is so.
  public func sentence(noun: String = "document") -> String? {
    DiagnosisProse(noun: noun).sentence(self)
  }
}

/// The sentences of a diagnosis.
private struct DiagnosisProse {
  let noun: String

  /// That a word is nowhere or looks misspelt; nil if it does not.
  func sentence(_ word: Diagnosis.Word) -> String? {
    let options = word.suggestions.map { "“\($0.word)” (\($0.documentCount.of(noun)))" }
    let question = options.isEmpty ? "" : " Did you mean \(options.listed("or"))?"
    guard word.documentCount == 0 else {
      return options.isEmpty
        ? nil : "“\(word.text)” is in \(word.documentCount.of(noun)) only.\(question)"
    }
    guard let field = word.field else { return "“\(word.text)” is in no \(noun).\(question)" }
    let others = word.elsewhere.keys.sorted().map {
      "in the \($0) of \((word.elsewhere[$0] ?? 0).of(noun))"
    }
    let place = others.isEmpty ? "" : ", but \(others.listed())"
    return "“\(word.text)” is in the \(field) of no \(noun)\(place).\(question)"
  }

  /// How many documents a query matches: `storm NEAR/3 sea matches 2 documents`.
  private func text(_ alternative: Diagnosis.Alternative) -> String {
    "\(alternative.query) matches \(alternative.documentCount.of(noun))"
  }

  func sentence(_ finding: Diagnosis.Finding) -> String {
    switch finding {
    case .wordless:
      "Nothing is left of the query once it is cut into words."
    case .fitsNothing(let query):
      "Nothing in the index fits \(query)."
    case .tooFarApart(let query, let closest, let looser):
      "\(tooFarApart(query, closest)); \(looser.map(text).listed())."
    case .neverInOneField(let query):
      "No field of any \(noun) has all of \(query)."
    case .alwaysNear(let query):
      "The left side of \(query) always has the right side near it."
    case .neverTogether(let one, let other):
      "No \(noun) has both \(one) and \(other)."
    case .notAllTogether(let looser):
      looser.isEmpty
        ? "No \(noun) has all of the parts."
        : "No \(noun) has all of the parts; \(looser.map(text).listed())."
    case .allExcluded(let alternative, let excluded):
      "\(text(alternative)), but NOT \(excluded.operandText) excludes "
        + (alternative.documentCount == 1 ? "it." : "them all.")
    case .noDocuments:
      "The index is empty."
    }
  }

  /// How close a phrase or a NEAR comes, as the beginning of a sentence.
  private func tooFarApart(_ query: Query, _ closest: Diagnosis.Closest) -> String {
    let place = "in the \(closest.field) of \(closest.key)"
    guard case .near(_, let proximity) = query else {
      return "The words of \(query) are never in their places; they come nearest \(place)"
    }
    let distance = "The closest are \(closest.looseness.of("word")) apart, \(place)"
    // In another order, they may share one.
    guard !proximity.inOrder else { return distance }
    switch proximity.kind {
    case .within: return distance
    case .sentence: return "\(distance), in different sentences"
    case .paragraph: return "\(distance), in different paragraphs"
    }
  }
}
