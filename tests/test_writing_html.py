"""An edition in HTML reads without its style, asks for nothing, and always fits into a mail."""

import re
from dataclasses import replace
from typing import Any

import pytest
from editions import WORDS, an_edition, with_rest
from hypothesis import given, settings
from hypothesis import strategies as st
from naughty import NAUGHTY
from reading_pages import read, shape, text_of

from digest.model import Edition, Entry, Mention, Section
from digest.writing import html
from digest.writing.html import MOST_BYTES

KINDS = {
    *("html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "h3"),
    *("p", "br", "a", "span", "strong", "ul", "li"),
}

_DIRECTION = re.compile(r'</?span[^<>]*>| dir="(?:ltr|rtl)"| style="text-align:\w+"')


def _page(edition: Edition) -> Any:
    return read(html(edition).encode())


def _wrapper(page: Any) -> Any:
    (wrapper,) = page.find("body")
    return wrapper


def _elements(page: Any, *tags: str) -> list[Any]:
    return [one for one in page.iter() if one.tag in tags]


def _texts(page: Any, *tags: str) -> list[str]:
    return [text_of(one) for one in _elements(page, *tags)]


def _first(edition: Edition) -> Entry:
    return edition.sections[0].entries[0]


def _with_first(edition: Edition, **fields: Any) -> Edition:
    """Return the edition with the first story of its first section made so."""
    entry = _first(edition)
    article = {name: fields.pop(name) for name in ("title", "url") if name in fields}
    stored = replace(entry.stored, article=replace(entry.stored.article, **article))
    entry = replace(entry, stored=stored, **fields)
    return replace(edition, sections=(Section(title="Politics", entries=(entry,)),))


class TestReading:
    def test_edition_reads_from_the_top_without_its_style(self) -> None:
        lines = _texts(_page(with_rest(an_edition(8))), "h1", "h2", "h3", "p", "li")
        title = "Port of Misrata opens after repairs that took {} weeks, the minister says".format
        span = "first stored 23 November 03:16 to 23 November 06:57 (Africa/Tripoli)"
        assert lines[:8] == [
            "Libya in the morning",
            f"Monday, 23 November 2026 33 articles from 4 sources, {span}",
            "Top stories",
            title(1),
            "Misrata Post, 04:57",
            WORDS["en"].summary,
            "Also reported by: Misrata Post (2), Al-Wasat (English), Africa Report",
            "Politics",
        ]
        assert lines[-10:] == [
            "Updated and corrected",
            f"{title(1008)}, The Libya Review, corrected 00:10",
            f"{title(1009)}, Misrata Post, updated 00:09",
            "Not waited for",
            "Africa Report",
            "Read another way",
            "Misrata Post: feed https://source1.example/feed: 404 Not Found; by listing now",
            "Sources in trouble",
            "The Libya Review 0, since 22 November 06:58: the list had 24 items, now none",
            "2 sources broken for a week or more: see digest status",
        ]

    def test_every_story_leads_to_its_article_and_to_all_who_tell_it(self) -> None:
        edition = an_edition(40)
        page = _page(edition)
        targets = {link.attrib["href"] for link in page.iter("a")}
        entries = [*edition.top, *(e for s in (*edition.sections, edition.late) for e in s.entries)]
        for entry in entries:
            assert entry.stored.article.url in targets
            assert {one.stored.article.url for one in entry.others} <= targets
            assert {one.url for one in entry.also} <= targets

    def test_page_is_made_of_headings_paragraphs_lists_and_links_alone(self) -> None:
        page = _page(with_rest(an_edition(40, "ar")))
        assert {element.tag for element in page.iter()} == KINDS - {"strong"}
        assert not re.search(r"url\(|@import|src=", html(an_edition(40)))

    def test_levels_of_headings_leave_none_out(self) -> None:
        tags = [one.tag for one in _elements(_page(an_edition(40)), "h1", "h2", "h3")]
        assert tags[:3] == ["h1", "h2", "h3"]
        assert tags.count("h1") == 1

    @pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("de", "ltr")])
    def test_language_and_direction_stand_on_the_page_and_on_the_wrapper(
        self, language: str, direction: str
    ) -> None:
        page = _page(an_edition(1, language))
        wrapper = _wrapper(page)
        for element in (page, wrapper):
            assert element.attrib["lang"] == language
            assert element.attrib["dir"] == direction
        assert wrapper.attrib["role"] == "main"
        assert "color:#1d2125" in wrapper.attrib["style"]

    def test_note_says_that_nothing_could_be_read(self) -> None:
        page = _page(replace(an_edition(0), unread=True))
        assert _texts(page, "strong") == ["No source could be read since the last edition."]
        assert "No new articles." in text_of(page)

    def test_summary_of_a_language_model_says_so(self) -> None:
        edition = _with_first(an_edition(8), summary="A port opened.", generated=True)
        assert "A port opened. (summary by a language model)" in _texts(_page(edition), "p")

    def test_what_is_beyond_the_limits_is_a_count_that_leads_to_the_whole(self) -> None:
        edition = with_rest(an_edition(8))
        (link,) = (one for one in _page(edition).iter("a") if text_of(one) == "and 23 more")
        assert link.attrib["href"] == edition.whole
        page = _page(replace(edition, whole=""))
        assert "and 23 more" in _texts(page, "p")
        assert "and 23 more" not in _texts(page, "a")

    def test_section_of_which_nothing_is_shown_still_has_its_count(self) -> None:
        rest = with_rest(an_edition(8)).sections[0].rest
        edition = replace(an_edition(0), sections=(Section(title="Politics", rest=rest),))
        assert _texts(_page(edition), "h2", "a")[:2] == ["Politics", "and 23 more"]

    def test_same_edition_gives_the_same_bytes(self) -> None:
        assert html(an_edition(40)) == html(an_edition(40))


class TestForeign:
    def test_story_of_another_direction_has_its_own_and_stands_on_its_side(self) -> None:
        page = _page(an_edition(8, "ar"))
        (title, *_) = (one for one in page.iter("h3") if one.attrib.get("dir") == "ltr")
        assert title.attrib["lang"] == "en"
        parts = list(_parent(page, title))
        facts, summary = parts[parts.index(title) + 1 : parts.index(title) + 3]
        assert facts.attrib["style"] == "text-align:left"
        assert summary.attrib == {"lang": "en", "dir": "ltr"}

    def test_name_of_another_direction_is_isolated_in_a_line(self) -> None:
        names = _elements(_page(an_edition(40, "ar")), "span", "a")
        (name, *_) = (one for one in names if text_of(one) == "The Libya Review")
        assert name.attrib["dir"] == "ltr"

    def test_words_of_ours_in_a_foreign_summary_have_our_language(self) -> None:
        edition = an_edition(8, "ar")
        marked = [one for one in _page(edition).iter("span") if text_of(one).startswith("(ملخص")]
        assert not marked  # only one of ten is generated, and it is in the edition's language
        foreign = replace(_first(edition), summary="A port opened.", generated=True)
        edition = replace(edition, sections=(Section(entries=(foreign,)),))
        (mark,) = (o for o in _page(edition).iter("span") if text_of(o).startswith("(ملخص"))
        assert mark.attrib == {"lang": "ar", "dir": "rtl"}


def _parent(page: Any, element: Any) -> Any:
    (parent,) = (one for one in page.iter() if element in list(one))
    return parent


class TestHostile:
    @settings(max_examples=60)
    @given(st.text(min_size=1, max_size=60) | st.sampled_from([one[:300] for one in NAUGHTY]))
    def test_no_text_changes_the_structure(self, text: str) -> None:
        assert _shape(_everywhere(f"a{text}")) == _shape(_everywhere("a"))

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "/a", 'x"y'])
    def test_address_that_is_not_of_the_web_is_no_link(self, url: str) -> None:
        page = _page(_with_first(an_edition(8), title="Port", url=url))
        (title,) = (one for one in page.iter("h3") if text_of(one) == "Port")
        assert not list(title)

    def test_address_cannot_leave_its_attribute(self) -> None:
        edition = _with_first(an_edition(8), title="Port", url='https://a.example/"onclick="x')
        (link,) = (one for one in _page(edition).iter("a") if text_of(one) == "Port")
        assert link.attrib == {"href": "https://a.example/%22onclick=%22x"}


def _shape(edition: Edition) -> Any:
    """Return the shape without what says the direction of a text."""
    return shape(read(_DIRECTION.sub("", html(edition)).encode()))


def _everywhere(text: str) -> Edition:
    """Return an edition that has the text wherever a stranger's text stands."""
    edition = an_edition(1)
    (entry,) = edition.top
    others = tuple(replace(one, source_title=text) for one in entry.others)
    mention = Mention(title=text, url="https://a.example/")
    stored = replace(entry.stored, article=replace(entry.stored.article, title=text))
    entry = replace(
        entry, stored=stored, source_title=text, summary=text, others=others, also=(mention,)
    )
    return replace(
        edition,
        title=text,
        top=(entry,),
        sections=(Section(title=text, entries=(entry,)),),
        trouble=tuple(replace(one, title=text, reason=text) for one in edition.trouble),
        changes=tuple(replace(one, title=text, note=text) for one in edition.changes),
        missing=(text,),
    )


class TestSize:
    @pytest.mark.parametrize("language", WORDS)
    def test_a_hundred_articles_are_at_most_45_kilobytes(self, language: str) -> None:
        edition = an_edition(80, language)
        assert _articles(edition) == 100
        document = html(edition)
        assert len(document.encode()) <= 45_000
        assert len(_texts(read(document.encode()), "h3")) == 80

    @pytest.mark.parametrize("language", WORDS)
    def test_little_is_lost_of_two_hundred_articles(self, language: str) -> None:
        edition = an_edition(160, language)
        page = _page(edition)
        assert len(html(edition).encode()) <= MOST_BYTES
        assert len(_texts(page, "h3")) == 160
        summaries = _texts(page, "p")
        first = WORDS[language].summary.split(". ")[0] + "."
        assert sum(one.startswith(first) for one in summaries) > 80

    @pytest.mark.parametrize("stories", [400, 1000, 5000])
    def test_last_stories_are_counted_where_there_is_no_room(self, stories: int) -> None:
        edition = replace(an_edition(stories, "ar"), revised=())
        page = _page(edition)
        assert len(html(edition).encode()) <= MOST_BYTES
        shown = len(_texts(page, "h3"))
        told = [entry.stored.article.title for entry in edition.top]
        assert _texts(page, "h3")[: min(shown, len(told))] == told[:shown]
        if shown < stories:
            (link,) = (one for one in page.iter("a") if one.attrib["href"] == edition.whole)
            others = 2 * max(0, len(edition.top) - shown)
            assert int(re.search(r"\d+", text_of(link))[0]) == stories - shown + others
        assert "مصادر متعثرة" in _texts(page, "h2")

    def test_articles_beyond_the_limit_of_a_part_left_out_are_counted_too(self) -> None:
        edition = an_edition(5000)
        last = replace(edition.sections[-1], rest=an_edition(7, others=0).sections[0].entries)
        without = replace(edition, top=(), late=Section(), revised=())
        more = replace(without, sections=(*edition.sections[:-1], last))
        assert len(last.rest) > 0
        assert _left(more) == _left(without) + len(last.rest)

    def test_last_story_loses_words_before_the_first(self) -> None:
        told = [one for one in _texts(_page(an_edition(250)), "p") if one.startswith("The port")]
        lengths = [len(one) for one in told if not one.endswith("model)")]
        assert lengths == sorted(lengths, reverse=True)
        assert len(set(lengths)) == 2

    @pytest.mark.parametrize(
        "edition",
        [
            replace(an_edition(100), title="t" * 200_000),
            replace(an_edition(9), missing=("m" * 200_000,)),
            replace(
                an_edition(9), sections=(Section(title="s" * 99_000, rest=(an_edition(1).top)),)
            ),
            replace(an_edition(2000), whole=f"https://a.example/?{'&' * 8000}"),
            _with_first(an_edition(9), title="&" * 40_000, url=f"https://a.example/?{'&' * 8000}"),
            _with_first(an_edition(9), summary="<" * 90_000),
        ],
        ids=["title", "missing", "section", "whole", "story", "summary"],
    )
    def test_nothing_is_too_long_for_a_mail(self, edition: Edition) -> None:
        assert len(html(edition).encode()) <= MOST_BYTES
        _page(edition)


def _left(edition: Edition) -> int:
    """Return how many articles the page says are left out."""
    (link,) = (one for one in _page(edition).iter("a") if one.attrib["href"] == edition.whole)
    return int(text_of(link).split()[1])


def _articles(edition: Edition) -> int:
    entries = [*edition.top, *(e for s in (*edition.sections, edition.late) for e in s.entries)]
    return len(entries) + sum(len(entry.others) for entry in entries)
