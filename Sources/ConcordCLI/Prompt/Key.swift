/// A key as a terminal sends it (ECMA-48, as xterm writes it).
enum Key: Equatable {
  case text(String)
  case enter, backspace, deleteLine, up, down, escape

  /// Takes the keys out of `bytes`; what is not a whole character yet stays there.
  static func take(from bytes: inout [UInt8]) -> [Key] {
    var keys: [Key] = []
    var rest = bytes[...]
    while let byte = rest.first {
      switch byte {
      case 0x1B: keys += takeEscape(&rest)
      case 0x0D, 0x0A: keys.append(.enter)
      case 0x7F, 0x08: keys.append(.backspace)
      // Ctrl-U empties the line, Ctrl-P and Ctrl-N go up and down, Ctrl-C and Ctrl-D end, as in a
      // shell.
      case 0x15: keys.append(.deleteLine)
      case 0x10: keys.append(.up)
      case 0x0E: keys.append(.down)
      case 0x03, 0x04: keys.append(.escape)
      case 0..<0x20: break
      default:
        guard let text = takeCharacter(&rest) else {
          bytes = Array(rest)
          return keys
        }
        if !text.isEmpty { keys.append(.text(text)) }
        continue
      }
      rest = rest.dropFirst()
    }
    bytes = []
    return keys
  }

  /// Reads an arrow, or what else begins like it; leaves its last byte.
  private static func takeEscape(_ rest: inout ArraySlice<UInt8>) -> [Key] {
    guard rest.count > 1 else { return [.escape] }
    let second = rest[rest.startIndex + 1]
    guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else { return [.escape] }
    rest = rest.dropFirst(2)
    // Parameters come first; then one byte says which key it is.
    while let byte = rest.first, !(0x40...0x7E).contains(byte), rest.count > 1 {
      rest = rest.dropFirst()
    }
    switch rest.first {
    case UInt8(ascii: "A"): return [.up]
    case UInt8(ascii: "B"): return [.down]
    default: return []
    }
  }

  /// Takes a character in UTF-8; nil if the rest of it is still to come, empty if it is none.
  private static func takeCharacter(_ rest: inout ArraySlice<UInt8>) -> String? {
    let count: Int
    switch rest.first ?? 0 {
    case 0xC2...0xDF: count = 2
    case 0xE0...0xEF: count = 3
    case 0xF0...0xF4: count = 4
    default: count = 1
    }
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return String(validating: rest.prefix(count), as: UTF8.self) ?? ""
  }
}
