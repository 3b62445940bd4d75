/// How German umlauts are spelled by those who have no keys for them: *Muenchen* or *Munchen* for
/// *München*.
enum UmlautSpelling {
  /// Makes each `ä`, `ö` and `ü` of a word, and each `ae`, `oe` and `ue`, the letter alone.
  ///
  /// But `ue` stays behind a vowel or `q`, as in *Feuer* and *Quelle*. Some words become what they
  /// are not (*Israel*), in texts and in queries alike.
  static func fold(_ word: [UInt8], into output: inout [UInt8]) {
    var i = 0
    while i < word.count {
      let scalar = word.span.scalar(at: i)
      i += scalar.byteCount
      switch scalar.value {
      case 0xE4: output.append(UInt8(ascii: "a"))
      case 0xF6: output.append(UInt8(ascii: "o"))
      case 0xFC: output.append(UInt8(ascii: "u"))
      default:
        let last = output.last
        output.append(scalar: scalar.value)
        guard i < word.count, word[i] == UInt8(ascii: "e") else { continue }
        if hasUmlaut(scalar.value, behind: last) { i += 1 }
      }
    }
  }

  /// Whether a letter with an `e` behind it is an umlaut.
  private static func hasUmlaut(_ scalar: UInt32, behind last: UInt8?) -> Bool {
    switch scalar {
    case 0x61, 0x6F: true
    case 0x75: last.map { !"aeiouyq".utf8.contains($0) } ?? true
    default: false
    }
  }
}
