"""Which of the names that an article is called by are believed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_identity_copies import BODY, OTHER_BODY, A, B, C, article, asked, stored

from digest.identity import Candidate, key, keys, sketch
from digest.identity.claims import names
from digest.model import Article

NUMBER = "https://example.org/?p=7"
OF_NUMBER = key(NUMBER)


def called(address: str, *claims: str, **changes: str) -> Article:
    return replace(article(address, **changes), claims=claims or (NUMBER,))


def known(one: Article, number: int = 1, **changes: object) -> Candidate:
    """A stored article that claims what it was not fetched at, with its sketch."""
    mere = frozenset(keys(one)) - {key(one.addresses[0])}
    hashes = frozenset(sketch(one).short)
    return stored(one, number, **({"claims": mere, "sketch": hashes, "text": one.text} | changes))


@pytest.mark.parametrize(("title", "kind"), [("", "known"), ("Harbour opens, part 2", "new")])
def test_where_the_text_was_dropped_titles_tell_what_one_name_leads_to(
    title: str, kind: str
) -> None:
    """The numbers of the text are unknown then."""
    before = known(called(A), text="", fingerprint="")
    named = {"title": title} if title else {}
    assert asked(called(B, **named), before).kind == kind


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        (NUMBER, "example.org?p=7"),
        ("https://www.example.org/a/?utm_source=x#y", "example.org/a"),
        ("https://news.example.org/node/7", "news.example.org/node/7"),
        ("identifier:4711", "identifier:example.org/4711"),
        ("guid:4711", "guid:example.org/4711"),
        ("guid:https://example.org/?p=7", "example.org?p=7"),
        ("guid:https://feeds.example.net/7", "guid:example.org/https://feeds.example.net/7"),
        ("guid:a\ud800b", "guid:example.org/ab"),
    ],
)
def test_a_name_holds_within_its_site(claim: str, name: str) -> None:
    assert names(called("https://m.example.org/story", claim)) == (name,)


@pytest.mark.parametrize(
    "claim",
    [
        "https://example.net/a", "https://example.org/", "https://wp.me/p1-2", "guid:", "x",
        f"guid:{'x' * 501}", "guid:https://example.org/", "https://example.org.evil.example/a",
    ],
)  # fmt: skip
def test_what_other_sites_are_called_and_front_pages_is_not_believed(claim: str) -> None:
    assert names(called(A, claim)) == ()


def test_the_page_of_an_archive_has_no_names() -> None:
    archived = "https://web.archive.org/web/2008/http://example.org/2026/a"
    assert names(called(archived, "https://web.archive.org/?p=7", "guid:7")) == ()


@given(st.text(), st.sampled_from(["", "guid:", "identifier:", "https://example.org/"]))
def test_no_name_is_an_address_unless_it_was_one(text: str, kind: str) -> None:
    """Stores read keys as addresses, and keep what is none as it is."""
    for name in names(called(A, f"{kind}{text}")):
        name.encode()
        assert key(f"https://{name}") in (name, "")


def test_names_come_after_addresses_which_mint_the_id() -> None:
    assert keys(called(A)) == (key(A), OF_NUMBER)
    assert asked(called(A)).claims == {OF_NUMBER}


def test_an_article_is_known_by_its_number_after_it_moved_and_was_edited() -> None:
    edited = BODY + " The mayor spoke again in the evening, of the price of bread in town."
    decision = asked(called(B, text=edited, title="Harbour open after storm"), known(called(A)))
    assert (decision.kind, decision.id) == ("known", "urn:uuid:1")
    assert decision.contested == ()


def test_a_short_article_is_known_by_its_number_and_a_like_title() -> None:
    one, other = called(A, text="Soon.", title="Match 3"), called(B, text="Now.", title="Match 3")
    assert asked(other, known(one)).kind == "known"
    assert asked(replace(other, title="Match 4"), known(one)).kind == "new"
    assert asked(replace(other, title="Match 4"), known(one)).contested == ()


@pytest.mark.parametrize("title", ["Bread gets dearer", "Harbour opens again after storm"])
def test_a_name_that_two_articles_of_other_text_claim_is_contested(title: str) -> None:
    decision = asked(called(B, text=OTHER_BODY, title=title), known(called(A)))
    assert decision.kind == "new"
    assert decision.keys == (key(B),)
    assert decision.contested == (OF_NUMBER,)


def test_articles_of_one_template_with_other_numbers_are_not_joined_by_a_name() -> None:
    one, other = (
        called(
            place, text=" ".join(f"On day {n + at} rates of {n * at + 3} hold." for n in range(40))
        )
        for place, at in ((A, 1000), (B, 5000))
    )
    text = known(one, sketch=frozenset(sketch(other).short))
    assert asked(other, text).kind != "known"


def test_the_address_of_an_article_is_not_contested_by_what_another_page_claims() -> None:
    decision = asked(called(B, A, text=OTHER_BODY, title="Bread gets dearer"), known(article(A)))
    assert (decision.kind, decision.contested) == ("new", ())


def test_what_was_fetched_takes_the_key_from_what_only_claimed_it() -> None:
    false = known(article(B, A))
    assert false.claims == {key(A)}
    decision = asked(article(A, text=OTHER_BODY, title="Bread gets dearer"), false)
    assert (decision.kind, decision.keys, decision.claims) == ("new", (key(A),), frozenset())


def test_what_was_claimed_rightly_becomes_an_address_once_it_was_fetched() -> None:
    decision = asked(article(A), known(article(B, A)))
    assert (decision.kind, decision.keys, decision.claims) == ("known", (key(A),), frozenset())


def test_an_article_known_by_its_address_gives_up_what_another_claims() -> None:
    again = called(B, "guid:9", text=OTHER_BODY, title="Bread gets dearer")
    here = known(article(B, text=OTHER_BODY, title="Bread gets dearer"), 2)
    decision = asked(again, known(called(A, "guid:9"), 1), here)
    assert (decision.kind, decision.id) == ("known", "urn:uuid:2")
    assert decision.contested == ("guid:example.org/9",)
    assert C not in decision.keys
