// Makes Sources/Concord/Analysis/Unicode/UnicodeProperties.swift and UnicodeMappings.swift from
// the Unicode Character Database (Debian package unicode-data). UnicodeTableTests compares the
// result with the files; with CONCORD_WRITE_TABLES=1 in the environment it writes them.

import Foundation

@testable import Concord

struct UnicodeTableGenerator {
  static let directory = "/usr/share/unicode"

  /// Whether the database is installed, in the version of the tables.
  static var isInstalled: Bool {
    (try? String(contentsOfFile: directory + "/ReadMe.txt", encoding: .utf8))?
      .contains("Version 15.0") ?? false
  }

  struct Scalar {
    var category = "Cn"
    var combiningClass: UInt32 = 0
    var decomposition: [UInt32] = []
    var lowercase: UInt32?
    var wordClass = WordClass.other
    var sentenceClass = SentenceClass.other
    var flags: Set<ScalarProperties.Flag> = []
    var isAlphabetic = false
    var isExcludedFromComposition = false
  }

  private(set) var scalars = [Scalar](repeating: Scalar(), count: 0x110000)
  private var simpleFoldings: [(UInt32, UInt32)] = []
  private var fullFoldings: [(UInt32, [UInt32])] = []

  init() throws {
    try readUnicodeData()
    try readBreakProperties()
    try readLineBreak()
    try readDerived()
    try readCaseFolding()
    setFlags()
  }

  // MARK: Reading

  private static func fields(of file: String) throws -> [[Substring]] {
    let text = try String(contentsOfFile: directory + "/" + file, encoding: .utf8)
    return text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let data = line.prefix { $0 != UInt8(ascii: "#") }
      guard !data.isEmpty else { return nil }
      return data.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
        let trimmed = $0.drop { $0 == 32 }
        let end = trimmed.lastIndex { $0 != 32 }.map { trimmed.index(after: $0) }
        return Substring(trimmed[..<(end ?? trimmed.startIndex)])
      }
    }
  }

  private static func range(_ text: Substring) -> ClosedRange<Int> {
    let ends = text.split(separator: ".").map { Int($0, radix: 16) ?? 0 }
    return ends[0]...ends[ends.count - 1]
  }

  private mutating func readUnicodeData() throws {
    var first: Int?
    for field in try Self.fields(of: "UnicodeData.txt") {
      let code = Int(field[0], radix: 16) ?? 0
      var scalar = Scalar()
      scalar.category = String(field[2])
      scalar.combiningClass = UInt32(field[3]) ?? 0
      if !field[5].hasPrefix("<") {
        scalar.decomposition = field[5].split(separator: " ").compactMap { UInt32($0, radix: 16) }
      }
      scalar.lowercase = UInt32(field[13], radix: 16)
      for code in (first ?? code)...code {
        scalars[code] = scalar
      }
      first = field[1].hasSuffix(", First>") ? code : nil
    }
  }

  private mutating func readBreakProperties() throws {
    let words: [Substring: WordClass] = [
      "CR": .cr, "LF": .lf, "Newline": .newline, "Extend": .extend, "ZWJ": .zwj,
      "Format": .format, "Regional_Indicator": .regionalIndicator, "Katakana": .katakana,
      "Hebrew_Letter": .hebrewLetter, "ALetter": .letter, "Single_Quote": .singleQuote,
      "Double_Quote": .doubleQuote, "MidNumLet": .midNumLet, "MidLetter": .midLetter,
      "MidNum": .midNum, "Numeric": .numeric, "ExtendNumLet": .extendNumLet,
      "WSegSpace": .wordSegmentSpace,
    ]
    for field in try Self.fields(of: "auxiliary/WordBreakProperty.txt") {
      for code in Self.range(field[0]) {
        scalars[code].wordClass = words[field[1]] ?? .other
      }
    }
    let sentences: [Substring: SentenceClass] = [
      "CR": .cr, "LF": .lf, "Sep": .separator, "Extend": .extend, "Format": .format,
      "Sp": .space, "Lower": .lower, "Upper": .upper, "OLetter": .letter, "Numeric": .numeric,
      "ATerm": .periodTerminator, "SContinue": .continuation, "STerm": .terminator,
      "Close": .close,
    ]
    for field in try Self.fields(of: "auxiliary/SentenceBreakProperty.txt") {
      for code in Self.range(field[0]) {
        scalars[code].sentenceClass = sentences[field[1]] ?? .other
      }
    }
  }

  private mutating func readDerived() throws {
    for field in try Self.fields(of: "DerivedCoreProperties.txt") {
      switch field[1] {
      case "Alphabetic":
        for code in Self.range(field[0]) { scalars[code].isAlphabetic = true }
      case "Default_Ignorable_Code_Point":
        for code in Self.range(field[0]) { scalars[code].flags.insert(.ignorable) }
      default: break
      }
    }
    for field in try Self.fields(of: "DerivedNormalizationProps.txt") {
      for code in Self.range(field[0]) {
        if field[1] == "NFC_QC" { scalars[code].flags.insert(.unsettled) }
        if field[1] == "Full_Composition_Exclusion" {
          scalars[code].isExcludedFromComposition = true
        }
      }
    }
    for field in try Self.fields(of: "Scripts.txt")
    where field[1] == "Latin" || field[1] == "Greek" {
      for code in Self.range(field[0]) { scalars[code].flags.insert(.latinOrGreek) }
    }
    for field in try Self.fields(of: "emoji/emoji-data.txt") {
      for code in Self.range(field[0]) {
        switch field[1] {
        case "Extended_Pictographic": scalars[code].flags.insert(.pictographic)
        case "Emoji_Presentation": scalars[code].flags.insert(.word)
        // Below U+2600 lie signs like © and bullets, which are no words.
        case "Emoji" where code >= 0x2600: scalars[code].flags.insert(.word)
        default: break
        }
      }
    }
  }

  private mutating func readLineBreak() throws {
    for field in try Self.fields(of: "LineBreak.txt") where field[1] == "SA" {
      for code in Self.range(field[0]) where scalars[code].wordClass == .other {
        scalars[code].wordClass = .complexContext
      }
    }
  }

  private mutating func readCaseFolding() throws {
    for field in try Self.fields(of: "CaseFolding.txt") {
      let code = UInt32(field[0], radix: 16) ?? 0
      let folded = field[2].split(separator: " ").compactMap { UInt32($0, radix: 16) }
      if field[1] == "C" { simpleFoldings.append((code, folded[0])) }
      if field[1] == "F" { fullFoldings.append((code, folded)) }
    }
  }

  private mutating func setFlags() {
    for code in scalars.indices {
      var scalar = scalars[code]
      let isAttached = [.extend, .format, .zwj].contains(scalar.wordClass)
      if (scalar.isAlphabetic || scalar.category.hasPrefix("N")
        || scalar.wordClass == .regionalIndicator || scalar.wordClass == .complexContext)
      {
        scalar.flags.insert(.word)
      }
      if isAttached { scalar.flags.remove(.word) }
      // Joiners shape Indic and Persian words, and tags spell the flags of England and others.
      let isKept = scalar.wordClass != .format && !(0xFE00...0xFE0F).contains(code)
      if isKept || (0x200C...0x200D).contains(code) || (0xE0020...0xE007F).contains(code) {
        scalar.flags.remove(.ignorable)
      }
      if scalar.combiningClass != 0 { scalar.flags.insert(.unsettled) }
      let isLetter = scalar.category.hasPrefix("L")
      if isLetter || scalar.category == "Nd" { scalar.flags.insert(.letterOrDigit) }
      if isLetter || scalar.category.hasPrefix("M") { scalar.flags.insert(.letterOrMark) }
      if scalar.category == "Mn" { scalar.flags.insert(.nonspacingMark) }
      scalars[code] = scalar
    }
  }

  // MARK: Writing

  /// The numbers of `UnicodeProperties`.
  func properties() -> (combinations: [UInt32], runs: [UInt32]) {
    let values = scalars.map {
      ScalarProperties(
        word: $0.wordClass, sentence: $0.sentenceClass, flags: Array($0.flags)
      ).rawValue
    }
    var runs: [(value: UInt32, count: UInt32)] = []
    for value in values {
      if runs.last?.value == value {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((value, 1))
      }
    }
    var uses: [UInt32: Int] = [:]
    for run in runs { uses[run.value, default: 0] += 1 }
    let combinations = uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    var numbers: [UInt32: UInt32] = [:]
    for (number, value) in combinations.enumerated() { numbers[value] = UInt32(number) }
    return (combinations, runs.flatMap { [numbers[$0.value] ?? 0, $0.count] })
  }

  /// Runs of scalars with the same distance to their counterparts, one or two apart.
  private static func runs(of mappings: [(UInt32, UInt32)]) -> [UInt32] {
    var numbers: [UInt32] = []
    var last: UInt32 = 0
    var i = 0
    while i < mappings.count {
      let (scalar, target) = mappings[i]
      let delta = Int32(target) - Int32(scalar)
      func extent(_ step: UInt32) -> UInt32 {
        var count: UInt32 = 1
        while i + Int(count) < mappings.count {
          let (next, nextTarget) = mappings[i + Int(count)]
          guard next == scalar + count * step, Int32(nextTarget) - Int32(next) == delta else {
            break
          }
          count += 1
        }
        return count
      }
      let step: UInt32 = extent(2) > extent(1) ? 2 : 1
      let count = extent(step)
      numbers += [scalar - last, count, step, UInt32(bitPattern: delta << 1 ^ delta >> 31)]
      last = scalar + (count - 1) * step
      i += Int(count)
    }
    return numbers
  }

  /// The numbers of `UnicodeMappings`, by name.
  func mappings() -> [(name: String, summary: String, numbers: [UInt32])] {
    var lowercase: [(UInt32, UInt32)] = []
    var decompositions: [UInt32] = []
    var combiningClasses: [UInt32] = []
    var lastDecomposition: UInt32 = 0
    var nextClass: UInt32 = 0
    for (code, scalar) in scalars.enumerated() {
      let code = UInt32(code)
      if let target = scalar.lowercase { lowercase.append((code, target)) }
      if let first = scalar.decomposition.first {
        let gap = (code - lastDecomposition) << 1 | (scalar.isExcludedFromComposition ? 1 : 0)
        decompositions += [gap, first, scalar.decomposition.dropFirst().first ?? 0]
        lastDecomposition = code
      }
      guard scalar.combiningClass != 0 else { continue }
      if let last = combiningClasses.last, last == scalar.combiningClass, code == nextClass {
        combiningClasses[combiningClasses.count - 2] += 1
      } else {
        let previous = nextClass == 0 ? 0 : nextClass - 1
        combiningClasses += [code - previous, 1, scalar.combiningClass]
      }
      nextClass = code + 1
    }
    var full: [UInt32] = []
    var lastFull: UInt32 = 0
    for (code, targets) in fullFoldings {
      full += [code - lastFull, UInt32(targets.count)] + targets
      lastFull = code
    }
    return [
      (
        "lowercase", "Simple lower case.\n  ///\n  /// Read by CaseMapping.",
        Self.runs(of: lowercase)
      ),
      (
        "caseFolding", "Case folding, status C.\n  ///\n  /// Read by CaseMapping.",
        Self.runs(of: simpleFoldings)
      ),
      ("fullCaseFolding", "Case folding, status F.\n  ///\n  /// Read by CaseMapping.", full),
      (
        "decompositions", "Canonical decompositions.\n  ///\n  /// Read by Normalization.",
        decompositions
      ),
      (
        "combiningClasses", "Canonical combining classes.\n  ///\n  /// Read by Normalization.",
        combiningClasses
      ),
    ]
  }

  private static let lineWidth = 96

  private static func source(
    type: String, summary: String, tables: [(name: String, summary: String, numbers: [UInt32])]
  ) -> String {
    var lines = [
      "/// \(summary), Unicode 15.0, as ``PackedNumbers``.", "///",
      "/// Made by UnicodeTableGenerator, in the tests; not to be edited.", "enum \(type) {",
    ]
    for (place, table) in tables.enumerated() {
      if place > 0 { lines.append("") }
      lines.append("  /// \(table.summary)")
      lines.append("  static let \(table.name) = #\"\"\"")
      lines += PackedNumbers.pack(table.numbers, width: lineWidth).map { "    " + $0 }
      lines.append("    \"\"\"#")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  /// The source files, by name.
  func files() -> [(name: String, text: String)] {
    let (combinations, runs) = properties()
    return [
      (
        "UnicodeProperties.swift",
        Self.source(
          type: "UnicodeProperties", summary: "The properties of scalars",
          tables: [
            (
              "combinations", "The combinations of properties that occur, commonest first.",
              combinations
            ),
            ("runs", "Runs of scalars: the number of a combination, how many scalars.", runs),
          ])
      ),
      (
        "UnicodeMappings.swift",
        Self.source(
          type: "UnicodeMappings", summary: "What scalars turn into", tables: mappings())
      ),
    ]
  }
}
