// What gathers postings in memory, against dictionaries and arrays.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("TermTable and PostingChain")
struct BufferTests {
  /// Safe: the term's bytes stay where they are while `body` runs, which is told how many they are.
  @unsafe private func withTerm<T>(_ term: [UInt8], _ body: (UnsafePointer<UInt8>) -> T) -> T? {
    // A byte more, so that the empty term has an address too.
    unsafe (term + [0]).withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe body($0) }
    }
  }

  @Test("a term table is a dictionary of fields and terms, sorted by bytes on demand")
  func termTable() {
    var random = SeededGenerator()
    var table = TermTable()
    var model: [[UInt8]: Int] = [:]
    for _ in 0..<12_000 {
      let count = [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 40].randomElement(using: &random) ?? 1
      let letters = UInt8.random(in: 1...3, using: &random)
      let term = (0..<count).map { _ in UInt8.random(in: 0..<letters, using: &random) &* 0x7F }
      let field = UInt8.random(in: 0...2, using: &random)
      let key = [field] + term
      let found = unsafe withTerm(term) { unsafe table.find($0, count: count, field: field) }
      #expect(found == .some(model[key]), "\(random.replay)")
      let index = unsafe withTerm(term) { unsafe table.index(of: $0, count: count, field: field) }
      #expect(index == model[key] ?? model.count, "\(random.replay)")
      if model[key] == nil { model[key] = model.count }
    }
    #expect(table.count == model.count)
    let sorted = table.sortedIndexes().map { table.key(of: $0, mark: []) }
    #expect(sorted == model.keys.sorted { $0.lexicographicallyPrecedes($1) }, "\(random.replay)")
  }

  @Test("what was appended to many chains in turn is read back from each")
  func chains() {
    var random = SeededGenerator()
    var table = TermTable()
    var chain = PostingChain()
    var model: [[UInt32]] = []
    for _ in 0..<60_000 {
      // A few chains get most of it, so that they cross pages.
      let limit = Bool.random(using: &random) ? 3 : 400
      let term = UInt16.random(in: 0..<UInt16(limit), using: &random)
      let bytes = [UInt8(term >> 8), UInt8(truncatingIfNeeded: term)]
      let index = unsafe withTerm(bytes) { unsafe table.index(of: $0, count: 2, field: 1) } ?? 0
      let value = UInt32.max >> UInt32.random(in: 0...31, using: &random)
      let entry = unsafe table.entry(index)
      if index == model.count {
        unsafe chain.begin(entry)
        model.append([])
      }
      unsafe chain.append(value, to: entry)
      model[index].append(value)
    }
    for (i, values) in model.enumerated() {
      var reader = PostingChain.Reader(chain, table.entries[i])
      var found: [UInt32] = []
      while !reader.isAtEnd { found.append(reader.varint()) }
      #expect(found == values, "\(random.replay)")
    }
  }
}
