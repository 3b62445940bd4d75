// Feeds bytes that libFuzzer has thought of to what reads bytes that nobody has vouched for.
// CONCORD_FUZZ names what is fed: query, manifest, segment, livedocs or articles.

import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What the environment asks for.
private let target: FuzzTarget = {
  let name = getenv("CONCORD_FUZZ").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    fatalError("CONCORD_FUZZ is one of \(names).")
  }
  return target
}()

/// What libFuzzer's own main function asks for, which some linkers take along.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  target.run([UInt8](UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Where the package manager's start-up code expects the program to begin.
@_cdecl("ConcordFuzzer_main")
public func main(
  _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> Int32 {
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments, feed)
}
