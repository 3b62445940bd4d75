// Notes that can be searched: `notes add NAME TEXT…`, `notes find QUERY…`, `notes drop NAME`.
import Concord

@main
struct Notes {
  let index: SearchIndex

  init() throws(ConcordError) {
    index = try SearchIndex(path: "notes.concord", schema: Schema(.text("text", .english)))
  }

  func add(_ name: String, _ text: String) throws {
    try index.write { writer in
      try writer.add(Document(key: name, fields: ["text": text]))
    }
  }

  func find(_ text: String) throws {
    for hit in try index.search(Query(text)) {
      print("\(try hit.key): \(try hit.snippet()?.text ?? "")")
    }
  }

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let rest = arguments.dropFirst()
    do {
      let notes = try Notes()
      switch (arguments.first, rest.first) {
      case ("add", let name?): try notes.add(name, rest.dropFirst().joined(separator: " "))
      case ("find", _?): try notes.find(rest.joined(separator: " "))
      case ("drop", let name?): try await notes.index.write { _ = try $0.delete(key: name) }
      default: print("usage: notes add NAME TEXT… | find QUERY… | drop NAME")
      }
    } catch {
      print(error)
    }
  }
}
