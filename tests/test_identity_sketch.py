"""Sketches of texts: what copies share, and what says nothing."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_identity_copies import DAY, NOW, A, B, article, stored

from digest.identity import Candidate, Decision, boilerplate, decide, keys, pack, sketch, unpack
from digest.identity.likeness import ACROSS, TOLD, likeness, same_numbers
from digest.identity.sketch import MOST, ROWS
from digest.model import Article


def prose(start: int, stop: int) -> str:
    """Sentences of which no two numbers share a word."""
    ends = (f"{chr(97 + n % 26)}{'x' * (n // 26)}" for n in range(start, stop))
    return " ".join(f"{word}{end}" for end in ends for word in WORDS)


WORDS = ("harbour", "storm", "mayor", "ships", "captain", "rope", "evening", "signal", "quay")
WHOLE = prose(0, 60)
CUT = prose(0, 40) + " " + prose(80, 90)
OTHER = prose(100, 160)


def near(one: Article, number: int = 1, *, source: str = "two", **changes: object) -> Candidate:
    """A stored article that is found by its text."""
    found = {"text": one.text, "sketch": frozenset(sketch(one).short), "keys": frozenset()}
    return stored(one, number, source=source, **found | changes)


def asked(one: Article, *others: Candidate, source: str = "one") -> Decision:
    return decide(one, others, source=source, now=NOW)


def test_a_text_that_was_cut_and_got_another_end_is_a_copy() -> None:
    copy = article(B, title="Ships are safe", text=CUT)
    decision = asked(copy, near(article(A, text=WHOLE)))
    assert decision == Decision(kind="copy", leader="urn:uuid:1", keys=keys(copy))


def test_a_text_with_a_quotation_of_another_is_new() -> None:
    quoting = article(B, text=prose(0, 12) + " " + OTHER)
    assert asked(quoting, near(article(A, text=WHOLE))).kind == "new"


@pytest.mark.parametrize(("days", "kind"), [(7, "copy"), (8, "new")])
def test_a_text_that_is_much_alike_is_a_copy_for_a_week(days: int, kind: str) -> None:
    late = article(B, text=CUT, at=NOW + days * DAY)
    assert asked(late, near(article(A, text=WHOLE))).kind == kind


def test_within_a_source_a_text_much_alike_under_a_like_title_has_moved() -> None:
    decision = asked(article(B, text=CUT), near(article(A, text=WHOLE), source="one"))
    assert (decision.kind, decision.id) == ("moved", "urn:uuid:1")


def test_a_source_that_tells_a_text_under_another_title_of_it_keeps_both_as_copies() -> None:
    one = near(article(A, title="Harboura stormb mayorc", text=WHOLE), source="one")
    retold = article(B, title="Shipsd captaine ropef", text=CUT)
    assert asked(retold, one).kind == "copy"
    assert asked(article(B, title="Lyon against Nantes", text=CUT), one).kind == "new"


def test_a_template_with_other_numbers_is_new() -> None:
    told = f"{WHOLE} It pays {{}} cents on day {{}} of month {{}} for {{}} shares."
    one = near(article(A, text=told.format(11, 12, 13, 14)))
    assert asked(article(B, text=told.format(21, 22, 23, 24)), one).kind == "new"
    assert asked(article(B, text=told.format(11, 12, 13, 14) + " More."), one).kind == "copy"


def test_two_numbers_are_too_few_to_tell_texts_apart() -> None:
    assert same_numbers("1 2", "3 4")
    assert not same_numbers("1 2 3", "4 5 6")


def test_a_long_title_that_is_equal_needs_less_of_the_text() -> None:
    title = "The captain of the last ship in the harbour says that the storm was worse than told"
    short = near(article(A, title=title, text=prose(0, 16)))
    longer = prose(4, 100)
    assert asked(article(B, title=title, text=longer), short).kind == "copy"
    assert asked(article(B, title="Another", text=longer), short).kind == "new"


def test_without_a_date_more_of_the_text_must_be_alike() -> None:
    some = prose(0, 32) + " " + prose(70, 98)
    one = near(article(A, text=WHOLE))
    mix = likeness(one.sketch, frozenset(sketch(article(B, text=some)).short)).mix
    assert ACROSS < mix < 0.5
    assert asked(article(B, text=some), one).kind == "copy"
    assert asked(article(B, text=some, at=None), one).kind == "new"


@pytest.mark.parametrize(
    ("titles", "source", "at", "kind"),
    [
        (("Harboura and stormb", "Mayorc at quayd"), "two", NOW, "copy"),
        (("Harboura and stormb", "Mayorc at quayd"), "two", None, "copy"),
        (("Harboura and stormb", "Mayorc at quayd"), "one", NOW, "new"),
        (("Harboura and stormb", "Bread is dearer again"), "two", NOW, "new"),
        (("Bread is dearer again", "Harboura and stormb"), "two", NOW, "new"),
    ],
)
def test_less_of_the_text_does_where_each_title_stands_in_the_other_text(
    titles: tuple[str, str], source: str, at: datetime | None, kind: str
) -> None:
    some = article(B, title=titles[0], text=prose(0, 23) + " " + prose(80, 110), at=at)
    one = near(article(A, title=titles[1], text=WHOLE), source=source)
    mix = likeness(one.sketch, frozenset(sketch(some).short)).mix
    assert TOLD < mix < ACROSS
    assert asked(some, one).kind == kind


def test_what_a_source_repeats_on_three_days_makes_no_copy() -> None:
    footer = prose(200, 240)
    one, two = (
        near(article(A, text=f"{prose(n, n + 20)} {footer}", at=NOW - days * DAY), days)
        for n, days in ((300, 1), (400, 2))
    )
    third = article(B, text=f"{prose(500, 520)} {footer}")
    assert asked(third, one, source="three").kind == "copy"
    known = boilerplate(third, sketch(third), (one, two), source="two", known=frozenset())
    assert frozenset(sketch(article(A, text=footer)).short) <= known
    clean = decide(third, (one, two), source="two", now=NOW, boilerplate=known)
    assert clean.kind == "new"


@pytest.mark.parametrize(
    "changes",
    [{"copy_of": "urn:uuid:1"}, {"published": None}, {"published": NOW - DAY}, {"source": "x"}],
)
def test_copies_and_articles_without_a_date_or_of_one_day_teach_no_boilerplate(
    changes: dict[str, object],
) -> None:
    one = near(article(A, text=WHOLE, at=NOW - DAY))
    two = near(article(A, text=WHOLE, at=NOW - 2 * DAY), 2, **changes)
    mine = article(B, text=WHOLE)
    for known in (frozenset[int](), frozenset({7})):
        found = boilerplate(mine, sketch(mine), (one, two), source="two", known=known)
        assert found == known
    undated = article(B, text=WHOLE, at=None)
    assert not boilerplate(undated, sketch(undated), (one,), source="two", known=frozenset())


def test_a_script_without_spaces_is_cut_into_characters() -> None:
    text = "".join(chr(0x4E00 + n * 7) for n in range(400))
    one, other = (frozenset(sketch(article(A, text=t)).short) for t in (text, text[:350]))
    assert likeness(one, other).containment == 1.0


def test_a_short_text_has_no_sketch_and_a_long_one_no_endless_one() -> None:
    assert not sketch(article(A, text="Only subscribers can read this.")).hashes
    long = sketch(article(A, text=prose(0, 600)))
    assert len(long.hashes) == MOST
    assert len(long.rows()) == ROWS
    part = frozenset(sketch(article(A, text=prose(0, 300))).short)
    assert likeness(frozenset(long.short), part).containment > 0.95


def test_the_title_above_a_text_is_no_part_of_its_sketch() -> None:
    one = article(A, text=WHOLE)
    assert sketch(article(A, text=f"{one.title}\n\n{WHOLE}")) == sketch(one)


def test_rows_leave_out_boilerplate() -> None:
    whole = sketch(article(A, text=WHOLE))
    assert whole.rows(frozenset(whole.short[:5])) == whole.hashes[5 : ROWS + 5]


@given(st.frozensets(st.integers(0, 2**32 - 1)))
def test_what_is_packed_comes_out_again(hashes: frozenset[int]) -> None:
    assert len(pack(hashes)) == 4 * len(hashes)
    assert unpack(pack(hashes)) == hashes


def test_an_article_that_is_a_second_late_is_still_new() -> None:
    late = article(B, text=CUT, at=NOW + 7 * DAY + timedelta(seconds=1))
    assert asked(late, near(article(A, text=WHOLE))).kind == "new"
