import Concord

/// The page of one article, with what matched marked.
enum ArticlePage {
  static func html(_ answer: ArticleAnswer) -> Markup {
    let fields = answer.document.fields
    let title = fields["title"] ?? answer.document.key
    let details = ["author", "date"].compactMap { fields[$0] }.map { text -> Markup in
      "<span>\(text)</span> "
    }
    return """
      <main id="article">
      <article>
      <h1>\(Page.marked(title, fields["title"] == nil ? [] : answer.matches["title"] ?? []))</h1>
      <p class="details">\(details.joined())\(source(fields["url"]))\
      <span class="key">\(answer.document.key)</span></p>
      <div class="text">\(Page.marked(fields["body"] ?? "", answer.matches["body"] ?? []))</div>
      </article>
      \(similar(answer))
      </main>
      """
  }

  /// A link to where the article came from, if that is a page of the web: an address may be
  /// anything, also one that would run a script here.
  private static func source(_ url: String?) -> Markup {
    guard let url, url.hasPrefix("https://") || url.hasPrefix("http://") else { return "" }
    return #"<a href="\#(url)" rel="noreferrer noopener">Source</a> "#
  }

  private static func similar(_ answer: ArticleAnswer) -> Markup {
    guard !answer.similar.isEmpty else { return "" }
    let items = answer.similar.map { hit -> Markup in
      let link = Link("/article").with("key", hit.document.key)
      return #"<li class="hit"><a href="\#(link.text)">\#(hit.title)</a></li>\#n"#
    }
    return """
      <nav aria-label="Similar articles">
      <h3>More like this</h3>
      <ul>
      \(items.joined())</ul>
      </nav>
      """
  }
}
