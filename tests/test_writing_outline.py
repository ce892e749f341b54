"""What an edition says, in its language and order, before it has a format."""

from dataclasses import replace
from datetime import timedelta

import pytest
from morning import ARABIC, DAY, EDITION, ENTRY, SEEN, STORED, TOLD, VERSION, about, of

from digest.model import Change, Edition, Mention, Revised, Section, Trouble
from digest.writing.languages import LANGUAGES
from digest.writing.outline import and_more, outline
from digest.writing.pieces import own
from digest.writing.view import Line, Part, Piece

REVISED = Revised(stored=STORED, source_title="The Post", kind="correction")
TROUBLE = Trouble(source="ball", title="Ball", url="https://b.example/", since=SEEN, reason="404")
FULL = replace(
    EDITION,
    top=(TOLD,),
    late=Section(entries=(ENTRY,)),
    revised=(REVISED, replace(REVISED, kind="material")),
    missing=("Times",),
    changes=(Change(source="a", title="", at=SEEN, note="feed: 404; by listing now"),),
    trouble=(TROUBLE,),
    unread=True,
)


def _said(line: Line) -> str:
    return "".join(piece.text for piece in line)


def _part(edition: Edition, kind: str) -> Part:
    (part,) = (one for one in outline(edition).parts if one.kind == kind)
    return part


def _lines(edition: Edition, kind: str) -> list[str]:
    return [_said(line) for line in _part(edition, kind).lines]


def test_parts_stand_in_their_order_and_none_is_empty() -> None:
    kinds = [part.kind for part in outline(FULL).parts]
    assert kinds == ["top", "section", "late", "revised", "missing", "changes", "trouble"]
    assert [part.kind for part in outline(EDITION).parts] == ["section"]
    assert outline(replace(EDITION, sections=(Section(title="Empty"),))).parts == ()


def test_day_on_which_nothing_could_be_read_says_so() -> None:
    assert outline(FULL).note == own("No source could be read since the last edition.")
    assert outline(EDITION).note is None


def test_all_articles_count_also_those_beyond_the_limits_and_copies_do_not() -> None:
    section = Section(title="Politics", entries=(ENTRY,), rest=(TOLD,))
    edition = replace(EDITION, sections=(section,), late=Section(entries=(ENTRY,)))
    assert _said(outline(edition).counts).startswith("4 articles from 2 sources")


def test_what_is_beyond_the_limits_is_a_count_that_leads_to_the_whole() -> None:
    section = Section(title="Politics", entries=(ENTRY,), rest=(TOLD, ENTRY))
    edition = replace(EDITION, sections=(section,), whole="https://me.example/d.md")
    part = _part(edition, "section")
    assert part.left == 3
    assert part.more == (own("and 3 more", url="https://me.example/d.md"),)
    assert len(part.rest) == 3
    assert part.more == and_more(3, language="en", whole="https://me.example/d.md")
    assert _part(EDITION, "section").more == ()


def test_story_names_all_who_report_it_with_a_link_to_each() -> None:
    again = replace(VERSION, source_title="The Post")
    told = replace(TOLD, others=(VERSION, again, replace(VERSION, source_title="")))
    (item,) = _part(of(told), "section").items
    assert _said(item.reporters) == "Also reported by: Times, The Post (2), times, A"
    assert [one.url for one in item.reporters if not one.ours] == [
        *["https://times.example/"] * 3,
        "https://a.example/",
    ]
    assert _part(EDITION, "section").items[0].reporters == ()


def test_section_of_a_day_is_called_by_it() -> None:
    day = replace(EDITION, sections=(Section(day=DAY - timedelta(days=1), entries=(ENTRY,)),))
    assert _part(day, "section").heading == own("Sunday, 22 November 2026")
    french = replace(day, language="fr")
    assert _part(french, "section").heading == own("Dimanche 22 novembre 2026")


def test_section_without_a_name_below_top_stories_is_not_all_articles() -> None:
    edition = replace(EDITION, sections=(Section(entries=(ENTRY,)),))
    assert _part(edition, "section").heading == own("Articles")
    told = replace(edition, top=(TOLD,))
    assert _part(told, "section").heading == own("Other articles")


def test_changed_articles_say_how_and_when() -> None:
    assert _lines(FULL, "revised") == [
        "Port opens, The Post, corrected 06:58",
        "Port opens, The Post, updated 06:58",
    ]
    before = replace(REVISED, stored=replace(STORED, updated=SEEN - timedelta(days=400)))
    (line,) = _lines(replace(EDITION, revised=(before,)), "revised")
    assert line == "Port opens, The Post, corrected 19 October 2025 06:58"


def test_sources_that_were_not_waited_for_are_named_up_to_twenty() -> None:
    assert _lines(FULL, "missing") == ["Times"]
    many = replace(EDITION, missing=tuple(f"S{n}" for n in range(23)))
    (line,) = _lines(many, "missing")
    assert line.startswith("S0, S1, ")
    assert line.endswith(", S19 and 3 more")


@pytest.mark.parametrize(
    ("tag", "spoken", "heading"),
    [
        ("de-AT", "de-AT", "Die wichtigsten Meldungen"),
        ("AR", "AR", "أهم الأخبار"),
        ("pt", "en", "Top stories"),
        ("", "en", "Top stories"),
    ],
)
def test_words_are_those_of_the_language_else_english(tag: str, spoken: str, heading: str) -> None:
    view = outline(replace(FULL, language=tag))
    assert view.language == spoken
    assert view.parts[0].heading == own(heading)
    assert view.direction == ("rtl" if spoken == "AR" else "ltr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_of_it_and_leaves_no_slot_open(language: str) -> None:
    two = [replace(TROUBLE, source=f"h{n}") for n in range(2)]
    many = [replace(TROUBLE, source=f"m{n}", url=f"https://{n}.example/") for n in range(8)]
    alone = [
        replace(TROUBLE, source=f"a{n}", url=f"https://a{n}.example/", reason="x" * n)
        for n in range(1, 9)
    ]
    section = Section(entries=(replace(ENTRY, generated=True),), rest=(TOLD,))
    edition = replace(
        FULL,
        language=language,
        sections=(section,),
        trouble=(*two, *many, *alone),
        long_broken=3,
        changes=FULL.changes * 7,
        missing=("A",) * 30,
    )
    view = outline(edition)
    items = [item for part in view.parts for item in part.items]
    lines = [
        *(line for part in view.parts for line in (*part.lines, *part.rest, part.more)),
        *(line for item in items for line in (item.facts, item.also, item.reporters)),
        view.counts,
    ]
    said = " ".join(map(_said, lines))
    assert "{" not in said
    assert "{" not in outline(replace(EDITION, sections=(), language=language)).counts[0].text
    assert [item.mark for item in items if item.mark] == [own(LANGUAGES[language].generated)]
    assert len(_lines(edition, "trouble")) == 7
    assert len(_lines(edition, "changes")) == 6


def test_alarm_of_a_host_names_it_in_the_language() -> None:
    two = tuple(replace(TROUBLE, source=f"h{n}", title=f"H{n}") for n in range(2))
    (line,) = _lines(replace(EDITION, language="de", trouble=two), "trouble")
    assert line == "2 Quellen von b.example (H0, H1), seit 23. November, 06:58: 404"
    (line,) = _lines(replace(EDITION, language="ar", trouble=two), "trouble")
    assert line == "مصدران من b.example (H0، H1)، منذ 23 نوفمبر 06:58: 404"


def test_words_of_another_language_tell_which_and_their_direction() -> None:
    entry = about(ARABIC, language="ar", direction="rtl")
    title = _part(of(entry), "section").items[0].title
    assert (title.language, title.direction) == ("ar", "rtl")
    title = _part(of(entry, language="ar-LY"), "section").items[0].title
    assert (title.language, title.direction) == ("", None)
    title = _part(of(about("x", language='en" onload="')), "section").items[0].title
    assert title.language == ""


def test_summary_of_a_language_model_is_not_said_to_be_in_the_article_s_language() -> None:
    entry = about("Hafen", language="de")
    assert _summary(of(entry)).language == "de"
    assert _summary(of(replace(entry, generated=True))).language == ""
    nothing = _part(of(replace(entry, generated=True, summary=" ")), "section").items[0]
    assert (nothing.summary, nothing.mark) == (None, None)


def _summary(edition: Edition) -> Piece:
    summary = _part(edition, "section").items[0].summary
    assert summary
    return summary


def test_nothing_that_cannot_be_seen_stands_for_a_name() -> None:
    mention = Mention(title="\u200b", url="https://a.example/")
    blank = replace(about("\x00", url="\x00"), source_title="\x00", also=(mention,))
    (item,) = _part(of(blank), "section").items
    assert item.title == own("Untitled", url="\x00")
    assert _said(item.facts) == "post, first seen 06:58"
    assert _said(item.also) == "Also in: Untitled"
