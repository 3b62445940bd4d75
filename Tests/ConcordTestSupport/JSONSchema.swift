import Foundation

/// A JSON Schema (draft 2020-12), as far as the one of Concord's outputs goes.
///
/// A keyword that is not known here is an error, never passed over.
public struct JSONSchema {
  private let definitions: [String: [String: Any]]

  private static let annotations: Set<String> = ["description", "title"]

  /// Reads the schema of the documentation.
  public init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Concord/Concord.docc/Resources/output.schema.json")
    let root = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    definitions = root?["$defs"] as? [String: [String: Any]] ?? [:]
  }

  /// The names of the definitions.
  public var names: [String] { definitions.keys.sorted() }

  /// The definitions, and the members of theirs, that say nothing of what they mean.
  public var undescribed: [String] {
    names.flatMap { name in Self.undescribed(definitions[name] ?? [:], at: name) }
  }

  private static func undescribed(_ schema: [String: Any], at place: String) -> [String] {
    let text = schema["description"] as? String ?? ""
    let members = schema["properties"] as? [String: [String: Any]] ?? [:]
    let ofMembers = members.flatMap { undescribed($1, at: "\(place).\($0)") }
    let ofItems = (schema["items"] as? [String: Any])?["properties"] as? [String: [String: Any]]
    return (text.contains(" ") ? [] : [place]) + ofMembers
      + (ofItems ?? [:]).flatMap { undescribed($1, at: "\(place).\($0)") }
  }

  /// What keeps a text from being JSON of the kind that a definition describes; nothing if it is.
  public func errors(in text: some StringProtocol, as name: String) -> [String] {
    guard let definition = definitions[name] else { return ["no definition \(name)"] }
    guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) else {
      return ["no JSON: \(text)"]
    }
    return errors(value, definition, at: name)
  }

  private func errors(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    var errors: [String] = []
    for (keyword, argument) in schema where !Self.annotations.contains(keyword) {
      switch keyword {
      case "$ref":
        let name = (argument as? String ?? "").replacing("#/$defs/", with: "")
        guard let target = definitions[name] else { return ["\(place): no definition \(name)"] }
        errors += self.errors(value, target, at: place)
      case "type":
        let types = argument as? [String] ?? [argument as? String ?? ""]
        if !types.contains(where: { Self.isOfType($0, value) }) {
          errors.append("\(place): \(value) is not \(types.joined(separator: " or "))")
        }
      case "enum":
        let values = argument as? [Any] ?? []
        if !values.contains(where: { "\($0)" == "\(value)" }) {
          errors.append("\(place): \(value) is none of \(values)")
        }
      case "minimum":
        if let number = value as? Double, number < argument as? Double ?? 0 {
          errors.append("\(place): \(number) is too small")
        }
      case "items":
        for (i, item) in (value as? [Any] ?? []).enumerated() {
          errors += self.errors(item, argument as? [String: Any] ?? [:], at: "\(place)[\(i)]")
        }
      case "required":
        let members = value as? [String: Any] ?? [:]
        for name in argument as? [String] ?? [] where members[name] == nil {
          errors.append("\(place): \(name) is missing")
        }
      case "properties", "additionalProperties": break
      default: errors.append("\(place): the keyword \(keyword) is not known")
      }
    }
    return errors + memberErrors(value, schema, at: place)
  }

  /// Each member has a schema of its own, or that of the others, or must not be there.
  private func memberErrors(
    _ value: Any, _ schema: [String: Any], at place: String
  ) -> [String] {
    guard let members = value as? [String: Any] else { return [] }
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    return members.flatMap { name, member -> [String] in
      if let property = properties[name] {
        return errors(member, property, at: "\(place).\(name)")
      }
      switch schema["additionalProperties"] {
      case let others as [String: Any]: return errors(member, others, at: "\(place).\(name)")
      case let isAllowed as Bool where !isAllowed: return ["\(place): \(name) is not described"]
      default: return []
      }
    }
  }

  private static func isOfType(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": value is Bool
    case "number": value is NSNumber && !(value is String)
    case "integer": (value as? Double).map { $0.rounded() == $0 } ?? false
    default: false
    }
  }
}
