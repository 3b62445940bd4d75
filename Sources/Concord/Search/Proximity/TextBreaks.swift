/// Where the sentences and paragraphs of one field of one document begin.
///
/// Both lists are positions, rising, without 0: an empty list means a single sentence or
/// paragraph. Only NEAR/s and NEAR/p look at them.
struct TextBreaks: Sendable {
  var sentenceStarts: [UInt32] = []
  var paragraphStarts: [UInt32] = []
}
