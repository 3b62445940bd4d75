/// Letters of the widths that East Asian character sets of old gave them: Latin letters as wide as
/// ideographs (`ＳＱＬ`), and Katakana half as wide (`ｶﾀｶﾅ`).
enum WidthFolding {
  /// Appends what becomes of `scalar`: the letter of usual width, or itself.
  ///
  /// A half-wide mark of voice becomes the combining one, for normalization to join.
  static func fold(_ scalar: UInt32, into output: inout [UInt8]) {
    switch scalar {
    case 0xFF01...0xFF5E: output.append(scalar: scalar - 0xFF01 + 0x21)
    case 0xFF66...0xFF9F: output.append(scalar: katakana[Int(scalar - 0xFF66)])
    default: output.append(scalar: scalar)
    }
  }

  /// The usual ones of U+FF66 to U+FF9F.
  private static let katakana = Array(
    """
    ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\
    \u{3099}\u{309A}
    """.unicodeScalars.map(\.value))
}
