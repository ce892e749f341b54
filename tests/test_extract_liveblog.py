"""Live blogs: entries with their times, from the page or from its data."""

import json
from collections.abc import Sequence

from extracting import OTHER, PARAGRAPH, read
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from digest.model import Article

TIMES = ["2025-10-13T01:55:00+02:00", "2025-10-12T22:40:00+02:00", "2025-10-12T17:05:00+02:00"]
HEADINGS = ["Mayor concedes", "First count", "Polls are closing"]
BODIES = [
    f"{PARAGRAPH} She spoke for two minutes.\n\n{OTHER}",
    f"The hill quarter is counted. {OTHER}",
    f"The queue reaches around the corner. {PARAGRAPH}",
]


def entry(number: int, **changes: object) -> dict[str, object]:
    """Return one entry as JSON-LD has it; a property that is changed to None is left out."""
    node = {
        "@type": "BlogPosting",
        "headline": HEADINGS[number],
        "datePublished": TIMES[number],
        "articleBody": BODIES[number],
    } | changes
    return {name: value for name, value in node.items() if value is not None}


def blog(entries: object, body: str, kind: str = "LiveBlogPosting") -> Article:
    """Return the article of a live blog."""
    node = {"@type": kind, "headline": "Election night", "liveBlogUpdate": entries}
    data = json.dumps(node).replace("<", "\\u003c")
    return read(
        f'<html><head><script type="application/ld+json">{data}</script></head><body><main>'
        f"<h1>Election night</h1>{body}</main></body></html>",
        zone="Europe/Paris",
    )


def lines(article: Article) -> list[str]:
    """Return the blocks of an article as "tag text"."""
    blocks = html.fragment_fromstring(article.html, "div")
    return [f"{block.tag} {' '.join(block.text_content().split())}" for block in blocks]


def shown(*numbers: int, headings: bool = True) -> str:
    """Return entries as a page shows them."""
    return "".join(
        (f"<h2>{HEADINGS[number]}</h2>" if headings else "")
        + "".join(f"<p>{line}</p>" for line in BODIES[number].split("\n\n"))
        for number in numbers
    )


def test_entries_that_the_page_does_not_show_are_written_with_their_times() -> None:
    article = blog([entry(0), entry(1), entry(2)], f"<p>{OTHER}</p>")
    assert lines(article) == [
        "h3 Mayor concedes",
        "p 2025-10-13 01:55",
        f"p {PARAGRAPH} She spoke for two minutes.",
        f"p {OTHER}",
        "h3 First count",
        "p 2025-10-12 22:40",
        f"p {BODIES[1]}",
        "h3 Polls are closing",
        "p 2025-10-12 17:05",
        f"p {BODIES[2]}",
    ]
    assert f'<time datetime="{TIMES[0]}">2025-10-13 01:55</time>' in article.html


def test_what_opens_the_blog_on_the_page_stays_before_its_entries() -> None:
    article = blog([entry(0), entry(1), entry(2)], f"<p>Follow it here. {OTHER}</p>{shown(1)}")
    assert lines(article)[:2] == [f"p Follow it here. {OTHER}", "h3 Mayor concedes"]


def test_times_are_put_to_the_text_of_a_page_that_shows_every_entry() -> None:
    """Its own text has links and pictures, which the data has not."""
    body = shown(0, 1).replace("two minutes", '<a href="/film">two minutes</a>')
    article = blog([entry(0), entry(1)], body)
    assert lines(article)[:4] == [
        "h2 Mayor concedes",
        "p 2025-10-13 01:55",
        f"p {PARAGRAPH} She spoke for two minutes.",
        f"p {OTHER}",
    ]
    assert lines(article)[5] == "p 2025-10-12 22:40"
    assert 'href="https://news.example/film"' in article.html


def test_times_stand_before_entries_without_a_headline() -> None:
    article = blog([entry(0, headline=None), entry(1, headline="")], shown(0, 1, headings=False))
    assert [line[:20] for line in lines(article)] == [
        "p 2025-10-13 01:55",
        f"p {PARAGRAPH[:18]}",
        f"p {OTHER[:18]}",
        "p 2025-10-12 22:40",
        "p The hill quarter i",
    ]


def test_summaries_do_not_replace_the_text_of_the_page() -> None:
    entries = [entry(0, articleBody="It is over."), entry(1, articleBody=None)]
    found = lines(blog(entries, shown(0, 1, 2)))
    assert f"p {BODIES[2]}" in found
    assert found[1] == "p 2025-10-13 01:55"
    assert "p It is over." not in found


def test_a_headline_made_of_the_first_words_is_said_once() -> None:
    article = blog([entry(0, headline=PARAGRAPH[:40]), entry(1)], "")
    assert lines(article)[0] == "p 2025-10-13 01:55"


def test_bodies_with_markup_become_paragraphs_of_text() -> None:
    body = f"<p>{PARAGRAPH}</p><p>{OTHER} <b>Now</b><script>alert(1)</script></p>"
    article = blog([entry(0, articleBody=body, headline="<i>Over</i>")], "")
    assert lines(article) == ["h3 Over", "p 2025-10-13 01:55", f"p {PARAGRAPH}", f"p {OTHER} Now"]
    assert "script" not in article.html


def test_days_and_missing_times_are_shown_as_what_they_are() -> None:
    entries = [entry(0, datePublished="2025-10-13"), entry(1, datePublished="soon")]
    found = lines(blog([*entries, entry(2, datePublished=None)], ""))
    assert [line for line in found if line.startswith("p 20")] == ["p 2025-10-13"]
    assert "h3 First count" in found
    assert "h3 Polls are closing" in found


def test_a_time_that_the_page_shows_is_not_put_there_again() -> None:
    body = shown(0, 1).replace(
        "</h2>", f'</h2><p><time datetime="{TIMES[0]}">Monday, five to two</time></p>'
    )
    assert "2025-10-13 01:55" not in blog([entry(0), entry(1)], body).text


def test_an_article_that_is_no_live_blog_stays_as_it_is() -> None:
    article = blog([entry(0), entry(1)], f"<p>{PARAGRAPH}</p><p>{OTHER}</p>", kind="NewsArticle")
    assert lines(article) == [f"p {PARAGRAPH}", f"p {OTHER}"]
    assert lines(blog([], f"<p>{PARAGRAPH}</p><p>{OTHER}</p>")) == lines(article)
    assert lines(blog(["a", {"@type": "BlogPosting"}], f"<p>{PARAGRAPH}</p>")) == lines(article)[:1]


def test_two_hundred_entries_are_the_most() -> None:
    entries = [entry(0, headline=f"Report {number}") for number in range(250)]
    assert sum(line.startswith("h3") for line in lines(blog(entries, ""))) == 200


def test_microdata_dates_the_entries_too() -> None:
    marked = "".join(
        f'<div itemprop="liveBlogUpdate" itemscope><meta itemprop="datePublished"'
        f' content="{TIMES[number]}"><h2 itemprop="headline">{HEADINGS[number]}</h2>'
        f'<div itemprop="articleBody">{shown(number, headings=False)}</div></div>'
        for number in (0, 1)
    )
    article = read(f"<html><body><main><h1>Election night</h1>{marked}</main></body></html>")
    assert lines(article)[:3] == [
        "h2 Mayor concedes",
        "p 2025-10-13 01:55",
        f"p {PARAGRAPH} She spoke for two minutes.",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(BODIES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["headline", "datePublished", "articleBody", "@type", "@id"]), inner
        )
    ),
    max_leaves=20,
)


@given(st.lists(JSON, max_size=4))
def test_no_data_breaks_a_page(entries: Sequence[object]) -> None:
    article = blog(list(entries), f"<p>{PARAGRAPH}</p><p>{OTHER}</p>")
    assert article.title == "Election night"
    assert article.text
