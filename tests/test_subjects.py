"""What an article is on: whole words of a list, in any of its spellings."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.model import Article, Subject
from digest.subjects import fold, matched, matches, off_subject


def subject(*words: str, without: tuple[str, ...] = (), name: str = "libya") -> Subject:
    return Subject(name=name, words=words, without=without)


def article(title: str = "", **more: object) -> Article:
    return Article(url="https://a.example/1", title=title, **more)  # type: ignore[arg-type]


def has(word: str, text: str) -> bool:
    return matched(subject(word), article(text)) == word


MATCH = [
    # (word of the list, text that has it)
    ("Libya", "Libya votes"),
    ("libya", "LIBYA’S OIL"),
    ("Libya", "Libya's oil, again"),
    ("Libya", "Egypt-Libya border"),
    ("Libya", "#Libya_news"),
    ("oil field", "Fire at an oil-field near Sirte"),
    ("oil  field", "Oil field, and more"),
    ("Al-Qaeda", "A branch of al Qaeda"),
    ("G7", "The G7 meets"),
    ("U.S.", "The U.S. votes"),
    # French
    ("Algerie", "Élections en Algérie"),
    ("Algérie", "L'ALGERIE VOTE"),
    ("Côte d'Ivoire", "Vote en Cote d’Ivoire"),
    ("coeur", "Au cœur de la ville"),
    # German, and the north
    ("Müller", "MULLER tritt zurück"),
    ("Straße", "STRASSE gesperrt"),
    ("Aalborg", "Ålborg er Aalborg"),
    ("Tromsø", "Storm i Tromso"),
    ("Łódź", "Tramwaje: Lodz"),
    # Turkish: each of the four letters, in both cases
    ("Diyarbakır", "DİYARBAKIR'DA"),
    ("Diyarbakır", "Diyarbakir gelistirme"),
    ("İstanbul", "istanbul ve ISTANBUL"),
    ("istanbul", "İSTANBUL’un"),
    ("Şırnak", "SIRNAK valisi"),
    # Greek, Cyrillic, Hebrew
    ("Αθήνα", "ΑΘΗΝΑ: νέα"),
    ("Ливия", "ЛИВИЯ сегодня"),
    ("שלום", "שָׁלוֹם עולם"),
    # Prefixes of Arabic
    ("ليبيا", "ليبيا اليوم"),
    ("ليبيا", "وليبيا أيضا"),
    ("ليبيا", "في شرق ليبيا"),
    ("ليبيا", "السفر لليبيا"),
    ("طرابلس", "اشتباكات بطرابلس"),
    ("طرابلس", "فطرابلس هادئة"),
    ("طرابلس", "كطرابلس"),
    ("بنك", "البنك المركزي"),
    ("بنك", "والبنك"),
    ("بنك", "للبنك"),
    ("بنك", "وللبنك"),
    ("بنك", "بالبنك"),
    ("بنك", "فالبنك"),
    ("بنك", "كالبنك"),
    ("بنك", "وبالبنك"),
    ("القاهرة", "بالقاهرة"),
    ("القاهرة", "للقاهرة"),
    ("القاهرة", "قاهرة المعز"),
    ("اللغة", "للغة العربية"),
    ("الأمم المتحدة", "مبعوث للأمم المتحدة"),
    ("ألمانيا", "سافر إلى المانيا"),
    ("ألمانيا", "ولألمانيا"),
    ("الله", "والله"),
    # Its vowels, tatweel, and the forms of its letters
    ("ليبيا", "لِيبْيَا"),
    ("ليبيا", "ليبـــيا"),
    ("إيران", "ايران"),
    ("آسيا", "اسيا"),
    ("احمد", "أحمد"),
    ("غزة", "غزه"),
    ("موسى", "موسي"),
    ("مصطفي", "مصطفى"),
    ("ٱلسلام", "السلام"),
    ("مسؤول", "مسوول"),
    # Persian and Urdu write some letters with signs of their own
    ("ایران", "إيران"),
    ("کتاب", "كتاب‌ها"),
    # Scripts without spaces
    ("利比亚", "联合国称利比亚局势紧张"),
    ("NATO", "北约NATO秘书长"),
    ("5G网络", "全国5G网络建设"),
    ("リビア", "国連はリビアの情勢を"),
    ("ﾘﾋﾞｱ", "国連はリビアの情勢を"),
    ("ลิเบีย", "สถานการณ์ในลิเบียตึงเครียด"),
    ("리비아", "유엔은 리비아가 말했다"),
    ("दिल्ली", "आज दिल्ली में"),
]
NO_MATCH = [
    ("Mali", "Somalia"),
    ("Mali", "A formality"),
    ("Mali", "Malian army"),
    ("Libya", "Libyan votes"),
    ("oil field", "oil and field"),
    ("oil field", "oil fields"),
    ("oil field", "boil field"),
    ("field oil", "oil field"),
    ("Algérie", "Algérien"),
    ("Müller", "Müllers"),
    ("5G", "15G"),
    ("مالي", "الصومالي"),
    ("ليبيا", "الليبية"),
    ("ليبيا", "ليبياوي"),
    ("الله", "له"),
    ("و", "بو"),
    ("السودان", "سود"),
    ("NATO", "北约NATOS秘书长"),
    ("利比亚", "利比里亚"),
    ("马里", "去马，里斯本"),
    ("말리", "소말리아"),
    ("कुल", "कल"),
    ("가", "각"),
    ("か", "が"),
]


@pytest.mark.parametrize(("word", "text"), MATCH)
def test_a_word_is_found_in_every_spelling(word: str, text: str) -> None:
    assert has(word, text)


@pytest.mark.parametrize(("word", "text"), NO_MATCH)
def test_a_part_of_another_word_is_not_the_word(word: str, text: str) -> None:
    assert not has(word, text)


def test_the_first_word_of_the_list_is_told_as_its_user_wrote_it() -> None:
    one = subject("Benghazi", " طَرابلس ", "TRIPOLI", "Tripoli")
    assert matched(one, article("Tripoli: clashes in طرابلس")) == " طَرابلس "
    assert matched(one, article("Tripoli: clashes")) == "TRIPOLI"
    assert matched(one, article("Tunis: clashes")) == ""


def test_an_article_with_a_word_of_not_is_on_no_subject() -> None:
    one = subject("Libya", without=("football", "Libya, Illinois"))
    assert matched(one, article("Libya votes")) == "Libya"
    assert matched(one, article("Libya votes", section="Football")) == ""
    assert matched(one, article("Fire in Libya, Illinois")) == ""


@pytest.mark.parametrize(
    "one",
    [
        article("On Libya"),
        article("On it", summary="What Libya does"),
        article("On it", text="It is Libya again. More follows."),
        article("On it", section="Libya"),
        article("On it", tags=("Oil", "Libya")),
    ],
)
def test_title_summary_lead_section_and_tags_are_looked_at(one: Article) -> None:
    assert matched(subject("Libya"), one) == "Libya"


def test_the_rest_of_the_text_is_not_looked_at() -> None:
    text = "It went on for a while. " * 30 + "Libya."
    assert matched(subject("Libya"), article("On it", text=text)) == ""


def test_a_run_of_words_ends_with_the_part_of_the_article() -> None:
    assert matched(subject("oil field"), article("Oil", section="Field")) == ""
    assert matched(subject("oil field"), article("On it", tags=("oil", "field"))) == ""


def test_a_word_without_letters_is_found_nowhere() -> None:
    assert matched(subject("–", "ـ"), article("A – B, ـ")) == ""


def test_all_subjects_of_an_article_are_named_with_their_words() -> None:
    both = [subject("Libya"), subject("gas", name="gas"), subject("oil", name="oil")]
    assert matches(both, article("Oil of Libya")) == {"libya": "Libya", "oil": "oil"}


def test_what_is_on_no_subject_is_told_why() -> None:
    both = [subject("Libya", without=("football",)), subject("oil", name="oil")]
    assert off_subject(both, article("Oil prices")) == ""
    assert off_subject((), article("Anything")) == ""
    assert off_subject(both, article("Gas")) == "no word of subjects: libya, oil"
    told = 'no word of subjects: libya (it has "football"), oil'
    assert off_subject(both, article("Libya: football")) == told


WORDS = ("Libya", "oil field", "Algérie", "İstanbul", "Straße", "القاهرة", "ليبيا", "利比亚", "ไทย")


@given(st.sampled_from(WORDS), st.text(max_size=30), st.text(max_size=30))
@example("Libya", "a", "\u0301b")
def test_a_word_between_spaces_is_found_whatever_stands_around_it(
    word: str, before: str, behind: str
) -> None:
    assert has(word, f"{before} {word} {behind}")


@given(st.sampled_from(WORDS), st.sampled_from((str.upper, str.lower, str.title)))
def test_case_does_not_count(word: str, changed: object) -> None:
    assert has(word, changed(word))  # type: ignore[operator]


@given(st.text())
@example("ΐ İ ŉ ẞ \u0345 ＡＢ ﷺ ㈱ \u1100\u1161 か\u3099")
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())


ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئء", min_size=3, max_size=8)
PREFIXES = (
    "", "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وبال", "وب", "فل",
)  # fmt: skip


@given(ARABIC, st.sampled_from(PREFIXES), st.text("\u064b\u064e\u064f\u0650\u0651\u0652\u0640"))
def test_an_arabic_word_is_found_behind_each_prefix_and_under_its_vowels(
    word: str, prefix: str, vowels: str
) -> None:
    assert has(word, f"قال {prefix}{word[0]}{vowels}{word[1:]}، ثم")
