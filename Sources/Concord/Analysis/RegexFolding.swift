extension AnalyzerRuns {
  /// A regular expression whose letters are folded as those of terms are: `/Café/` as `/cafe/`.
  ///
  /// What is not a letter stays, and so does what follows a backslash. A letter that is folded to
  /// several becomes a group, but stays as it is in a class, which has single characters.
  func foldedRegex(_ pattern: String, by analyzer: Analyzer) -> String {
    let scalars = Array(pattern.unicodeScalars)
    var result = String.UnicodeScalarView()
    var isInClass = false
    var i = 0
    while i < scalars.count {
      var end = i + 1
      if scalars[i] == "\\" {
        end = min(end + 1, scalars.count)
        result.append(contentsOf: scalars[i..<end])
      } else if scalars[i].isSearchable {
        // A letter and its marks are one.
        while end < scalars.count, scalars[end].properties.generalCategory == .nonspacingMark {
          end += 1
        }
        let letter = String(String.UnicodeScalarView(scalars[i..<end]))
        let folded = self.folded(letter, by: analyzer).unicodeScalars
        if folded.count == 1 {
          result.append(contentsOf: folded)
        } else if folded.isEmpty || isInClass {
          result.append(contentsOf: scalars[i..<end])
        } else {
          result.append(contentsOf: "(?:\(String(folded)))".unicodeScalars)
        }
      } else {
        if scalars[i] == "[" { isInClass = true }
        if scalars[i] == "]" { isInClass = false }
        result.append(scalars[i])
      }
      i = end
    }
    // Of a class such as [Z-à], the letters would be in the wrong order.
    var parser = RegexParser(String(result))
    return (try? parser.parse()) == nil ? pattern : String(result)
  }
}
