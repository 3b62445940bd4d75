#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ConcordError: CustomStringConvertible {
  /// One sentence that says what is wrong and where and, on a second line if there is one, the
  /// next step.
  public var description: String {
    switch self {
    case .notAnIndex(let path):
      """
      There is no index in \(path).
      To make one, name a directory that is empty or does not exist yet.
      """
    case .schemaMismatch(let path, let reason):
      """
      The index in \(path) has another schema: \(reason).
      For a field that is to be another, make a new index. Else open this one without a schema, \
      which takes its own; what it lacks can then be added.
      """
    case .versionTooNew(let file, let found, let newestReadable):
      """
      \(file) was written by a newer Concord (format \(found); this one reads up to \
      \(newestReadable)).
      Use that version or a later one.
      """
    case .versionTooOld(let file, let found, let oldestReadable):
      """
      \(file) was written by an older Concord (format \(found); this one reads from \
      \(oldestReadable) on).
      Make the index again from its articles, in a directory of its own.
      """
    case .unknownAnalyzer(let file, let recipe):
      """
      \(file) has text that is analyzed by “\(recipe)”, which this program does not know.
      Use a newer Concord, or where it says custom, a program that opens the index with that.
      """
    case .corrupt(let file, let offset, let reason):
      """
      \(file) is damaged at byte \(offset): \(reason).
      Run "concord check" on the index to see everything that is wrong.
      """
    case .locked(let path, let holder):
      """
      The index in \(path) is being changed by \(holder).
      Try again when it has finished; searching is possible all the time.
      """
    case .unknownField(let name, let known):
      UnknownField.sentences(name, known: known)
    case .documentRefused(let key, let reason):
      "The document \"\(key)\" cannot be added: \(reason)."
    case .tooManyDocuments(let limit):
      """
      These segments cannot be one: together they have more than \(limit) documents.
      Leave more segments (concord merge --down-to).
      """
    case .poisoned(let path):
      """
      Writing to the index in \(path) failed before, so that no more is written to it now.
      Look at the disk, then open the index again; it is as the last commit left it.
      """
    case .unsupportedQuery(let reason):
      "The query cannot be answered: \(reason)."
    case .system(let call, let path, let errno):
      Self.sentence(call: call, path: path, errno: errno)
    }
  }

  /// The system's own words for an error, with the next step for those that users can mend.
  private static func sentence(call: String, path: String, errno: Int32) -> String {
    let subject = path.isEmpty ? call : "\(path) (\(call))"
    let sentence = "\(subject): \(message(errno))."
    switch errno {
    case ENOENT where call == "mkdir":
      return """
        There is no directory for the index \(path) to be made in.
        Make the one above it first (mkdir -p), or check how the path is written.
        """
    case ENOSPC, EDQUOT:
      return sentence + "\nMake room on the disk and try again; the last commit is intact."
    case EACCES, EPERM, EROFS:
      return sentence + "\nCheck who may read and write there."
    case EMFILE, ENFILE:
      return sentence + "\nRaise the limit on open files (ulimit -n) or merge the index."
    default:
      return sentence
    }
  }

  /// The text of an error number, in any thread.
  private static func message(_ errno: Int32) -> String {
    // No system has a message of more than 200 bytes; a longer one would be cut.
    var buffer = [CChar](repeating: 0, count: 256)
    // Safe: the call writes no more than the byte count it is told, with a zero at the end.
    guard unsafe strerror_r(errno, &buffer, buffer.count) == 0 else { return "error \(errno)" }
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: text, as: UTF8.self)
  }
}
