import ArgumentParser

/// How results are shown to people.
struct DisplayArguments: ParsableArguments {
  /// When results are coloured.
  enum Color: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Option(
    help: ArgumentHelp(
      "Colour results; auto: on a terminal, unless $NO_COLOR is set", valueName: "when"))
  private var color = Color.auto

  @Flag(name: .customLong("no-pager"), help: "Never page through $PAGER")
  private var isNeverPaged = false

  /// Where the results go.
  func output() -> Output {
    Output(color: color, isPaged: !isNeverPaged)
  }
}
