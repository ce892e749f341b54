"""Where an article goes on, and what its next page adds."""

import pytest
from extracting import OTHER, PARAGRAPH, facts
from hypothesis import given
from hypothesis import strategies as st

from digest.extract.continued import joined, next_page
from digest.markup import clean, text_of
from digest.model import Article

SITE = "https://news.example"


def following(url: str, *links: str, canonical: str = "") -> str:
    """Return where the page at `url` goes on, which has these links."""
    return next_page(facts(f"<html><body>{''.join(links)}</body></html>", url), canonical)


def marked(href: str) -> str:
    return f'<link rel="next" href="{href}">'


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/2025/story", "/2025/story/2"),
        ("/2025/story/", "/2025/story/2/"),
        ("/2025/story/", "/2025/story/page/2/"),
        ("/2025/story", "/2025/story?page=2"),
        ("/2025/story?id=7", "/2025/story?id=7&seite=2"),
        ("/2025/story?page=1", "/2025/story?page=2"),
        ("/2025/story.html", "/2025/story-2.html"),
        ("/2025/story.html", "/2025/story,2.html"),
        ("/2025/story.html", "/2025/story_2.html"),
        ("/2025/story.html", "/2025/story.html?p=2"),
        ("/2025/story", "/2025/story-page-2"),
        ("/2025/story/page/2", "/2025/story/page/3"),
        ("/2025/story?page=9", "/2025/story?page=10"),
    ],
)
def test_the_same_address_with_the_next_number_is_the_next_page(here: str, there: str) -> None:
    assert following(SITE + here, marked(there)) == SITE + there
    assert (
        following(SITE + here, f'<a rel="next nofollow" href="{there}">&raquo;</a>') == SITE + there
    )
    number = "".join(c for c in there[-9:] if c.isdecimal())
    assert following(SITE + here, f'<a href="{there}">{number}</a>') == SITE + there


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/2025/story", "/2025/another-story"),
        ("/2025/story", "/2025/story-2"),
        ("/2025/weekly-12", "/2025/weekly-13"),
        ("/2025/weekly-12.html", "/2025/weekly-13.html"),
        ("/archive/12", "/archive/13"),
        ("/archive/12345", "/archive/12346"),
        ("/2025/story", "/2025/story/3"),
        ("/2025/story/2", "/2025/story/2"),
        ("/2025/story", "/2025/story/comment-page-2"),
        ("/2025/story", "https://other.example/2025/story/2"),
        ("/", "/page/2"),
        ("/?p=12", "/?p=13"),
        ("/2025/story?page=1999", "/2025/story?page=2000"),
        ("/2025/story", "javascript:next(2)"),
        ("/2025/story", "http://[2"),
    ],
)
def test_another_address_is_another_article_whatever_it_is_called(here: str, there: str) -> None:
    assert following(SITE + here, marked(there), f'<a rel="next" href="{there}">2</a>') == ""


def test_a_number_without_a_word_counts_where_the_page_leads_back_to_its_first() -> None:
    url, there = f"{SITE}/2025/story/2", marked("/2025/story/3")
    assert following(url, there) == ""
    assert following(url, there, '<a href="/2025/story">1</a>') == f"{SITE}/2025/story/3"
    assert following(url, there, canonical=f"{SITE}/2025/story") == f"{SITE}/2025/story/3"


def test_the_canonical_address_counts_as_the_page_s_own() -> None:
    link = marked("/story?page=2")
    assert following(f"{SITE}/story-amp", link, canonical=f"{SITE}/story") == f"{SITE}/story?page=2"


def test_a_link_with_a_headline_is_no_page_of_this_one() -> None:
    link = '<a href="/2025/story/2">Two more things about the story of the bridge</a>'
    assert (
        following(f"{SITE}/2025/story", link, '<a href="/2025/story/2">more</a>', "<a>2</a>") == ""
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_address_gives_an_answer(here: str, there: str) -> None:
    markup = facts("<a rel='next'>2</a>", f"{SITE}/{here}")
    markup.root.find(".//a").set("href", "".join(c for c in there if c.isprintable()) + "2")
    assert isinstance(next_page(markup), str)


def page(*blocks: str, direction: str = "ltr") -> Article:
    html = clean("".join(blocks), SITE, direction=direction)
    return Article(url=SITE, title="A", html=html, text=text_of(html), direction=direction)


def test_the_blocks_of_the_next_page_come_after_those_before() -> None:
    whole = joined(page(f"<p>{PARAGRAPH}</p>"), page(f"<p>{OTHER}</p>", "<p>The end.</p>"))
    assert whole.text == f"{PARAGRAPH}\n\n{OTHER}\n\nThe end."
    assert whole.html == f"<p>{PARAGRAPH}</p><p>{OTHER}</p><p>The end.</p>"


def test_what_stood_word_by_word_before_is_left_out() -> None:
    standfirst = "<p>Why the bridge is closed</p>"
    first = page(standfirst, f"<p>{PARAGRAPH}</p>")
    assert joined(first, page(standfirst, f"<p>{OTHER}</p>")).text.endswith(OTHER)
    assert joined(first, page(standfirst, f"<p>{OTHER}</p>")).text.count("Why the bridge") == 1


def test_the_same_page_once_more_adds_nothing() -> None:
    first = page(f"<p>{PARAGRAPH}</p>", f"<p>{OTHER}</p>")
    assert joined(first, page(f"<p>{PARAGRAPH}</p>", "<p>Another comment.</p>")) == first
    assert joined(first, page()) == first


def test_from_right_to_left_it_is_one_body() -> None:
    whole = joined(
        page("<p>أغلق الجسر</p>", direction="rtl"), page("<p>لا أحد يدفع</p>", direction="rtl")
    )
    assert whole.html == '<div dir="rtl"><p>أغلق الجسر</p><p>لا أحد يدفع</p></div>'
