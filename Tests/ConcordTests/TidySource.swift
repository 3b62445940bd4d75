// A file of Swift as TidyTests sees it.

/// The lines of a file, and the code in them.
struct TidySource {
  let path: String
  let lines: [String]
  /// Each line without comments and without what stands in quotation marks.
  let code: [String]

  static func all(in folders: [String]) throws -> [TidySource] {
    try folders.flatMap { Repository.files(in: $0, endingWith: ".swift") }
      .map { TidySource(path: $0, lines: try Repository.lines(of: $0)) }
  }

  init(path: String, lines: [String]) {
    self.path = path
    self.lines = lines
    var code: [String] = []
    var isInText = false
    for line in lines {
      let isBorder = line.contains("\"\"\"")
      code.append(isInText || isBorder ? "" : Self.code(of: line))
      if isBorder { isInText.toggle() }
    }
    self.code = code
  }

  private static func code(of line: String) -> String {
    var code = ""
    var isInText = false
    var before: Character = " "
    for character in line {
      if character == "\"", before != "\\" {
        isInText.toggle()
      } else if !isInText, character == "/", before == "/" {
        code.removeLast()
        break
      } else if !isInText {
        code.append(character)
      }
      before = before == "\\" && character == "\\" ? " " : character
    }
    return code
  }

  /// Each function and initializer with a body: the line it begins at, and how many it has.
  ///
  /// A body ends at the first line that begins with a brace as far to the left as the function.
  func functions() -> [(line: Int, lineCount: Int)] {
    var found: [(line: Int, lineCount: Int)] = []
    for (i, line) in code.enumerated() where line.beginsFunction {
      let indentation = line.indentation
      for j in (i + 1)..<max(i + 1, code.count) {
        let later = code[j]
        guard later.contains(where: { $0 != " " }), later.indentation <= indentation else {
          continue
        }
        let first = later.first { $0 != " " }
        if first == "}" { found.append((i + 1, j - i + 1)) }
        if first != ")" && first != "{" && first != "#" { break }
      }
    }
    return found
  }
}

extension String {
  /// Letters, digits and underscores that stand together.
  var words: [String] {
    split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
  }

  var indentation: Int { prefix { $0 == " " }.count }

  fileprivate var beginsFunction: Bool {
    let words = words
    let isFunction = words.contains("func") || trimmed.hasPrefix("init(")
    return (isFunction || words.contains("init") && contains(" init")) && !hasSuffix("}")
      && !trimmed.hasPrefix("self.init") && !contains("= ")
  }

  private var trimmed: Substring { drop { $0 == " " } }

  /// Whether the line forces something: a value, a try, or the end.
  var canTrap: Bool {
    if contains("try!") || contains("fatalError(") || contains("as!") { return true }
    var before: Character = " "
    for (i, character) in self.enumerated() {
      if character == "!", before.isLetter || before.isNumber || before == ")" || before == "]" {
        let after = dropFirst(i + 1).first
        if after != "=" { return true }
      }
      before = character
    }
    return false
  }

  /// The sections of IndexFormat.md that the line cites.
  var citedSections: [String] {
    guard contains("IndexFormat.md") else { return [] }
    guard let start = firstRange(of: "section") else { return [] }
    return self[start...].split { !$0.isNumber && $0 != "." }
      .map { $0.hasSuffix(".") ? String($0.dropLast()) : String($0) }
      .filter { $0.first?.isNumber ?? false }
  }

  private func firstRange(of word: String) -> String.Index? {
    indices.first { self[$0...].hasPrefix(word) }
  }
}
