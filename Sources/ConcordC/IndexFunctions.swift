import Concord

// The functions of concord.h that open, change and search an index. Safe: each hands what it got to
// the functions of Border.swift, which check it; concord.h says what the caller has to keep to.

/// `concord_open` of concord.h.
@_cdecl("concord_open")
public func open(
  path: UnsafePointer<CChar>?, schema: UnsafePointer<CChar>?,
  index: UnsafeMutablePointer<OpaquePointer?>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    let place = try unsafe place(index, "index")
    unsafe place.pointee = nil
    let path = try unsafe text(path, "path")
    let opened =
      if unsafe schema == nil {
        try SearchIndex(path: path)
      } else {
        try SearchIndex(path: path, schema: Schema(line: unsafe text(schema, "schema")))
      }
    unsafe place.pointee = Handles.open(OpenIndex(opened))
  }
}

/// `concord_close` of concord.h.
@_cdecl("concord_close")
public func close(index: OpaquePointer?) {
  unsafe Handles.close(index, as: OpenIndex.self)
}

/// `concord_add` of concord.h.
@_cdecl("concord_add")
public func add(
  index: OpaquePointer?, key: UnsafePointer<CChar>?,
  names: UnsafePointer<UnsafePointer<CChar>?>?, texts: UnsafePointer<UnsafePointer<CChar>?>?,
  count: Int, message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    let index = try unsafe Handles.thing(index, "index", as: OpenIndex.self)
    var document = Document(key: try unsafe text(key, "key"), fields: [:])
    // A size_t above Int's range comes in as a negative number.
    guard count >= 0 else { throw Refusal("count is too large.") }
    for i in 0..<count {
      guard let names = unsafe names, let texts = unsafe texts else {
        throw Refusal("names or texts is NULL.")
      }
      let name = try unsafe text(names[i], "names[\(i)]")
      document.fields[name] = try unsafe text(texts[i], "texts[\(i)]")
    }
    index.add(document)
  }
}

/// `concord_delete` of concord.h.
@_cdecl("concord_delete")
public func delete(
  index: OpaquePointer?, key: UnsafePointer<CChar>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    let index = try unsafe Handles.thing(index, "index", as: OpenIndex.self)
    index.delete(key: try unsafe text(key, "key"))
  }
}

/// `concord_commit` of concord.h.
@_cdecl("concord_commit")
public func commit(
  index: OpaquePointer?, message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    try unsafe Handles.thing(index, "index", as: OpenIndex.self).commit()
  }
}

/// `concord_rollback` of concord.h.
@_cdecl("concord_rollback")
public func rollBack(
  index: OpaquePointer?, message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    try unsafe Handles.thing(index, "index", as: OpenIndex.self).rollBack()
  }
}

/// `concord_search` of concord.h.
@_cdecl("concord_search")
public func search(
  index: OpaquePointer?, query: UnsafePointer<CChar>?, limit: Int,
  hits: UnsafeMutablePointer<OpaquePointer?>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    let place = try unsafe place(hits, "hits")
    unsafe place.pointee = nil
    let index = try unsafe Handles.thing(index, "index", as: OpenIndex.self).index
    let query = try Query(unsafe text(query, "query"))
    // A size_t above Int's range comes in as a negative number, and asks for all.
    let found = try index.search(query, limit: limit < 0 ? .max : limit)
    unsafe place.pointee = Handles.open(found)
  }
}

/// `concord_count` of concord.h.
@_cdecl("concord_count")
public func count(
  index: OpaquePointer?, query: UnsafePointer<CChar>?, count: UnsafeMutablePointer<Int>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    let place = try unsafe place(count, "count")
    unsafe place.pointee = 0
    let index = try unsafe Handles.thing(index, "index", as: OpenIndex.self).index
    unsafe place.pointee = try index.snapshot().count(Query(unsafe text(query, "query")))
  }
}
