"""Which article an article is: known, moved, a copy, or new."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.identity import Candidate, Decision, decide, fingerprint, key, keys, mint
from digest.identity.copies import WINDOW
from digest.identity.sketch import FEWEST_CHARACTERS
from digest.model import Article, Published

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BODY = " ".join(f"Sentence number {n} of what the mayor said in the harbour." for n in range(12))
OTHER_BODY = " ".join(f"Word {n} about the price of bread in the old town." for n in range(12))


def article(
    *addresses: str,
    url: str = "",
    title: str = "Harbour opens again after storm",
    text: str = BODY,
    at: datetime | None = NOW,
) -> Article:
    """An article as extraction gives it: its `url` is the canonical address, else the final."""
    return Article(
        url=url or addresses[-1],
        addresses=addresses,
        title=title,
        text=text,
        published=Published(at=at, provenance="meta") if at else None,
    )


def stored(one: Article, number: int = 1, *, source: str = "one", **changes: object) -> Candidate:
    """A stored article, with the keys of all its addresses."""
    candidate = Candidate(
        id=f"urn:uuid:{number}",
        number=number,
        source=source,
        title=one.title,
        fingerprint=fingerprint(one),
        published=one.published.at if one.published else None,
        first_seen=NOW,
        copy_of="",
        keys=frozenset(keys(one)),
    )
    return replace(candidate, **changes)


def asked(one: Article, *candidates: Candidate, source: str = "one") -> Decision:
    """Decide as the store would let us: only with candidates that share a key or the text."""
    mine, same_text = frozenset(keys(one)), fingerprint(one)
    sharing = [replace(c, keys=c.keys & mine) for c in candidates]
    shared = [c for c in sharing if c.keys or (same_text and c.fingerprint == same_text)]
    return decide(one, shared, source=source, now=NOW)


A, B, C = (f"https://example.org/2026/{name}" for name in ("a", "b", "c"))


# ----- keys


def test_the_final_address_comes_first_then_the_requested_then_the_canonical() -> None:
    assert keys(article(A, B, C)) == (key(B), key(A), key(C))


def test_addresses_with_one_key_give_it_once() -> None:
    assert keys(article(A, f"{A}?utm_source=rss", f"{A}/")) == (key(A),)


def test_a_front_page_is_no_key_of_an_article() -> None:
    assert keys(article(A, "https://example.org/", "https://example.org/?p=7")) == (
        key(A),
        "example.org?p=7",
    )


def test_an_article_without_addresses_has_the_key_of_the_one_it_shows() -> None:
    assert keys(article(url=A)) == (key(A),)


# ----- fingerprint


def test_case_punctuation_and_white_space_are_no_part_of_the_fingerprint() -> None:
    loud = BODY.upper().replace(".", " !\n\n")
    assert fingerprint(article(A)) == fingerprint(article(B, text=loud)) != ""


def test_compatible_forms_of_characters_are_one() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in BODY)
    assert fingerprint(article(A, text=wide)) == fingerprint(article(A))


def test_the_title_above_the_text_is_no_part_of_the_fingerprint() -> None:
    one = article(A)
    assert fingerprint(replace(one, text=f"{one.title}\n\n{BODY}")) == fingerprint(one)


def test_one_other_word_is_another_fingerprint() -> None:
    assert fingerprint(article(A, text=BODY.replace("mayor", "major", 1))) != fingerprint(
        article(A)
    )


@pytest.mark.parametrize("more", [-1, 0])
def test_a_short_text_has_no_fingerprint(more: int) -> None:
    text = "ab " * ((FEWEST_CHARACTERS + 2 * more) // 2)
    assert bool(fingerprint(article(A, text=text))) is (more == 0)


def test_an_arabic_text_has_a_fingerprint() -> None:
    text = "أعلنت الحكومة في طرابلس عن خطة جديدة لإعادة فتح الميناء " * 10
    assert fingerprint(article(A, text=text))


@given(st.text(st.characters()), st.text(st.characters()))
def test_no_text_breaks_the_fingerprint(title: str, text: str) -> None:
    one = article(A, title=title, text=text * 20)
    assert fingerprint(one) == fingerprint(one)
    assert decide(one, (), source="one", now=NOW).kind == "new"


# ----- known


def test_the_first_article_is_new_with_all_its_keys() -> None:
    decision = Decision(kind="new", keys=(key(B), key(A)), claims=frozenset({key(B)}))
    assert asked(article(A, B)) == decision


def test_an_address_that_led_to_an_article_leads_to_it_whatever_stands_there() -> None:
    now_there = article(A, title="Something else", text=OTHER_BODY)
    assert asked(now_there, stored(article(A))).kind == "known"


def test_an_address_that_the_listing_links_to_counts_also_when_the_page_leads_on() -> None:
    now_there = article(A, B, C, title="Something else", text=OTHER_BODY)
    for known in (A, B):
        assert asked(now_there, stored(article(known))).kind == "known"


def test_the_new_addresses_of_a_known_article_lead_to_it_from_then_on() -> None:
    decision = asked(article(B, A), stored(article(A)))
    assert decision == Decision(
        kind="known", id="urn:uuid:1", keys=(key(A), key(B)), claims=frozenset({key(A)})
    )


@pytest.mark.parametrize("addresses", [(B, A), (B, C, A)])
def test_a_canonical_address_is_not_believed_when_title_and_text_are_others(
    addresses: tuple[str, ...],
) -> None:
    """Templates name one page as the canonical address of all articles."""
    other = article(*addresses, title="Bread gets dearer", text=OTHER_BODY)
    decision = asked(other, stored(article(A)))
    assert decision.kind == "new"
    assert key(A) not in decision.keys
    assert key(B) in decision.keys


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Harbour opens after storm, mayor says", OTHER_BODY),
        ("Bread gets dearer", BODY),
    ],
)
def test_a_canonical_address_is_believed_when_title_or_text_agree(title: str, text: str) -> None:
    decision = asked(article(B, A, title=title, text=text), stored(article(A)))
    assert (decision.kind, decision.id) == ("known", "urn:uuid:1")


def test_small_words_alone_make_no_two_titles_alike() -> None:
    one = article(A, title="The art of the deal")
    other = article(B, A, title="The end of the war", text=OTHER_BODY)
    assert asked(other, stored(one)).kind == "new"


def test_articles_without_a_title_have_none_alike() -> None:
    assert asked(article(B, A, title="", text=""), stored(article(A, title=""))).kind == "new"


def test_an_address_that_led_here_counts_before_one_that_the_page_claims() -> None:
    """A part of a live report names the first part, older and of like title, as canonical."""
    first, part = stored(article(A), 1), stored(article(B), 2)
    decision = asked(article(B, A), first, part)
    assert (decision.kind, decision.id) == ("known", "urn:uuid:2")
    assert decision.keys == (key(B),)


def test_the_canonical_address_that_the_listing_itself_links_to_is_no_mere_claim() -> None:
    one = article(A, B, url=A, title="Something else", text=OTHER_BODY)
    assert asked(one, stored(article(A))).kind == "known"


def test_an_address_that_another_source_brought_leads_to_its_article() -> None:
    assert asked(article(A), stored(article(A)), source="two").kind == "known"


# ----- moved and copied


def test_the_same_text_at_another_address_of_the_source_has_moved() -> None:
    decision = asked(article(B, title="Harbour open again after the storm"), stored(article(A)))
    assert decision == Decision(kind="moved", id="urn:uuid:1", keys=(key(B),))


def test_the_same_text_under_another_title_in_one_source_is_a_template() -> None:
    """Such as "watch all matches of the day here", with its terms of use."""
    one = article(A, title="Milan against Turin: where to see it")
    other = article(B, title="Lyon against Nantes tonight on screen")
    assert asked(other, stored(one)).kind == "new"


def test_the_same_notes_under_the_next_number_are_the_next_part() -> None:
    one = article(A, title="The harbour podcast, episode 12")
    other = article(B, title="The harbour podcast, episode 13")
    assert asked(other, stored(one)).kind == "new"


@pytest.mark.parametrize("days", [0, 7])
def test_the_same_text_of_another_source_is_a_copy_under_any_title(days: int) -> None:
    copy = article(B, title="Bread gets dearer", at=NOW + days * DAY)
    decision = asked(copy, stored(article(A), source="two"))
    assert decision == Decision(kind="copy", leader="urn:uuid:1", keys=(key(B),))


def test_a_copy_of_a_copy_has_its_leader() -> None:
    one, two = stored(article(A), source="two"), stored(article(B), 2, source="three")
    leaders = (one, replace(two, copy_of=one.id))
    for order in (leaders, leaders[::-1], leaders[1:]):
        assert asked(article(C), *order).leader == "urn:uuid:1"


def test_a_moved_article_is_found_before_the_copy_of_another_source() -> None:
    other, own = stored(article(A), 1, source="two"), stored(article(B), 2)
    assert asked(article(C), other, own).id == "urn:uuid:2"


@pytest.mark.parametrize("source", ["one", "two"])
def test_a_notice_that_comes_again_after_more_than_a_week_is_new(source: str) -> None:
    """As "rates unchanged" does, word for word, each month."""
    later = article(B, at=NOW + WINDOW + timedelta(seconds=1))
    assert asked(later, stored(article(A), source=source)).kind == "new"


def test_articles_without_dates_are_compared_by_when_they_were_found() -> None:
    undated = article(B, at=None)
    old = stored(article(A, at=None), source="two", first_seen=NOW - WINDOW - DAY)
    assert asked(undated, old).kind == "new"
    assert asked(undated, replace(old, first_seen=NOW - DAY)).kind == "copy"


def test_a_date_is_not_compared_with_the_day_on_which_another_was_found() -> None:
    """Both were found now; that one of them says it is a month old tells nothing."""
    dated = article(A, at=NOW - 30 * DAY)
    assert asked(article(B, at=None), stored(dated, source="two")).kind == "copy"
    undated = stored(article(A, at=None), source="two")
    assert asked(article(B, at=NOW - 30 * DAY), undated).kind == "copy"


@pytest.mark.parametrize("source", ["one", "two"])
def test_short_texts_are_never_one(source: str) -> None:
    short = "Only subscribers can read this article."
    one = stored(article(A, text=short), source=source)
    assert asked(article(B, text=short), one).kind == "new"


@given(st.permutations([1, 2, 3, 4]))
def test_the_order_of_the_candidates_does_not_count(order: list[int]) -> None:
    four = {
        1: stored(article(A, text=OTHER_BODY), 1, source="two"),
        2: stored(article(B), 2, source="three"),
        3: stored(article(f"{A}/x"), 3),
        4: stored(article(f"{B}/x"), 4),
    }
    assert asked(article(C), *(four[number] for number in order)).id == "urn:uuid:3"


def test_a_key_held_by_another_article_is_not_taken_by_a_copy() -> None:
    held = stored(article(A, title="Bread", text=OTHER_BODY), 1)
    origin = stored(article(C), 2, source="two")
    decision = asked(article(B, A), held, origin)
    assert (decision.kind, decision.keys) == ("copy", (key(B),))


# ----- mint


def test_an_id_is_a_uuid_of_its_key_and_its_attempt() -> None:
    first, again, second = mint("example.org/a"), mint("example.org/a"), mint("example.org/a", 2)
    assert first == again != second
    assert UUID(first.removeprefix("urn:uuid:")).version == 5
    assert second == mint("example.org/a#2")
