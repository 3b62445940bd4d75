/// Finding the documents on which several iterators stand together.
enum Alignment {
  /// Steps all of `iterators` to the first document at or after the first one's current document
  /// on which they all stand, and returns it. The first iterator leads and should be the rarest.
  static func align(_ iterators: [any DocIterator]) throws(ConcordError) -> DocID {
    var target = iterators[0].current
    search: while target != .end {
      for i in 1..<iterators.count {
        let found = try iterators[i].advance(to: target)
        guard found == target else {
          target = try iterators[0].advance(to: found)
          continue search
        }
      }
      return target
    }
    return .end
  }
}
