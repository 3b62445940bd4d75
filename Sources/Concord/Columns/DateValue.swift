/// A date as a date field understands it: a stretch of time, as long as the text is vague.
///
/// `2025` is a year, `2025-09` a month, `2025-09-04` a day; with a time it is an hour, a minute or
/// a second: `2025-09-04T10`, `2025-09-04 10:00`, `2025-09-04T10:00:00+02:00` (ISO 8601, in its
/// extended format). A time without a zone is in UTC, and so is a day. Fractions of a second are
/// left out, and a leap second is the second before it. Years are 0001 to 9999.
struct DateValue: Hashable, Sendable {
  /// How much of a date was said, from the longest stretch to the shortest.
  enum Precision: Int64, Comparable, Sendable {
    case year, month, day, hour, minute, second

    static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }

  /// Its first second, counted from the beginning of 1970 in UTC.
  let start: Int64
  let precision: Precision

  /// The first seconds of the years 1 and 10000.
  private static let startLimits =
    CivilDay(year: 1, month: 1, day: 1).start..<CivilDay(year: 10_000, month: 1, day: 1).start

  /// The second after its last one.
  var end: Int64 {
    switch precision {
    case .year: CivilDay(containing: start).firstOfNextYear.start
    case .month: CivilDay(containing: start).firstOfNextMonth.start
    case .day: start + CivilDay.secondCount
    case .hour: start + 3_600
    case .minute: start + 60
    case .second: start + 1
    }
  }

  /// The date that `text` says; nil if it says none.
  init?(_ text: some Sequence<UInt8>) {
    var reader = DateReader(text)
    guard let (start, precision) = reader.date(), Self.startLimits.contains(start) else {
      return nil
    }
    self.start = start
    self.precision = precision
  }

  private init(start: Int64, _ precision: Precision) {
    self.start = start
    self.precision = precision
  }

  /// The day, month or year that the date is in; the date itself if it says no more than that.
  func cut(to unit: Precision) -> DateValue {
    guard precision > unit else { return self }
    let day = CivilDay(containing: start)
    let first = CivilDay(
      year: day.year, month: unit > .year ? day.month : 1, day: unit > .month ? day.day : 1)
    return DateValue(start: first.start, unit)
  }

  /// The stretch of the same length that follows; nil after the year 9999.
  var next: DateValue? {
    Self.startLimits.contains(end) ? DateValue(start: end, precision) : nil
  }

  // MARK: As a number in a column

  /// Bits of a packed date that hold its precision.
  private static let precisionBitCount: Int64 = 3

  /// The date as a number: dates are in the order of their beginnings, a year before its January.
  ///
  /// Format: IndexFormat.md, section 9.3.
  var packed: Int64 { start << Self.precisionBitCount | precision.rawValue }

  /// Reads a number back; nil if it is no date's.
  init?(packed: Int64) {
    let start = packed >> Self.precisionBitCount
    guard let precision = Precision(rawValue: packed & (1 << Self.precisionBitCount - 1)),
      Self.startLimits.contains(start)
    else { return nil }
    self.start = start
    self.precision = precision
  }

  // MARK: As text

  /// The date in ISO 8601, as precise as it is.
  var text: String {
    func padded(_ number: Int64, _ count: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
    let day = CivilDay(containing: start)
    var text = padded(day.year, 4)
    if precision >= .month { text += "-" + padded(day.month) }
    if precision >= .day { text += "-" + padded(day.day) }
    guard precision >= .hour else { return text }
    let second = start - day.start
    text += "T" + padded(second / 3_600)
    if precision >= .minute { text += ":" + padded(second / 60 % 60) }
    if precision >= .second { text += ":" + padded(second % 60) }
    return text + "Z"
  }
}

/// A day of the Gregorian calendar, which is taken to have been in use always.
private struct CivilDay {
  var year: Int64
  var month: Int64
  var day: Int64

  static let secondCount: Int64 = 86_400
  /// Days of 400 years, after which the calendar repeats.
  private static let cycleCount: Int64 = 146_097
  /// Days from 0000-03-01 to 1970-01-01.
  private static let epoch: Int64 = 719_468

  init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that a second of 1970-based time is in.
  ///
  /// Years are counted from March here, so that a leap day is the last of its year (Howard Hinnant,
  /// "chrono-Compatible Low-Level Date Algorithms").
  init(containing second: Int64) {
    let days = Self.floor(second, Self.secondCount) + Self.epoch
    let cycle = Self.floor(days, Self.cycleCount)
    let dayOfCycle = days - cycle * Self.cycleCount
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let month = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * month + 2) / 5 + 1
    self.month = month < 10 ? month + 3 : month - 9
    year = yearOfCycle + cycle * 400 + (month < 10 ? 0 : 1)
  }

  /// Its first second.
  var start: Int64 {
    let year = month > 2 ? self.year : self.year - 1
    let cycle = Self.floor(year, 400)
    let yearOfCycle = year - cycle * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    return (cycle * Self.cycleCount + dayOfCycle - Self.epoch) * Self.secondCount
  }

  var firstOfNextMonth: CivilDay {
    month < 12
      ? CivilDay(year: year, month: month + 1, day: 1) : firstOfNextYear
  }

  var firstOfNextYear: CivilDay { CivilDay(year: year + 1, month: 1, day: 1) }

  /// Whether there is such a day: counted forth and back, it is the same.
  var isReal: Bool {
    let same = CivilDay(containing: start)
    return (same.year, same.month, same.day) == (year, month, day)
  }

  private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
    number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
  }
}

/// Reads the text of a date from left to right.
private struct DateReader {
  private let bytes: [UInt8]
  private var next = 0

  /// No date that can be read is longer; fractions of a second have room for nanoseconds.
  private static let byteCountLimit = 40

  init(_ text: some Sequence<UInt8>) {
    let bytes = Array(text.prefix(Self.byteCountLimit + 1))
    self.bytes = bytes.count > Self.byteCountLimit ? [] : bytes
  }

  private var isAtEnd: Bool { next == bytes.count }

  mutating func date() -> (start: Int64, precision: DateValue.Precision)? {
    guard let year = number(digits: 4) else { return nil }
    if isAtEnd { return (CivilDay(year: year, month: 1, day: 1).start, .year) }
    guard take("-"), let month = number(digits: 2), (1...12).contains(month) else { return nil }
    if isAtEnd { return (CivilDay(year: year, month: month, day: 1).start, .month) }
    guard take("-"), let day = number(digits: 2) else { return nil }
    let civil = CivilDay(year: year, month: month, day: day)
    guard civil.isReal else { return nil }
    if isAtEnd { return (civil.start, .day) }
    guard take("T") || take("t") || take(" "), let (second, precision) = time(),
      let offset = zone(), isAtEnd
    else { return nil }
    return (civil.start + second - offset, precision)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next < bytes.count, bytes[next] == UInt8(ascii: scalar) else { return false }
    next += 1
    return true
  }

  private mutating func number(digits count: Int) -> Int64? {
    var value: Int64 = 0
    for i in next..<(next + count) {
      guard i < bytes.count, (0x30...0x39).contains(bytes[i]) else { return nil }
      value = value * 10 + Int64(bytes[i] - 0x30)
    }
    next += count
    return value
  }

  /// `10`, `10:00`, `10:00:30`, `10:00:30.5` as seconds from midnight.
  private mutating func time() -> (second: Int64, precision: DateValue.Precision)? {
    guard let hour = number(digits: 2), hour < 24 else { return nil }
    guard take(":") else { return (hour * 3_600, .hour) }
    guard let minute = number(digits: 2), minute < 60 else { return nil }
    guard take(":") else { return (hour * 3_600 + minute * 60, .minute) }
    guard let second = number(digits: 2), second <= 60 else { return nil }
    if take(".") || take(",") {
      guard number(digits: 1) != nil else { return nil }
      while number(digits: 1) != nil {}
    }
    return (hour * 3_600 + minute * 60 + min(second, 59), .second)
  }

  /// `Z`, `+02`, `+0200` or `+02:00` as seconds east of UTC; 0 if there is none.
  private mutating func zone() -> Int64? {
    if isAtEnd || take("Z") || take("z") { return 0 }
    let isWest = take("-")
    guard isWest || take("+"), let hours = number(digits: 2), hours < 24 else { return nil }
    var minutes: Int64 = 0
    if take(":") || !isAtEnd {
      guard let rest = number(digits: 2), rest < 60 else { return nil }
      minutes = rest
    }
    let seconds = hours * 3_600 + minutes * 60
    return isWest ? -seconds : seconds
  }
}
