import Concord

/// The page with the form, the hits, and the values by which they can be narrowed down.
enum ResultsPage {
  /// Queries that show what can be asked; the last part is what they mean.
  private static let examples = [
    ("summit troops", "either word, articles with both first"),
    ("\"reassurance force\"", "the words side by side"),
    ("\"reassurance force\" NEAR Macron", "the phrase within ten words of the name"),
    ("(Macron OR Merz) NEAR/s troop*", "both in one sentence"),
    ("sanctons~1 AND date:2025-09", "a misspelt word, in one month"),
  ]

  /// The first page, before anything was asked.
  static func welcome(articleCount: Int) -> Markup {
    let rows = examples.map { query, meaning -> Markup in
      """
      <li><a href="\(Link("/").with("q", query).text)"><code>\(query)</code></a>
      <span>\(meaning)</span></li>

      """
    }
    return """
      <main id="results">
      <section class="welcome">
      <h1>Search \(Page.articles(articleCount))</h1>
      <ul>
      \(rows.joined())</ul>
      <p class="keys"><kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> down and up \
      <kbd>Enter</kbd> open</p>
      </section>
      </main>
      """
  }

  /// What a search found.
  static func results(_ answer: SearchAnswer) -> Markup {
    """
    <main id="results">
    \(filters(answer))
    <section class="hits">
    \(summary(answer))
    <ol start="\(answer.parameters.offset + 1)">
    \(answer.hits.map { hit($0, answer.parameters) }.joined())</ol>
    \(advice(answer))\(pages(answer))
    </section>
    </main>
    """
  }

  /// What is wrong with the query, in the place of hits.
  static func problem(_ message: String) -> Markup {
    """
    <main id="results">
    <section class="hits">
    <pre class="problem">\(message)</pre>
    </section>
    </main>
    """
  }

  private static func hit(_ hit: HitAnswer, _ parameters: SearchParameters) -> Markup {
    let link = Link("/article").with("key", hit.document.key).with("q", parameters.text)
    let details = ["author", "date"].compactMap { hit.document.fields[$0] }.map { text -> Markup in
      "<span>\(text)</span> "
    }
    return """
      <li class="hit">
      <h2><a href="\(link.text)">\(hit.title)</a></h2>
      <p class="snippet">\(snippet(hit))</p>
      <p class="details">\(details.joined())<span class="key">\(hit.document.key)</span></p>
      </li>

      """
  }

  private static func snippet(_ hit: HitAnswer) -> Markup {
    guard let snippet = hit.snippet else { return "" }
    let bytes = snippet.text.utf8
    let ranges = snippet.highlights.map { range in
      bytes.distance(
        from: bytes.startIndex, to: range.lowerBound)..<bytes.distance(
          from: bytes.startIndex, to: range.upperBound)
    }
    let before: Markup = snippet.isCutAtStart ? "… " : ""
    let after: Markup = snippet.isCutAtEnd ? " …" : ""
    return "\(before)\(Page.marked(snippet.text, ranges))\(after)"
  }

  private static func summary(_ answer: SearchAnswer) -> Markup {
    let parameters = answer.parameters
    let names: [(String, String?)] = [("Best", nil), ("Newest", "-date"), ("Oldest", "date")]
    let orders = names.map { name, sort -> Markup in
      sort == parameters.sortName
        ? "<b>\(name)</b> " : #"<a href="\#(parameters.link(sort: sort).text)">\#(name)</a> "#
    }
    return """
      <p class="summary"><span>\(Page.articles(answer.total))</span> \
      <span class="orders">\(orders.joined())</span></p>
      """
  }

  private static func filters(_ answer: SearchAnswer) -> Markup {
    let parameters = answer.parameters
    let authors = answer.authors.map { value, count in
      filter(
        value, count, isChosen: value == parameters.author,
        parameters.link(author: value == parameters.author ? .some(nil) : value))
    }
    let months = answer.months.map { value, count in
      filter(
        value, count, isChosen: value == parameters.date,
        parameters.link(date: value == parameters.date ? .some(nil) : value))
    }
    return """
      <nav aria-label="Narrow down">
      \(group("Author", authors))\(group("Date", months))</nav>
      """
  }

  private static func group(_ name: String, _ items: [Markup]) -> Markup {
    items.isEmpty ? "" : "<h3>\(name)</h3>\n<ul>\n\(items.joined())</ul>\n"
  }

  private static func filter(
    _ value: String, _ count: Int, isChosen: Bool, _ link: Link
  ) -> Markup {
    let state: Markup = isChosen ? #" aria-current="true""# : ""
    return """
      <li><a href="\(link.text)"\(state)><span>\(value)</span> \
      <span class="count">\(NumberText.grouped(count))</span></a></li>

      """
  }

  private static func advice(_ answer: SearchAnswer) -> Markup {
    guard answer.total == 0 else { return "" }
    var lines = answer.advice.map { line -> Markup in "<p>\(line)</p>\n" }
    if let correction = answer.correction {
      let link = Link("/").with("q", correction)
      lines.append(#"<p>Try: <a href="\#(link.text)"><code>\#(correction)</code></a></p>"#)
    }
    return #"<div class="advice">\#(lines.joined())</div>"#
  }

  private static func pages(_ answer: SearchAnswer) -> Markup {
    let parameters = answer.parameters
    var links: Markup = ""
    if parameters.offset > 0 {
      let link = parameters.link(offset: max(0, parameters.offset - parameters.limit))
      links += #"<a rel="prev" href="\#(link.text)">← Previous</a> "#
    }
    let next = parameters.offset + parameters.limit
    if next < answer.total, next <= SearchParameters.limitOfOffset {
      links += #"<a rel="next" href="\#(parameters.link(offset: next).text)">Next →</a>"#
    }
    return #"<p class="pages">\#(links)</p>"#
  }
}
