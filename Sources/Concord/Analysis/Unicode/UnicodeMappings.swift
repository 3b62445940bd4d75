/// What scalars turn into, Unicode 15.0, as ``PackedNumbers``.
///
/// Made by UnicodeTableGenerator, in the tests; not to be edited.
enum UnicodeMappings {
  /// Simple lower case.
  ///
  /// Read by CaseMapping.
  static let lowercase = #"""
    `AY@_AeBV@_AAF@_Aa@WAAA@@lKABAABGAABVAAA@@pF@BAAC@@cL@AAAA@@{K@@@AAA@yK@@@AB@@}C@@@sK@@@uK@@@AA@
    @yK@@@}KA@@eL@@@aL@@@AC@@eL@@@iLA@@kL@BAAA@@sL@@@AA@@sLB@@AA@@sL@@@AAA@qL@AAAA@@uL@@@AC@@AG@@C@@
    @AA@@C@@@AA@@C@HAABHAAB@@C@AAAA@@`E@@@nB@SAAA@@bGAHAAG@@uaT@@@AA@@dI@@@oaTB@@AA@@dK@@@iC@@@mC@DA
    AaHAAAC@@AH@@gFF@@kAAB@iAA@@_CAA@}BAP@_AAH@_Ac@@@OHKAAE@@vBB@@AA@@L@@@ABB@bG@O@_D@_@@_Ap@PAAIZAA
    A@@]@FAABo@AABe@@_BiyAe@@_eMA@@_eME@@_eMrUoA@_|jA@E@OzcAj@@~zDBB@~zD`IjAAAI@@|zMAo@AAIG@NHE@NJG@
    NHG@NHE@NKCANHG@NXG@NHG@NHG@NHA@N@A@rC@@@PKC@jD@@@PKA@N@A@fELA@N@A@~E@@@LKA@~F@A@zF@@@PiH@@xtMC@
    @|jO@@@jcOF@@w@m@O@_@S@@ArXY@s@px@o@@_Bp@@@AA@@l~S@@@jmF@@@l}SBBAAA@@v`T@@@x~S@@@|`T@@@z`TA@@AB@
    @AHA@|bT@q@AAHAAAD@@Ami]VAASMAAgCFAAC^AAJAAAA@@f_dA@DAAD@@AA@@nqqABAAACIAAA@@fsqA@@@|sqA@@@tsqA@
    @@`sqA@@@fsqAA@@bpqA@@@rqqA@@@hpqA@@@_y@@GAAA@@~A@@@dsqA@@@nbdA@AAAF@@AEAAA\@@AkxTY@_Aee@g@@oAhC
    c@@oA|CJ@mAAN@mAAF@mAAA@mAjv@r@@_Cm~A_@@_A`kT_@@_A`t]a@@cA
    """#

  /// Case folding, status C.
  ///
  /// Read by CaseMapping.
  static let caseFolding = #"""
    `AY@_AzA@@mo@JV@_AAF@_Aa@WAACBAABGAABVAAA@@pF@BAAA@@vOA@@cL@AAAA@@{K@@@AAA@yK@@@AB@@}C@@@sK@@@uK
    @@@AA@@yK@@@}KA@@eL@@@aL@@@AC@@eL@@@iLA@@kL@BAAA@@sL@@@AA@@sLB@@AA@@sL@@@AAA@qL@AAAA@@uL@@@AC@@A
    G@@C@@@AA@@C@@@AA@@C@HAABHAAB@@C@AAAA@@`E@@@nB@SAAA@@bGAHAAG@@uaT@@@AA@@dI@@@oaTB@@AA@@dK@@@iC@@
    @mC@DAAvF@@gFj@AAAC@@AH@@gFF@@kAAB@iAA@@_CAA@}BAP@_AAH@_AV@@AL@@O@@@z@@@@p@C@@\@@@j@AKAAA@@jB@@@
    ~AB@@vB@@@~BA@@AA@@L@@@ABB@bG@O@_D@_@@_Ap@PAAIZAAA@@]@FAABo@AABe@@_BiyAe@@_eMA@@_eME@@_eMjXE@Nbc
    A@@zcK@@@xcK@@@fcK@A@bcK@@@dcK@@@vbK@@@faK@@@e{cAGj@@~zDBB@~zD`IjAAAF@@rBDo@AAIG@NHE@NJG@NHG@NHE
    @NKCANHG@NhAA@N@A@rCB@@h_MIC@jDLA@N@A@fELA@N@A@~E@@@LKA@~F@A@zFjH@@xtMC@@|jO@@@jcOF@@w@m@O@_@S@@
    ArXY@s@px@o@@_Bp@@@AA@@l~S@@@jmF@@@l}SBBAAA@@v`T@@@x~S@@@|`T@@@z`TA@@AB@@AHA@|bT@q@AAHAAAD@@Ami]
    VAASMAAgCFAAC^AAJAAAA@@f_dA@DAAD@@AA@@nqqABAAACIAAA@@fsqA@@@|sqA@@@tsqA@@@`sqA@@@fsqAA@@bpqA@@@r
    qqA@@@hpqA@@@_y@@GAAA@@~A@@@dsqA@@@nbdA@AAAF@@AEAAA\@@AzZoA@~{jAazSY@_Aee@g@@oAhCc@@oA|CJ@mAAN@m
    AAF@mAAA@mAjv@r@@_Cm~A_@@_A`kT_@@_A`t]a@@cA
    """#

  /// Case folding, status F.
  ///
  /// Read by CaseMapping.
  static let fullCaseFolding = #"""
    ~EArBrBpAAhBfWXA{TmBfDAiBkW_LBx\gW`W_@Bd]gW`WvMAdj@ak@ngEAgBpX@AsBgW@AvBiW@AxBiW@A`B}TCArBrBqDAd
    ]rWABd]rW_WABd]rW`WABd]rWaYi@A_wFx\@A`wFx\@AawFx\@AbwFx\@AcwFx\@AdwFx\@AewFx\@AfwFx\@A_wFx\@A`wF
    x\@AawFx\@AbwFx\@AcwFx\@AdwFx\@AewFx\@AfwFx\@A_xFx\@A`xFx\@AaxFx\@AbxFx\@AcxFx\@AdxFx\@AexFx\@Af
    xFx\@A_xFx\@A`xFx\@AaxFx\@AbxFx\@AcxFx\@AdxFx\@AexFx\@AfxFx\@A_zFx\@A`zFx\@AazFx\@AbzFx\@AczFx\@
    AdzFx\@AezFx\@AfzFx\@A_zFx\@A`zFx\@AazFx\@AbzFx\@AczFx\@AdzFx\@AezFx\@AfzFx\BAozFx\@Ap\x\@Ak\x\A
    Ap\aY@Bp\aYx\DAp\x\EAszFx\@Av\x\@Am\x\AAv\aY@Bv\aYx\DAv\x\EBx\gW_W@Bx\gW`WBAx\aY@Bx\gWaYJBd]gW_W
    @Bd]gW`W@A`]rWAAd]aY@Bd]gWaYJA{zFx\@Ah]x\@Am]x\AAh]aY@Bh]aYx\DAh]x\cwu@AeBeB@AeBhB@AeBkB@BeBeBhB
    @BeBeBkB@ArBsB@ArBsBLAsj@uj@@Asj@dj@@Asj@jj@@A}j@uj@@Asj@lj@
    """#

  /// Canonical decompositions.
  ///
  /// Read by Normalization.
  static let decompositions = #"""
    _K`A_WA`A`WA`AaWA`AbWA`AgWA`AiWCbAfXAdA_WAdA`WAdAaWAdAgWAhA_WAhA`WAhAaWAhAgWCmAbWAnA_WAnA`WAnAaW
    AnAbWAnAgWEtA_WAtA`WAtAaWAtAgWAxA`WE`B_WA`B`WA`BaWA`BbWA`BgWA`BiWCbBfXAdB_WAdB`WAdBaWAdBgWAhB_WA
    hB`WAhBaWAhBgWCmBbWAnB_WAnB`WAnBaWAnBbWAnBgWEtB_WAtB`WAtBaWAtBgWAxB`WCxBgWA`AcWA`BcWA`AeWA`BeWA`
    AgXA`BgXAbA`WAbB`WAbAaWAbBaWAbAfWAbBfWAbAkWAbBkWAcAkWAcBkWEdAcWAdBcWAdAeWAdBeWAdAfWAdBfWAdAgXAdB
    gXAdAkWAdBkWAfAaWAfBaWAfAeWAfBeWAfAfWAfBfWAfAfXAfBfXAgAaWAgBaWEhAbWAhBbWAhAcWAhBcWAhAeWAhBeWAhAg
    XAhBgXAhAfWGiAaWAiBaWAjAfXAjBfXCkA`WAkB`WAkAfXAkBfXAkAkWAkBkWImA`WAmB`WAmAfXAmBfXAmAkWAmBkWGnAcW
    AnBcWAnAeWAnBeWAnAjWAnBjWEqA`WAqB`WAqAfXAqBfXAqAkWAqBkWArA`WArB`WArAaWArBaWArAfXArBfXArAkWArBkWA
    sAfXAsBfXAsAkWAsBkWEtAbWAtBbWAtAcWAtBcWAtAeWAtBeWAtAiWAtBiWAtAjWAtBjWAtAgXAtBgXAvAaWAvBaWAxAaWAx
    BaWAxAgWAyA`WAyB`WAyAfWAyBfWAyAkWAyBkWcAnAzWAnBzW[tAzWAtBzWy@`AkWA`BkWAhAkWAhBkWAnAkWAnBkWAtAkWA
    tBkWA{EcWA{FcWA{E`WA{F`WA{EkWA{FkWA{E_WA{F_WCcEcWAcFcWAePcWAfPcWAeEcWAeFcWEfAkWAfBkWAjAkWAjBkWAn
    AgXAnBgXAiNcWAjNcWAvLkWAqSkWAiBkWGfA`WAfB`WEmA_WAmB_WAdE`WAdF`WAeE`WAeF`WAwE`WAwF`WA`AnWA`BnWA`A
    pWA`BpWAdAnWAdBnWAdApWAdBpWAhAnWAhBnWAhApWAhBpWAnAnWAnBnWAnApWAnBpWAqAnWAqBnWAqApWAqBpWAtAnWAtBn
    WAtApWAtBpWArAeXArBeXAsAeXAsBeXEgAkWAgBkWM`AfWA`BfWAdAfXAdBfXAuEcWAuFcWAtEcWAtFcWAnAfWAnBfWAmPcW
    AnPcWAxAcWAxBcWzO_W?B`W?DrW?BgW`W`BxT?Tz@?MgD`WAp[`WBvD?At[`WAv[`WAx[`WC~[`WCd\`WAh\`WAi]`Ws@x[g
    WAd\gWAp\`WAt\`WAv\`WAx\`WAj]`Ws@x\gWAd]gWA~\`WAd]`WAh]`WIq]`WAq]gWwAt_@_WAt_@gWCr_@`WGe_@gWIy_@
    `WAw_@_WAb`@eWUw_@eW_Aw`@eWm@t`@_WAt`@gWCr`@`WGua@gWIy`@`WAw`@_WAba@eWo@sb@nWAtb@nWsCu_@eWAu`@eW
    [o_@eWAo`@eWAo_@gWAo`@gWEt_@eWAt`@eWEwe@gWAxe@gWAu_@gWAu`@gWAv_@gWAv`@gWEw_@cWAw`@cWAw_@gWAw`@gW
    A}_@gWA}`@gWEgf@gWAhf@gWAl`@gWAla@gWAb`@cWAba@cWAb`@gWAba@gWAb`@jWAba@jWAf`@gWAfa@gWEj`@gWAja@gW
    qQfp@rq@Afp@sq@Agq@sq@Afp@tq@Aiq@sq@sHtu@sq@C`u@sq@a@qu@sq@kd@ghA{hAOohA{hAErhA{hAhAtgA{hABugA{h
    ABvgA{hAB{gA{hAB`hA{hABahA{hABjhA{hABnhA{hAwEfmA}lAAfmAvmA`@`lA{lABalA{lADnlA{lAhDqpA{pAFwpA{pAf
    AuoA{pABvoA{pAB{oA{pAFjpA{pAsMfyAuyAEfyA}xAAfyAvyA`@`xA{xABaxA{xAmBq{Av}AkBe}A}|AAf}A}|AAe}Av}Aw
    FeaBuaBoF~dBteBMeeBteBAeeBueBCeeBaeBAieBteB}FeiB}hBAfiB}hBAeiBviB{GxmBimBCxmBnmBA{mBimBAxmB~mBjU
    ayBv|BTkyBv|BJpyBv|BJuyBv|BJzyBv|BZ_yBt|BTpzBqzBDpzBszBBq|B_{BDr|B_{BRpzB_{Bd@q{Bv|BT{{Bv|BJ`|Bv
    |BJe|Bv|BJj|Bv|BZo{Bt|ByEd`Cm`C_mDdwEtxECfwEtxEChwEtxECjwEtxEClwEtxEGpwEtxEqAyxEtxEC{xEtxEE}xEtx
    EA~xEtxECayEtxEyj@`AdXA`BdXAaAfWAaBfWAaAbXAaBbXAaApXAaBpXAfE`WAfF`WAcAfWAcBfWAcAbXAcBbXAcApXAcBp
    XAcAfXAcBfXAcAlXAcBlXAqG_WArG_WAqG`WArG`WAdAlXAdBlXAdAoXAdBoXAgPeWAhPeWAeAfWAeBfWAfAcWAfBcWAgAfW
    AgBfWAgAbXAgBbXAgAgWAgBgWAgAfXAgBfXAgAmXAgBmXAhAoXAhBoXAnE`WAnF`WAjA`WAjB`WAjAbXAjBbXAjApXAjBpXA
    kAbXAkBbXAupFcWAvpFcWAkApXAkBpXAkAlXAkBlXAlA`WAlB`WAlAfWAlBfWAlAbXAlBbXAmAfWAmBfWAmAbXAmBbXAmApX
    AmBpXAmAlXAmBlXAtE`WAtF`WAtEgWAtFgWAkI_WAlI_WAkI`WAlI`WAoA`WAoB`WAoAfWAoBfWAqAfWAqBfWAqAbXAqBbXA
    yqFcWAzqFcWAqApXAqBpXArAfWArBfWArAbXArBbXAyIfWAzIfWA_JfWA`JfWAarFfWAbrFfWAsAfWAsBfWAsAbXAsBbXAsA
    pXAsBpXAsAlXAsBlXAtAcXAtBcXAtAoXAtBoXAtAlXAtBlXAgJ`WAhJ`WAiJgWAjJgWAuAbWAuBbWAuAbXAuBbXAvA_WAvB_
    WAvA`WAvB`WAvAgWAvBgWAvAfWAvBfWAvAbXAvBbXAwAfWAwBfWAwAgWAwBgWAxAfWAxBfWAyAaWAyBaWAyAbXAyBbXAyApX
    AyBpXAgBpXAsBgWAvBiWAxBiWC~JfWI`AbXA`BbXA`AhWA`BhWAaE`WAaF`WAaE_WAaF_WAaEhWAaFhWAaEbWAaFbWA_tFaW
    A`tFaWAaG`WAbG`WAaG_WAbG_WAaGhWAbGhWAaGbWAbGbWA_tFeWA`tFeWAdAbXAdBbXAdAhWAdBhWAdAbWAdBbWAiE`WAiF
    `WAiE_WAiF_WAiEhWAiFhWAiEbWAiFbWAwtFaWAxtFaWAhAhWAhBhWAhAbXAhBbXAnAbXAnBbXAnAhWAnBhWAsE`WAsF`WAs
    E_WAsF_WAsEhWAsFhWAsEbWAsFbWAkuFaWAluFaWA_L`WA`L`WA_L_WA`L_WA_LhWA`LhWA_LbWA`LbWA_LbXA`LbXAtAbXA
    tBbXAtAhWAtBhWAnL`WAoL`WAnL_WAoL_WAnLhWAoLhWAnLbWAoLbWAnLbXAoLbXAxA_WAxB_WAxAbXAxBbXAxAhWAxBhWAx
    AbWAxBbWMp\rWAp\sWA_wF_WA`wF_WA_wF`WA`wF`WA_wFaYA`wFaYAp[rWAp[sWAgwF_WAhwF_WAgwF`WAhwF`WAgwFaYAh
    wFaYAt\rWAt\sWAowF_WApwF_WAowF`WApwF`WEt[rWAt[sWAwwF_WAxwF_WAwwF`WAxwF`WEv\rWAv\sWA_xF_WA`xF_WA_
    xF`WA`xF`WA_xFaYA`xFaYAv[rWAv[sWAgxF_WAhxF_WAgxF`WAhxF`WAgxFaYAhxFaYAx\rWAx\sWAoxF_WApxF_WAoxF`W
    ApxF`WAoxFaYApxFaYAx[rWAx[sWAwxF_WAxxF_WAwxF`WAxxF`WAwxFaYAxxFaYA~\rWA~\sWA_yF_WA`yF_WA_yF`WA`yF
    `WE~[rWA~[sWAgyF_WAhyF_WAgyF`WAhyF`WEd]rWAd]sWAoyF_WApyF_WAoyF`WApyF`WAoyFaYApyFaYCd\sWCxyF_WCxy
    F`WCxyFaYAh]rWAh]sWA_zF_WA`zF_WA_zF`WA`zF`WA_zFaYA`zFaYAh\rWAh\sWAgzF_WAhzF_WAgzF`WAhzF`WAgzFaYA
    hzFaYAp\_WBk\?At\_WBl\?Av\_WBm\?Ax\_WBn\?A~\_WBk]?Ad]_WBl]?Ah]_WBm]?E_wFdYA`wFdYAawFdYAbwFdYAcwF
    dYAdwFdYAewFdYAfwFdYAgwFdYAhwFdYAiwFdYAjwFdYAkwFdYAlwFdYAmwFdYAnwFdYA_xFdYA`xFdYAaxFdYAbxFdYAcxF
    dYAdxFdYAexFdYAfxFdYAgxFdYAhxFdYAixFdYAjxFdYAkxFdYAlxFdYAmxFdYAnxFdYA_zFdYA`zFdYAazFdYAbzFdYAczF
    dYAdzFdYAezFdYAfzFdYAgzFdYAhzFdYAizFdYAjzFdYAkzFdYAlzFdYAmzFdYAnzFdYAp\eWAp\cWAozFdYAp\dYAk\dYCp
    \aYAu|FdYAp[eWAp[cWAp[_WBe[?Ap[dYDx\?EgDaYAszFdYAv\dYAm\dYCv\aYAe}FdYAt[_WBg[?Av[_WBh[?Av[dYA~|F
    _WA~|F`WA~|FaYAx\eWAx\cWAi]_WBo[?Ex\aYAi]aYAx[eWAx[cWAx[_WBi[?C}~F_WA}~F`WA}~FaYAd]eWAd]cWAj]_WB
    o\?A`]rWA`]sWAd]aYAj]aYAd\eWAd\cWAd\_WBm[?A`\sWAgD_WBd[?B_B?E{zFdYAh]dYAm]dYCh]aYAu~FdYA~[_WBk[?
    Ah\_WBn[?Ah\dYBsD?Fa_G?Bb_G?jQh\?HjA?BdE?}EokGwXAqkGwXe@skGwX}@omGwXAsmGwXAqmGwXiBboGwXIgoGwXEjo
    GwXo@bpGwXCdpGwXu@{pGwXEbqGwXEdqGwXCgqGwXm@|@wXC`rGwXUlqGwXA{@wXA}@wXAcrGwXAdrGwXEqrGwXArrGwXEur
    GwXAvrGwXMyrGwXAzrGwXEasGwXAbsGwXEesGwXAfsGwXeAatGwXAgtGwXAhtGwXAjtGwXaB{rGwXA|rGwXApsGwXAqsGwXM
    qtGwXArtGwXAstGwXAttGwXxBg_K?Bh_K?dzB|uIwX_vAjaKxcKClaKxcKCnaKxcKCpaKxcKCraKxcKCtaKxcKCvaKxcKCxa
    KxcKCzaKxcKC|aKxcKC~aKxcKC`bKxcKEcbKxcKCebKxcKCgbKxcKMnbKxcKAnbKycKCqbKxcKAqbKycKCtbKxcKAtbKycKC
    wbKxcKAwbKycKCzbKxcKAzbKycKm@eaKxcKS|cKxcK[jdKxcKCldKxcKCndKxcKCpdKxcKCrdKxcKCtdKxcKCvdKxcKCxdKx
    cKCzdKxcKC|dKxcKC~dKxcKC`eKxcKEceKxcKCeeKxcKCgeKxcKMneKxcKAneKycKCqeKxcKAqeKycKCteKxcKAteKycKCwe
    KxcKAweKycKCzeKxcKAzeKycKm@edKxcKEnfKxcKAofKxcKApfKxcKAqfKxcKG|fKxcKd_cBgab@?BsvX?Biub@?Bgeb@?Bp
    uZ?BqpR?Bd~S?B{{f@?B{{f@?BpiU?Bpmc@?BfkT?BgiU?BunW?Bhr\?Bd{^?B~p`@?By|`@?Bwfa@?Bncc@?BaoY?BzgZ?B
    xe[?B}}[?B|``@?Bijc@?Bpne@?BasR?BtzS?BcwY?Bzo[?Blp`@?B}of@?BoiV?Bj~Z?Blm`@?Bcja@?BhuW?Bwm_@?B~_a
    @?BiuV?BvwX?BijZ?B{v[?Bmec@?Be{R?BvlS?B}uS?BceX?BruY?Boo[?Bfv\?B`__@?Beo`@?B{q`@?Bnnb@?Bqxd@?Bnz
    e@?Bynf@?Bkc]?B~j]?B_l^?Bh}_@?Bcwc@?B~rf@?Buua@?B~eU?BcwV?B_b^?B}b_@?Bar[?Bie]?Baeb@?Bvvd@?BweU?
    BabV?BroY?BymZ?BnwZ?Bnh^?Bvp^?Bjqd@?BquS?Bjc_@?B{mS?BkmS?B{o]?B}l^?Bp~_@?Btrd@?B_{a@?BnuW?BaoY?B
    }va@?BxpR?Bf~U?Bq_W?Bf{[?Boj\?BvwS?Bzf]?B~|R?Bh|V?BloR?BkeZ?BwjX?Bah^?Bb}S?B}aU?B`w\?Bha`@?Bita@
    ?By|Y?Bo|b@?BgcZ?B}vW?Bdv_@?B_|W?Bdj\?BmtR?BhjS?BhmS?B`cY?Bff^?Bnr_@?Bqua@?Bnmc@?BtvS?BaaT?BrjU?
    BkvV?BdmX?B}~Z?Bih]?Blld@?Bire@?Bvsf@?Bmuf@?BzsS?BeuX?BvzY?Bazb@?BsrV?BokW?B_oW?BycX?BbxZ?Bhi[?B
    hc\?Bim]?Bsn^?Bnb_@?Bexb@?Bmf`@?Bb`c@?Biyc@?BvoS?BbtS?B|dT?Bge[?Baea@?Bita@?BhuV?Bt~V?BzzW?Bm|Y?
    B}`^?Btz[?BcvR?BxvT?Bf~U?BylV?B{_W?Bq|[?Bhb\?By{^?Bea_@?Bspc@?Buvd@?Bgyd@?Bw_e@?Bj{R?Bml]?Bslc@?
    Bwtd@?B`fW?BesR?ByeS?Bm~U?B~`V?BxkX?BaoY?Bmm[?Baq\?B{f`@?B{bc@?Bl{f@?BgsX?Bmpd@?BhsS?BzzX?Br~X?B
    `iZ?B{sZ?Bh_\?Bxi\?Bjb]?Bog^?B}ae@?BljS?BmpW?Bwrd@?Bj`S?BxgV?BinZ?Bixb@?Bj{V?BciW?Bv_Y?Bf{[?Besd
    @?BhpS?Bn_T?BdbV?BroX?BmyX?BgdY?BdfZ?Be_\?Ban\?Bxz^?Bnea@?B`fa@?Bkmc@?Bavd@?B~xS?BytZ?B|_T?Bom[?
    Bwc\?Byn`@?Bbtd@?Bvaf@?B~sf@?Bv{X?BjmZ?Bgn_@?Bju]?B_x]?Bqc^?B_u[?Bxc[?Bwya@?B_uR?Bux_@?BypS?BfoS
    ?BetV?BruW?Bue^?Bd{U?B}gZ?BstX?Bzxb@?Bkaa@?Blqd@?Bjka@?BruV?B_iS?B_mT?FyaU?DsrX?F}mS?Bix[?Biu\?B
    {h]?B}i]?Bdj]?Bnk]?Buyd@?B}d^?B||^?Dqo`@?Dwva@?Fw`c@?B|fc@?Hnfe@?B{fe@?Bghe@?Bslf@?B}ec@?Bvtd@?B
    m|R?BffS?BliS?BhuS?BcvS?BpyS?B|kT?BeoT?BgrT?B_aU?BgdU?BcbV?BmbV?BscW?BgjW?BmkW?BqnW?BniX?BanX?Bp
    sX?BdcY?BvjZ?ByoZ?BaxZ?Bmj[?Bjp[?Ba`\?Bpc]?B}h]?Bhi]?Bgi]?Boi]?Bui]?B|i]?Blk]?Bmk]?B_q]?B`s]?B_}
    ]?Bsn^?Bho^?B`q^?Bqz^?Bd__@?Bln_@?Bxr_@?Bxr_@?Bva`@?Boga@?Buka@?B`wa@?Bxxa@?Breb@?Bggb@?Bu|b@?Bw
    `c@?Bbvd@?B~~d@?Bz`e@?BtbW?BmvoC?Bwo_@?FepR?BtlS?BgjS?B_{R?BdiS?B_kS?BfuS?ByvS?B|kT?BtiT?BxkT?Ba
    nT?ByaU?BrdU?BciU?BsiU?BarU?BgxU?BquV?BxuV?BhzV?Bl|V?BweW?BmiW?BggW?BmkW?B_jW?BqnW?BspW?Bc}W?B{_
    X?BqaX?BuiX?BsrX?BvwX?BzwX?BuyX?BxzY?By|Y?B`iZ?BzuZ?BjuZ?BaxZ?B}_[?Bmj[?Bf|\?Btp[?Bnt[?Bix[?Bpb\
    ?Beg\?Bzh\?B|o\?B~o\?Biu\?Bzu\?Bsv\?Biy\?B_y\?Bke]?Bpt]?B_}]?Bzb^?Bzi^?Bsn^?B}x^?Bd__@?Bqy_@?Bn~
    _@?Bxz`@?B`ia@?Beka@?Buka@?B~ta@?Bwva@?Bjua@?B`wa@?B}va@?Blva@?Bxxa@?Bi{a@?Bggb@?Bwxb@?Bqbc@?Bxk
    c@?Burc@?B{rd@?Bbvd@?Buyd@?Bz}d@?B~~d@?Bj_e@?Bz`e@?Bqwe@?B{{f@?BiaiC?BcaiC?Bt}kC?B|{M?Bw_O?Bx`O?
    BhqsC?BoevC?Bru~C?Bbyf@?Bm{f@?hCxm@sl@Dqn@vl@Vhn@`m@Bhn@am@Bhy}@`m@Bhy}@am@Bom@vl@Bom@wl@Bom@{l@
    Bpm@{l@Bqm@{l@Brm@{l@Bsm@{l@Btm@{l@Bum@{l@Dwm@{l@Bxm@{l@Bym@{l@Bzm@{l@B{m@{l@D}m@{l@D_n@{l@B`n@{
    l@Dbn@{l@Bcn@{l@Den@{l@Bfn@{l@Bgn@{l@Bhn@{l@Bin@{l@Btm@xl@Bpm@~l@Bzm@~l@Bcn@~l@wsIxccAydcACzccAy
    dcA]ddcAydcAeGphcAfhcAAqhcAfhcAw`@fycA}xcAAfycAvycA}UxddAyddAAxddAoddACxddA|ddAwNwldAnldAAxldAnl
    dAyv@theAoheAla{AvisBdjsBBwisBdjsBB~isBmjsBB~isBnjsBB~isBojsBB~isBpjsBB~isBqjsBnDxlsBdjsBBylsBdj
    sBBzlsBmjsBB{lsBmjsBBzlsBnjsBB{lsBnjsB`crC|pR?BwpR?B`qR?Bah_C?B_zR?Bm|R?Bz|R?Ba_S?BybS?BxcS?BffS
    ?BneS?B}cL?Byp`C?BliS?BsiS?BcjS?BvjS?B{g`C?BxdL?BfjS?BlkS?Bji`C?BvkS?BclS?BkuR?BklS?BtlS?B~mcD?B
    tnS?BboS?B~eL?BzpS?BeqS?BqrS?BvrS?BtgL?BfuS?BhuS?BcvS?ByvS?BdwS?BewS?BvwS?BhyS?BpyS?ByyS?BrzS?B|
    zS?B~zS?B~zS?B~zS?BkpaC?Bob[?Bi}S?B~}S?BbzaC?Bj~S?Bp~S?Be_T?B}cT?Bw`T?BgaT?BgbT?BadT?BufT?BogT?B
    riT?BbjT?BckT?BckT?BxkT?BjlT?BrlT?BamT?BuwT?BeoT?BvwT?BpqT?BsrT?BfoS?BmfU?Bm}T?Bs~T?Bl_U?Bj{T?Bq
    `U?Bp`U?BkdU?BcfdC?BqfU?BvfU?BegU?BygU?BahU?BajU?BgtdC?BivdC?BknU?BzoU?BfpU?BwmU?BerU?BmvL?B{vL?
    BgwU?B}xU?B}xU?BgmeC?Bb}U?Bw}U?Bf~U?Br~U?BwweC?B~~U?Be_V?BryV?Ba`V?B`{L?B_bV?BmbV?B_eV?BlcV?Bcnf
    C?BbiV?BenfC?BmjV?BjjV?B{jV?B`nV?BanV?Bn`M?B|nV?BgpV?B|pV?BhrV?BabM?BbkgC?B{bM?BotV?BrtV?ButV?Bi
    uV?Bq{gD?B}vV?BpxgC?BpxgC?B`o_@?BaxV?BaxV?BfeM?BwtkC?BymwC?BazV?BjzV?BbfM?By{V?Bl}V?Bv}V?Bx~V?B`
    cW?ByhM?B{gM?BscW?BsuhC?BfeW?BgiW?BkiW?BmiW?BkiW?ByjW?BmkW?BqlW?BclW?BnlW?B}mW?BqnW?BunW?BooW?Bz
    oW?B|qW?BptW?BsuW?BoyW?BkwiC?B|xW?B{vW?BgzW?Bb{W?Bc~W?Bp~iC?Ba`X?Bd}W?Bh|W?BmpM?BhbX?B}bX?B|cX?B
    vbX?BkrM?BniX?BkjX?Bi_kC?BbnX?BwvX?BhqX?BxwM?BpsX?BgwM?BcvM?BqkS?BtkS?B_wX?B{sX?Bld_@?Bx}O?BvwX?
    BzwX?B`xX?B}yX?BryX?Bb}kC?BhyM?By~X?Bd{X?BqaY?BdcY?BlblC?BmcY?B~_Y?BsgY?B|{M?BaiY?BblY?BinY?BgtY
    ?BbtlC?BzuY?Bw_N?B`xY?BfdmC?BsyY?BmaN?BqzY?B~{Y?By|Y?Bz|Y?BlsmC?BjgfC?ByvmC?BmaZ?B{dnC?B~dZ?BleZ
    ?BfbZ?BugZ?B}hZ?BvjZ?B`iZ?BhjZ?BwjZ?BdkZ?B}gnC?BshZ?BnpZ?BmrZ?BrhN?BjuZ?BfuZ?BpunC?BxnZ?BmzZ?B}y
    nC?Bm{nC?Be}Z?Bx`[?B}_[?Bz_[?BukN?Bia[?B|b[?Bvb[?Bld[?Bdh`C?Bdi[?BbroC?B{k[?Bj|oC?Bgp[?Btp[?Boq[
    ?BgopC?B_s[?Bts[?BtxpC?Bs_qC?Byz[?Bj{[?BktN?Bd|[?BwtN?BwtN?Bfa\?B{a\?Bpb\?Bdc\?Bie\?BzwN?Bch\?Bu
    `rC?B}h\?BqcrC?Boj\?B~kgC?Boo\?B`|rC?Bw|rC?BcasC?B{~N?Bg_O?Bsv\?BrfsC?BqfsC?BxgsC?BrhsC?B}w\?B~w
    \?B~w\?Biy\?Bx`O?Bj{\?BeaO?BucO?B|_tC?Bma]?Bkc]?Bke]?BbfO?BeptC?Bui]?BystC?BdutC?Bnk]?Bjn]?BnhO?
    B_q]?Biq]?Bnq]?B{juC?BftuC?BftuC?Bmv]?BaoO?Bj|uC?Be}]?Bh}]?BfpO?B_cvC?Bqe^?B_tO?Bgf^?Bbf^?B_g^?B
    e{vC?Bbj^?B`wO?Bfm^?Bao^?Bdq^?BsxO?BgpwC?BfqwC?BxyO?BxuwC?Byz^?B}xwC?Bt{^?By~^?Bd__@?ByexC?BbhxC
    ?B_b_@?BglxC?Bob_@?B~ykC?Bt}O?Bqd_@?Bbg_@?Bj_P?B}h_@?BttU?Bf|xC?Bt|xC?Br{kC?B{{kC?B`o_@?Bco_@?B}
    {b@?BjbP?Bps_@?Bjs_@?B|s_@?BrtS?Bpt_@?Brt_@?B|t_@?Bev_@?B{xyC?Bdv_@?B|w_@?Bbz_@?Bl|_@?Bbx_@?B||_
    @?Bf~_@?Bva`@?Bry_@?Bi}_@?Bk}_@?B{}_@?Bu`zC?BjjzC?BtezC?BjhP?Bpf`@?Brf`@?Bug`@?Bi}{C?Bcj`@?BkxzC
    ?B|iP?B`jP?Bp|zC?Bqe{C?BjjP?Boq`@?B{q`@?Bfr`@?Bhr`@?Bht`@?Bgs`@?Bmw`@?Bav`@?Bxz`@?Bgx`@?Bjz`@?Be
    {`@?BvmP?B`~`@?B`_a@?BxnP?B_ba@?Bbba@?Bfr|C?Bvea@?B}ea@?BtpP?Byfa@?BzdL?Bmd}C?Bej}C?B}tP?BfuP?B_
    ta@?Blva@?Bi{a@?Btab@?Bgd~C?Bjdb@?B`eb@?Bzgb@?Bvjb@?Bnx~C?Bc_aC?Bjmb@?B{lb@?Bonb@?B}eaC?Bsub@?Bw
    xb@?Bqm`D?Bln`D?Bscc@?Bpfc@?Bpgc@?Bmx`D?Bzgc@?Bwpc@?Bvuc@?Bwuc@?B{rc@?Bx~c@?Bt_d@?By~aD?Bjkd@?Bt
    kQ?Bvld@?BvjbD?BenQ?Bbud@?BqlV?Bbxd@?BdicD?ByocD?BmrQ?BurQ?B_~d@?Bi_dD?BqtQ?BucdD?Bj_e@?Bj_e@?Bh
    `e@?BuldD?Bafe@?BrxQ?Bhhe@?Bfle@?Bame@?B}ne@?Bm}Q?BoxeD?Bqwe@?B_af@?B|ff@?BmeR?BlfR?Bfjf@?BmegD?
    BwfR?BdggD?BmogD?BpsgD?Bztf@?BuiR?Bxvf@?B}vf@?Bdwf@?Bnwf@?Buwf@?Bzxf@?B_ohD?
    """#

  /// Canonical combining classes.
  ///
  /// Read by Normalization.
  static let combiningClasses = #"""
    _WTeF@@gF@C{E@@gF@@wE@D{E@AiE@C{E@AiE@J{E@D@@C{E@GeF@@oF@@eF@B{E@BeF@A{EABeF@C{E@@eF@@gF@A{E@@eF
    @@hF@AiF@@hF@AiF@@hF@LeFsGDeFiG@{E@CeF@@{E@BeF@@}E@@{E@EeF@E{E@AeF@@{E@AeF@@}E@@cF@@eF@@I@@J@@K@
    @L@@M@@N@@O@@P@@Q@AR@@S@@T@@UA@VA@W@@XA@eF@@{EA@QhAGeF@@]@@^@@_@p@@Z@@[@@\@@]@@^@@_@@@`@@@a@@AeF
    @A{E@DeF@@{E@AeF@@{EP@b@eBFeFBCeF@@{E@@eFBAeFA@{E@AeF@@{Ec@@c@^@eF@@{E@AeF@@{E@AeF@B{E@@eF@A{E@@
    eF@@{E@BeF@@{E@@eF@@{E@@eF@@{E@@eF@@{E@AeF`DFeF@@{E@@eFI@{EXCeFAHeFABeFADeFk@B{E|@@eF@B{E@CeFj@D
    eF@D{E@MeFA@{E@AeF@@{E@AeF@@{E@BeF@B{E@@Z@@[@@\@BeF@@{E@AeF@A{E@DeF|@@FP@HC@eF@@{E@AeFgB@FP@Hp@@
    eF}@@FP@HnB@FP@HnB@FP@H_C@HnB@FP@HG@sA@@zAeB@FP@HmBAHP@H|B@HmBAfB@@HMCjBlBAuB@@HMCyBlAA{E[@{EA@{
    EA@wEw@@`C@@aCA@cCECaCB@aCAAeF@@HAAeF~@@{EpB@FAAHrA@{EoUBeFt\AH^@H}C@HJ@eFkE@cFoC@}E@@eF@@{E{E@e
    F@@{EgA@HTGeFB@{Ep@DeF@E{E@AeF@@{EAA{E@AeF@A{E@DeF@@{E@CeFeB@FO@Hf@@eF@@{E@FeFv@AHz@@FKAHcA@FxCB
    eFA@@@D{E@AeF@C{E@@eFAF@D@{EF@eFCAeFfEAeF@@{E@FeF@@{E@AeF@@iF@@uE@@{E@@iE@d@eF@@gF@AcF@@{E@@yE@@
    eF@@hF@@{E@@eF@@{EpUAeF@A@@CeF@B@@AeFD@eFCA@@@eF@@{E@@eF@A@@C{E@@eF~~ABeFmC@H`B_@eFjP@yE@@cF@@gF
    @@}E@A_FiBAGtm\@eFDIeF`@AeFpAAeFtG@He@@HwC@H[QeFy@B{Ee@@H_B@FL@HoF@eFAAeF@@{EBAeFEAeFA@eFt@@HvF@
    HpxR@YaWFeF@F{E@AeFm]@{EbF@{EuCDeFrs@@{EA@eFh@@eF@@@@@{ED@HeD@eF@@{E}PCeFcKAeFpAB{EfAA{E@BeF@@{E
    @@eF@C{Eq@@eF@@{E@@eF@@{E`E@Hi@@HN@Hy@@H@@FeABeFp@AH~@@FlA@HI@FjB@H@@FrD@F@@HpAAFP@HXFeFCDeFmE@H
    C@FW@eFcB@H@@F{F@H@@F~B@HvB@H@@FsB@HmG@H@@FbGAHD@F|C@HsA@HR@HqA@HeL@HbG@FAAHqA@HiLAHm|QD@{@FeFyd
    @AEldR@@feDAwE@B@C@aF@DwEHG{EBDeF@A{E^CeFtCBeF{lBFeFAPeFBFeFAAeFADeFdB@eF`DFeFwJ@eF}@CeF|NAgF@@{
    E@@eF`^F{EmBEeF@@F
    """#
}
