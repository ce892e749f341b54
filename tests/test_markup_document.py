"""An article as a document: nothing in it can end the header or act in the page."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from digest.markup import clean, plain
from digest.markup.document import html_document, markdown_document, text_document
from digest.model import Article, Image, Published

AT = datetime(2026, 11, 20, 8, 5, tzinfo=timezone(timedelta(hours=2)))
BARE = Article(url="", title="")
FULL = Article(
    url="https://example.org/a?b=1&c=2",
    title='Say "hello": a \\ story # 1',
    html="<p>One &amp; <b>two</b></p><figure><figcaption>Three</figcaption></figure>",
    text="One & two",
    summary="What it\nsays",
    published=Published(at=AT, provenance="json-ld"),
    modified=datetime(2026, 11, 21, tzinfo=UTC),
    authors=("Ann Author", "Bo, Jr."),
    section="World",
    tags=("a: b", "c"),
    image=Image(url="https://example.org/i.jpg"),
    language="en",
)


def test_markdown_begins_with_a_header_of_what_is_known() -> None:
    assert markdown_document(FULL) == (
        "---\n"
        'title: "Say \\"hello\\": a \\\\ story # 1"\n'
        "date: 2026-11-20T08:05:00+02:00\n"
        "modified: 2026-11-21T00:00:00+00:00\n"
        'authors: ["Ann Author", "Bo, Jr."]\n'
        'tags: ["a: b", "c"]\n'
        'section: "World"\n'
        'language: "en"\n'
        'image: "https://example.org/i.jpg"\n'
        'description: "What it says"\n'
        'url: "https://example.org/a?b=1&c=2"\n'
        "---\n\n"
        "One \\& **two**\n\n_Three_\n"
    )
    assert markdown_document(BARE) == "---\n---\n"


def test_text_has_title_byline_address_and_all_words() -> None:
    assert text_document(FULL) == (
        'Say "hello": a \\ story # 1\n\nAnn Author, Bo, Jr., 2026-11-20 08:05\n\n'
        "https://example.org/a?b=1&c=2\n\nOne & two\n\nThree\n"
    )
    day = Published(at=AT.replace(hour=0, minute=0), provenance="meta", day_only=True)
    partial = Article(url="", title="T", summary="S", published=day, partial="no text")
    assert text_document(partial) == "T\n\n2026-11-20\n\nS\n"
    assert markdown_document(partial) == (
        '---\ntitle: "T"\ndate: 2026-11-20\ndescription: "S"\npartial: "no text"\n---\n'
    )
    assert "<p>S</p>" in html_document(partial)


def test_html_is_a_whole_page_in_the_direction_of_its_text() -> None:
    shown = html_document(FULL)
    page = lxml_html.document_fromstring(shown)
    assert shown.startswith("<!doctype html>\n")
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    assert page.findtext(".//title") == page.findtext(".//h1") == FULL.title
    assert page.xpath("//meta/@charset") == ["utf-8"]
    assert page.xpath("//link[@rel='canonical']/@href") == [FULL.url]
    assert FULL.html in shown
    arabic = Article(
        url="", title="خبر", html=clean("<p>نص</p>", "", direction="rtl"), direction="rtl"
    )
    page = lxml_html.document_fromstring(html_document(arabic))
    assert (page.get("lang"), page.get("dir")) == (None, "rtl")
    assert "<title>Untitled</title>" in html_document(BARE)


@given(st.text().map(plain), st.text())
def test_no_value_leaves_its_place(title: str, summary: str) -> None:
    article = Article(url="", title=title, authors=(title,), summary=summary)
    lines = markdown_document(article).split("\n")
    inside = lines[1 : lines.index("---", 1)]
    values = {name: json.loads(value) for name, _, value in (one.partition(": ") for one in inside)}
    assert values.get("title", "") == title
    assert values.get("description", "") == " ".join(summary.split())
    assert lines[lines.index("---", 1) + 1 :] == [""]
    found = re.findall(r"<(\w+)", html_document(article))
    assert set(found) <= set(re.findall(r"<(\w+)", html_document(FULL)))
