// The language of a text is guessed from a few sentences, in each language that has a stemmer; of
// texts in other languages nothing is said. RealCollectionTests asks for whole paragraphs.

import Testing

@testable import Concord

@Suite("Guessing the language of a text")
struct LanguageGuessTests {
  @Test(
    "two sentences tell the language",
    arguments: [
      (
        Language.arabic,
        "يقف الجسر فوق النهر منذ مئة عام، ويمشي الناس عليه كل يوم إلى العمل، وهو لا يشيخ. كان هذا "
          + "من قبل."
      ),
      (
        .armenian,
        "Կամուրջը կանգնած է գետի վրա հարյուր տարի, և մարդիկ անցնում են նրա վրայով, բայց նա չի "
          + "ծերանում: Ես ու դու նույնպես այդ ճանապարհով ենք գնում:"
      ),
      (
        .basque,
        "Zubia ehun urtez egon da ibaiaren gainean, eta jendea egunero pasatzen da, baina ez da "
          + "zahartzen. Hori da gure herria eta hau nire etxea."
      ),
      (
        .catalan,
        "El pont fa cent anys que és sobre el riu, i la gent hi passa cada dia per anar a la "
          + "feina, però no envelleix. Els meus pares també hi van passar amb nosaltres."
      ),
      (
        .danish,
        "Broen har stået over floden i hundrede år, og folk går over den hver dag, men den bliver "
          + "ikke gammel. Jeg ved ikke, hvad der skal ske med den efter os."
      ),
      (
        .dutch,
        "De brug staat al honderd jaar over de rivier en de mensen lopen er elke dag overheen, "
          + "maar hij wordt niet oud. Ik weet niet wat er met hem zal gebeuren."
      ),
      (
        .english,
        "The bridge has stood over the river for a hundred years, and people walk to work on it "
          + "every day, but it does not grow old."
      ),
      (
        .finnish,
        "Silta on ollut joen yllä sata vuotta, ja ihmiset kulkevat siitä joka päivä, mutta se ei "
          + "vanhene. Minä en tiedä, mikä se on tai miten se kestää."
      ),
      (
        .french,
        "Le pont est au-dessus de la rivière depuis cent ans, et les gens y passent pour aller au "
          + "travail, mais il ne vieillit pas. C'est l'histoire qu'on m'a dite."
      ),
      (
        .german,
        "Die Brücke steht seit hundert Jahren über dem Fluss, und die Leute gehen jeden Tag auf "
          + "ihr zur Arbeit, aber sie wird nicht alt."
      ),
      (
        .greek,
        "Η γέφυρα είναι πάνω από το ποτάμι εδώ και εκατό χρόνια και οι άνθρωποι περνούν από αυτήν "
          + "για να πάνε στη δουλειά, αλλά δεν γερνάει."
      ),
      (
        .hindi,
        "यह पुल सौ साल से नदी के ऊपर है और लोग हर दिन काम के लिए इस पर से जाते हैं, लेकिन वह बूढ़ा नहीं होता।"
      ),
      (
        .hungarian,
        "A híd száz éve áll a folyó felett, és az emberek minden nap átmennek rajta, de nem "
          + "öregszik meg. Ez az a híd, amely nekem is kedves volt."
      ),
      (
        .indonesian,
        "Jembatan itu sudah berdiri di atas sungai selama seratus tahun dan orang melewatinya, "
          + "tetapi tidak menjadi tua. Saya dan kamu akan pergi ke sana."
      ),
      (
        .irish,
        "Tá an droichead os cionn na habhann le céad bliain agus siúlann na daoine thairis gach "
          + "lá, ach níl sé ag dul in aois. Bhí mé féin ann."
      ),
      (
        .italian,
        "Il ponte sta sopra il fiume da cento anni e la gente ci passa ogni giorno per andare al "
          + "lavoro, ma non invecchia. È la storia che mi hanno detto dell'arte."
      ),
      (
        .lithuanian,
        "Tiltas stovi virš upės jau šimtą metų, ir žmonės kasdien eina juo į darbą, bet jis "
          + "nesensta. Aš nežinau, kas su juo bus."
      ),
      (
        .nepali,
        "यो पुल सय वर्षदेखि नदीमाथि छ र मानिसहरू हरेक दिन काम गर्ने ठाउँमा जान यसमा हिँड्छन्, तर यो बूढो भएको छैन। म "
          + "पनि तिमी को साथ त्यो बाटो हिँड्छु।"
      ),
      (
        .norwegian,
        "Broen har stått over elva i hundre år, og folk går over den hver dag, men den blir ikke "
          + "gammel. Jeg vet ikke hva som skal skje med den etter oss."
      ),
      (
        .portuguese,
        "A ponte está sobre o rio há cem anos, e as pessoas passam por ela todos os dias para ir "
          + "ao trabalho, mas não envelhece. Eu não sei o que vai ser dela."
      ),
      (
        .romanian,
        "Podul stă peste râu de o sută de ani și oamenii trec pe el în fiecare zi ca să meargă la "
          + "muncă, dar nu îmbătrânește. Eu nu știu ce va fi cu el."
      ),
      (
        .russian,
        "Мост стоит над рекой уже сто лет, и люди ходят по нему каждый день на работу, но он не "
          + "стареет. Я не знаю, что с ним будет."
      ),
      (
        .serbian,
        "Мост стоји изнад реке већ сто година и људи иду преко њега на посао, али он не стари. Ја "
          + "не знам шта ће бити са њим."
      ),
      (
        .serbian,
        "Most stoji iznad reke već sto godina i ljudi idu preko njega na posao, ali on ne stari. "
          + "Ja ne znam kako je to."
      ),
      (
        .spanish,
        "El puente está sobre el río desde hace cien años, y la gente pasa por él todos los días "
          + "para ir al trabajo, pero no envejece. Yo no sé lo que será de él."
      ),
      (
        .swedish,
        "Bron har stått över floden i hundra år, och folk går över den varje dag, men den blir "
          + "inte gammal. Jag vet inte vad som ska hända med den."
      ),
      (
        .tamil,
        "இந்த பாலம் நூறு ஆண்டுகளாக ஆற்றின் மேல் உள்ளது, ஆனால் அது பழையதாக இல்லை. நான் மற்றும் நீ "
          + "என்ன செய்வது, அவர் ஒரு வீடு."
      ),
      (
        .turkish,
        "Köprü yüz yıldır nehrin üzerinde duruyor ve insanlar her gün bu köprüden geçiyor, ama o "
          + "yaşlanmıyor. Ben de onun gibi çok eski bir evde yaşıyorum."
      ),
      (
        .yiddish,
        "די בריק שטייט שוין הונדערט יאָר איבער דעם טײַך און מענטשן גייען אויף איר צו דער אַרבעט, "
          + "אָבער זי ווערט ניט אַלט."
      ),
    ])
  func sentences(_ language: Language, _ text: String) {
    #expect(Language(guessedFrom: text) == language)
  }

  @Test(
    "nothing is said of other languages, of a word or two, and of what is no prose",
    arguments: [
      "Архівний міст стоїть над рікою вже сто років, і люди йдуть по ньому щодня на роботу, а він "
        + "не старіє.",
      "Most stoi nad rzeką od stu lat i ludzie chodzą po nim do pracy, a on nie starzeje się.",
      "Most stojí nad řekou už sto let a lidé po něm chodí do práce, ale on nestárne.",
      "این پل صد سال است که روی رودخانه ایستاده و مردم هر روز از آن به سر کار می‌روند.",
      "הגשר עומד מעל הנהר כבר מאה שנה והאנשים הולכים עליו כל יום לעבודה, והוא לא מזדקן.",
      "Cây cầu đã đứng trên sông một trăm năm và mọi người đi qua nó mỗi ngày.",
      "橋は百年も川の上に立っている。", "다리는 백 년 동안 강 위에 서 있다.",
      "สะพานนี้ตั้งอยู่เหนือแม่น้ำมาร้อยปีแล้ว", "", "Hello", "the Alps", "3.14159 2,718 1/137",
      "🇺🇦 👍 → ∞",
    ])
  func noLanguage(_ text: String) {
    #expect(Language(guessedFrom: text) == nil)
  }

  @Test("a long text is judged by its beginning, wherever that is cut off")
  func beginning() {
    let russian = "Мост стоит над рекой, и люди ходят по нему, но он не стареет. "
    for shift in 0..<4 {
      let text =
        String(repeating: ".", count: shift) + String(repeating: russian, count: 50)
        + String(repeating: "The bridge is over the river. ", count: 1000)
      #expect(Language(guessedFrom: text) == .russian)
    }
  }
}
