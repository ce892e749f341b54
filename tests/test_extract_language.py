"""The language of an article, declared or seen in its text."""

import pytest
from extracting import OTHER, PARAGRAPH, facts
from hypothesis import given
from hypothesis import strategies as st

from digest.extract.language import detected, language_of

TEXTS = {
    "en": PARAGRAPH + OTHER,
    "de": "Die Stadt will die Brücke, die seit dem Hochwasser gesperrt ist, nicht wieder aufbauen,"
    " weil das Geld dafür fehlt, und die Bürger müssen nun einen weiten Weg nehmen.",
    "fr": "Le conseil de la ville a décidé que le pont, fermé depuis la crue, ne sera pas rouvert"
    " avant deux ans, ce qui est une mauvaise nouvelle pour les habitants de la rive gauche.",
    "es": "El alcalde dijo que la obra del puente no se hará este año por falta de dinero, y los"
    " vecinos de la otra orilla tendrán que dar la vuelta para llegar al mercado.",
    "pt": "O presidente da câmara disse que a obra da ponte não será feita este ano por falta de"
    " dinheiro, e os moradores da outra margem terão mais uma vez de dar a volta.",
    "it": "Il sindaco ha detto che i lavori del ponte non si faranno quest'anno per mancanza di"
    " soldi, e gli abitanti della riva sinistra sono costretti a un giro più lungo.",
    "nl": "De burgemeester zei dat het werk aan de brug dit jaar niet door kan gaan omdat er geen"
    " geld voor is, en de bewoners van de overkant moeten een omweg maken.",
    "pl": "Burmistrz powiedział, że w tym roku nie będzie remontu mostu, bo na to nie ma pieniędzy,"
    " a mieszkańcy z drugiego brzegu muszą jechać dookoła, co jest dla nich trudne.",
    "cs": "Starosta řekl, že se letos most opravovat nebude, protože na to nejsou peníze, ale lidé"
    " z druhého břehu by si přáli, aby se to změnilo, jak je to možné.",
    "sv": "Kommunen säger att bron inte kan lagas i år eftersom det inte finns pengar, och de som"
    " bor på andra sidan får åka en lång väg för att komma till torget.",
    "tr": "Belediye başkanı köprünün bu yıl için onarılmayacağını, çünkü bütçede para olmadığını ve"
    " karşı kıyıda oturan halkın daha uzun bir yol gitmesi gerektiğini söyledi.",
    "id": "Wali kota mengatakan bahwa jembatan itu tidak akan diperbaiki pada tahun ini karena uang"
    " dari pemerintah belum ada, dan warga di seberang harus memutar dengan perahu.",
    "ru": "Мэр сказал, что в этом году мост не будут чинить, потому что на это нет денег, и жители"
    " другого берега должны ехать в объезд, как и было до войны.",
    "uk": "Мер сказав, що цього року міст не будуть лагодити, бо на це немає грошей, і жителі"
    " іншого берега мають їхати в об'їзд, як це було до війни та після неї.",
    "bg": "Кметът каза, че тази година мостът няма да се ремонтира, защото няма пари за това, и"
    " хората от другия бряг трябва да пътуват по-дълго, но това не е ново.",
    "ar": "قال رئيس البلدية إن الجسر لن يتم إصلاحه هذا العام بسبب نقص الأموال في الميزانية.",
    "fa": "شهردار گفت که پل امسال به دلیل کمبود پول تعمیر نخواهد شد و مردم باید راه دیگری بروند.",
    "ur": "میئر نے کہا کہ اس سال پل کی مرمت نہیں ہو گی کیونکہ اس کے لیے پیسے نہیں ہیں اور لوگ۔",
    "he": "ראש העיר אמר כי הגשר לא יתוקן השנה בגלל מחסור בכסף, והתושבים ייסעו בדרך אחרת.",
    "el": "Ο δήμαρχος είπε ότι η γέφυρα δεν θα επισκευαστεί φέτος επειδή δεν υπάρχουν χρήματα.",
    "hi": "महापौर ने कहा कि इस साल पुल की मरम्मत नहीं होगी क्योंकि इसके लिए पैसे नहीं हैं।",
    "zh": "市长表示，由于缺乏资金，这座桥今年不会修复，对岸的居民必须绕道而行。",
    "ja": "市長は、資金不足のため今年は橋を修理しないと述べた。住民は遠回りをしなければならない。",
    "ko": "시장은 자금 부족으로 올해 다리를 수리하지 않을 것이라고 말했다. 주민들은 우회해야 한다.",
    "th": "นายกเทศมนตรีกล่าวว่าสะพานจะไม่ได้รับการซ่อมแซมในปีนี้เนื่องจากขาดเงินทุน",
    "ckb": "سەرۆکی شارەوانی گوتی پردەکە ئەمساڵ چاک ناکرێتەوە لەبەر نەبوونی پارە بۆ دانیشتووان",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_a_text_shows_its_language(language: str, text: str) -> None:
    assert detected(text) == language


@pytest.mark.parametrize(
    "text", ["", "Yes.", "12345 " * 200, "Zxq brtk wvst plmn " * 20, "— " * 99]
)
def test_a_text_that_shows_none_has_none(text: str) -> None:
    assert detected(text) == ""


def test_the_declared_language_comes_before_the_seen_one() -> None:
    page = facts('<html lang="fr-CA"><p>x</p></html>')
    assert language_of(page, "nl", TEXTS["en"]).value == "fr-CA"
    assert language_of(page, "nl", TEXTS["en"]).where == "html"


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [("en-US", "ar", "ar"), ("en", "ru", "ru"), ("ar", "de", "de"), ("de", "ja", "ja")],
)
def test_a_declared_language_of_other_letters_gives_way(
    declared: str, text: str, language: str
) -> None:
    found = language_of(facts(f'<html lang="{declared}"><p>x</p></html>'), "", TEXTS[text])
    assert (found.value, found.where) == (language, "text")


@pytest.mark.parametrize(
    ("declared", "text"), [("sr-Latn", "pl"), ("sr", "bg"), ("az", "fa"), ("yue", "zh")]
)
def test_a_language_keeps_all_its_scripts(declared: str, text: str) -> None:
    page = facts(f'<html lang="{declared}"><p>x</p></html>')
    assert language_of(page, "", TEXTS[text]).value == declared


def test_without_a_declared_one_it_is_seen_and_else_that_of_the_source() -> None:
    page = facts("<p>x</p>")
    assert language_of(page, "nl", TEXTS["de"]).value == "de"
    assert language_of(page, "nl", "Yes.").value == "nl"
    assert language_of(page, "nl").where == "source"
    assert language_of(page).where == ""


@given(st.text(max_size=3000))
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert detected(text).replace("-", "").isalpha() or detected(text) == ""
