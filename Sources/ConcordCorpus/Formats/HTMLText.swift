// From the elements of a page to its title, its metadata and its text.
//
// Text of blocks is set apart by blank lines; lines of lists and tables and `<br>` by line ends;
// other white space becomes one space, except in `<pre>`. Left out: scripts, styles, templates,
// `noscript`, forms' controls, `nav`, whatever has the role of navigation, and the footer of a
// page (one that is not in an article, a section or the main part).

/// Gathers the text of one page while it is parsed.
final class HTMLText {
  private(set) var body: [UInt8] = []
  private(set) var title: [UInt8] = []
  /// The values of `meta` elements by name, the first one of each.
  private(set) var metadata: [String: String] = [:]
  private(set) var canonicalURL: String?
  private(set) var time: String?

  /// Which elements are open and leave their text out; the text counts if there are none.
  private var skipped: [String] = []
  private var preformattedDepth = 0
  private var mainDepth = 0
  private var titleDepth = 0
  private var hasTitle = false
  /// Line ends to write before the next text: 0, 1 or 2.
  private var pendingLineEnds = 0
  private var hasPendingSpace = false

  /// `meta` names a page may have: more are left out.
  private static let metadataLimit = 200

  private enum Role {
    case paragraph, line, cell, lineBreak, preformatted, hidden
  }

  private static let roles: [String: Role] = {
    let names: [(Role, String)] = [
      (
        .paragraph,
        """
        address article aside blockquote body center details dialog div dl fieldset figcaption \
        figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu ol p section summary table \
        ul
        """
      ),
      (.line, "caption dd dt li tbody tfoot thead tr option"),
      (.cell, "td th"),
      (.lineBreak, "br"),
      (.preformatted, "pre listing xmp"),
      (
        .hidden,
        """
        script style template noscript nav svg math iframe object canvas audio video select \
        textarea button noframes map
        """
      ),
    ]
    var roles: [String: Role] = [:]
    for (role, list) in names {
      for name in list.split(separator: " ") { roles[String(name)] = role }
    }
    return roles
  }()

  /// Whether the attributes of such an element say anything about an article.
  static func readsAttributes(of element: String) -> Bool {
    switch element {
    case "meta", "link", "time", "div", "ul", "ol", "header", "footer", "aside", "section": true
    default: false
    }
  }

  /// An element starts.
  func start(_ element: String, _ attributes: [String: String]) {
    if !skipped.isEmpty {
      // Only the same element again can close the one that leaves out.
      if skipped.last == element { skipped.append(element) }
      return
    }
    if leavesOut(element, attributes) {
      skipped.append(element)
      requestBreak(2)
      return
    }
    switch element {
    case "title": titleDepth += 1
    case "main", "article", "section": mainDepth += 1
    case "meta": readMeta(attributes)
    case "link": readLink(attributes)
    case "time": if time == nil { time = attributes["datetime"] }
    default: break
    }
    breakAround(element, depthChange: 1)
  }

  /// An element ends.
  func end(_ element: String) {
    if let last = skipped.last {
      if last == element { skipped.removeLast() }
      return
    }
    switch element {
    case "title":
      titleDepth = max(0, titleDepth - 1)
      hasTitle = hasTitle || !title.isEmpty
    case "main", "article", "section": mainDepth = max(0, mainDepth - 1)
    default: break
    }
    breakAround(element, depthChange: -1)
  }

  /// A run of text.
  func text(_ bytes: Span<UInt8>) {
    guard skipped.isEmpty else { return }
    if titleDepth > 0 {
      if !hasTitle { for i in bytes.indices { title.append(bytes[i]) } }
      return
    }
    for i in bytes.indices {
      let byte = bytes[i]
      guard ArticleText.isSpace(byte) else {
        writeBreak()
        body.append(byte)
        continue
      }
      if preformattedDepth > 0, !body.isEmpty {
        if pendingLineEnds == 0 { body.append(byte) }
      } else {
        hasPendingSpace = true
      }
    }
  }

  private func leavesOut(_ element: String, _ attributes: [String: String]) -> Bool {
    if case .hidden = Self.roles[element] { return true }
    if element == "footer", mainDepth == 0 { return true }
    return attributes["role"] == "navigation"
  }

  private func breakAround(_ element: String, depthChange: Int) {
    switch Self.roles[element] {
    case .paragraph: requestBreak(2)
    case .line: requestBreak(1)
    case .cell: hasPendingSpace = true
    case .lineBreak: if depthChange > 0 { requestBreak(1) }
    case .preformatted:
      preformattedDepth = max(0, preformattedDepth + depthChange)
      requestBreak(2)
    case .hidden, nil: break
    }
  }

  private func requestBreak(_ count: Int) {
    pendingLineEnds = max(pendingLineEnds, count)
  }

  private func writeBreak() {
    if !body.isEmpty {
      if pendingLineEnds > 0 {
        // Text that was preformatted may have ended its lines itself.
        while let last = body.last, ArticleText.isSpace(last) { body.removeLast() }
        for _ in 0..<pendingLineEnds { body.append(0x0A) }
      } else if hasPendingSpace, body.last.map({ !ArticleText.isSpace($0) }) ?? false {
        body.append(0x20)
      }
    }
    pendingLineEnds = 0
    hasPendingSpace = false
  }

  private func readMeta(_ attributes: [String: String]) {
    guard let content = attributes["content"], !content.isEmpty,
      let name = attributes["property"] ?? attributes["name"] ?? attributes["itemprop"],
      metadata.count < Self.metadataLimit
    else { return }
    let key = name.lowercased()
    if metadata[key] == nil { metadata[key] = content }
  }

  private func readLink(_ attributes: [String: String]) {
    if canonicalURL == nil, attributes["rel"]?.lowercased() == "canonical" {
      canonicalURL = attributes["href"]
    }
  }
}
