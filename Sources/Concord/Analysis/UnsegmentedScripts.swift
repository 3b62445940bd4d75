/// Scripts of South East Asia that write words without spaces between them.
///
/// Where a word ends is for dictionaries to say, and no two agree. So text is cut where a reader
/// sees the next sign begin: a consonant with the vowels and tones around it. A word of a query is
/// then a phrase of such clusters, and is found wherever it stands, whatever stands beside it.
///
/// The rules are those of Thai character clusters (Theeramunkong et al., “Character cluster based
/// Thai information retrieval”, 2000) as far as they are the same in all these scripts.
enum UnsegmentedScripts {
  /// Whether a scalar is a letter of such a script (Line_Break=SA).
  static func holds(_ scalar: UInt32) -> Bool {
    ScalarProperties.table[scalar].wordClass == .complexContext
  }

  /// Where the cluster that begins at `start` ends; `end` is the end of the run of letters.
  static func clusterEnd(in text: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var before = text.scalar(at: start)
    var i = start + before.byteCount
    while i < end {
      let scalar = text.scalar(at: i)
      let isJoined =
        !holds(scalar.value) || isVowelBehind(scalar.value)
        || isVowelBefore(before.value) || stacks(before.value)
      guard isJoined else { break }
      before = scalar
      i += scalar.byteCount
    }
    return i
  }

  /// A vowel that is written before its consonant, in Thai, Lao and Tai Viet.
  private static func isVowelBefore(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E40...0x0E44, 0x0EC0...0x0EC4, 0xAAB5, 0xAAB6, 0xAAB9, 0xAABB, 0xAABC: true
    default: false
    }
  }

  /// A vowel or a sign that is a letter to Unicode, but goes with the consonant before it.
  private static func isVowelBehind(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E30, 0x0E32, 0x0E33, 0x0E45, 0x0E46, 0x0EB0, 0x0EB2, 0x0EB3, 0x0EC6, 0xAAB1, 0xAABA,
      0xAABD:
      true
    default: false
    }
  }

  /// A sign that puts the next consonant below the last: Khmer coeng, Burmese virama and others.
  private static func stacks(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1039, 0x17D2, 0x1A60, 0xAAF6: true
    default: false
    }
  }
}
