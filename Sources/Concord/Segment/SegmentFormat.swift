/// The numbers of IndexFormat.md, each once.
enum SegmentFormat {
  /// The first bytes of a segment file: "Concord" and a byte that text files do not hold, so that
  /// nothing takes the file for text.
  static let magic: [UInt8] = Array("Concord".utf8) + [0x9C]
  /// Bytes before the first frame: magic, version, reserved.
  static let headerByteCount = 16
  /// The version that this code writes (IndexFormat.md, section 14).
  static let version = 3
  /// The oldest version that it reads.
  static let oldestReadableVersion = 2

  /// Throws unless files of `version` can be read.
  static func check(version: Int, ofFile file: String) throws(ConcordError) {
    guard version <= Self.version else {
      throw .versionTooNew(file: file, found: version, newestReadable: Self.version)
    }
    guard version == 0 || version >= oldestReadableVersion else {
      throw .versionTooOld(file: file, found: version, oldestReadable: oldestReadableVersion)
    }
  }

  /// A frame's size after decompression, at most: what a reader is ready to allocate on the word of
  /// a file (section 13).
  static let frameByteCountLimit = 1 << 20

  /// Documents in one segment at most: DocIDs stay below `DocID.end` in signed arithmetic too.
  static let documentLimit = (1 << 31) - 2
  /// Positions in one field of one document at most.
  static let positionLimit = (1 << 31) - 2
  /// Bytes of a term or a key at most; longer terms are cut, longer keys refused.
  static let termByteCountLimit = 1024
  /// Fields of a schema at most: a field's ordinal is one byte.
  static let fieldLimit = 255

  /// The first version whose segments have pairs (section 5.3).
  static let firstVersionWithPairs = 3
  /// Of how many documents a pair of neighbours has to be in one to have a list.
  static let pairSparsity = 256

  /// In how many documents of a segment a pair of neighbours has to be to have a list
  /// (section 5.3).
  static func pairThreshold(documentCount: Int) -> Int {
    max(blockCount, (documentCount + pairSparsity - 1) / pairSparsity)
  }

  /// Postings in a full block.
  static let blockCount = BitPacking.blockCount
  /// Blocks that share one group of skip data.
  static let groupBlockCount = 32
}
