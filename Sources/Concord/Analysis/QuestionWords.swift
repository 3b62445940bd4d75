/// The words that ask, in all their forms: who, when, why.
///
/// A question has them, and a text that answers it has not. Many are no stop words: the lists of
/// ``StopWords`` are part of recipes, and so never change.
enum QuestionWords {
  /// Those of `language` that are no stop words, in lower case, with spaces and line ends between.
  static func words(of language: Language) -> String {
    switch language {
    case .english, .porter: "how when where whether why how's what's when's where's who's why's"
    case .german:
      """
      wer wessen wem wen was wann wo woher wohin warum weshalb wieso wozu wofür womit wodurch
      woran worauf worin worüber worum wovon welch welche welcher welches welchen welchem wieviel
      """
    case .french:
      """
      quel quelle quels quelles quand comment combien pourquoi lequel laquelle lesquels lesquelles
      auquel duquel qu'est
      """
    case .spanish:
      "qué quién quiénes cuál cuáles cuándo cuánto cuánta cuántos cuántas dónde adónde cómo"
    case .italian: "cosa quale quali qual quando quanto quanta quanti quante dove com'è cos'è dov'è"
    case .portuguese: "quê quais quando quanto quanta quantos quantas onde aonde"
    case .dutch: "wiens welk welke wanneer waarom waarheen waarmee waardoor waarvoor hoe hoeveel"
    case .swedish: "vems vilken vilket vilka varför hur vart varifrån"
    case .danish: "hvilken hvilket hvilke hvornår hvorfor hvordan hvorhen hvorfra"
    case .norwegian: "hvilken hvilket hvilke hvorfor hvordan åssen kven kva kor korleis kvifor kvar"
    case .finnish:
      """
      kenen kenet ketä kenelle keneltä minkä mitä missä mistä mihin millä milloin millainen miksi
      miten kuinka kumpi kumman paljonko
      """
    case .russian:
      """
      кого кому кем ком чего чему чем какой какая какое какие какого каких какому каким какими
      каком какую куда откуда зачем почему сколько чей чья чьё чье чьи которая которое которые
      """
    case .hungarian:
      "kik kit kinek mik mit minek mely melyik milyen mennyi hány hol hová honnan mikor miért"
    case .turkish:
      """
      kim kimi kimin kime kimler neler neyi neden niçin niye nasıl hangi hangisi kaç nere nerede
      nereye nereden
      """
    case .arabic: "كم أية"
    case .armenian: "ում ինչու ինչպես քանի որքան"
    case .basque: "nork nori zerk zein zeinek nora nondik zergatik zenbat"
    case .catalan: "quin quina quins quines quant quanta quants quantes"
    case .greek: "ποιο ποιοι ποιες ποιον ποιου πότε πού πώς πόσο πόσος πόση πόσα"
    case .hindi: "किस किसे किसने किसका किसकी किसके किन कहां क्यों कैसा कितना कितने कितनी"
    case .indonesian: "apakah mengapa kenapa berapa"
    case .irish: "céard cá cén cár"
    case .lithuanian: "ko kam ką kuo kada kodėl kiek koks kokia kokie kokios"
    case .nepali: "कुन कहिले कति कसले कसको"
    case .romanian: "cui cât câtă câți câte"
    case .serbian: "ko šta kada zašto koliko čiji ко шта када зашто колико чији"
    case .tamil: "எது எவை எங்கு எப்போது எத்தனை எவ்வளவு"
    case .yiddish: "וועמען ווו פארוואס וויאזוי וויפל וועלכע וועלכער"
    }
  }
}
