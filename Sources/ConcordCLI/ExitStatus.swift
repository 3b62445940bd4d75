import ArgumentParser
import Concord
import ConcordServer

/// How the tool ends, in the manner of grep: 0 for hits, 1 for none, 2 for errors.
enum ExitStatus {
  /// Something went wrong.
  private static let failure: Int32 = 2
  /// What a shell shows for a program that Ctrl-C has ended: 128 and SIGINT.
  static let interrupted: Int32 = 130
  /// What a shell shows for a program that a closed pipe has ended: 128 and SIGPIPE.
  private static let closedPipe: Int32 = 141

  /// Says what went wrong, and returns the status to end with.
  static func reporting(_ error: any Error) -> Int32 {
    switch error {
    case let status as ExitCode:
      return status.rawValue
    case let error as QueryError:
      Messages.complain(error.rendered(columns: Messages.columns))
    case let error as ConcordError:
      Messages.complain(error.description)
    case let failure as Failure:
      Messages.complain(failure.message)
    case let error as ServerError:
      Messages.complain(error.description)
    case let error as OutputError:
      return reporting(error)
    default:
      return reportingUsage(error)
    }
    return failure
  }

  private static func reporting(_ error: OutputError) -> Int32 {
    switch error {
    case .closed: return closedPipe
    case .failed(let number):
      Messages.complain("The results cannot be written: \(SystemCalls.message(number)).")
      return failure
    }
  }

  /// Help that was asked for is a result; a wrong option is an error.
  private static func reportingUsage(_ error: any Error) -> Int32 {
    var output = Output(isPaged: false)
    let text = ConcordCommand.fullMessage(for: error, columns: output.columns ?? 80)
    guard ConcordCommand.exitCode(for: error).isSuccess else {
      let label = "Error: "
      Messages.complain(text.hasPrefix(label) ? String(text.dropFirst(label.count)) : text)
      return failure
    }
    do throws(OutputError) {
      try output.write(text + "\n")
      try output.flush()
      return 0
    } catch {
      return reporting(error)
    }
  }
}
