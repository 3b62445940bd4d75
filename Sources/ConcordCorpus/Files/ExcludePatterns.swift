// Patterns in the manner of gitignore(5), over bytes.
//
//   pattern   matches
//   *.log     a name that ends in .log, at any depth
//   drafts/   a directory of that name, at any depth, and so all that is in it
//   /a.md     a.md in the corpus's own directory; a slash in the middle anchors likewise
//   a/**/b    b below a at any depth; `**/b` and `a/**` likewise
//   !keep.md  takes back what an earlier pattern left out
//   ? [a-z]   one byte but `/`; one of a set; `[!a-z]` one of all others; `\` takes the next as is
//
// Matching tries no alternatives but the last star, so it takes at most pattern × path steps.

/// The patterns of `--exclude`, in order.
struct ExcludePatterns: Sendable {
  private var patterns: [ExcludePattern] = []

  init(_ texts: [String]) {
    patterns = texts.compactMap { ExcludePattern($0) }
  }

  /// Whether the last pattern that matches `path` leaves it out.
  ///
  /// The caller asks for each directory on the way down, and never looks into one that is left out.
  func excludes(_ path: String, isDirectory: Bool) -> Bool {
    if patterns.isEmpty { return false }
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    let match = patterns.last { $0.matches(parts, isDirectory: isDirectory) }
    return match.map { !$0.isNegated } ?? false
  }
}

/// One pattern.
struct ExcludePattern: Sendable {
  private enum Part: Hashable {
    /// `**`: any number of names, none included.
    case anyNames
    case name([Atom])
  }

  /// What one byte of a name must be.
  private enum Atom: Hashable {
    case byte(UInt8)
    case anyByte
    case anyBytes
    case set([ClosedRange<UInt8>], isNegated: Bool)
  }

  private(set) var isNegated = false
  private var isDirectoryOnly = false
  private var parts: [Part] = []

  /// Reads a pattern; nil for an empty line, a comment, or a lone slash.
  init?(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "#") { return nil }
    while bytes.last == 0x20, !bytes.dropLast().hasSuffix(UInt8(ascii: "\\")) { bytes.removeLast() }
    if bytes.first == UInt8(ascii: "!") {
      isNegated = true
      bytes.removeFirst()
    }
    if bytes.last == UInt8(ascii: "/") {
      isDirectoryOnly = true
      bytes.removeLast()
    }
    let isAnchored = bytes.contains(UInt8(ascii: "/"))
    let names = bytes.split(separator: UInt8(ascii: "/"))
    if names.isEmpty { return nil }
    parts = isAnchored ? [] : [.anyNames]
    for name in names {
      let isAny = name.elementsEqual("**".utf8)
      // Two in a row say no more than one.
      if isAny, parts.last == .anyNames { continue }
      parts.append(isAny ? .anyNames : .name(Self.atoms(of: Array(name))))
    }
    // `a/**` is all that is in a, not a itself.
    if parts.last == .anyNames { parts.append(.name([.anyBytes])) }
  }

  private static func atoms(of name: [UInt8]) -> [Atom] {
    var atoms: [Atom] = []
    var i = 0
    while i < name.count {
      switch name[i] {
      case UInt8(ascii: "*"):
        if atoms.last != .anyBytes { atoms.append(.anyBytes) }
      case UInt8(ascii: "?"):
        atoms.append(.anyByte)
      case UInt8(ascii: "\\") where i + 1 < name.count:
        i += 1
        atoms.append(.byte(name[i]))
      case UInt8(ascii: "["):
        if let (set, end) = set(in: name, from: i + 1) {
          atoms.append(set)
          i = end
        } else {
          atoms.append(.byte(name[i]))
        }
      default:
        atoms.append(.byte(name[i]))
      }
      i += 1
    }
    return atoms
  }

  /// Reads a set after its `[`; returns it with the offset of its `]`, or nil if it has none.
  private static func set(in name: [UInt8], from start: Int) -> (Atom, Int)? {
    var i = start
    var isNegated = false
    if i < name.count, name[i] == UInt8(ascii: "!") || name[i] == UInt8(ascii: "^") {
      isNegated = true
      i += 1
    }
    let first = i
    var ranges: [ClosedRange<UInt8>] = []
    while i < name.count {
      // A bracket that closes at once stands for itself.
      if name[i] == UInt8(ascii: "]"), i > first { return (.set(ranges, isNegated: isNegated), i) }
      if name[i] == UInt8(ascii: "\\"), i + 1 < name.count { i += 1 }
      let low = name[i]
      var high = low
      if i + 2 < name.count, name[i + 1] == UInt8(ascii: "-"), name[i + 2] != UInt8(ascii: "]") {
        high = name[i + 2]
        i += 2
      }
      if low <= high { ranges.append(low...high) }
      i += 1
    }
    return nil
  }

  /// Whether the pattern, negated or not, fits the path with these parts.
  func matches(_ path: [[UInt8]], isDirectory: Bool) -> Bool {
    if isDirectoryOnly, !isDirectory { return false }
    return Self.matches(parts, path, isAny: { $0 == .anyNames }) { part, name in
      guard case .name(let atoms) = part else { return false }
      return Self.matches(atoms, name, isAny: { $0 == .anyBytes }, Self.fits)
    }
  }

  private static func fits(_ atom: Atom, _ byte: UInt8) -> Bool {
    switch atom {
    case .byte(let expected): byte == expected
    case .anyByte: true
    case .anyBytes: false
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
    }
  }

  /// Matches elements against a pattern in which some stand for any run, for names and for bytes
  /// alike.
  ///
  /// After a mismatch only the last such run can be longer, so one place to go back to is enough.
  private static func matches<P, E>(
    _ pattern: [P], _ elements: [E], isAny: (P) -> Bool, _ fits: (P, E) -> Bool
  ) -> Bool {
    var p = 0
    var e = 0
    var back: (p: Int, e: Int)?
    while e < elements.count {
      if p < pattern.count, isAny(pattern[p]) {
        p += 1
        back = (p, e)
      } else if p < pattern.count, fits(pattern[p], elements[e]) {
        p += 1
        e += 1
      } else if let last = back {
        (p, e) = (last.p, last.e + 1)
        back = (p, e)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy(isAny)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ byte: UInt8) -> Bool { last == byte }
}
