import ConcordCorpus

/// A directory or file that an index is made from, and the beginning of its files' names there.
struct CorpusRoot: Sendable {
  /// The files.
  let corpus: Corpus
  /// The path without links, by which a root is known from one run to the next.
  let path: String
  /// What stands before the path of each file: nothing for the only root, else its name and `/`.
  let prefix: String

  /// As the index remembers it.
  var remembered: CorpusState.Root {
    CorpusState.Root(path: Array(path.utf8), prefix: Array(prefix.utf8))
  }

  /// The paths of the directories that a listing has looked into.
  func directories(in listing: CorpusListing) -> [String] {
    let start = corpus.directory
    return listing.directories.map { $0.isEmpty ? start : "\(start)/\($0)" }
  }

  /// Opens the roots, without those that are named twice.
  ///
  /// With several roots, `a/letters` and `b/letters` become `letters/…` and `letters-2/…`. A root
  /// that cannot be opened has a name too, so that the others keep theirs.
  static func open(
    _ paths: [String], options: CorpusOptions
  ) -> (roots: [CorpusRoot], errors: [CorpusError]) {
    var roots: [CorpusRoot] = []
    var errors: [CorpusError] = []
    var seen: Set<[UInt8]> = []
    var names: Set<[UInt8]> = []
    for path in paths {
      let real = SystemCalls.realPath(path) ?? path
      guard seen.insert(Array(real.utf8)).inserted else { continue }
      let name = uniqueName(real, &names)
      do throws(CorpusError) {
        let corpus = try Corpus(path: path, options: options)
        // A file is its own name already, unless another has it.
        let isFile = !corpus.directory.utf8.elementsEqual(real.utf8)
        let needsNone =
          paths.count == 1
          || isFile
            && real.utf8.reversed().starts(
              with: ("/" + name).utf8.reversed())
        roots.append(CorpusRoot(corpus: corpus, path: real, prefix: needsNone ? "" : name + "/"))
      } catch {
        errors.append(error)
      }
    }
    return (roots, errors)
  }

  /// The last part of a path, with a number if another root has it.
  private static func uniqueName(_ path: String, _ names: inout Set<[UInt8]>) -> String {
    let last = path.utf8.split(separator: UInt8(ascii: "/")).last
    let name = last.flatMap { String($0) } ?? "root"
    var unique = name
    var number = 2
    while !names.insert(Array(unique.utf8)).inserted {
      unique = "\(name)-\(number)"
      number += 1
    }
    return unique
  }
}
