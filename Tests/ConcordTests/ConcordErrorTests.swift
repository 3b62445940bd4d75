// Error texts are tested as the sentences that users read.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("ConcordError")
struct ConcordErrorTests {
  static let path = "novels.concord"

  static let sentences: [(ConcordError, String)] = [
    (
      .notAnIndex(path: path),
      """
      There is no index in novels.concord.
      To make one, name a directory that is empty or does not exist yet.
      """
    ),
    (
      .schemaMismatch(path: path, reason: "it has no field \"title\""),
      """
      The index in novels.concord has another schema: it has no field "title".
      For a field that is to be another, make a new index. Else open this one without a schema, \
      which takes its own; what it lacks can then be added.
      """
    ),
    (
      .versionTooNew(file: "7.segment", found: 3, newestReadable: 2),
      """
      7.segment was written by a newer Concord (format 3; this one reads up to 2).
      Use that version or a later one.
      """
    ),
    (
      .versionTooOld(file: "manifest-3", found: 1, oldestReadable: 2),
      """
      manifest-3 was written by an older Concord (format 1; this one reads from 2 on).
      Make the index again from its articles, in a directory of its own.
      """
    ),
    (
      .corrupt(file: "7.segment", offset: 4096, reason: "the frame is cut short"),
      """
      7.segment is damaged at byte 4096: the frame is cut short.
      Run "concord check" on the index to see everything that is wrong.
      """
    ),
    (
      .locked(path: path, holder: "process 4711"),
      """
      The index in novels.concord is being changed by process 4711.
      Try again when it has finished; searching is possible all the time.
      """
    ),
    (
      .unknownField("titel", known: ["body", "title"]),
      "The index has no field named \"titel\"; did you mean \"title\"?\nIt has: body, title."
    ),
    (
      .unknownField("colour", known: ["body"]),
      "The index has no field named \"colour\".\nIt has: body."
    ),
    (
      .unknownField("x", known: (1...22).map { "field\($0)" }),
      "The index has no field named \"x\".\nIt has: "
        + (1...20).map { "field\($0)" }.joined(separator: ", ") + " and 2 more."
    ),
    (.unknownField("x", known: []), "The index has no field named \"x\"."),
    (
      .documentRefused(key: "moby-dick", reason: "its key has more than 1,024 bytes"),
      "The document \"moby-dick\" cannot be added: its key has more than 1,024 bytes."
    ),
    (
      .tooManyDocuments(limit: 2_147_483_646),
      """
      These segments cannot be one: together they have more than 2147483646 documents.
      Leave more segments (concord merge --down-to).
      """
    ),
    (
      .poisoned(path: path),
      """
      Writing to the index in novels.concord failed before, so that no more is written to it now.
      Look at the disk, then open the index again; it is as the last commit left it.
      """
    ),
    (
      .system(call: "write", path: path + "/7.segment", errno: ENOSPC),
      """
      novels.concord/7.segment (write): No space left on device.
      Make room on the disk and try again; the last commit is intact.
      """
    ),
    (
      .system(call: "open", path: path, errno: EACCES),
      "novels.concord (open): Permission denied.\nCheck who may read and write there."
    ),
    (
      .system(call: "open", path: path, errno: EMFILE),
      """
      novels.concord (open): Too many open files.
      Raise the limit on open files (ulimit -n) or merge the index.
      """
    ),
    (.system(call: "malloc", path: "", errno: ENOMEM), "malloc: Cannot allocate memory."),
  ]

  @Test("says what is wrong and what to do", arguments: sentences)
  func sentence(error: ConcordError, sentence: String) {
    #expect("\(error)" == sentence)
  }
}
