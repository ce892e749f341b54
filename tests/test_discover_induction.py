"""Selectors proposed from articles that a page is known to show."""

import gzip
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tag_soup import TAG_SOUP

from digest.address import comparable
from digest.discover.induction import propose
from digest.discover.kinds import survey
from digest.model import Induced, ListingRules, Page, Shown, Source

HOME = "https://gazette.example/"
WORDS = ("Bridge", "Ferry", "Budget", "Harbour", "Market", "School", "Winter", "Museum")
SOURCE = Source(name="gazette", url=HOME, timezone="Africa/Tripoli")


def page_of(body: str) -> Page:
    return Page(
        requested=HOME,
        url=HOME,
        body=f"<!doctype html><html><body>{body}</body></html>".encode(errors="replace"),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 11, 22, 8, tzinfo=UTC),
    )


def known(words: Iterable[str] = WORDS, *, at: str = "n") -> list[Shown]:
    return [Shown(url=f"{HOME}{at}/{word.lower()}", title=word) for word in words]


def induce(row: str, *shown: Shown, around: str = "<main>{}</main>") -> Induced:
    rows = "".join(row.format(path=f"/n/{word.lower()}", title=word) for word in WORDS)
    return propose(page_of(around.format(rows)), SOURCE, shown or known())


def titles(found: Induced) -> list[str]:
    return [link.title for link in found.links]


def test_what_the_elements_around_known_articles_share_is_the_item() -> None:
    found = induce('<div class="c-4 note x9"><a href="{path}">{title}</a></div>')
    assert found.rules == ListingRules(item=".note")
    assert titles(found) == list(WORDS)
    assert len(found.shown) == len(WORDS)


def test_new_articles_beside_a_few_known_ones_are_found_too() -> None:
    menu = '<ul class="menu"><li><a href="/about/all">All</a><li><a href="/about/us">Us</a></ul>'
    found = induce(
        '<div class="note"><a href="{path}">{title}</a></div>',
        *known(WORDS[2:5]),
        around=f"{menu}<main>{{}}</main>",
    )
    assert titles(found) == list(WORDS)


def test_the_link_is_named_where_another_one_comes_before_it() -> None:
    row = (
        '<div class="note"><a href="/tag/city">City</a><h3><a href="{path}">{title}</a></h3></div>'
    )
    assert induce(row).rules == ListingRules(item=".note", link="h3 a")
    row = '<p class="note"><a href="/tag/city">City</a><a class="go" href="{path}">{title}</a></p>'
    assert induce(row).rules == ListingRules(item=".note", link="a.go")


def test_title_and_date_are_named_where_the_link_says_neither() -> None:
    row = (
        '<article class="note"><h4>{title}</h4><p class="post-date">20.11.2026</p>'
        '<a href="{path}">Read more</a></article>'
    )
    found = induce(row)
    assert found.rules == ListingRules(item=".note", title="h4", date='[class*="date"]')
    assert titles(found) == list(WORDS)
    days = {link.published.at.date().isoformat() for link in found.links if link.published}
    assert days == {"2026-11-20"}


def test_names_that_tools_make_are_not_written_down() -> None:
    row = '<div class="css-1x2y3z"><a class="sc-bdvvtf" href="{path}">{title}</a></div>'
    found = induce(row, around='<a href="/about">About</a>{}')
    assert found.rules.item == 'a[href*="/n/"]'
    assert titles(found) == list(WORDS)


def test_a_list_is_told_from_another_one_by_what_lies_around_it() -> None:
    other = "".join(f'<li><a href="/shop/{n}">Buy {n}</a></li>' for n in range(30))
    found = induce(
        '<li><a href="{path}">{title}</a></li>',
        around=f"<ul>{other}</ul><ul id='news'>{{}}</ul>",
    )
    assert found.rules.item in ("#news li", 'a[href*="/n/"]')
    assert titles(found) == list(WORDS)


def test_articles_are_known_by_their_titles_where_addresses_changed() -> None:
    row = '<div class="note"><a href="{path}">{title} and what the council said</a></div>'
    old = [
        Shown(url=f"{HOME}old/{word}", title=f"{word} and what the council  said!")
        for word in WORDS
    ]
    assert len(induce(row, *old).shown) == len(WORDS)
    assert induce(row, *known(at="old")).shown == ()  # titles of one word prove nothing


def test_where_all_articles_are_new_those_that_scoring_takes_are_the_examples() -> None:
    row = (
        '<div class="note"><h2><a href="{path}-and-what-the-council-said">{title} and what the '
        "council of the city said about it</a></h2></div>"
    )
    found = induce(row, *known(at="old"))
    assert found.rules == ListingRules(item=".note")
    assert (len(found.links), found.shown) == (len(WORDS), ())


def test_addresses_with_and_without_www_are_one_article() -> None:
    row = (
        '<div class="note"><a href="https://www.gazette.example{path}">{title}</a>'
        '<a href="https://gazette.example{path}/#more">more</a></div>'
    )
    assert induce(row).rules.item == ".note"


@pytest.mark.parametrize("body", ["", "<div id=app></div>", '<a href="/n/bridge">Bridge</a>'])
def test_a_page_without_a_list_gives_no_rules(body: str) -> None:
    assert propose(page_of(body), SOURCE, known()).rules == ListingRules()


@given(soup=TAG_SOUP, shown=st.lists(st.builds(Shown, url=st.text(), title=st.text())))
def test_no_page_and_no_memory_raise(soup: str, shown: list[Shown]) -> None:
    found = propose(page_of(soup + '<a href="/x">x</a>' * 3), SOURCE, shown)
    assert bool(found.rules.item) >= bool(found.links)


@pytest.mark.shared
def test_half_of_the_articles_of_real_listings_lead_to_all_of_them(shared: Path) -> None:
    """Every second labelled article is known; macro F1 of what the proposed selectors find."""
    folder = shared / "bench" / "listings"
    scores = []
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        page = Page(
            requested=label["url"],
            url=label["url"],
            body=gzip.decompress((folder / f"{label['id']}.html.gz").read_bytes()),
            content_type="text/html",
            fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
        shown = [Shown(url=url, title="") for url in label["articles"][::2]]
        source = Source(name="x", url=page.url)
        found = propose(page, source, shown)
        addresses, wanted = map(
            set, comparable(([link.url for link in found.links], label["articles"]))
        )
        scores.append(2 * len(addresses & wanted) / (len(addresses) + len(wanted)))
        if found.rules.item:
            ruled = Source(name="x", url=page.url, listing=found.rules)
            assert survey(page, ruled).links == found.links
    assert sum(scores) / len(scores) >= 0.9
