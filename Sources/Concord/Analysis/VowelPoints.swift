/// What Arabic and Hebrew may be written with or without.
///
/// Vowels are points there, which teaching books and scripture have, and newspapers leave out. In
/// Arabic, a stroke may stretch a word (tatweel), and some letters have spellings that writers do
/// not keep apart: alef with or without hamza or madda, yeh and alef maksura, heh and teh marbuta
/// at the end of a word.
enum VowelPoints {
  /// Appends what becomes of `scalar`: itself, another letter, or nothing.
  static func fold(_ scalar: UInt32, into output: inout [UInt8]) {
    switch scalar {
    case 0x0591...0x05BD, 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7: break  // Hebrew
    case 0x0610...0x061A, 0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06DC, 0x06DF...0x06E4,
      0x06E7, 0x06E8, 0x06EA...0x06ED, 0x08D3...0x08E1, 0x08E3...0x08FF:  // Arabic
      break
    case 0x0622, 0x0623, 0x0625, 0x0671: output.append(scalar: 0x0627)  // to alef
    case 0x0649: output.append(scalar: 0x064A)  // alef maksura to yeh
    case 0x0629: output.append(scalar: 0x0647)  // teh marbuta to heh
    default: output.append(scalar: scalar)
    }
  }
}
