// The encodings a page may name, by the C library's iconv.

import Glibc

enum CharacterSet {
  /// Labels of the WHATWG Encoding Standard, and what iconv calls the encoding that they mean.
  ///
  /// UTF-8 is not here, nor is what means Windows-1252: both are told by the bytes themselves.
  private static let names: [String: String] = {
    var names = [
      "koi8-r": "KOI8-R", "koi8": "KOI8-R", "koi": "KOI8-R", "koi8-u": "KOI8-U",
      "ibm866": "CP866", "cp866": "CP866", "866": "CP866",
      "macintosh": "MACINTOSH", "mac": "MACINTOSH", "x-mac-roman": "MACINTOSH",
      "x-mac-cyrillic": "MAC-CYRILLIC",
      "shift_jis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "x-sjis": "CP932",
      "windows-31j": "CP932", "ms_kanji": "CP932",
      "euc-jp": "EUC-JP", "x-euc-jp": "EUC-JP", "iso-2022-jp": "ISO-2022-JP",
      "euc-kr": "CP949", "ks_c_5601-1987": "CP949", "windows-949": "CP949", "korean": "CP949",
      "gb2312": "GB18030", "gbk": "GB18030", "x-gbk": "GB18030", "gb18030": "GB18030",
      "gb_2312-80": "GB18030", "chinese": "GB18030",
      "big5": "BIG5-HKSCS", "big5-hkscs": "BIG5-HKSCS", "x-x-big5": "BIG5-HKSCS",
      "tis-620": "CP874", "windows-874": "CP874", "iso-8859-11": "CP874", "dos-874": "CP874",
      "iso-8859-9": "CP1254", "iso8859-9": "CP1254", "latin5": "CP1254",
      "latin2": "ISO-8859-2",
    ]
    for number in [1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258] {
      names["windows-\(number)"] = "CP\(number)"
      names["cp\(number)"] = "CP\(number)"
      names["x-cp\(number)"] = "CP\(number)"
    }
    for number in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16] {
      names["iso-8859-\(number)"] = "ISO-8859-\(number)"
      names["iso8859-\(number)"] = "ISO-8859-\(number)"
    }
    return names
  }()

  /// What iconv calls the encoding with this label, or nil if the bytes alone should tell.
  static func name(ofLabel label: String) -> String? {
    names[label]
  }

  /// `bytes` in UTF-8, each byte that has no meaning as U+FFFD; nil if this system's C library
  /// lacks the encoding.
  static func decode(_ bytes: [UInt8], from name: String) -> DecodedText? {
    // Safe: both names are C strings for the length of the call.
    let converter = unsafe iconv_open("UTF-8", name)
    guard unsafe converter != iconv_t(bitPattern: -1) else { return nil }
    defer { unsafe _ = iconv_close(converter) }
    var text = DecodedText(bytes: [])
    text.bytes.reserveCapacity(bytes.count)
    var source = bytes
    var room = [CChar](repeating: 0, count: 64 << 10)
    unsafe source.withUnsafeMutableBytes { input in
      unsafe room.withUnsafeMutableBufferPointer { output in
        // Safe: iconv moves the pointers and lowers the counts together, and stays within them;
        // it does not write to its input. Each turn uses input or fills output, or skips a byte.
        var next = unsafe input.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        // Encodings that combine letters with accents hold the last letter back: the turn after
        // the last byte asks for it.
        var isFlushing = false
        while !isFlushing {
          isFlushing = left == 0
          var target = output.baseAddress
          var free = output.count
          let result =
            unsafe isFlushing
            ? iconv(converter, nil, nil, &target, &free)
            : iconv(converter, &next, &left, &target, &free)
          let problem = errno
          let written = unsafe UnsafeRawBufferPointer(
            rebasing: UnsafeRawBufferPointer(output)[..<(output.count - free)])
          unsafe text.bytes.append(contentsOf: written)
          if result == -1, problem != E2BIG, left > 0 {
            text.bytes.append(contentsOf: UTF8Repair.replacement)
            text.replacedCount += 1
            unsafe next = next.map { unsafe $0 + 1 }
            left -= 1
          }
        }
      }
    }
    return text
  }
}
