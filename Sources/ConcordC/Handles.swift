import Synchronization

/// The things that C code holds.
///
/// A handle is a number in the shape of a pointer and never an address, and no number is given
/// twice. So a handle that was made up, belongs to something else or is closed is found out, and
/// nothing behind it is touched.
enum Handles {
  private struct Table {
    var things: [UInt: any Sendable] = [:]
    var last: UInt = 0
  }
  private static let table = Mutex(Table())

  /// The handle of `thing`, which lives until it is closed.
  static func open(_ thing: any Sendable) -> OpaquePointer? {
    let number = table.withLock { table in
      table.last += 1
      table.things[table.last] = thing
      return table.last
    }
    // Safe: nobody follows it.
    return unsafe OpaquePointer(bitPattern: number)
  }

  /// What a handle stands for.
  static func thing<Thing: Sendable>(
    _ handle: OpaquePointer?, _ name: String, as type: Thing.Type = Thing.self
  ) throws(Refusal) -> Thing {
    let number = UInt(bitPattern: handle)
    let thing = table.withLock { $0.things[number] }
    guard let thing = thing as? Thing else {
      throw Refusal("\(name) is NULL, or closed already, or nothing that Concord has given.")
    }
    return thing
  }

  /// Forgets what a handle stands for, if it stands for that kind of thing.
  static func close<Thing: Sendable>(_ handle: OpaquePointer?, as type: Thing.Type) {
    let number = UInt(bitPattern: handle)
    // What goes away here does so after the lock is given back.
    _ = table.withLock { table in
      table.things[number] is Thing ? table.things.removeValue(forKey: number) : nil
    }
  }
}
