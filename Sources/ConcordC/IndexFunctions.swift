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

/// `concord_add_fields` of concord.h.
@_cdecl("concord_add_fields")
public func addFields(
  index: OpaquePointer?, schema: UnsafePointer<CChar>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    let index = try unsafe Handles.thing(index, "index", as: OpenIndex.self)
    index.add(try Schema(line: unsafe text(schema, "schema")).fields)
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
  unsafe searchSorted(
    index: index, query: query, field: nil, order: 0, limit: limit, offset: 0, hits: hits,
    message: message)
}

/// `concord_search_sorted` of concord.h.
@_cdecl("concord_search_sorted")
public func searchSorted(
  index: OpaquePointer?, query: UnsafePointer<CChar>?, field: UnsafePointer<CChar>?, order: Int32,
  limit: Int, offset: Int, hits: UnsafeMutablePointer<OpaquePointer?>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message) {
    let place = try unsafe place(hits, "hits")
    unsafe place.pointee = nil
    let index = try unsafe Handles.thing(index, "index", as: OpenIndex.self).index
    let query = try Query(unsafe text(query, "query"))
    let sortOrder =
      if unsafe field == nil {
        SortOrder.score
      } else {
        try SortOrder(field: unsafe text(field, "field"), order: order)
      }
    // A size_t above Int's range comes in as a negative number, and is more than there can be.
    let found = try index.search(
      query, sortedBy: sortOrder, limit: limit < 0 ? .max : limit,
      offset: offset < 0 ? .max : offset)
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

extension SortOrder {
  /// The order of a field's values by a number of concord.h.
  fileprivate init(field: String, order: Int32) throws(Refusal) {
    switch order {
    case 0: self = .ascending(field)
    case 1: self = .descending(field)
    default:
      throw Refusal("order is \(order): it has to be CONCORD_ASCENDING or CONCORD_DESCENDING.")
    }
  }
}
