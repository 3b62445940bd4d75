// A disk that fails on purpose. It keeps three things apart, as real ones do: the bytes that
// programs see and the bytes that were synced; the names that programs see and the names that a
// sync of the directory has made last; and names from contents. Cutting the power leaves what was
// synced and an adversary's choice of the rest.

import Synchronization

@testable import Concord

/// One call of a ``FaultyStorage``, as tests choose calls to fail or to ignore.
struct StorageCall: Sendable, Hashable {
  enum Operation: Sendable {
    case createDirectory, list, open, byteCount, create, write, sync, rename, delete
    case syncDirectory, lock
  }

  /// Which call it is, from 1.
  var number: Int
  var operation: Operation
  /// The file's name, the old one for a rename; empty for calls on the directory.
  var name: String
  /// The operation before it.
  var previous: Operation?
}

/// What happens at the chosen call.
enum StorageFault: Sendable, Hashable {
  /// The call fails with this error number; a write has written half. Later calls work, but what
  /// a failed sync did not write never becomes durable.
  case error(Int32)
  /// The call and all later ones fail; a write has written half.
  case powerCut
}

/// What a power cut leaves of what was not synced.
enum PowerCut: Sendable, Hashable {
  /// Nothing: bytes and names are as the last sync left them.
  case nothingUnsynced
  /// Everything, as if only the process had been killed.
  case everything
  /// Some renames, creations and deletions; of each file some bytes, in sectors, some as zeros.
  case random(UInt64)
  /// Everything, but the second half of the last write, unless synced, is zeros.
  case tornLastWrite
}

/// A storage in memory that counts its calls, fails at a chosen one, ignores chosen ones, and can
/// say at any time what a power cut would leave.
final class FaultyStorage: Storage {
  let path = "faulty"
  private let state: Mutex<State>

  /// An empty directory.
  ///
  /// At the call of this number, if any, `fault` happens. Ignored calls report success and do
  /// nothing, which is how tests prove that they would see the lack.
  init(
    failingAt callNumber: Int? = nil, with fault: StorageFault = .powerCut,
    ignoring ignored: @escaping @Sendable (StorageCall) -> Bool = { _ in false }
  ) {
    let state = State(faultCall: callNumber, fault: fault, ignored: ignored)
    self.state = Mutex(state)
  }

  private init(_ state: State) {
    self.state = Mutex(state)
  }

  /// How many calls there were so far.
  var callCount: Int { state.withLock { $0.callCount } }

  /// True once the power is cut: no call works any more.
  var isDead: Bool { state.withLock { $0.fault == .powerCut && $0.faultErrno != nil } }

  /// The disk as the next process finds it if the power is cut now.
  ///
  /// This one stays as it is. The call of the new one at which `fault` happens may be given.
  func afterPowerCut(
    keeping choice: PowerCut, failingAt callNumber: Int? = nil,
    with fault: StorageFault = .powerCut
  ) -> FaultyStorage {
    state.withLock { state in
      var left = state.leftByPowerCut(choice)
      left.faultCall = callNumber
      left.fault = fault
      return FaultyStorage(left)
    }
  }

  func createDirectory() throws(ConcordError) {
    try perform(.createDirectory, "mkdir") { _ in nil }
  }

  func list() throws(ConcordError) -> [String] {
    var names: [String] = []
    try perform(.list, "opendir") { state in
      names = Array(state.names.keys)
      return nil
    }
    return names
  }

  func open(_ name: String) throws(ConcordError) -> InputFile {
    var bytes: [UInt8] = []
    try perform(.open, "open", name) { state in
      guard let number = state.names[name] else { return ENOENT }
      bytes = state.files[number]?.bytes ?? []
      return nil
    }
    return InputFile(name: name, bytes: bytes)
  }

  func byteCount(of name: String) throws(ConcordError) -> Int {
    var count = 0
    try perform(.byteCount, "lstat", name) { state in
      guard let number = state.names[name] else { return ENOENT }
      count = state.files[number]?.bytes.count ?? 0
      return nil
    }
    return count
  }

  func create(_ name: String) throws(ConcordError) -> OpenFile {
    var number = 0
    try perform(.create, "open", name) { state in
      guard state.names[name] == nil else { return EEXIST }
      number = state.addFile(name)
      return nil
    }
    return OpenFile(name: name, descriptor: number)
  }

  func write(_ bytes: RawSpan, to file: OpenFile) throws(ConcordError) {
    let more = [UInt8](bytes)
    var isWhole = false
    do throws(ConcordError) {
      try perform(.write, "write", file.name) { state in
        state.append(more, to: file.descriptor)
        isWhole = true
        return nil
      }
    } catch {
      if !isWhole {
        state.withLock { state in
          // The write that the fault hit; later ones of a dead machine do nothing.
          if state.callCount == state.faultCall {
            state.append(Array(more.prefix(more.count / 2)), to: file.descriptor)
          }
        }
      }
      throw error
    }
  }

  func sync(_ file: OpenFile) throws(ConcordError) {
    do throws(ConcordError) {
      try perform(.sync, "fsync", file.name) { state in
        state.files[file.descriptor]?.sync()
        return nil
      }
    } catch {
      // The system believes now that there is nothing left to write.
      state.withLock { $0.files[file.descriptor]?.isGivenUp = true }
      throw error
    }
  }

  func close(_ file: OpenFile) {
    state.withLock { state in
      if state.names[file.name] == file.descriptor { state.locks.remove(file.name) }
    }
  }

  func rename(_ name: String, to newName: String) throws(ConcordError) {
    try perform(.rename, "rename", name) { state in
      guard state.names[newName] == nil else { return EEXIST }
      guard let number = state.names[name] else { return ENOENT }
      state.change([name: nil, newName: number])
      return nil
    }
  }

  func delete(_ name: String) throws(ConcordError) {
    try perform(.delete, "unlink", name) { state in
      guard state.names[name] != nil else { return ENOENT }
      state.change([name: nil])
      return nil
    }
  }

  func syncDirectory() throws(ConcordError) {
    try perform(.syncDirectory, "fsync") { state in
      state.durableNames = state.names
      state.pendingChanges = []
      return nil
    }
  }

  func lock(_ name: String) throws(ConcordError) -> OpenFile {
    var number = 0
    var isHeld = false
    try perform(.lock, "flock", name) { state in
      isHeld = !state.locks.insert(name).inserted
      number = state.names[name] ?? state.addFile(name)
      return nil
    }
    if isHeld { throw .locked(path: path, holder: "this process") }
    return OpenFile(name: name, descriptor: number)
  }

  /// Counts a call, and does it unless it is the one to fail or to ignore.
  ///
  /// `body` does the call and returns the error number if it fails by itself.
  private func perform(
    _ operation: StorageCall.Operation, _ call: String, _ name: String = "",
    _ body: (inout State) -> Int32?
  ) throws(ConcordError) {
    let errno = state.withLock { state -> Int32? in
      state.callCount += 1
      let storageCall = StorageCall(
        number: state.callCount, operation: operation, name: name, previous: state.previous)
      state.previous = operation
      if let errno = state.faultErrno { return errno }
      return state.ignored(storageCall) ? nil : body(&state)
    }
    if let errno { throw .system(call: call, path: path + "/" + name, errno: errno) }
  }
}

extension FaultyStorage {
  /// The contents of one file, wherever its name is.
  fileprivate struct File {
    var bytes: [UInt8] = []
    var durable: [UInt8] = []
    /// How many bytes there were before the last write.
    var countBeforeLastWrite = 0
    /// A sync has failed: nothing more becomes durable.
    var isGivenUp = false

    mutating func sync() {
      if !isGivenUp { durable = bytes }
    }
  }

  fileprivate struct State {
    var names: [String: Int] = [:]
    var durableNames: [String: Int] = [:]
    /// What was done to names since the last sync of the directory; each is done whole or not.
    var pendingChanges: [[String: Int?]] = []
    var files: [Int: File] = [:]
    var lastWritten: Int?
    var locks: Set<String> = []
    var callCount = 0
    var previous: StorageCall.Operation?
    var faultCall: Int?
    var fault: StorageFault
    var ignored: @Sendable (StorageCall) -> Bool

    init(
      faultCall: Int?, fault: StorageFault, ignored: @escaping @Sendable (StorageCall) -> Bool
    ) {
      self.faultCall = faultCall
      self.fault = fault
      self.ignored = ignored
    }

    /// The error number of the call that was just counted, if it is to fail.
    var faultErrno: Int32? {
      guard let faultCall else { return nil }
      switch fault {
      case .error(let errno): return callCount == faultCall ? errno : nil
      case .powerCut: return callCount >= faultCall ? EIO : nil
      }
    }

    mutating func addFile(_ name: String) -> Int {
      let number = files.count + 1
      files[number] = File()
      change([name: number])
      return number
    }

    mutating func append(_ bytes: [UInt8], to number: Int) {
      guard var file = files[number] else { return }
      file.countBeforeLastWrite = file.bytes.count
      file.bytes += bytes
      files[number] = file
      lastWritten = number
    }

    mutating func change(_ changes: [String: Int?]) {
      pendingChanges.append(changes)
      Self.apply(changes, to: &names)
    }

    static func apply(_ changes: [String: Int?], to names: inout [String: Int]) {
      for (name, number) in changes { names[name] = number }
    }

    /// A new disk with what is left; all of it is durable there.
    func leftByPowerCut(_ choice: PowerCut) -> State {
      var left = State(faultCall: nil, fault: fault, ignored: ignored)
      switch choice {
      case .nothingUnsynced:
        left.names = durableNames
        left.files = files.mapValues { File(bytes: $0.durable) }
      case .everything:
        left.names = names
        left.files = files.mapValues { File(bytes: $0.bytes) }
      case .tornLastWrite:
        left.names = names
        left.files = files.mapValues { File(bytes: $0.bytes) }
        if let lastWritten, let file = files[lastWritten], file.durable != file.bytes {
          let kept = (file.countBeforeLastWrite + file.bytes.count) / 2
          let torn = file.bytes.prefix(kept) + Array(repeating: 0, count: file.bytes.count - kept)
          left.files[lastWritten] = File(bytes: Array(torn))
        }
      case .random(let seed):
        var random = SeededGenerator(seed: seed)
        left.names = durableNames
        for changes in pendingChanges where Bool.random(using: &random) {
          Self.apply(changes, to: &left.names)
        }
        for (number, file) in files.sorted(by: { $0.key < $1.key }) {
          left.files[number] = File(bytes: file.leftAtRandom(&random))
        }
      }
      for number in left.files.keys { left.files[number]?.sync() }
      left.durableNames = left.names
      return left
    }
  }
}

extension FaultyStorage.File {
  /// Real disks write whole sectors; small ones here, so that small files have several.
  private static let sectorByteCount = 16

  /// What was synced, then some sectors of the rest: as they are, as zeros, or none from there on.
  fileprivate func leftAtRandom(_ random: inout SeededGenerator) -> [UInt8] {
    guard bytes.count > durable.count else { return durable }
    var left = durable
    let end = Int.random(in: durable.count...bytes.count, using: &random)
    while left.count < end {
      let next = min(end, left.count + Self.sectorByteCount)
      if Int.random(in: 0..<4, using: &random) == 0 {
        left += [UInt8](repeating: 0, count: next - left.count)
      } else {
        left += bytes[left.count..<next]
      }
    }
    return left
  }
}
