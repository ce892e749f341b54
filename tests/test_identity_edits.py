"""What is a change that readers are told of, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.identity import edit, sketch
from digest.identity.sketch import hashes_of
from digest.model import Article

BODY = (
    "The council of the harbour town voted on Tuesday to open the bridge again.\n\n"
    "Eleven ships wait outside, said the mayor, who wants the work done before winter comes."
)
FOOTER = "Read the letter of our editors each morning before breakfast, free of charge for all."


def article(text: str = BODY, title: str = "Bridge opens") -> Article:
    return Article(url="https://example.org/a", title=title, text=text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (BODY, "same"),
        (BODY.upper().replace(",", " ;").replace("\n\n", " "), "same"),
        (BODY.replace("mayor", "major"), "cosmetic"),
        (BODY.replace("Eleven", "11"), "material"),
        (BODY + " Nobody was hurt when the old bridge fell.", "material"),
        (BODY.replace("who wants the work done before winter comes", "again"), "material"),
        (BODY + "\n\nCorrection: ten ships wait, not more.", "correction"),
        ("An earlier version of this article named another town. " + BODY, "correction"),
        (BODY + "\n\nتصحيح: عشر سفن تنتظر.", "correction"),
        (BODY + "\n\n更正：十艘船在等。", "correction"),
        (BODY + "\n\nBerichtigung: Es sind zehn Schiffe.", "correction"),
        ("", "material"),
    ],
)
def test_a_change_is_news_or_none(text: str, kind: str) -> None:
    found = edit(article(), article(text))
    assert found.kind == kind
    assert found.is_news is (kind in ("material", "correction"))
    assert (found.changed > 0) is (kind != "same")


COSTS = "The bridge costs $5m, said the mayor, and the town pays for it."
CHINESE = "市议会星期二投票决定重新开放大桥。11艘船在外面等候，市长说，工程应在冬天之前完成。"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (COSTS, COSTS.replace("$5m", "$50m"), "material"),
        (COSTS, COSTS.replace("$5m", "$5 m"), "same"),
        (CHINESE, CHINESE.replace("11", "15"), "material"),
        (CHINESE, CHINESE.replace("星期二", "星期三"), "cosmetic"),
        (CHINESE, CHINESE + "警方表示没有人在旧桥倒塌时受伤。", "material"),
        (CHINESE, CHINESE.replace("。", "．"), "same"),
    ],
)
def test_digits_and_letters_without_spaces_are_words(old: str, new: str, kind: str) -> None:
    assert edit(article(old), article(new)).kind == kind


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("Correction", True),
        ("Corrected on Dec. 5, 2026: ten ships wait.", True),
        ("CORRECTION - Ten ships wait.", True),
        ("【訂正】本文の数字を直しました。", True),
        ("(Corrects the number of ships)", True),
        ("This Dec. 5 story has been corrected to say ten.", True),
        ("Editor's note: This article has another number now.", True),
        ("Correction officers were there and saw all of it.", False),
        ("Korrektur melden", False),
        ("Correctional officers: two more were there.", False),
        ("Nobody spoke of a correction: all was well there.", False),
        ("정정당당한 승부였다.", False),
    ],
)
def test_a_correction_is_told_from_what_only_begins_like_one(said: str, *, is_one: bool) -> None:
    found = edit(article(), article(f"{BODY}\n\n{said}"))
    assert (found.kind == "correction") is is_one


def test_a_title_may_say_that_it_was_corrected() -> None:
    assert edit(article(), article(title="CORRECTED-Bridge opens")).kind == "correction"


def test_another_word_in_the_title_is_news_and_another_comma_is_none() -> None:
    assert edit(article(), article(title="Bridge opens late")).kind == "material"
    assert edit(article(), article(title="BRIDGE, opens!")).kind == "same"


def test_a_correction_that_stood_there_before_is_none() -> None:
    corrected = BODY + "\n\nCorrection: ten ships wait, not more."
    assert edit(article(corrected), article(corrected.replace("mayor", "major"))).kind == "cosmetic"


def test_every_word_of_a_few_must_change_to_be_news() -> None:
    assert edit(article("Closed for today"), article("Open for today")).kind == "cosmetic"
    assert edit(article("Closed"), article("Open")).kind == "material"


def test_what_the_source_repeats_does_not_count() -> None:
    known = hashes_of(FOOTER.casefold().replace(",", "").replace(".", "").split())
    assert known
    longer = article(f"{BODY}\n\n{FOOTER}")
    assert edit(article(), longer).kind == "material"
    assert edit(article(), longer, boilerplate=known).kind == "same"
    assert edit(longer, article(), boilerplate=known).kind == "same"


def test_text_comes_to_an_article_that_had_none() -> None:
    found = edit(article(""), article())
    assert (found.kind, found.changed) == ("material", 1.0)
    assert edit(article(""), article("")).kind == "same"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_are_compared(one: str, two: str) -> None:
    found = edit(article(one), article(two))
    assert 0 <= found.changed <= 1
    assert edit(article(one), article(one)).kind == "same"


def test_a_sketch_holds_the_hashes_of_its_words() -> None:
    one = article(f"{BODY} {FOOTER} {BODY[::-1]}")
    words = [word.strip(".,;") for word in one.text.casefold().replace("\n\n", " ").split()]
    assert hashes_of([word for word in words if word]) >= set(sketch(one).short) != set()
