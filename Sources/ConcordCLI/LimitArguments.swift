import ArgumentParser
import Concord

/// What a search may cost.
struct LimitArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("How many terms a pattern such as a* may stand for", valueName: "n"))
  private var maxTerms = SearchLimits().termCount

  @Option(
    help: ArgumentHelp(
      "How much work patterns, phrases and NEARs may be; the default is about a second",
      valueName: "n"))
  private var maxSteps = SearchLimits().stepCount

  func validate() throws {
    guard maxTerms > 0 else { throw ValidationError("The --max-terms must be 1 or more.") }
    guard maxSteps > 0 else { throw ValidationError("The --max-steps must be 1 or more.") }
  }

  var limits: SearchLimits { SearchLimits(termCount: maxTerms, stepCount: maxSteps) }
}
