import Foundation

/// The queries of a file, with their classes.
struct QueryFile {
  struct Line {
    let name: String
    let query: String
  }
  let lines: [Line]

  init(path: String) throws {
    lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap {
      let parts = $0.split(separator: "\t", maxSplits: 1)
      return parts.count == 2 ? Line(name: String(parts[0]), query: String(parts[1])) : nil
    }
  }

  /// The names of the classes, in the order of the file.
  var classes: [String] {
    var seen: Set<String> = []
    return lines.map(\.name).filter { seen.insert($0).inserted }
  }
}

extension Duration {
  var microseconds: Double { self / .microseconds(1) }
}

extension [Double] {
  var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

  /// The value below which this share of the values lies.
  func quantile(_ share: Double) -> Double {
    isEmpty ? 0 : sorted()[Swift.min(count - 1, Int(Double(count) * share))]
  }
}
