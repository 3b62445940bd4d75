// Dates as people and feeds write them, in ISO 8601.
//
// Read: `2025-09-04`, `2025/09/04`, with a time after `T` or a space; `4 September 2025`,
// `September 4, 2025`, `4 Sep 2025`, `Thu, 04 Sep 2025 10:00:00 +0200` (RFC 5322), `26-FEB-1987
// 15:01:01.79`. Not read, and so kept as they are: `04/09/2025`, which is two dates, and anything
// else.

enum DateText {
  /// `text` as `2025-09-04`, or as `2025-09-04T08:00:00Z` if it has a time; nil if it is no date.
  ///
  /// A time with a zone is moved to UTC; a time without one is taken to be UTC. Fractions of a
  /// second are dropped.
  static func iso8601(_ text: String) -> String? {
    guard text.utf8.count <= 64 else { return nil }
    var parser = DateParser(tokens: tokens(of: Array(text.utf8)))
    guard var date = parser.parse() else { return nil }
    date.moveToUTC()
    // The first and the last day may leave the years that ISO 8601 writes with four digits.
    return date.isValid ? date.text : nil
  }

  /// Numbers, words and marks; white space only separates.
  enum Token: Hashable {
    case number(Int, digitCount: Int)
    case word(String)
    case mark(UInt8)
  }

  private static func tokens(of bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var i = 0
    while i < bytes.count {
      let start = i
      while i < bytes.count, (0x30...0x39).contains(bytes[i]) { i += 1 }
      if i > start {
        // Safe for Int: runs over nine digits are no part of a date, and become -1.
        let value = i - start > 9 ? -1 : bytes[start..<i].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        tokens.append(.number(value, digitCount: i - start))
        continue
      }
      while i < bytes.count, (0x61...0x7A).contains(bytes[i] | 0x20) { i += 1 }
      if i > start {
        tokens.append(.word(String(decoding: bytes[start..<i].map { $0 | 0x20 }, as: UTF8.self)))
        continue
      }
      if bytes[i] != 0x20, bytes[i] != 0x09 { tokens.append(.mark(bytes[i])) }
      i += 1
    }
    return tokens
  }
}

/// A civil date, perhaps with a time of day and its distance from UTC.
private struct CivilDate {
  var year = 0
  var month = 0
  var day = 0
  var secondOfDay: Int?
  var minutesFromUTC = 0

  var isValid: Bool {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return false }
    return day <= Self.dayCount(ofMonth: month, year: year)
  }

  static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2:
      (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  mutating func moveToUTC() {
    guard var second = secondOfDay else { return }
    second -= minutesFromUTC * 60
    // A zone is less than a day, so the date moves by one day at most.
    if second < 0 {
      second += 86_400
      stepDay(-1)
    } else if second >= 86_400 {
      second -= 86_400
      stepDay(1)
    }
    secondOfDay = second
  }

  private mutating func stepDay(_ step: Int) {
    day += step
    if day < 1 {
      month -= 1
      if month < 1 { (month, year) = (12, year - 1) }
      day = Self.dayCount(ofMonth: month, year: year)
    } else if day > Self.dayCount(ofMonth: month, year: year) {
      (day, month) = (1, month + 1)
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }

  var text: String {
    func padded(_ number: Int, _ count: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    guard let second = secondOfDay else { return date }
    let hour = padded(second / 3_600, 2)
    return "\(date)T\(hour):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
  }
}

/// Reads the tokens of a date from left to right.
private struct DateParser {
  let tokens: [DateText.Token]
  var next = 0

  init(tokens: [DateText.Token]) { self.tokens = tokens }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  /// Zones by name (RFC 5322, section 4.3), in minutes.
  private static let zones = [
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
    "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
  ]

  mutating func parse() -> CivilDate? {
    skipWeekday()
    guard var date = yearFirst() ?? monthFirst() ?? dayFirst(), date.isValid else { return nil }
    _ = takeMark(",")
    if case .word("t") = peek() { next += 1 } else if case .word("at") = peek() { next += 1 }
    if next < tokens.count {
      guard let second = time() else { return nil }
      date.secondOfDay = second
      guard let minutes = zone() else { return nil }
      date.minutesFromUTC = minutes
    }
    return next == tokens.count ? date : nil
  }

  private func peek(_ distance: Int = 0) -> DateText.Token? {
    next + distance < tokens.count ? tokens[next + distance] : nil
  }

  private mutating func takeMark(_ mark: Unicode.Scalar) -> Bool {
    guard peek() == .mark(UInt8(ascii: mark)) else { return false }
    next += 1
    return true
  }

  private mutating func takeNumber(digits: ClosedRange<Int>) -> Int? {
    guard case .number(let value, let count) = peek(), digits.contains(count) else { return nil }
    next += 1
    return value
  }

  /// A name in full or its first letters, three at least.
  private func rank(of word: String, in names: [String]) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(word) }
  }

  private mutating func skipWeekday() {
    guard case .word(let word) = peek(), rank(of: word, in: Self.weekdays) != nil else { return }
    next += 1
    _ = takeMark(",") || takeMark(".")
  }

  private mutating func takeMonth() -> Int? {
    guard case .word(let word) = peek(), let rank = rank(of: word, in: Self.months) else {
      return nil
    }
    next += 1
    _ = takeMark(".")
    return rank + 1
  }

  private mutating func yearFirst() -> CivilDate? {
    let start = next
    if let year = takeNumber(digits: 4...4), let mark = peek(),
      mark == .mark(UInt8(ascii: "-")) || mark == .mark(UInt8(ascii: "/"))
    {
      next += 1
      if let month = takeNumber(digits: 1...2), peek() == mark {
        next += 1
        if let day = takeNumber(digits: 1...2) {
          return CivilDate(year: year, month: month, day: day)
        }
      }
    }
    next = start
    return nil
  }

  private mutating func monthFirst() -> CivilDate? {
    let start = next
    if let month = takeMonth(), let day = takeDay() {
      _ = takeMark(",")
      if let year = takeNumber(digits: 4...4) {
        return CivilDate(year: year, month: month, day: day)
      }
    }
    next = start
    return nil
  }

  private mutating func dayFirst() -> CivilDate? {
    guard let day = takeDay() else { return nil }
    let isDashed = takeMark("-")
    if case .word("of") = peek() { next += 1 }
    guard let month = takeMonth() else { return nil }
    if isDashed, !takeMark("-") { return nil }
    _ = takeMark(",")
    guard let year = takeNumber(digits: 4...4) else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// `4`, `04` or `4th`.
  private mutating func takeDay() -> Int? {
    guard let day = takeNumber(digits: 1...2) else { return nil }
    if case .word(let word) = peek(), ["st", "nd", "rd", "th"].contains(word) { next += 1 }
    return day
  }

  /// `10:00`, `10:00:30`, `10:00:30.123`, `10:00 pm`, as seconds from midnight.
  private mutating func time() -> Int? {
    guard var hour = takeNumber(digits: 1...2), takeMark(":"),
      let minute = takeNumber(digits: 2...2), minute < 60
    else { return nil }
    var second = 0
    if takeMark(":") {
      guard let value = takeNumber(digits: 2...2), value <= 60 else { return nil }
      // A leap second is shown as the second before it.
      second = min(value, 59)
      if takeMark(".") || takeMark(",") {
        guard case .number = peek() else { return nil }
        next += 1
      }
    }
    if case .word(let word) = peek(), word == "am" || word == "pm" {
      guard (1...12).contains(hour) else { return nil }
      next += 1
      hour = hour % 12 + (word == "pm" ? 12 : 0)
    }
    return hour < 24 ? hour * 3_600 + minute * 60 + second : nil
  }

  /// Minutes from UTC; 0 without a zone.
  private mutating func zone() -> Int? {
    if next == tokens.count { return 0 }
    if case .word(let word) = peek() {
      next += 1
      return Self.zones[word]
    }
    let isWest = takeMark("-")
    guard isWest || takeMark("+") else { return nil }
    var minutes = 0
    if let digits = takeNumber(digits: 4...4) {
      guard digits % 100 < 60 else { return nil }
      minutes = digits / 100 * 60 + digits % 100
    } else {
      guard let hours = takeNumber(digits: 2...2) else { return nil }
      minutes = hours * 60
      if takeMark(":") {
        guard let rest = takeNumber(digits: 2...2), rest < 60 else { return nil }
        minutes += rest
      }
    }
    guard minutes < 24 * 60 else { return nil }
    skipZoneComment()
    return isWest ? -minutes : minutes
  }

  /// RFC 5322 lets a zone's name follow in parentheses: `+0200 (CEST)`.
  private mutating func skipZoneComment() {
    guard peek() == .mark(UInt8(ascii: "(")), case .word = peek(1),
      peek(2) == .mark(UInt8(ascii: ")"))
    else { return }
    next += 3
  }
}
