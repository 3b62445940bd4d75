// What ArgumentParser makes of the commands: completions for three shells, and the description that
// manual pages are made from; and that the help has an example for each command.

import Foundation
import Testing

@Suite("Completions and help of every command")
struct GeneratedTests {
  /// A command as ArgumentParser describes it.
  private struct Description: Decodable {
    struct Command: Decodable {
      var commandName: String
      var discussion: String?
      var shouldDisplay: Bool?
      var subcommands: [Command]?
    }
    var command: Command
  }

  private func commands() throws -> (root: Description.Command, verbs: [Description.Command]) {
    let run = try ToolRun.of(["--experimental-dump-help"], in: Folder())
    #expect(run.status == 0, "\(run.messages)")
    let root = try JSONDecoder().decode(Description.self, from: Data(run.output.utf8)).command
    let verbs = (root.subcommands ?? []).filter {
      $0.shouldDisplay ?? true && $0.commandName != "help"
    }
    return (root, verbs)
  }

  @Test("every command has an example, in its own help and in that of all")
  func examples() throws {
    let (root, verbs) = try commands()
    #expect(verbs.count >= 16)
    for verb in verbs {
      let example = "concord \(verb.commandName)"
      #expect(verb.discussion?.contains("Example: \(example)") ?? false, "\(verb.commandName)")
      #expect(root.discussion?.contains("  \(example)") ?? false, "\(verb.commandName)")
    }
  }

  @Test("there are completions for three shells", arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) throws {
    let folder = Folder()
    let run = try ToolRun.of(["--generate-completion-script", shell], in: folder)
    #expect(run.status == 0 && run.messages.isEmpty)
    for verb in try commands().verbs {
      #expect(run.output.contains(verb.commandName), "\(verb.commandName)")
    }
    #expect(run.output.contains("no-pager"))
    // The shells of a machine read theirs; Debian's minimal one has bash alone.
    let program = ["/usr/bin/\(shell)", "/bin/\(shell)"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let program else { return }
    let script = folder.write("completions", run.output)
    let check = try Process.run(URL(fileURLWithPath: program), arguments: ["-n", script.path])
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
  }
}
