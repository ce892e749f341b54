"""Tells the language of an article: what the page declares, else what its text shows.

A template's language stays behind when a site is translated, so a declared one that is
not written in the letters of the text is no language of it. Detection counts letters
for scripts that one language uses, and else the short words that every text is full of:
some hundred characters are enough, no model is needed, and a text that fits no list
well gets no language rather than a guess.
"""

import re
from collections import Counter

from digest.extract.facts import Facts
from digest.extract.found import Found

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$", re.IGNORECASE)
MOST_CHARACTERS = 2_000
"""Of the text; what follows is not looked at."""
_LEAST_LETTERS = 40
_LEAST_SHARE = 0.08
"""Of a text's words that are short words of its language: prose has two to five times it."""
_LEAD = 1.1
"""How much better the best language must fit than the next one."""

_SCRIPTS = {
    "Latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff", "Cyrillic": "\u0400-\u052f",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Kana": "\u3040-\u30ff\uff66-\uff9f", "Han": "\u3400-\u4dbf\u4e00-\u9fff",
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff\ufb1d-\ufb4f", "hy": "\u0530-\u058f", "ka": "\u10a0-\u10ff\u2d00-\u2d2f",
    "th": "\u0e00-\u0e7f", "Devanagari": "\u0900-\u097f", "bn": "\u0980-\u09ff",
    "pa": "\u0a00-\u0a7f", "gu": "\u0a80-\u0aff", "or": "\u0b00-\u0b7f", "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f", "kn": "\u0c80-\u0cff", "ml": "\u0d00-\u0d7f", "si": "\u0d80-\u0dff",
    "lo": "\u0e80-\u0eff", "bo": "\u0f00-\u0fff", "my": "\u1000-\u109f", "am": "\u1200-\u137f",
    "km": "\u1780-\u17ff", "dv": "\u0780-\u07bf", "mn-Mong": "\u1800-\u18af",
}  # fmt: skip
"""Letters by script, or by the language that alone uses them; https://www.unicode.org/charts/."""
_LETTERS = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}

_WRITTEN = {
    "Cyrillic": frozenset(str.split("ru uk be bg mk sr kk ky mn tg tt uz bs cnr ab cv os ce")),
    "Arabic": frozenset(str.split("ar fa ur ps ckb ku ug sd arc dv pa ks az ms ha arz ary apc")),
    "Han": frozenset(str.split("zh ja ko yue wuu nan lzh vi")),
    "Kana": frozenset({"ja", "ain", "ryu"}),
    "Devanagari": frozenset(str.split("hi mr ne sa bho mai kok doi sd ks new")),
    "bn": frozenset(str.split("bn as mni")), "he": frozenset(str.split("he iw yi ji lad")),
    "am": frozenset(str.split("am ti gez om")), "bo": frozenset(str.split("bo dz")),
    "ko": frozenset({"ko", "kok"}), "my": frozenset(str.split("my mnw shn ksw")),
}  # fmt: skip
"""Languages that are written in a script, beside the one that it is named by."""
_NEVER_LATIN = frozenset(
    str.split("ar fa ur ps ckb he iw yi el th hi mr ne bn ta te kn ml gu pa si lo km my am ka hy")
    + str.split("ja zh ko ru uk be bg mk kk ky mn")
)

_ARABIC = (
    ("ur", re.compile("[ٹڈڑںےہھ]")), ("ps", re.compile("[ټډړږښګۍېڼ]")),
    ("ckb", re.compile("[ڵێۆڕە]")), ("ug", re.compile("[ۇۈۋېەڭ]")),
    ("fa", re.compile("[پچژگکی]")), ("ar", re.compile("[ةىيكأإؤئ]")),
)  # fmt: skip
"""Letters that tell the languages of Arabic script apart."""

_WORDS = {
    "Latin": """
    en the of and to in a is that for it on with as was are by this be at from have not has which
    de der die und das in den ist von zu mit nicht ein eine sich des auf für im dem auch als an wird
    fr le la les de des et un une du que est dans pour qui en par sur pas plus au avec sont ce il
    es el la los las de que y en un una del por con para se es al su lo como más no fue sus
    pt o a os as de que e do da em um uma para com não no na por se mais dos das ao foi
    gl o a os as de que e do da en un unha para con non no na por se máis dos das ao foi
    ca el la els les de que i en un una del per amb no es al seu com més dels és va ha
    it il la i le di che e un una del della per con non in è sono da si al nel come più dei gli
    ro de și în la a cu pe care nu o un din să este mai pentru sunt lui al fost ce au prin
    nl de het een en van in is dat op te zijn voor met die niet aan er om ook als bij door
    af die van en in is het dat nie te wat vir met op aan hy sy ook was deur om by
    da og i at er det en til på som for med der den af de ikke et har om var fra også vi
    nb og i å er det en til på som for med der den av de ikke et har om var fra også vi ble
    nn og i å er det ein til på som for med der den av dei ikkje eit har om var frå òg vi vart
    sv och i att är det en till på som för med den av de inte ett har om var från också vi
    is og í að er sem á það við um til fyrir með en ekki hann hún var af þá eru þess
    fi ja on ei se että oli hän ovat mutta kun myös joka tai niin kuin sen olla mukaan sekä
    et ja on ei see et oli ta kui ka oma mis aga või kes selle nii ning pole siis
    hu a az és hogy nem egy is ez meg volt van de csak már még mint ha el vagy szerint
    pl i w na z do się nie że jest o to jak po co przez ale dla od tym są za oraz był
    cs a v na se že je s z do o to i k ve pro za by jsou jako ale po tak jeho od také
    sk a v na sa že je s z do o to aj k vo pre za by sú ako ale po tak jeho od tiež
    sl in v na se je za da so z s ki pa tudi ne po od bi kot pri iz o ali še
    hr i u na je se da su za s od koji kao što iz će nije o a bi ne ili više samo
    sq e të në dhe i për me një që nga se është si ka më nuk do u janë kjo por
    lt ir kad į iš su yra tai ne buvo kaip apie už dėl per apie jo bei po nuo prie tik
    lv un ir ka uz no ar par tas bija kas arī tiek lai gan bet pēc kā vai nav jau
    tr ve bir bu da de için ile olarak çok daha olan gibi en kadar sonra ise ancak olduğu
    az və bir bu da də üçün ilə olaraq çox daha olan kimi ki sonra isə edib onun olub
    id yang dan di ini dengan untuk dari dalam itu tidak pada akan ke juga oleh bisa telah karena
    ms yang dan di ini dengan untuk dari dalam itu tidak pada akan ke juga oleh boleh telah kerana
    tl ang ng sa na mga at ay ni para si nang hindi siya ito kay may isang din mula
    vi và của là có trong được cho các với không những một người đã này để khi từ về
    sw na ya wa kwa ni katika za la kuwa hii hiyo kama cha pia huo alisema baada
    ha da na ya a ta ba shi cikin wannan kuma domin don ga su sun amma daga
    so oo ka ku iyo uu ay waxa in la si soo waa kale isaga ayaa
    eu eta da ez du bat dira ere izan dute baina egin zen hori bere duen
    cy y yn a ar i o yr mae am ac gan wedi ei bod fod hyn fel gyda
    ga an na agus ar a i is go tá le do bhí sé ag mar chun ach
    la et in est non ad ut cum sed quod ex qui si per ab esse
    eo la de kaj en estas al ne por li kiu kun mi ke ĝi sed oni
    lb an de vun ass fir den dat mat net op och eng sinn wéi
    mt ta li u għal ma fil minn din huwa dan kien tal
    uz va bu bilan uchun bir ham deb edi ega emas
    """,
    "Cyrillic": """
    ru и в не на что с по как это из он но за от к его для был также года
    uk і в не на що з до як це із він але за від та його для був також року у й
    be і ў не на што з да як гэта ён але за ад яго для быў таксама года у і
    bg и в не на че с по как това от за се да са е но той или също при
    mk и во не на дека со по како ова од за се да се е но тој или исто при ќе
    sr и у не на да је са по као ово од за се су што али или који ће
    kk және мен бұл үшін деп бір бар да осы болып туралы оның қазақстан
    ky жана менен бул үчүн деп бир бар да ошол болуп тууралуу анын
    mn ба нь энэ бол байна юм гэж хүн бөгөөд байсан тухай
    tg ва дар ба аз ки ин бо барои ҳам ки аст то буд
    """,
    "Devanagari": """
    hi के है में की से को और का ने पर यह कि हैं भी एक नहीं लिए कर था
    mr आणि आहे या तर व हे मध्ये की होते त्या एक नाही ते आहेत यांनी
    ne र छ को मा लागि पनि यो छन् भएको गरेको हो एक थियो भने गर्न
    """,
}
"""Short words by language: those that stand in nearly every paragraph."""


def _lists(lines: str) -> dict[str, frozenset[str]]:
    split = (line.split() for line in lines.strip().splitlines())
    return {language: frozenset(words) for language, *words in split}


_SHORT_WORDS = {script: _lists(lines) for script, lines in _WORDS.items()}
_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u00a1-\u00bf\u0964\u2010-\u203a]+")
"""Anything between spaces and signs: marks that some scripts write vowels with are no `\\w`."""


def language_of(facts: Facts, hint: str = "", text: str = "") -> Found[str]:
    """Return the BCP 47 tag of the page's language; "" when nothing tells it.

    Declared, else seen in the text, else the hint. A declared language that is not
    written in the letters of the text gives way to the one that is seen.

    Args:
        facts: what the page says.
        hint: the language of the source, as its reader configured it.
        text: that of the article; without it, nothing is detected.
    """
    script = _script(text[:MOST_CHARACTERS])
    for value, where in _declared(facts):
        tag = value.strip().replace("_", "-")
        if _TAG.match(tag) and _may_be_in(tag, script):
            return Found(tag, where)
    if found := detected(text):
        return Found(found, "text")
    return Found(hint, "source" if hint else "")


def detected(text: str) -> str:
    """Return the language of a text, as a BCP 47 tag without region; "" when it is not plain.

    Its first `MOST_CHARACTERS` are looked at; a text of fewer than 40 letters has none.
    """
    text = text[:MOST_CHARACTERS]
    script = _script(text)
    if script == "Han":
        return "zh"
    if script == "Kana":
        return "ja"
    if script == "Arabic":
        return _of_arabic(text)
    if script in _SHORT_WORDS:
        return _of_words(text, script)
    return script


def _declared(facts: Facts) -> tuple[tuple[str, str], ...]:
    graph, root = facts.graph, facts.root
    return (
        (graph.text(facts.article.get("inLanguage"), "alternateName", "name"), "json-ld"),
        (root.get("lang") or root.get("xml:lang") or "", "html"),
        (facts.meta("og:locale", "content-language", "language", "dc.language"), "meta"),
        (graph.text(facts.page.get("inLanguage"), "alternateName", "name"), "json-ld"),
    )


def _may_be_in(tag: str, script: str) -> bool:
    """Whether a language is written in a script, as far as that is known."""
    primary, _, rest = tag.lower().partition("-")
    if not script or "latn" in rest or primary in ("mul", "und"):
        return True
    if script == "Latin":
        return primary not in _NEVER_LATIN
    return primary == script or primary in _WRITTEN.get(script, ())


def _script(text: str) -> str:
    """The script that most letters are of; "" for fewer than `_LEAST_LETTERS`.

    Japanese mixes three: some kana among Chinese characters tell it.
    """
    if text.isascii():
        letters = len(_LETTERS["Latin"].findall(text))
        return "Latin" if letters >= _LEAST_LETTERS else ""
    counts = {name: len(letters.findall(text)) for name, letters in _LETTERS.items()}
    counts["Han"] *= 3  # a character is a word
    if counts["Kana"] * 10 > counts["Han"] // 3:
        counts["Kana"] += counts["Han"]
    if counts["ko"]:
        counts["ko"] *= 2
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] >= _LEAST_LETTERS else ""


def _of_arabic(text: str) -> str:
    counts = {language: len(letters.findall(text)) for language, letters in _ARABIC}
    own = max(counts["ur"], counts["ps"], counts["ckb"], counts["ug"])
    if 20 * own > len(text):
        return max(("ur", "ps", "ckb", "ug"), key=lambda language: counts[language])
    return "fa" if counts["fa"] > counts["ar"] else "ar"


def _of_words(text: str, script: str) -> str:
    words = Counter(_WORD.findall(text.lower()))
    total = sum(words.values())
    fits = sorted(
        (
            (sum(words[word] for word in listed) / total, language)
            for language, listed in _SHORT_WORDS[script].items()
        ),
        reverse=True,
    )
    (best, language), (second, _) = fits[:2]
    return language if best >= _LEAST_SHARE and best >= _LEAD * second else ""
