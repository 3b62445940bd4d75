#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of one whole file, for reading, or memory that stands for one.
///
/// A file is mapped: the system reads pages when they are first touched and forgets them when
/// memory is short. The mapping lasts as long as the last reference, even if the file is deleted
/// in the meantime. Files of an index never change once they have their name; if somebody
/// truncates one behind our back, touching the lost pages ends the process with SIGBUS.
@safe final class MappedFile: Sendable {
  /// The file's name in its directory, for error messages.
  let name: String
  /// How many bytes the file has.
  let count: Int
  /// The first byte.
  ///
  /// Valid for `count` bytes while this object lives.
  nonisolated(unsafe) let base: UnsafeRawPointer
  /// True if the bytes are a mapping, false if they are memory of our own.
  private let isMapping: Bool

  /// Memory that stands for a file: a copy of `bytes`.
  init(name: String, bytes: [UInt8]) {
    self.name = name
    count = bytes.count
    isMapping = false
    // Safe: the new memory has `count` bytes (one at least, since some allocators give nothing
    // for none) and `copyMemory` fills exactly those.
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(bytes.count, 1), alignment: 16)
    unsafe bytes.withUnsafeBytes { source in
      unsafe UnsafeMutableRawBufferPointer(start: memory, count: source.count)
        .copyMemory(from: source)
    }
    unsafe base = UnsafeRawPointer(memory)
  }

  /// Maps the first `count` bytes of an open file.
  ///
  /// The descriptor may be closed afterwards.
  init(name: String, path: String, descriptor: Int32, count: Int) throws(ConcordError) {
    self.name = name
    self.count = count
    guard count > 0 else {
      // The system refuses to map nothing. One byte of memory is the place that `base` names.
      isMapping = false
      // Safe: never read, since `count` is zero; freed by `deinit`.
      unsafe base = UnsafeRawPointer(UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 16))
      return
    }
    // Safe: a new mapping at an address of the system's choice, for reading only.
    let address = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw .system(call: "mmap", path: path, errno: errno)
    }
    isMapping = true
    unsafe base = UnsafeRawPointer(address)
  }

  deinit {
    // Safe: the last reference is gone, and spans of `bytes` cannot outlive their owner. Memory
    // is freed by the means that it was taken by.
    if isMapping {
      _ = unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
    } else {
      unsafe base.deallocate()
    }
  }

  /// All bytes of the file, while this object is held.
  var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      // Safe: `base` is valid for `count` bytes while `self` lives, and the lifetime of the span
      // is bound to a borrow of `self`.
      unsafe _overrideLifetime(
        RawSpan(_unsafeStart: base, byteCount: count), borrowing: self)
    }
  }
}
