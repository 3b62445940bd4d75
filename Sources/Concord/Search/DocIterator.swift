/// Visits the documents of one segment that match something, in increasing order.
///
/// An iterator stands on a document from the moment it is made; `current` is `.end` once there are
/// no more.
protocol DocIterator: AnyObject {
  /// The document at hand.
  var current: DocID { get }

  /// An upper bound on how many documents there are in all, to put the rarest first.
  var cost: Int { get }

  /// Steps to the next document and returns it. At the end, stays there.
  @discardableResult
  func next() throws(ConcordError) -> DocID

  /// Steps to the first document at or after `target`. Behaves as if written:
  ///
  ///     while current < target { next() }
  ///     return current
  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID
}
