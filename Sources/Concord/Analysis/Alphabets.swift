/// The letters that languages are written with, beside those from a to z.
///
/// They tell languages from others that have some of the same common words: Ukrainian from
/// Russian, Persian from Arabic, Polish from all that are here. Letters of borrowed words that
/// everybody writes are among them.
enum Alphabets {
  /// Letters of `language`, in lower case.
  static func letters(of language: Language) -> String {
    switch language {
    case .basque: "ñç"
    case .catalan: "àéèíïóòúüç"
    case .danish: "æøåé"
    case .dutch: "éèëêïíöóüúáç"
    case .english, .porter: "éèêëïöç"
    case .finnish: "äöåšž"
    case .french: "àâäçéèêëîïôöùûüÿœæñ"
    case .german: "äöüßé"
    case .hungarian: "áéíóöőúüű"
    case .indonesian: "é"
    case .irish: "áéíóú"
    case .italian: "àèéìíîòóùú"
    case .lithuanian: "ąčęėįšųūž"
    case .norwegian: "æøåéèêóòôà"
    case .portuguese: "áâãàçéêíóôõúü"
    case .romanian: "ăâîșşțţ"
    case .spanish: "áéíñóúü"
    case .swedish: "åäöéàü"
    // The dot is what folding leaves of İ.
    case .turkish: "çğıöşüâîû\u{307}"
    case .serbian: "абвгдђежзијклљмнњопрстћуфхцчџшčćđšž"
    case .russian: "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
    case .greek: "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"
    case .arabic: "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
    case .armenian, .hindi, .nepali, .tamil, .yiddish: ""
    }
  }

  /// The blocks of Unicode with the letters and vowel signs of languages that share none of them
  /// with a language that is not here, or do not write all letters alike.
  static func ranges(of language: Language) -> [ClosedRange<UInt32>] {
    switch language {
    case .armenian: [0x0531...0x0588]
    case .hindi, .nepali: [0x0900...0x097F]
    case .tamil: [0x0B80...0x0BFF]
    case .yiddish: [0x05D0...0x05F2]
    default: []
    }
  }
}
