import Concord

// The functions of concord.h that read hits. Safe: see IndexFunctions.swift.

/// `concord_hits_count` of concord.h.
@_cdecl("concord_hits_count")
public func countHits(hits: OpaquePointer?) -> Int {
  (try? unsafe Handles.thing(hits, "hits", as: Hits.self).count) ?? 0
}

/// `concord_hit_score` of concord.h.
@_cdecl("concord_hit_score")
public func score(hits: OpaquePointer?, number: Int) -> Double {
  (try? unsafe Double(hit(hits, number).score)) ?? .nan
}

/// `concord_hit_key` of concord.h.
@_cdecl("concord_hit_key")
public func key(
  hits: OpaquePointer?, number: Int, key: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message, key, "key") { try unsafe hit(hits, number).key }
}

/// `concord_hit_field` of concord.h.
@_cdecl("concord_hit_field")
public func field(
  hits: OpaquePointer?, number: Int, field: UnsafePointer<CChar>?,
  value: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message, value, "text") {
    let name = try unsafe text(field, "field")
    return try unsafe hit(hits, number).text(of: name)
  }
}

/// `concord_hit_snippet` of concord.h.
@_cdecl("concord_hit_snippet")
public func snippet(
  hits: OpaquePointer?, number: Int, field: UnsafePointer<CChar>?,
  value: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message, value, "text") {
    try unsafe snippet(of: field, hits, number)?.text
  }
}

/// `concord_hit_snippet_marked` of concord.h.
@_cdecl("concord_hit_snippet_marked")
public func snippetMarked(
  hits: OpaquePointer?, number: Int, field: UnsafePointer<CChar>?, before: UnsafePointer<CChar>?,
  after: UnsafePointer<CChar>?, value: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  message: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  unsafe answer(message, value, "text") {
    let (before, after) = (try unsafe text(before, "before"), try unsafe text(after, "after"))
    return try unsafe snippet(of: field, hits, number)?.marked(before: before, after: after)
  }
}

/// `concord_hits_free` of concord.h.
@_cdecl("concord_hits_free")
public func free(hits: OpaquePointer?) {
  unsafe Handles.close(hits, as: Hits.self)
}

/// `concord_free` of concord.h.
@_cdecl("concord_free")
public func free(text: UnsafeMutablePointer<CChar>?) {
  unsafe giveBack(text)
}

@unsafe private func hit(_ hits: OpaquePointer?, _ number: Int) throws(Refusal) -> Hit {
  let hits = try unsafe Handles.thing(hits, "hits", as: Hits.self)
  guard hits.indices.contains(number) else {
    throw Refusal("There is no hit \(number); there are \(hits.count), counted from 0.")
  }
  return hits[number]
}

/// The snippet of a hit, of the field that is named or of that which Concord chooses.
@unsafe private func snippet(
  of field: UnsafePointer<CChar>?, _ hits: OpaquePointer?, _ number: Int
) throws -> Snippet? {
  let name = unsafe field == nil ? nil : try unsafe text(field, "field")
  return try unsafe hit(hits, number).snippet(of: name)
}

/// Runs the body of a function that gives a text, a copy of which is put in the caller's place.
@unsafe private func answer(
  _ message: TextPlace?, _ place: TextPlace?, _ name: String, _ text: () throws -> String?
) -> Int32 {
  unsafe answer(message) {
    guard let place = unsafe place else { throw Refusal("\(name) is NULL.") }
    unsafe place.pointee = nil
    unsafe place.pointee = copy(of: try text())
  }
}
