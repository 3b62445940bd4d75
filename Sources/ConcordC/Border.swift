#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The border between C and Swift: what comes in is checked and copied, what goes out is a copy that
// is the caller's, and no error gets past.

/// Where a function leaves a text.
typealias TextPlace = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Runs the body of a function; what it throws becomes a status and a sentence.
@unsafe func answer(_ message: TextPlace?, _ body: () throws -> Void) -> Int32 {
  // Safe: the caller's place, which holds for the call, or nil.
  unsafe message?.pointee = nil
  do {
    try body()
    return Status.ok.rawValue
  } catch {
    let (status, sentence) = Status.of(error)
    unsafe message?.pointee = copy(of: sentence)
    return status.rawValue
  }
}

/// A copy that the caller gives back; nil for nil, and if memory runs out.
@unsafe func copy(of text: String?) -> UnsafeMutablePointer<CChar>? {
  guard let text else { return nil }
  // A text of C ends at the first zero.
  return unsafe strdup(text)
}

/// Takes back what `copy(of:)` has handed out.
@unsafe func giveBack(_ text: UnsafeMutablePointer<CChar>?) {
  unsafe free(text)
}

/// A text that came in.
@unsafe func text(_ text: UnsafePointer<CChar>?, _ name: String) throws(Refusal) -> String {
  guard let text = unsafe text else { throw Refusal("\(name) is NULL.") }
  guard let string = unsafe String(validatingCString: text) else {
    throw Refusal("\(name) is not UTF-8.")
  }
  return string
}

/// A place that a result is to be put in.
@unsafe func place<Value>(
  _ place: UnsafeMutablePointer<Value>?, _ name: String
) throws(Refusal) -> UnsafeMutablePointer<Value> {
  guard let place = unsafe place else { throw Refusal("\(name) is NULL.") }
  return unsafe place
}
