import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A directory in memory, for tests and previews.
///
/// Nothing in it outlives the process.
///
/// It refuses what a disk refuses, with the same errors.
final class MemoryStorage: Storage {
  let path = "memory"
  private let state = Mutex(State())

  /// Names on one side and contents on the other, as a disk has them: a rename moves a name, and
  /// a file that was deleted can still be written.
  fileprivate struct State {
    var fileNumbers: [String: Int] = [:]
    var contents: [Int: [UInt8]] = [:]
    /// Files that were opened for reading since they were last written.
    var opened: [Int: InputFile] = [:]
    /// The lock files that are held.
    var locks: Set<String> = []
    var nextFileNumber = 0
  }

  func createDirectory() {}

  func list() -> [String] {
    state.withLock { Array($0.fileNumbers.keys) }
  }

  func open(_ name: String) throws(ConcordError) -> InputFile {
    let file = state.withLock { state -> InputFile? in
      guard let number = state.fileNumbers[name] else { return nil }
      if let file = state.opened[number] { return file }
      let file = InputFile(name: name, bytes: state.contents[number] ?? [])
      state.opened[number] = file
      return file
    }
    guard let file else { throw failure("open", name, ENOENT) }
    return file
  }

  func byteCount(of name: String) throws(ConcordError) -> Int {
    let count = state.withLock { state in
      state.fileNumbers[name].map { state.contents[$0]?.count ?? 0 }
    }
    guard let count else { throw failure("lstat", name, ENOENT) }
    return count
  }

  func create(_ name: String) throws(ConcordError) -> OpenFile {
    let number = state.withLock { state -> Int? in
      guard state.fileNumbers[name] == nil else { return nil }
      return state.addFile(name)
    }
    guard let number else { throw failure("open", name, EEXIST) }
    return OpenFile(name: name, descriptor: number)
  }

  func write(_ bytes: RawSpan, to file: OpenFile) {
    // Copied first, since a span cannot be taken into the closure below.
    let more = [UInt8](bytes)
    state.withLock { state in
      state.contents[file.descriptor]? += more
      state.opened[file.descriptor] = nil
    }
  }

  func sync(_ file: OpenFile) {}

  func close(_ file: OpenFile) {
    state.withLock { state in
      if state.fileNumbers[file.name] == file.descriptor { state.locks.remove(file.name) }
    }
  }

  func rename(_ name: String, to newName: String) throws(ConcordError) {
    let code = state.withLock { state -> Int32? in
      guard state.fileNumbers[newName] == nil else { return EEXIST }
      guard let number = state.fileNumbers.removeValue(forKey: name) else { return ENOENT }
      state.fileNumbers[newName] = number
      // The next reader gets an object with the new name.
      state.opened[number] = nil
      return nil
    }
    if let code { throw failure("rename", newName, code) }
  }

  func delete(_ name: String) throws(ConcordError) {
    let isDeleted = state.withLock { state in
      guard let number = state.fileNumbers.removeValue(forKey: name) else { return false }
      state.contents[number] = nil
      state.opened[number] = nil
      return true
    }
    guard isDeleted else { throw failure("unlink", name, ENOENT) }
  }

  func syncDirectory() {}

  func lock(_ name: String) throws(ConcordError) -> OpenFile {
    let number = state.withLock { state -> Int? in
      guard state.locks.insert(name).inserted else { return nil }
      return state.fileNumbers[name] ?? state.addFile(name)
    }
    guard let number else { throw .locked(path: path, holder: "this process") }
    return OpenFile(name: name, descriptor: number)
  }

  private func failure(_ call: String, _ name: String, _ errno: Int32) -> ConcordError {
    .system(call: call, path: path + "/" + name, errno: errno)
  }
}

extension MemoryStorage.State {
  /// Adds an empty file and returns its number.
  fileprivate mutating func addFile(_ name: String) -> Int {
    nextFileNumber += 1
    fileNumbers[name] = nextFileNumber
    contents[nextFileNumber] = []
    return nextFileNumber
  }
}
