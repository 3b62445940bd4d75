/// Text in HTML and XML.
package enum MarkupText {
  /// `text` as it can stand in an element or in an attribute in quotation marks: it is shown, and
  /// never markup.
  ///
  /// Characters that no XML document may hold (XML 1.0, section 2.2) are shown as U+FFFD.
  package static func escaped(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      case "\t", "\n", "\r": output.unicodeScalars.append(scalar)
      case "\0"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
