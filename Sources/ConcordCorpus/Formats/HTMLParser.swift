// HTML by libxml2. The only file that imports CLibXML2.
//
// The parser calls back for each element and each run of text, and no tree is made: memory stays
// in proportion to the input however deep or wide the page is. It reads through a callback, which
// gives it 4 KB at a time; between two pieces it is stopped if it goes where its time would grow
// with the square of the input: very deep nesting, or very many attributes in one tag.
// No network, no external entities; HTML has no entity declarations that could expand.

internal import CLibXML2
import Glibc

enum HTMLParser {
  /// Elements inside each other.
  ///
  /// Browsers stop at 512 and pages at a few dozen; libxml2 searches all open elements for each
  /// closing tag, so the limit also bounds its time.
  static let depthLimit = 256
  /// Attributes in one tag.
  static let attributeLimit = 10_000

  /// libxml2 sets up its tables once in a process.
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// Parses UTF-8 and hands elements and text to `page`.
  static func parse(_ bytes: [UInt8], into page: HTMLText) throws(SkipReason) {
    guard isReady, let context = unsafe htmlNewParserCtxt() else {
      throw .hostileHTML(reason: "libxml2 does not start")
    }
    // Safe: the context is freed here, after its last use; it never leaves this function but
    // through the session, which outlives the parsing.
    defer { unsafe htmlFreeParserCtxt(context) }
    let session = unsafe HTMLSession(bytes, page, context)
    let pointer = unsafe Unmanaged.passUnretained(session).toOpaque()
    unsafe context.pointee.sax.initialize(to: handlers)
    unsafe context.pointee.userData = pointer
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
      | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NODEFDTD.rawValue
      | HTML_PARSE_IGNORE_ENC.rawValue
    // Safe: the callbacks get the session, which `withExtendedLifetime` keeps until the parser is
    // done; without a tree the result is null.
    let document = unsafe withExtendedLifetime(session) {
      unsafe htmlCtxtReadIO(
        context, readPiece, nil, pointer, nil, "UTF-8", Int32(bitPattern: options))
    }
    if let document = unsafe document { unsafe xmlFreeDoc(document) }
    if let reason = session.stopReason { throw .hostileHTML(reason: reason) }
  }

  private static var handlers: xmlSAXHandler {
    var handlers = unsafe xmlSAXHandler()
    unsafe handlers.startElement = { session, name, attributes in
      unsafe HTMLSession.of(session)?.start(name, attributes)
    }
    unsafe handlers.endElement = { session, name in
      unsafe HTMLSession.of(session)?.end(name)
    }
    unsafe handlers.characters = { session, text, count in
      unsafe HTMLSession.of(session)?.text(text, count)
    }
    unsafe handlers.ignorableWhitespace = unsafe handlers.characters
    unsafe handlers.initialized = 1
    return unsafe handlers
  }

  /// Copies the next piece of the page into libxml2's buffer; 0 at the end, or when it must stop.
  private static let readPiece: xmlInputReadCallback = { session, buffer, count in
    guard let session = unsafe HTMLSession.of(session), let buffer = unsafe buffer else { return 0 }
    return unsafe session.read(into: buffer, Int(count))
  }
}

/// What the callbacks share while one page is parsed.
@safe private final class HTMLSession {
  private let bytes: [UInt8]
  private let page: HTMLText
  private let context: htmlParserCtxtPtr
  private var offset = 0
  private(set) var stopReason: String?

  init(_ bytes: [UInt8], _ page: HTMLText, _ context: htmlParserCtxtPtr) {
    self.bytes = bytes
    self.page = page
    unsafe self.context = context
  }

  /// The session that a callback was given.
  static func of(_ pointer: UnsafeMutableRawPointer?) -> HTMLSession? {
    guard let pointer = unsafe pointer else { return nil }
    // Safe: `parse` passes an unretained session and keeps it alive while it parses.
    return unsafe Unmanaged<HTMLSession>.fromOpaque(pointer).takeUnretainedValue()
  }

  func read(into buffer: UnsafeMutablePointer<CChar>, _ room: Int) -> Int32 {
    // Safe: the context outlives the session's calls.
    if unsafe context.pointee.maxatts > 2 * HTMLParser.attributeLimit {
      stop("a tag with over \(HTMLParser.attributeLimit) attributes")
    }
    guard stopReason == nil else { return 0 }
    let count = max(0, min(room, bytes.count - offset))
    unsafe bytes.withUnsafeBytes { source in
      // Safe: count bytes follow offset, and libxml2 says that its buffer has room for them.
      if let base = source.baseAddress { unsafe _ = memcpy(buffer, base + offset, count) }
    }
    offset += count
    return Int32(count)
  }

  /// Ends the page here: the next piece is the end, and what is left of this one is ignored.
  /// (xmlStopParser frees buffers that the caller of a read callback still uses.)
  private func stop(_ reason: String) {
    if stopReason == nil { stopReason = reason }
  }

  func start(
    _ name: UnsafePointer<xmlChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    guard stopReason == nil else { return }
    // Safe: the context outlives the session's calls.
    if unsafe Int(context.pointee.nameNr) > HTMLParser.depthLimit {
      return stop("elements nested over \(HTMLParser.depthLimit) deep")
    }
    let element = unsafe Self.string(name)
    var values: [String: String] = [:]
    if HTMLText.readsAttributes(of: element), var next = unsafe attributes {
      // Safe: libxml2 gives names and values by turns, values may be null, and a null name ends
      // the list.
      while let attribute = unsafe next.pointee {
        unsafe values[Self.string(attribute)] = unsafe Self.string(next[1])
        unsafe next += 2
      }
    }
    page.start(element, values)
  }

  func end(_ name: UnsafePointer<xmlChar>?) {
    if stopReason == nil { page.end(unsafe Self.string(name)) }
  }

  func text(_ start: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard stopReason == nil, let start = unsafe start, count > 0 else { return }
    // Safe: libxml2 gives the run's count, and the bytes are copied before it goes on.
    page.text(unsafe UnsafeBufferPointer(start: start, count: Int(count)).span)
  }

  private static func string(_ start: UnsafePointer<xmlChar>?) -> String {
    guard let start = unsafe start else { return "" }
    // Safe: names and values are C strings that live until the callback returns.
    return unsafe String(decodingCString: start, as: UTF8.self)
  }
}
