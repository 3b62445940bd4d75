/// The words of ``StopWords``, with spaces and line ends between them.
///
/// Contractions stand there without what the apostrophe joins, and words as the tokenizer cuts
/// them.
enum StopWordLists {
  static let english = """
    a an the and or but nor if of at by for from in into on onto to with as than then is are was
    were be been being am do does did has have had it its he him his she her they them their we
    us our you your i me my this that these those there here which who whom whose what not no so
    such will would shall should can could may might must
    """

  static let german = """
    der die das den dem des ein eine einen einem einer eines und oder aber denn wenn als wie
    dass daß weil ob ist sind war waren sein bin bist wird werden wurde wurden hat haben hatte
    hatten ich du er sie es wir ihr mich dich ihn ihm uns euch mir dir sich mein dein unser in
    im an am auf aus bei beim mit nach von vom vor zu zum zur für durch über um unter bis nicht
    kein keine auch noch nur schon so dann da hier dort dieser diese dieses man
    """

  static let french = """
    le la les l un une des du de d et ou mais donc car ni si que qu qui quoi dont où je j tu il
    elle on nous vous ils elles me m te t se s lui leur leurs y en mon ma mes ton ta tes son sa
    ses notre nos votre vos ce cet cette ces c cela ça à au aux dans par pour sur sous avec sans
    entre vers chez là est sont était étaient être été suis es sommes êtes ai as a avons avez
    ont avait avaient avoir ne n pas plus
    """

  static let spanish = """
    el la los las un una unos unas lo y e o u pero ni si que quien quienes cual cuales cuyo de
    del a al en por para con sin sobre entre hasta desde como yo tú él ella ello nosotros
    vosotros ellos ellas me te se le les nos os mi mis tu tus su sus este esta estos estas ese
    esa esos esas esto eso es son era eran fue fueron ser sido está están ha han había habían
    haber hay no más ya muy
    """

  static let italian = """
    il lo la i gli le l un uno una e ed o ma se che chi cui di del dello della dei degli delle a
    al allo alla ai agli alle da dal dalla in nel nella nei con su sul sulla per tra fra io tu
    lui lei noi voi loro mi ti si ci vi ne mio tuo suo nostro vostro questo quello è sono era
    erano essere stato ho hai ha abbiamo avete hanno aveva avere non più come anche
    """

  static let portuguese = """
    o a os as um uma uns umas e ou mas nem se que quem qual cujo de do da dos das em no na nos
    nas por pelo pela para com sem sobre entre até ao à aos às eu tu ele ela nós vós eles elas
    me te lhe lhes meu minha teu seu sua seus suas este esta esse essa isto isso aquele aquela é
    são era eram foi foram ser sido está estão há tem têm tinha ter não mais já como também
    """

  static let dutch = """
    de het een en of maar want als dat die dit deze wie wat waar van in op te ten ter aan met
    voor door bij uit naar om over tot tegen onder ik jij je u hij zij ze wij we jullie mij me
    hem haar ons hun zich mijn zijn uw is was waren ben bent wordt worden werd werden heeft
    hebben had hadden niet geen er ook nog dan zo al
    """

  static let swedish = """
    en ett den det de och eller men om att som när där vad vem i på av för med till från vid
    under över efter mellan jag du han hon vi ni mig dig honom henne oss er dem sig min din sin
    vår är var vara varit har hade ha blir blev bli inte så kan ska skulle denna detta dessa
    """

  static let danish = """
    en et den det de og eller men om at som når hvor hvad hvem der i på af for med til fra ved
    under over efter mellem jeg du han hun vi mig dig ham hende os jer dem sig min din sin vores
    er var være været har havde have bliver blev ikke så kan skal skulle denne dette disse
    """

  static let norwegian = """
    en et ei den det de og eller men om at som når hvor hva hvem der i på av for med til fra ved
    under over etter mellom jeg du han hun vi dere meg deg ham henne oss dem seg min din sin vår
    er var være vært har hadde ha blir ble ikke så kan skal skulle denne dette disse
    """

  static let finnish = """
    ja tai mutta että jos kun kuin niin sekä eli koska minä sinä hän me te he se ne tämä nämä
    tuo nuo joka jotka mikä mitkä kuka on ovat oli olivat olen olet olemme olette olla ollut ei
    en et emme ette eivät sen sitä siinä tämän tätä niiden myös
    """

  static let russian = """
    и а но или да же ли бы если что чтобы как когда где кто который в во на с со к ко по за из
    изо от ото до у о об при для под над без через между я ты он она оно мы вы они меня тебя его
    её ее нас вас их мне тебе ему ей нам вам им себя мой твой свой наш ваш это этот эта эти тот
    та те то был была было были быть есть не ни уже ещё еще так там тут
    """

  static let hungarian = """
    a az egy és vagy de ha hogy mint mert is nem sem ne én te ő mi ti ők ez azt ezt ezek azok ki
    aki ami amely van vannak volt voltak lesz lenne lenni meg már még csak
    """

  static let turkish = """
    ve veya ya da de ile ama fakat için gibi kadar ki mi mı mu mü ne ben sen o biz siz onlar bu
    şu bunlar şunlar bir her çok daha en var yok değil olan olarak
    """

  static let arabic = """
    في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين و أو او ثم أن ان إن لا ما لم لن قد
    كان كانت هو هي هم نحن أنا انت كل بعض بين بعد قبل عند حتى إذا اذا كما لكن غير أي اي منذ حيث
    به بها له لها فيه فيها منه منها عليه عليها وهو وهي وكان يكون كيف متى أين ماذا لماذا هل
    """

  static let armenian = """
    և ու կամ բայց եթե որ թե է են էր էին եմ ես չէ ոչ այս այդ այն իր նրա նրանք մենք դուք դու նա
    ինչ ով երբ որտեղ մեջ վրա համար հետ մասին պես նաև միայն արդեն դեռ այլ բոլոր մի
    """

  static let basque = """
    eta edo baina ere ez bai da dira zen ziren du dute zuen zuten naiz gara zara dago daude bat
    batzuk hau hori hura hauek horiek haiek ni zu gu bera zer nor non noiz nola bere gure beste
    oso baino arte gero
    """

  static let catalan = """
    el la els les l un una uns unes i o però ni si que qui què on quan com de del dels d a al
    als en per pel pels amb sense sobre entre fins des jo tu ell ella nosaltres vosaltres ells
    elles em et es se ens us li ho hi meu teu seu seva aquest aquesta aquests això és són era
    eren ser estat ha han havia no més també molt ja
    """

  static let greek = """
    ο η το οι τα του της των τον την τους τις στο στη στην στον στα στις και ή αλλά αν ότι πως
    που όταν γιατί με σε για από προς κατά μετά χωρίς μέχρι εγώ εσύ αυτός αυτή αυτό αυτοί εμείς
    εσείς μου σου μας σας ένα ένας μια δεν μη μην να θα είναι ήταν έχει έχουν είχε τι ποιος ποια
    πιο πολύ όπως
    """

  static let hindi = """
    का की के को में से पर ने और या लेकिन अगर कि जो यह वह ये वे इस उस इन उन है हैं था थी थे हो
    होता होती होते नहीं न तो भी ही तक लिए साथ बाद द्वारा एक मैं हम तुम आप मेरा अपना अपने कर करने
    किया गया गई गए क्या कौन कब कहाँ कैसे
    """

  static let indonesian = """
    yang dan atau tetapi jika karena bahwa untuk dari di ke pada dengan oleh dalam sebagai ini
    itu adalah ialah tidak bukan akan telah sudah sedang belum saya aku kamu anda dia ia kami
    kita mereka nya juga hanya lebih sangat dapat bisa ada para sebuah seorang apa siapa kapan
    mana bagaimana serta antara
    """

  static let irish = """
    an na agus nó ach má mura go nach a i in ar as de do le ó faoi roimh thar idir chun gan is
    ba tá bhí níl raibh bheidh beidh mé tú sé sí muid sibh siad mo é í iad seo sin siúd cad cé
    conas cathain ní níor gur freisin
    """

  static let lithuanian = """
    ir ar arba bet o kad jei kai kur kas kuris kuri kurie yra buvo būti bus nėra ne nei aš tu
    jis ji mes jūs jie jos mano tavo savo jo jų šis ši tas ta tai toks į iš su be per po prie
    nuo iki už apie tarp taip dar jau tik pat labai kaip
    """

  static let nepali = """
    को का की मा ले लाई बाट र वा तर यदि कि छ छन् थियो थिए हो हुन् भएको भएका गरेको गर्ने गरी यो
    त्यो यी ती यस त्यस म हामी तिमी तपाईं उनी उनको आफ्नो नै पनि लागि साथ पछि अघि सम्म एक के को
    कहाँ कसरी किन छैन होइन
    """

  static let romanian = """
    un o unei unui niște al a ai ale lui și sau dar ci dacă că ca să când unde cum care cine ce
    de la din în pe cu fără pentru prin spre până între despre sub eu tu el ea noi voi ei ele mă
    te se îl îi le ne vă meu mea tău său sa acest această acești acel este e sunt era erau fi
    fost am are au avea nu mai foarte
    """

  static let serbian = """
    и а али или да ако јер што који која које кад где како је су сам си смо сте био била било
    бити није нису не у на са с од до из за о по при без кроз између ја ти он она оно ми ви они
    ме те се га му јој нас вас их мој твој свој наш ваш овај ова ово тај та то тако већ још само
    i ili ali da ako jer što koji koja koje kad gde kako je su sam smo bio bila biti nije nisu
    ne u na sa od do iz za po
    """

  static let tamil = """
    ஒரு இந்த அந்த என்று என்ற என மற்றும் அல்லது ஆனால் இது அது இவை அவை நான் நாம் நீ நீங்கள் அவர்
    அவள் அவன் அவர்கள் இல்லை உள்ளது உள்ள இருந்து மூலம் பற்றி போன்ற வரை பின் முன் மேல் கீழ் எந்த
    எப்படி எங்கே ஏன் யார் என்ன கொண்டு தான் மட்டும்
    """

  static let yiddish = """
    דער די דאס דאָס דעם א אַ אן אַן און אדער אָדער אבער אָבער אז אַז אויב ווי וואס וואָס ווער
    ווען וווּ איז זענען זיינען געווען האט האָט האבן האָבן ניט נישט קיין איך דו ער זי עס מיר איר
    זיי מיך זיך מיין דיין זיין אין אויף פון פֿון צו מיט ביי ביז נאך נאָך פאר פֿאַר אויך שוין נאר
    נאָר
    """
}
