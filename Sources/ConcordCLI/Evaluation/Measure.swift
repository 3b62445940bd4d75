/// A number between 0 and 1 that says how good a ranking is.
///
/// In the formulas, *g(r)* is the grade of the document at rank *r*, the best having rank 1;
/// *rel(r)* is 1 if that grade is above zero and else 0; *R* is how many documents are relevant to
/// the topic. Each is 0 for a topic without a relevant document. They are computed as trec_eval 9
/// computes them, under the names in parentheses.
enum Measure: CaseIterable {
  /// The mean over the relevant documents of the precision at their ranks (`map`):
  ///
  ///     (1/R) · Σ rel(r) · P(r),  P(r) = (1/r) · Σ rel(i), i = 1…r
  ///
  /// Documents that were not found count 0 (Buckley and Voorhees, “Retrieval System Evaluation”,
  /// 2005). Its mean over topics is MAP.
  case averagePrecision

  /// Gain, discounted by rank, over the ten best, as a share of the best there could be
  /// (`ndcg_cut_10`):
  ///
  ///     DCG = Σ max(0, g(r)) / log2(r + 1), r = 1…10
  ///
  /// (Järvelin and Kekäläinen, “Cumulated gain-based evaluation of IR techniques”, 2002, with the
  /// discount of Burges et al., 2005.)
  case ndcg10

  /// The share of relevant documents among the ten best (`P_10`): Σ rel(r) / 10.
  case precision10

  /// The share of the relevant documents that are among the best hundred (`recall_100`).
  case recall100

  /// The share of the relevant documents that are among the best thousand (`recall_1000`).
  case recall1000

  /// One divided by the rank of the first relevant document (`recip_rank`).
  ///
  /// Its mean over topics is MRR.
  case reciprocalRank

  /// What the mean over topics is called.
  var name: String {
    switch self {
    case .averagePrecision: "MAP"
    case .ndcg10: "nDCG@10"
    case .precision10: "P@10"
    case .recall100: "recall@100"
    case .recall1000: "recall@1000"
    case .reciprocalRank: "MRR"
    }
  }

  /// The measure of a ranking whose documents have `grades`, best first, when `judged` are the
  /// grades of all judged documents.
  func value(_ grades: [Int], judged: [Int]) -> Double {
    let relevantCount = judged.count { $0 > 0 }
    guard relevantCount > 0 else { return 0 }
    switch self {
    case .averagePrecision:
      return Self.sumOfPrecisions(grades) / Double(relevantCount)
    case .ndcg10:
      let ideal = Self.discountedGain(judged.sorted(by: >).prefix(10))
      return Self.discountedGain(grades.prefix(10)) / ideal
    case .precision10:
      return Double(grades.prefix(10).count { $0 > 0 }) / 10
    case .recall100:
      return Double(grades.prefix(100).count { $0 > 0 }) / Double(relevantCount)
    case .recall1000:
      return Double(grades.prefix(1_000).count { $0 > 0 }) / Double(relevantCount)
    case .reciprocalRank:
      return grades.firstIndex { $0 > 0 }.map { 1 / Double($0 + 1) } ?? 0
    }
  }

  private static func sumOfPrecisions(_ grades: [Int]) -> Double {
    var sum = 0.0
    var found = 0
    for (i, grade) in grades.enumerated() where grade > 0 {
      found += 1
      sum += Double(found) / Double(i + 1)
    }
    return sum
  }

  private static func discountedGain(_ grades: ArraySlice<Int>) -> Double {
    var sum = 0.0
    for (i, grade) in zip(1..., grades) where grade > 0 {
      sum += Double(grade) / log2(Double(i + 1))
    }
    return sum
  }
}
