/// A document's number in one segment: 0, 1, 2… in the order in which documents were added.
struct DocID: RawRepresentable, Hashable, Comparable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }
  init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Where an iterator stands when no documents are left: after every document.
  static let end = DocID(UInt32.max)

  static func < (left: DocID, right: DocID) -> Bool { left.rawValue < right.rawValue }

  /// The document after this one; the end has none.
  var next: DocID { DocID(rawValue == UInt32.max ? rawValue : rawValue + 1) }
}
