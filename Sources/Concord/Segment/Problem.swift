/// Something that is wrong with the files of an index, found by ``SearchIndex/check(quick:)``.
public struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// The name of the file.
  public let file: String
  /// Where in the file, if the place is one byte or begins there.
  public let offset: Int?
  /// What is wrong, as the end of a sentence.
  public let reason: String

  /// The file, the place and the reason, on one line.
  public var description: String {
    offset.map { "\(file), byte \($0): \(reason)" } ?? "\(file): \(reason)"
  }
}

extension Problem {
  /// What an error says of `file`, unless it names a file itself.
  init(_ error: ConcordError, in file: String) {
    switch error {
    case .corrupt(let file, let offset, let reason):
      self.init(file: file, offset: offset, reason: reason)
    case .versionTooNew(let file, let found, let newestReadable):
      self.init(
        file: file, offset: nil,
        reason: "a newer Concord wrote it (format \(found); this one reads up to "
          + "\(newestReadable))")
    case .versionTooOld(let file, let found, let oldestReadable):
      self.init(
        file: file, offset: nil,
        reason: "an older Concord wrote it (format \(found); this one reads from "
          + "\(oldestReadable) on)")
    case let error where error.isMissingFile:
      self.init(file: file, offset: nil, reason: "the file is missing")
    default:
      let sentence = error.description.split(separator: "\n").first ?? ""
      self.init(file: file, offset: nil, reason: String(sentence))
    }
  }
}

/// The problems found so far, each once, and not more than anyone would read.
final class ProblemList {
  /// Problems that are kept; the others are counted.
  static let limit = 1_000

  private var problems: [Problem] = []
  private var known: Set<Problem> = []
  private var restCount = 0

  /// The problems in the order in which they were found; if there were too many, the last one says
  /// how many more there are.
  var all: [Problem] {
    guard restCount > 0 else { return problems }
    let rest = Problem(
      file: problems.last?.file ?? "", offset: nil,
      reason: "\(restCount) more problems are not listed")
    return problems + [rest]
  }

  var isEmpty: Bool { problems.isEmpty }

  func contains(_ problem: Problem) -> Bool { known.contains(problem) }

  func add(_ problem: Problem) {
    guard !known.contains(problem) else { return }
    guard problems.count < Self.limit else {
      restCount += 1
      return
    }
    known.insert(problem)
    problems.append(problem)
  }

  func add(_ file: String, _ offset: Int? = nil, _ reason: String) {
    add(Problem(file: file, offset: offset, reason: reason))
  }

  func add(_ error: ConcordError, in file: String) {
    add(Problem(error, in: file))
  }

  /// Adds an error from reading `subject`, unless it is known already as that of a whole frame.
  func add(_ error: ConcordError, in file: String, reading subject: String) {
    let problem = Problem(error, in: file)
    guard !contains(problem) else { return }
    // The offset would be that in a record or a frame, which is of no use without it.
    add(file, nil, "\(subject): \(problem.reason)")
  }

  /// Adds whatever error `body` throws; nil in that case.
  func catching<T>(in file: String, _ body: () throws(ConcordError) -> T) -> T? {
    do throws(ConcordError) {
      return try body()
    } catch {
      add(error, in: file)
      return nil
    }
  }
}
