"""The digest is CommonMark whose structure no text from outside can change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from morning import ARABIC, ARTICLE, EDITION, ENTRY, SEEN, STORED, about, of

from digest.model import Article, Change, Entry, Mention, Published, Section, Trouble
from digest.writing import markdown


def _dated(at: datetime, *, day_only: bool = False) -> Entry:
    dated = Published(at=at, provenance="meta", day_only=day_only)
    return replace(ENTRY, stored=replace(STORED, article=replace(ARTICLE, published=dated)))


def _when(entry: Entry) -> str:
    (line,) = (one for one in markdown(of(entry)).splitlines() if one.startswith("The Post"))
    return line.removeprefix("The Post, ")


def test_edition_reads_from_the_top() -> None:
    second = replace(
        _dated(datetime(2026, 11, 22, 5, tzinfo=UTC)),
        stored=replace(STORED, source="times", first_seen=SEEN - timedelta(hours=24)),
        source_title="Times",
        summary="",
        also=(Mention(title="A (b)", url="https://a.example/(1)"), Mention(title="C", url="")),
    )
    trouble = Trouble(
        source="ball",
        title="Ball & Co",
        url="https://ball.example/",
        since=datetime(2026, 11, 22, 22, 30, tzinfo=UTC),
        reason="404 Not Found",
    )
    assert (
        markdown(replace(of(ENTRY, second), trouble=(trouble,)))
        == """\
# Libya in the morning — Monday, 23 November 2026

2 articles from 2 sources, first stored 22 November 06:58 to 23 November 06:58 (Africa/Tripoli)

## Politics

### [Port opens](https://post.example/port)

The Post, first seen 06:58

The port opened. Ships came.

### [Port opens](https://post.example/port)

Times, first seen 22 November 06:58

Also in: [A (b)](https://a.example/%281%29), C

## Sources in trouble

- Ball \\& Co, since 23 November 00:30: 404 Not Found
"""
    )


def test_edition_without_articles_says_so() -> None:
    assert markdown(replace(EDITION, sections=())) == (
        "# Libya in the morning — Monday, 23 November 2026\n\nNo new articles.\n"
    )


def test_one_article_has_a_moment_and_no_span() -> None:
    line = "1 article from 1 source, first stored 23 November 06:58 (Africa/Tripoli)\n"
    assert line in markdown(EDITION)


def test_span_is_right_in_the_hour_that_comes_twice() -> None:
    """On 25 October 2026 Berlin's clock goes from 03:00 back to 02:00, at 01:00 UTC."""
    early = replace(STORED, first_seen=datetime(2026, 10, 25, 0, 50, tzinfo=UTC))
    late = replace(STORED, first_seen=datetime(2026, 10, 25, 1, 10, tzinfo=UTC))
    entries = [replace(ENTRY, stored=stored) for stored in (late, early)]
    edition = replace(of(*entries), timezone="Europe/Berlin", day=date(2026, 10, 25))
    assert "first stored 25 October 02:50 to 25 October 02:10" in markdown(edition)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 11, 23, 3, 5, tzinfo=UTC), "05:05"),
        (datetime(2026, 11, 22, 22, 0, tzinfo=UTC), "00:00"),
        (datetime(2026, 11, 22, 21, 59, tzinfo=UTC), "22 November 23:59"),
        (datetime(2025, 12, 7, 12, 30, tzinfo=UTC), "7 December 2025 14:30"),
        (datetime(2026, 11, 24, tzinfo=UTC), "first seen 06:58"),
        (datetime(1970, 1, 1, tzinfo=UTC), "first seen 06:58"),
        (datetime.min.replace(tzinfo=UTC), "first seen 06:58"),
        (datetime.max.replace(tzinfo=UTC), "first seen 06:58"),
    ],
)
def test_time_is_local_and_has_its_date_on_another_day(at: datetime, shown: str) -> None:
    assert _when(_dated(at)) == shown


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 11, 22, tzinfo=UTC), "22 November"),
        (datetime(2026, 11, 23, tzinfo=UTC), "23 November"),
        (datetime(2025, 1, 2, tzinfo=UTC), "2 January 2025"),
    ],
)
def test_date_without_a_time_is_shown_as_a_day(at: datetime, shown: str) -> None:
    assert _when(_dated(at, day_only=True)) == shown


def test_group_without_a_name_is_called_by_what_it_is() -> None:
    alone = replace(EDITION, sections=(Section(title="", entries=(ENTRY,)),))
    assert "\n## Articles\n" in markdown(alone)
    last = replace(EDITION, sections=(*EDITION.sections, Section(title="", entries=(ENTRY,))))
    assert "\n## Politics\n" in markdown(last)
    assert "\n## Other articles\n" in markdown(last)


def test_arabic_title_stands_as_it_is() -> None:
    assert f"### [{ARABIC}](https://post.example/port)" in markdown(of(about(ARABIC)))


@pytest.mark.parametrize(
    ("title", "url", "heading"),
    [
        ("", "https://post.example/a", r"[https\://post\.example/a](https://post.example/a)"),
        ("A", "javascript:x", "A"),
        ("", "", "Untitled"),
    ],
)
def test_article_that_lacks_title_or_address_still_has_a_heading(
    title: str, url: str, heading: str
) -> None:
    entry = replace(ENTRY, stored=replace(STORED, article=Article(url=url, title=title)))
    assert f"\n### {heading}\n" in markdown(of(entry))


def test_trouble_without_a_title_is_called_by_name() -> None:
    trouble = Trouble(source="ball", title="", url="", since=SEEN, reason="no articles")
    assert "- ball, since 23 November 06:58: no articles" in markdown(
        replace(EDITION, trouble=(trouble,))
    )


def _trouble(name: str, host: str, reason: str) -> Trouble:
    return Trouble(source=name, title="", url=f"https://{host}/", since=SEEN, reason=reason)


def test_trouble_of_one_host_or_cause_is_one_line() -> None:
    troubles = (
        _trouble("a", "x.example", "https://x.example/a: 404 Not Found"),
        *(_trouble(f"c{n}", f"c{n}.example", f"the list had {n} items") for n in range(7, 10)),
        _trouble("b", "www.x.example", "no articles"),
    )
    assert markdown(replace(EDITION, trouble=troubles)).endswith(
        """
## Sources in trouble

- 2 sources of x\\.example (a, b), since 23 November 06:58: 404 Not Found; no articles
- 3 sources (c7, c8, c9), since 23 November 06:58: the list had 7 items; the list had 8 items; \
the list had 9 items
"""
    )


def test_trouble_has_five_lines_and_the_rest_is_counted() -> None:
    troubles = [_trouble(f"s{n}", f"s{n}.example", "x" * n) for n in range(1, 8)]
    text = markdown(replace(EDITION, trouble=(*troubles,), long_broken=3))
    assert "- s5, since 23 November 06:58: xxxxx\n- 2 more sources in trouble: see digest" in text
    assert text.endswith("\n- 3 sources broken for a week or more: see digest status\n")
    alone = markdown(replace(EDITION, long_broken=1))
    assert alone.endswith(
        "\n## Sources in trouble\n\n- 1 source broken for a week or more: see digest status\n"
    )


def test_sources_read_another_way_are_told_in_five_lines() -> None:
    changes = tuple(
        Change(source=f"s{n}", title="A & B" * (n == 0), at=SEEN, note="feed: 404; by listing now")
        for n in range(7)
    )
    told = markdown(replace(EDITION, changes=changes)).partition("\n## Read another way\n\n")[2]
    assert told.splitlines() == [
        "- A \\& B: feed: 404; by listing now",
        *(f"- s{n}: feed: 404; by listing now" for n in range(1, 5)),
        "- 2 more sources read another way: see digest status",
    ]
    assert "1 more source read" in markdown(replace(EDITION, changes=changes[:6]))


ANY = st.text(max_size=20) | st.sampled_from(
    [
        "\n# Heading\n",
        "[x](javascript:alert(1))",
        "a](javascript:alert(1)) [",
        "<script>alert(1)</script>",
        "```\n",
        "---\ntitle: x\n---",
        "x\n===",
        "* item",
        "[a]: https://example.org/\n[a]",
        "&lt;b&gt;",
        "\\",
    ]
)


@settings(deadline=None)
@given(ANY, ANY, ANY, ANY, ANY)
def test_no_text_changes_the_structure(
    title: str, name: str, summary: str, group: str, reason: str
) -> None:
    article = replace(ARTICLE, title=f"T{title}")
    entry = Entry(
        stored=replace(STORED, article=article),
        source_title=f"S{name}",
        summary=f"S{summary}",
        also=(Mention(title=f"M{name}", url=f"https://example.org/{title}"),),
    )
    edition = replace(
        EDITION,
        title=f"E{title}",
        sections=(Section(title=f"G{group}", entries=(entry,)),),
        changes=(Change(source="s", title=f"S{name}", at=SEEN, note=f"N{reason}"),),
        trouble=(Trouble(source="s", title=f"S{name}", url="", since=SEEN, reason=f"R{reason}"),),
    )
    assert _kinds(markdown(edition)) == [
        *("heading_open", "inline", "heading_close"),
        *("paragraph_open", "inline", "paragraph_close"),
        *("heading_open", "inline", "heading_close"),
        *("heading_open", "inline", "link_open", "link_close", "heading_close"),
        *("paragraph_open", "inline", "paragraph_close"),
        *("paragraph_open", "inline", "paragraph_close"),
        *("paragraph_open", "inline", "link_open", "link_close", "paragraph_close"),
        *(
            *("heading_open", "inline", "heading_close"),
            *("bullet_list_open", "list_item_open", "paragraph_open", "inline"),
            *("paragraph_close", "list_item_close", "bullet_list_close"),
        )
        * 2,
    ]


def _kinds(text: str) -> list[str]:
    def each(tokens: list[Token]) -> list[str]:
        kinds: list[str] = []
        for token in tokens:
            kinds += [token.type, *each(token.children or [])]
        return [kind for kind in kinds if not kind.startswith("text")]

    return each(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
