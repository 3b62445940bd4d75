// Where the tests find the files of the repository that they are about.

import Foundation

/// The files of the repository, by their paths from its top.
enum Repository {
  static let path: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  static func text(of file: String) throws -> String {
    try String(contentsOfFile: path + "/" + file, encoding: .utf8)
  }

  static func lines(of file: String) throws -> [String] {
    try text(of: file).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The names at the top.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path)
  }

  /// All files in a folder and the folders in it that end so, hidden ones left out.
  static func files(in folder: String, endingWith suffix: String) -> [String] {
    guard let all = FileManager.default.enumerator(atPath: path + "/" + folder) else { return [] }
    return all.compactMap { $0 as? String }
      .filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") && !$0.contains("/.") }
      .map { folder + "/" + $0 }.sorted()
  }

  static func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + file)
  }
}
