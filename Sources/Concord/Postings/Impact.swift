/// A frequency and a norm that some posting has, such that no other posting of the same block has
/// both a frequency at least as high and a norm at most as long.
///
/// BM25 grows with the frequency and falls with the length, so the best score in a block, whatever
/// k1, b, the idf and the average length are, is that of one of its impacts (Ding and Suel, "Faster
/// top-k document retrieval using block-max indexes", 2011, kept one score instead; the pairs
/// leave the formula free, as Lucene does).
struct Impact: Hashable, Sendable {
  var frequency: UInt32
  var norm: UInt8
}

/// Collects postings and gives their impacts.
struct ImpactCollector {
  /// The highest frequency seen with each norm.
  private var frequencies = InlineArray<256, UInt32>(repeating: 0)
  private var lowest = 256
  private var highest = -1

  mutating func add(frequency: UInt32, norm: UInt8) {
    let i = Int(norm)
    if frequency > frequencies[i] { frequencies[i] = frequency }
    if i < lowest { lowest = i }
    if i > highest { highest = i }
  }

  mutating func add(_ impact: Impact) { add(frequency: impact.frequency, norm: impact.norm) }

  /// Forgets what was collected.
  mutating func forget() {
    guard lowest <= highest else { return }
    for i in lowest...highest { frequencies[i] = 0 }
    lowest = 256
    highest = -1
  }

  /// The impacts, by rising norm and therefore rising frequency; forgets what was collected.
  mutating func take(into impacts: inout [Impact]) {
    impacts.removeAll(keepingCapacity: true)
    guard lowest <= highest else { return }
    var best: UInt32 = 0
    for i in lowest...highest where frequencies[i] > 0 {
      if frequencies[i] > best {
        best = frequencies[i]
        impacts.append(Impact(frequency: best, norm: UInt8(i)))
      }
    }
    forget()
  }
}
