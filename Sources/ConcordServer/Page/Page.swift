/// What all pages have in common.
enum Page {
  /// A whole page around its contents.
  static func html(title: String, _ contents: Markup) -> Markup {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/style.css">
    <script src="/script.js" defer></script>
    </head>
    <body>
    \(contents)
    </body>
    </html>

    """
  }

  /// The form to search with, which works by itself in any browser.
  static func form(_ parameters: SearchParameters) -> Markup {
    """
    <header>
    <a class="name" href="/">Concord</a>
    <form action="/" role="search">
    <input type="search" name="q" value="\(parameters.text)" \
    placeholder="Words, &quot;phrases&quot;, one NEAR other" aria-label="Search for" \
    autocomplete="off" autocapitalize="off" spellcheck="false">
    \(hidden("author", parameters.author))\(hidden("date", parameters.date))\
    \(hidden("sort", parameters.sortName))
    <button>Search</button>
    </form>
    </header>

    """
  }

  private static func hidden(_ name: String, _ value: String?) -> Markup {
    value.map { #"<input type="hidden" name="\#(name)" value="\#($0)">"# } ?? ""
  }

  /// `text` with the words that matched marked; `ranges` of its UTF-8 bytes rise.
  static func marked(_ text: String, _ ranges: [Range<Int>]) -> Markup {
    let bytes = text.utf8
    var output: Markup = ""
    var end = 0
    var place = bytes.startIndex
    func piece(upTo offset: Int) -> String {
      let next = bytes.index(place, offsetBy: offset - end)
      defer { (end, place) = (offset, next) }
      return String(text[place..<next])
    }
    for range in ranges where range.lowerBound >= end && range.upperBound <= bytes.count {
      output += "\(piece(upTo: range.lowerBound))<mark>\(piece(upTo: range.upperBound))</mark>"
    }
    output += "\(piece(upTo: bytes.count))"
    return output
  }

  /// `1,234 articles`.
  static func articles(_ count: Int) -> String { NumberText.count(count, "article") }
}
