import Concord
import Synchronization

/// An index and the changes that wait for a commit.
final class OpenIndex: Sendable {
  private enum Change {
    case add(Document)
    case delete(key: String)
    case addField(Field)
  }

  let index: SearchIndex
  private let changes = Mutex<[Change]>([])
  /// Held while changes are committed or forgotten, for those of two threads would come back in the
  /// wrong order.
  private let committing = Mutex(())

  init(_ index: SearchIndex) { self.index = index }

  /// Takes note of a document to add.
  func add(_ document: Document) { changes.withLock { $0.append(.add(document)) } }

  /// Takes note of a document to delete.
  func delete(key: String) { changes.withLock { $0.append(.delete(key: key)) } }

  /// Takes note of fields to add.
  func add(_ fields: [Field]) {
    changes.withLock { $0.append(contentsOf: fields.map { .addField($0) }) }
  }

  /// Makes all changes, or none; then they go on waiting.
  func commit() throws {
    try committing.withLock { _ in
      let changes = takeChanges()
      do {
        try index.write { writer in
          for change in changes {
            switch change {
            case .add(let document): try writer.add(document)
            case .delete(let key): try writer.delete(key: key)
            case .addField(let field): try writer.addField(field)
            }
          }
        }
      } catch {
        // Others may have come meanwhile.
        self.changes.withLock { $0 = changes + $0 }
        throw error
      }
    }
  }

  /// Forgets the changes that wait.
  func rollBack() {
    committing.withLock { _ in _ = takeChanges() }
  }

  private func takeChanges() -> [Change] {
    changes.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}

extension Schema {
  /// The fields that a line such as `title:text^2 body:english date:date` names.
  init(line: String) throws(Refusal) {
    var fields: [Field] = []
    for word in line.split(whereSeparator: \.isWhitespace) {
      let field = try Self.field(word)
      let isTwice = fields.contains { $0.name == field.name && $0.kind.isText == field.kind.isText }
      guard !isTwice else {
        throw Refusal("The schema has two fields named “\(field.name)”.", status: .schema)
      }
      fields.append(field)
    }
    guard 1...254 ~= fields.count else {
      throw Refusal("A schema has 1 to 254 fields, and not \(fields.count).", status: .schema)
    }
    self.init(fields)
  }

  private static func field(_ word: Substring) throws(Refusal) -> Field {
    let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let kind = parts.last?.split(separator: "^", omittingEmptySubsequences: false) ?? []
    let weight = kind.count == 2 ? Float(kind[1]) : 1
    guard parts.count == 2, 1...64 ~= name.utf8.count, kind.count <= 2, let weight, weight > 0,
      weight.isFinite
    else {
      throw Refusal(
        "“\(word)” is no field: it has to be a name of 1 to 64 bytes, a colon, and a kind.",
        status: .schema)
    }
    switch String(kind[0]) {
    case "text": return .text(name, weight: weight)
    case "keyword" where kind.count == 1: return .keyword(name)
    case "date" where kind.count == 1: return .date(name)
    case "number" where kind.count == 1: return .number(name)
    case let other:
      guard let language = Language(other) else {
        throw Refusal(
          "“\(word)” is no field: a kind is text, a language, keyword, date or number.",
          status: .schema)
      }
      return .text(name, .language(language), weight: weight)
    }
  }
}

extension Field.Kind {
  fileprivate var isText: Bool {
    if case .text = self { true } else { false }
  }
}
