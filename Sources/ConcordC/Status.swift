import Concord

/// What a function of the interface has to say: the numbers of concord.h.
enum Status: Int32, CaseIterable {
  case ok = 0
  case argument, query, notAnIndex, schema, version, damaged, locked, field, document, system
}

/// Why a call was refused before it reached Concord.
struct Refusal: Error {
  let status: Status
  let message: String

  init(_ message: String, status: Status = .argument) {
    self.status = status
    self.message = message
  }
}

extension Status {
  /// The status and the sentence of an error.
  static func of(_ error: any Error) -> (status: Status, message: String) {
    switch error {
    case let error as Refusal: (error.status, error.message)
    case let error as QueryError: (.query, error.description)
    case let error as ConcordError: (Status(error), error.description)
    default: (.system, "\(error)")
    }
  }

  private init(_ error: ConcordError) {
    switch error {
    case .notAnIndex: self = .notAnIndex
    case .schemaMismatch: self = .schema
    case .versionTooNew, .versionTooOld, .unknownAnalyzer: self = .version
    case .corrupt: self = .damaged
    case .locked: self = .locked
    case .unknownField: self = .field
    case .documentRefused, .tooManyDocuments: self = .document
    case .unsupportedQuery: self = .query
    case .poisoned, .system: self = .system
    @unknown default: self = .system
    }
  }
}
