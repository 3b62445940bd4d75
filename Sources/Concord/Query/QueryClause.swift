/// A part of a group, and how it takes part in it.
struct QueryClause {
  enum Role {
    /// Without a sign.
    case optional
    /// `+a`.
    case required
    /// `-a`.
    case excluded
    /// `NOT a`, with nothing before the NOT that it could exclude from.
    case negated
  }

  var query: Query
  var role = Role.optional
  /// The tokens that it was read from.
  var tokens: Range<Int>

  init(_ query: Query, role: Role = .optional, tokens: Range<Int>) {
    self.query = query
    self.role = role
    self.tokens = tokens
  }
}

/// Collects the clauses of a group and makes one query of them.
struct QueryGroup {
  /// Clauses without OR between them.
  private struct Run {
    var required: [Query] = []
    var optional: [Query] = []
    var excluded: [Query] = []
  }

  let wordsMean: QueryOptions.WordsMean
  private var runs: [Run] = []

  init(wordsMean: QueryOptions.WordsMean) {
    self.wordsMean = wordsMean
  }

  var isEmpty: Bool { runs.isEmpty }

  mutating func append(_ clause: QueryClause, isBehindOr: Bool) {
    // Where words side by side mean any, OR between them says nothing new.
    if runs.isEmpty || (isBehindOr && wordsMean == .all) { runs.append(Run()) }
    switch clause.role {
    case .optional: runs[runs.count - 1].optional.append(clause.query)
    case .required: runs[runs.count - 1].required.append(clause.query)
    case .excluded, .negated: runs[runs.count - 1].excluded.append(clause.query)
    }
  }

  /// The group as one query; nil if it has no clause.
  var query: Query? {
    runs.isEmpty ? nil : .anyOf(runs.map(query))
  }

  private func query(_ run: Run) -> Query {
    let base: Query
    if run.required.isEmpty && run.optional.isEmpty {
      base = .everything
    } else if wordsMean == .all {
      base = .allOf(run.required + run.optional)
    } else if run.required.isEmpty {
      base = .anyOf(run.optional)
    } else if run.optional.isEmpty {
      base = .allOf(run.required)
    } else {
      base = .required(run.required, optional: run.optional)
    }
    return run.excluded.isEmpty ? base : .except(base, .anyOf(run.excluded))
  }
}
