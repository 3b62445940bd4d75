import Concord
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

/// What the server does with a request: from its head and body to a response, without a socket.
///
/// Nothing of a request ever names a file: pages are chosen from a list, and articles are looked up
/// in the index by their keys.
final class SearchService: Sendable {
  /// Bytes that a body may have.
  static let bodyLimit = 64 << 10
  /// Words that a prefix is completed to.
  private static let completionLimit = 10
  /// How old a view of the index may be before commits of other processes are looked for.
  private static let refreshInterval = Duration.seconds(1)

  private let index: SearchIndex
  /// How long a search may take.
  private let patience: Duration
  /// What a request's Host may say, which depends on the port.
  private let hosts = Mutex<Set<String>>([])
  private let refreshed = Mutex<ContinuousClock.Instant?>(nil)
  /// Told of errors of the index, which are nothing for a browser.
  private let report: @Sendable (String) -> Void

  init(
    _ index: SearchIndex, patience: Duration, report: @escaping @Sendable (String) -> Void
  ) {
    self.index = index
    self.patience = patience
    self.report = report
  }

  /// Names the port, and with it the addresses that requests may be for.
  ///
  /// A page of another site can make a browser ask this server by a name of its own that leads
  /// here (DNS rebinding); the Host of such a request is that name.
  func listen(onPort port: Int) {
    hosts.withLock { $0 = ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"] }
  }

  /// Answers a request, whatever it is.
  func answer(for request: Request) async -> Answer {
    var answer: Answer
    do throws(RequestError) {
      answer = try await self.answer(to: request)
    } catch {
      let isPage = !request.uri.path.hasPrefix("/api/")
      answer = isPage && [400, 404].contains(error.status) ? .errorPage(error) : .error(error)
    }
    if request.method == .head { answer.body = nil }
    return answer
  }

  private func answer(to request: Request) async throws(RequestError) -> Answer {
    guard let host = request.head.authority?.lowercased() else {
      throw .badRequest("a request needs a Host")
    }
    guard hosts.withLock({ $0.contains(host) }) else { throw .forbidden }
    let form = try await form(of: request)
    if let asset = Asset.named(request.uri.path) { return asset }
    guard let route = Self.routes[request.uri.path] else {
      throw .notFound("there is no such page")
    }
    do {
      return try await Self.inTime(patience) { [self] () async throws -> Answer in
        try await route(self)(form, try snapshot())
      }
    } catch {
      throw requestError(error)
    }
  }

  /// The fields of the address, or of the body of a POST.
  private func form(of request: Request) async throws(RequestError) -> FormParameters {
    var bytes = Array((request.uri.query ?? "").utf8)
    switch request.method {
    case .get, .head: break
    case .post:
      guard let body = try? await request.body.collect(upTo: Self.bodyLimit) else {
        throw .tooLarge
      }
      bytes = Array(body.readableBytesView)
    default: throw .methodNotAllowed
    }
    guard let form = FormParameters(bytes) else {
      throw .badRequest("the fields are not in the format of a form, or not in UTF-8")
    }
    return form
  }

  /// The newest state of the index.
  private func snapshot() throws -> Snapshot {
    let now = ContinuousClock.now
    let isDue = refreshed.withLock { last in
      if let last, now - last < Self.refreshInterval { return false }
      last = now
      return true
    }
    if isDue { try index.refresh() }
    return index.snapshot()
  }

  /// Runs `body`, and gives up on it when it has taken too long.
  ///
  /// A search looks between segments whether it was given up; until then it goes on, unheard.
  static func inTime<T: Sendable>(
    _ patience: Duration, _ body: @escaping @Sendable () async throws -> T
  ) async throws -> T {
    let (results, continuation) = AsyncStream.makeStream(of: Result<T, any Error>.self)
    let work = Task {
      do {
        continuation.yield(.success(try await body()))
      } catch {
        continuation.yield(.failure(error))
      }
    }
    let timer = Task {
      try await Task.sleep(for: patience)
      continuation.yield(.failure(RequestError.tooSlow))
    }
    defer {
      work.cancel()
      timer.cancel()
    }
    for await result in results { return try result.get() }
    throw RequestError.tooSlow
  }

  /// An error in words that a browser may see.
  private func requestError(_ error: any Error) -> RequestError {
    switch error {
    case let error as RequestError: return error
    case let error as QueryError: return .badRequest(error.rendered(columns: 72))
    case ConcordError.unknownField: return .badRequest("\(error)")
    case ConcordError.unsupportedQuery(let reason):
      return .badRequest("This cannot be asked: \(reason).")
    case is CancellationError: return .tooSlow
    default:
      report("\(error)")
      return .failed
    }
  }
}

// MARK: - Routes

extension SearchService {
  private typealias Handler = @Sendable (FormParameters, Snapshot) async throws -> Answer

  private static let routes: [String: @Sendable (SearchService) -> Handler] = [
    "/": { $0.page }, "/article": { $0.article }, "/timeline.svg": { $0.timeline },
    "/api/search": { $0.apiSearch }, "/api/article": { $0.apiArticle },
    "/api/suggest": { $0.apiSuggest }, "/api/timeline": { $0.apiTimeline },
  ]

  @Sendable private func page(_ form: FormParameters, _ snapshot: Snapshot) async throws -> Answer {
    let parameters = try SearchParameters(form)
    var status = 200
    var main: Markup
    if parameters.text.isEmpty, parameters.author == nil, parameters.date == nil {
      main = ResultsPage.welcome(articleCount: snapshot.documentCount)
    } else {
      do {
        main = ResultsPage.results(try await SearchAnswer(parameters, in: snapshot))
      } catch {
        let error = requestError(error)
        guard error.status == 400 else { throw error }
        main = ResultsPage.problem(error.message)
        status = 400
      }
    }
    // The script asks for what has changed only.
    guard form["part"] == nil else { return .html(main, status: status) }
    let title = parameters.text.isEmpty ? "Concord" : "\(parameters.text) – Concord"
    return .html(
      Page.html(title: title, "\(Page.form(parameters))\(main)"), status: status)
  }

  @Sendable private func article(
    _ form: FormParameters, _ snapshot: Snapshot
  ) async throws -> Answer {
    let parameters = try SearchParameters(form)
    let answer = try ArticleAnswer(key: form["key"] ?? "", parameters, in: snapshot)
    let title = answer.document.fields["title"] ?? answer.document.key
    return .html(
      Page.html(
        title: "\(title) – Concord", "\(Page.form(parameters))\(ArticlePage.html(answer))"))
  }

  @Sendable private func timeline(
    _ form: FormParameters, _ snapshot: Snapshot
  ) async throws -> Answer {
    let parameters = try SearchParameters(form)
    let query = try parameters.query(for: snapshot.schema).whole
    let timeline = try snapshot.timeline(of: "date", for: query)
    return .svg(TimelineDrawing(timeline, title: parameters.text).text)
  }

  @Sendable private func apiSearch(
    _ form: FormParameters, _ snapshot: Snapshot
  ) async throws -> Answer {
    .json(try await SearchAnswer(SearchParameters(form), in: snapshot).object)
  }

  @Sendable private func apiArticle(
    _ form: FormParameters, _ snapshot: Snapshot
  ) async throws -> Answer {
    .json(
      try ArticleAnswer(key: form["key"] ?? "", SearchParameters(form), in: snapshot).object)
  }

  @Sendable private func apiSuggest(
    _ form: FormParameters, _ snapshot: Snapshot
  ) async throws -> Answer {
    let completions = try snapshot.completions(
      of: form["prefix"] ?? "", limit: Self.completionLimit)
    var object = JSONObject()
    object.add("words", completions) { item, completion in
      item.add("word", completion.word)
      item.add("articles", completion.documentCount)
    }
    return .json(object)
  }

  @Sendable private func apiTimeline(
    _ form: FormParameters, _ snapshot: Snapshot
  ) async throws -> Answer {
    let query = try SearchParameters(form).query(for: snapshot.schema).whole
    return .json(
      TimelineAnswer(try snapshot.timeline(of: "date", for: query), field: "date").object)
  }
}
