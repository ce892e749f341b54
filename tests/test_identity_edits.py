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
