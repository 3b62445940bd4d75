/// The commonest function words of languages: articles, pronouns, prepositions, auxiliaries.
///
/// The lists are short on purpose. BM25 gives such words little weight anyway, so a list that is
/// too long costs more (*to be or not to be*) than one that is too short.
enum StopWords {
  /// The stop words of `language`, in lower case; none for a language without a list here.
  static func words(of language: Language) -> [Substring] {
    list(of: language).split { $0 == " " || $0 == "\n" }
  }

  private static func list(of language: Language) -> String {
    switch language {
    case .english, .porter: english
    case .german: german
    case .french: french
    case .spanish: spanish
    case .italian: italian
    case .portuguese: portuguese
    case .dutch: dutch
    case .swedish: swedish
    case .danish: danish
    case .norwegian: norwegian
    case .finnish: finnish
    case .russian: russian
    case .hungarian: hungarian
    case .turkish: turkish
    case .arabic, .armenian, .basque, .catalan, .greek, .hindi, .indonesian, .irish, .lithuanian,
      .nepali, .romanian, .serbian, .tamil, .yiddish:
      ""
    }
  }

  private static let english = """
    a an the and or but nor if of at by for from in into on onto to with as than then
    is are was were be been being am do does did has have had
    it its he him his she her they them their we us our you your i me my
    this that these those there here which who whom whose what not no so such
    will would shall should can could may might must
    """

  private static let german = """
    der die das den dem des ein eine einen einem einer eines und oder aber denn wenn als wie dass
    daß weil ob ist sind war waren sein bin bist wird werden wurde wurden hat haben hatte hatten
    ich du er sie es wir ihr mich dich ihn ihm uns euch mir dir sich mein dein unser
    in im an am auf aus bei beim mit nach von vom vor zu zum zur für durch über um unter bis
    nicht kein keine auch noch nur schon so dann da hier dort dieser diese dieses man
    """

  private static let french = """
    le la les l un une des du de d et ou mais donc car ni si que qu qui quoi dont où
    je j tu il elle on nous vous ils elles me m te t se s lui leur leurs y en
    mon ma mes ton ta tes son sa ses notre nos votre vos ce cet cette ces c cela ça
    à au aux dans par pour sur sous avec sans entre vers chez là
    est sont était étaient être été suis es sommes êtes ai as a avons avez ont avait avaient avoir
    ne n pas plus
    """

  private static let spanish = """
    el la los las un una unos unas lo y e o u pero ni si que quien quienes cual cuales cuyo
    de del a al en por para con sin sobre entre hasta desde como
    yo tú él ella ello nosotros vosotros ellos ellas me te se le les nos os
    mi mis tu tus su sus este esta estos estas ese esa esos esas esto eso
    es son era eran fue fueron ser sido está están ha han había habían haber hay no más ya muy
    """

  private static let italian = """
    il lo la i gli le l un uno una e ed o ma se che chi cui
    di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in nel nella nei
    con su sul sulla per tra fra
    io tu lui lei noi voi loro mi ti si ci vi ne mio tuo suo nostro vostro questo quello
    è sono era erano essere stato ho hai ha abbiamo avete hanno aveva avere non più come anche
    """

  private static let portuguese = """
    o a os as um uma uns umas e ou mas nem se que quem qual cujo
    de do da dos das em no na nos nas por pelo pela para com sem sobre entre até ao à aos às
    eu tu ele ela nós vós eles elas me te lhe lhes meu minha teu seu sua seus suas
    este esta esse essa isto isso aquele aquela
    é são era eram foi foram ser sido está estão há tem têm tinha ter não mais já como também
    """

  private static let dutch = """
    de het een en of maar want als dat die dit deze wie wat waar
    van in op te ten ter aan met voor door bij uit naar om over tot tegen onder
    ik jij je u hij zij ze wij we jullie mij me hem haar ons hun zich mijn zijn uw
    is was waren ben bent wordt worden werd werden heeft hebben had hadden
    niet geen er ook nog dan zo al
    """

  private static let swedish = """
    en ett den det de och eller men om att som när där vad vem
    i på av för med till från vid under över efter mellan
    jag du han hon vi ni mig dig honom henne oss er dem sig min din sin vår
    är var vara varit har hade ha blir blev bli inte så kan ska skulle denna detta dessa
    """

  private static let danish = """
    en et den det de og eller men om at som når hvor hvad hvem der
    i på af for med til fra ved under over efter mellem
    jeg du han hun vi mig dig ham hende os jer dem sig min din sin vores
    er var være været har havde have bliver blev ikke så kan skal skulle denne dette disse
    """

  private static let norwegian = """
    en et ei den det de og eller men om at som når hvor hva hvem der
    i på av for med til fra ved under over etter mellom
    jeg du han hun vi dere meg deg ham henne oss dem seg min din sin vår
    er var være vært har hadde ha blir ble ikke så kan skal skulle denne dette disse
    """

  private static let finnish = """
    ja tai mutta että jos kun kuin niin sekä eli koska
    minä sinä hän me te he se ne tämä nämä tuo nuo joka jotka mikä mitkä kuka
    on ovat oli olivat olen olet olemme olette olla ollut ei en et emme ette eivät
    sen sitä siinä tämän tätä niiden myös
    """

  private static let russian = """
    и а но или да же ли бы если что чтобы как когда где кто который
    в во на с со к ко по за из изо от ото до у о об при для под над без через между
    я ты он она оно мы вы они меня тебя его её ее нас вас их мне тебе ему ей нам вам им себя
    мой твой свой наш ваш это этот эта эти тот та те то
    был была было были быть есть не ни уже ещё еще так там тут
    """

  private static let hungarian = """
    a az egy és vagy de ha hogy mint mert is nem sem ne
    én te ő mi ti ők ez azt ezt ezek azok ki aki ami amely
    van vannak volt voltak lesz lenne lenni meg már még csak
    """

  private static let turkish = """
    ve veya ya da de ile ama fakat için gibi kadar ki mi mı mu mü ne
    ben sen o biz siz onlar bu şu bunlar şunlar bir her çok daha en
    var yok değil olan olarak
    """
}
