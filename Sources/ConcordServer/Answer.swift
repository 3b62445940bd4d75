import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// An answer of the server, before it becomes a response of HTTP.
struct Answer: Sendable {
  var status = 200
  var type: String
  /// Whether it stays the same for as long as this program runs.
  var isFixed = false
  /// The bytes; nil for the answer to a HEAD.
  var body: [UInt8]?

  static func html(_ markup: Markup, status: Int = 200) -> Answer {
    Answer(status: status, type: "text/html; charset=utf-8", body: Array(markup.text.utf8))
  }

  static func svg(_ text: String) -> Answer {
    Answer(type: "image/svg+xml", body: Array(text.utf8))
  }

  static func json(_ object: JSONObject, status: Int = 200) -> Answer {
    Answer(status: status, type: "application/json", body: Array((object.text + "\n").utf8))
  }

  /// What is wrong, for programs.
  static func error(_ error: RequestError) -> Answer {
    var object = JSONObject()
    object.add("status", error.status)
    object.add("error", error.message)
    return .json(object, status: error.status)
  }

  /// What is wrong, for people.
  static func errorPage(_ error: RequestError) -> Answer {
    .html(
      Page.html(
        title: "Concord", "\(Page.form(SearchParameters()))\(ResultsPage.problem(error.message))"),
      status: error.status)
  }

  /// What keeps a page from being more than a page, whatever the articles say: no script, style or
  /// picture of another origin and none in the page itself, no frame, no form to elsewhere.
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  /// The policy of a picture, which has its style in itself.
  private static let picturePolicy = "default-src 'none'; style-src 'unsafe-inline'"

  /// The response, with the headers that all have.
  var response: Response {
    var headers: HTTPFields = [
      .contentType: type, .xContentTypeOptions: "nosniff",
      .contentSecurityPolicy: type.hasPrefix("image/") ? Self.picturePolicy : Self.policy,
      .cacheControl: isFixed ? "max-age=60" : "no-store",
    ]
    for (name, value) in [
      ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
    ] {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    if status == 405 { headers[.allow] = "GET, HEAD, POST" }
    return Response(
      status: .init(code: status), headers: headers,
      body: body.map { ResponseBody(byteBuffer: ByteBuffer(bytes: $0)) } ?? ResponseBody())
  }
}

/// The files that pages refer to, which are part of the program.
enum Asset {
  /// The file at a path of the server.
  static func named(_ path: String) -> Answer? {
    switch path {
    case "/style.css":
      Answer(
        type: "text/css; charset=utf-8", isFixed: true, body: PackageResources.style_css)
    case "/script.js":
      Answer(
        type: "text/javascript; charset=utf-8", isFixed: true, body: PackageResources.script_js)
    case "/icon.svg":
      Answer(type: "image/svg+xml", isFixed: true, body: PackageResources.icon_svg)
    default: nil
    }
  }
}
