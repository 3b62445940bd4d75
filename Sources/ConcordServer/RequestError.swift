/// Why a request is not answered, in a sentence that tells nothing of this machine.
enum RequestError: Error, Equatable {
  case badRequest(String)
  case forbidden
  case notFound(String)
  case methodNotAllowed
  case tooLarge
  case tooSlow
  case failed

  /// The status of HTTP.
  var status: Int {
    switch self {
    case .badRequest: 400
    case .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .tooLarge: 413
    case .failed: 500
    case .tooSlow: 503
    }
  }

  /// What is wrong.
  var message: String {
    switch self {
    case .badRequest(let message), .notFound(let message): message
    case .forbidden: "this server answers to its own address only"
    case .methodNotAllowed: "only GET, HEAD and POST are understood"
    case .tooLarge: "a request has 64 KiB at most"
    case .failed: "the index cannot be read; the terminal of the server says more"
    case .tooSlow: "the search took too long: ask for less"
    }
  }
}
