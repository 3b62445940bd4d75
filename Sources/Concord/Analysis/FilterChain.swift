/// The filters of an analyzer, ready to work on one term after the other.
struct FilterChain {
  private enum Step {
    case mapCase(CaseMapping)
    case foldCaseTurkic
    case foldWidth
    case foldDiacritics
    case foldPoints
    case removeClitics(Clitics)
    case removeStopWords(Set<[UInt8]>)
    case stem(Stemmer)
    case light10
    case foldUmlauts
    /// Drops the dot that is left of a Turkish `İ` when its case is folded as elsewhere.
    case dropDotAbove
    /// Puts a text before the term.
    case mark([UInt8])
    case custom(any CustomTokenFilter)
  }

  private var steps: [Step] = []
  /// What the steps made of short terms.
  ///
  /// Empty terms were removed.
  private(set) var cache = FilterCache()
  private let table = ScalarProperties.table
  private var scratch: [UInt8] = []
  private var scalars: [UInt32] = []

  /// Makes the chain of `filters`, whose terms have passed through those of `before` already.
  ///
  /// `language` is that of the document, for filters that go by it.
  init(
    _ filters: [TokenFilter], behind before: [TokenFilter] = [], documentLanguage: Language? = nil
  ) {
    var earlier = before.isEmpty ? nil : FilterChain(before)
    for filter in filters {
      switch filter {
      case .lowercase: steps.append(.mapCase(.lowercase))
      case .foldCase: steps.append(.mapCase(.folding))
      case .foldCaseTurkic: steps.append(.foldCaseTurkic)
      case .foldWidth: steps.append(.foldWidth)
      case .foldDiacritics: steps.append(.foldDiacritics)
      case .foldPoints: steps.append(.foldPoints)
      case .clitics(let language): steps.append(.removeClitics(Clitics(language)))
      case .custom(let filter): steps.append(.custom(filter))
      case .stopWords(let language):
        // The words pass the filters before, and so look as the terms will.
        let words = StopWords.words(of: language).map { word in
          var term = Array(word.utf8)
          earlier?.run(on: &term)
          run(on: &term)
          return term
        }
        steps.append(.removeStopWords(Set(words)))
      case .stemmer(let language): steps.append(Self.stemming(language))
      case .light10: steps.append(.light10)
      case .foldUmlauts: steps.append(.foldUmlauts)
      case .stemmerNamedBy:
        steps += Self.marking(documentLanguage) { [.stemmer($0)] }
      case .languageNamedBy:
        steps += Self.marking(documentLanguage, TokenFilter.stemming(of:))
      }
    }
  }

  private static func stemming(_ language: Language) -> Step {
    guard let stemmer = Stemmer(language) else {
      preconditionFailure(
        "libstemmer has no stemmer for \(language): install version 2.2 or newer.")
    }
    return .stem(stemmer)
  }

  /// What makes the stems of a language by `stemming`, and tells them from those of all others.
  ///
  /// It gets words whose case was folded as in any language.
  private static func marking(
    _ language: Language?, _ stemming: (Language) -> [TokenFilter]
  ) -> [Step] {
    guard let language else { return [.foldDiacritics, .mark(Array("und:".utf8))] }
    var steps: [Step] = language == .turkish ? [.dropDotAbove] : []
    if Clitics.exist(in: language) { steps.append(.removeClitics(Clitics(language))) }
    if language.foldsDiacriticsSafely { steps.append(.foldDiacritics) }
    let mark = language == .porter ? "porter" : language.code
    return steps + FilterChain(stemming(language)).steps + [.mark(Array("\(mark):".utf8))]
  }

  /// Passes `term` through the steps.
  ///
  /// It is empty afterwards if it is to be removed.
  mutating func apply(to term: inout [UInt8]) {
    guard !steps.isEmpty else { return }
    let key = PackedTerm(term.span, from: 0, count: term.count)
    if let key, let value = cache.value(of: key) {
      term.removeAll(keepingCapacity: true)
      term.append(contentsOf: repeatElement(0, count: value.count))
      value.write(to: &term, at: 0)
      return
    }
    run(on: &term)
    if let key, let value = PackedTerm(term.span, from: 0, count: term.count) {
      cache.insert(value, for: key)
    }
  }

  private mutating func run(on term: inout [UInt8]) {
    for step in steps {
      switch step {
      case .mapCase(let mapping):
        mapScalars(of: &term) { mapping.map($0, into: &$1) }
      case .foldCaseTurkic:
        mapScalars(of: &term) { scalar, output in
          switch scalar {
          case 0x49: output.append(scalar: 0x131)  // I to ı
          case 0x130: output.append(scalar: 0x69)  // İ to i
          default: CaseMapping.folding.map(scalar, into: &output)
          }
        }
      case .foldWidth:
        mapNonASCII(of: &term, WidthFolding.fold)
      case .foldDiacritics:
        foldDiacritics(of: &term)
      case .foldPoints:
        mapNonASCII(of: &term, VowelPoints.fold)
      case .removeClitics(let clitics):
        clitics.remove(from: &term)
      case .dropDotAbove:
        mapNonASCII(of: &term) { if $0 != 0x307 { $1.append(scalar: $0) } }
      case .mark(let mark):
        term.insert(contentsOf: mark, at: 0)
      case .custom(let filter):
        term = Array(filter.filter(String(decoding: term, as: UTF8.self)).utf8)
      case .removeStopWords(let words):
        if words.contains(term) { term.removeAll(keepingCapacity: true) }
      case .stem(let stemmer):
        if isStemmable(term), term.count <= TokenBuffer.maximumTermByteCount {
          stemmer.stem(&term)
        }
      case .light10:
        if isStemmable(term) { Light10.stem(&term) }
      case .foldUmlauts:
        scratch.removeAll(keepingCapacity: true)
        UmlautSpelling.fold(term, into: &scratch)
        swap(&term, &scratch)
      }
      if term.isEmpty { return }
    }
  }

  /// Passes each scalar of a term that is not all ASCII through `map`.
  private mutating func mapNonASCII(
    of term: inout [UInt8], _ map: (UInt32, inout [UInt8]) -> Void
  ) {
    if term.contains(where: { $0 >= 0x80 }) { mapScalars(of: &term, map) }
  }

  /// Passes each scalar of `term` through `map`, and normalizes what may need it.
  private mutating func mapScalars(
    of term: inout [UInt8], _ map: (UInt32, inout [UInt8]) -> Void
  ) {
    scratch.removeAll(keepingCapacity: true)
    var i = 0
    while i < term.count {
      let scalar = term.span.scalar(at: i)
      i += scalar.byteCount
      map(scalar.value, &scratch)
    }
    swap(&term, &scratch)
    // The first scalar that is not settled is U+0300, which begins with this byte.
    if term.contains(where: { $0 >= 0xCC }) {
      normalize(&term)
    }
  }

  /// Brings `term` into Normalization Form C, if there is something in it that may need it.
  private mutating func normalize(_ term: inout [UInt8]) {
    scalars.removeAll(keepingCapacity: true)
    var isSettled = true
    var i = 0
    while i < term.count {
      let scalar = term.span.scalar(at: i)
      i += scalar.byteCount
      scalars.append(scalar.value)
      isSettled = isSettled && !table[scalar.value].has(.unsettled)
    }
    guard !isSettled else { return }
    Normalization.shared.compose(&scalars)
    term.removeAll(keepingCapacity: true)
    for scalar in scalars {
      term.append(scalar: scalar)
    }
  }

  private mutating func foldDiacritics(of term: inout [UInt8]) {
    guard term.contains(where: { $0 >= 0x80 }) else { return }
    scratch.removeAll(keepingCapacity: true)
    var i = 0
    var folding = DiacriticFolding()
    while i < term.count {
      let scalar = term.span.scalar(at: i)
      i += scalar.byteCount
      folding.fold(scalar.value, into: &scratch)
    }
    swap(&term, &scratch)
  }

  /// Whether `term` is letters, marks and apostrophes only.
  private func isStemmable(_ term: [UInt8]) -> Bool {
    var i = 0
    while i < term.count {
      let scalar = term.span.scalar(at: i)
      i += scalar.byteCount
      let isApostrophe = scalar.value == 0x27
      guard isApostrophe || table[scalar.value].has(.letterOrMark) else { return false }
    }
    return true
  }
}
