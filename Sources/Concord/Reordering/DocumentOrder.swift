/// An order of the living documents of several segments in which those with the same words are near
/// each other.
///
/// The gaps of posting lists are then smaller, so that lists and texts compress better, and a
/// word's best documents are in fewer blocks, so that searches pass over more of them (Blandford
/// and Blelloch, "Index Compression through Document Reordering", DCC 2002).
struct DocumentOrder: Sendable {
  /// A document of one of the segments.
  struct Place: Sendable {
    let source: Int
    let document: DocID
  }

  /// Where the documents come from, in their new order.
  let places: [Place]
  /// The new DocID of each document, by source; `DocID.end` for the dead.
  let numbers: [[UInt32]]

  /// Finds an order for the living documents of `sources`; nil if it was cancelled.
  ///
  /// - Complexity: each posting of the words that are in it is looked at some hundred times.
  ///   Memory: four bytes a posting, of which there are up to ``ForwardIndex/postingLimit``.
  static func find(
    _ sources: [OpenSegment], schema: Schema, isCancelled: @escaping @Sendable () -> Bool
  ) throws(ConcordError) -> DocumentOrder? {
    var places: [Place] = []
    var numbers: [[UInt32]] = []
    for (i, source) in sources.enumerated() {
      var ownNumbers = [UInt32](repeating: DocID.end.rawValue, count: source.segment.documentCount)
      for k in ownNumbers.indices where source.isLive(DocID(UInt32(k))) {
        ownNumbers[k] = UInt32(places.count)
        places.append(Place(source: i, document: DocID(UInt32(k))))
      }
      numbers.append(ownNumbers)
    }
    guard
      let index = try ForwardIndex(
        sources, numbers: numbers, documentCount: places.count, schema: schema,
        isCancelled: isCancelled),
      let order = GraphBisection(index, isCancelled: isCancelled).order()
    else { return nil }
    var newNumbers = numbers
    for (new, old) in order.enumerated() {
      let place = places[Int(old)]
      newNumbers[place.source][Int(place.document.rawValue)] = UInt32(new)
    }
    return DocumentOrder(places: order.map { places[Int($0)] }, numbers: newNumbers)
  }
}
