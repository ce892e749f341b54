"""Notes at the end of an article, and the marks that lead to them."""

import pytest
from extracting import OTHER, PARAGRAPH, URL, read

from digest.model import Article

NOTE = "Minutes of the council, volume four, page twelve."


def noted(mark: str, notes: str, text: str = PARAGRAPH * 4) -> Article:
    """Return an article with a mark in its text and notes in the footer of its page."""
    return read(
        "<html><body><article><h1>The bridge stays closed</h1>"
        f"<p>{text}{mark}</p><p>{OTHER}</p></article><footer>{notes}</footer></body></html>"
    )


@pytest.mark.parametrize(
    ("mark", "notes", "kept"),
    [
        (
            '<sup><a href="#fn1">1</a></sup>',
            f'<ol class="footnotes"><li id="fn1">{NOTE} <a href="#ref1">↩</a></li></ol>',
            f'<ol><li value="1">{NOTE} </li></ol>',
        ),
        (
            f'<a href="{URL}#n-a">[a]</a>',
            f'<p><a name="n-a">a</a> {NOTE}</p>',
            f"<p>a {NOTE}</p>",
        ),
        (
            '<a href="#footnote-2">†</a>',
            f'<div id="footnote-2"><p>{NOTE}</p><p>Its appendix.</p></div>',
            f"<div><p>{NOTE}</p><p>Its appendix.</p></div>",
        ),
    ],
)
def test_a_note_that_the_text_leads_to_stands_at_its_end(mark: str, notes: str, kept: str) -> None:
    article = noted(mark, notes)
    assert article.html.endswith(kept)
    assert f'href="{URL}#' in article.html.partition(OTHER)[0]


def test_notes_of_a_list_stay_a_list() -> None:
    marks = "".join(f'<sup><a href="#n{n}">{n}</a></sup>' for n in (1, 2))
    notes = "".join(f'<li id="n{n}">{NOTE} {n}<img src="/a.jpg"></li>' for n in (1, 2))
    article = noted(marks, f"<ol>{notes}</ol>")
    ends = f'<ol><li value="1">{NOTE} 1</li><li value="2">{NOTE} 2</li></ol>'
    assert article.html.endswith(ends)


@pytest.mark.parametrize(
    ("mark", "notes"),
    [
        ('<a href="#next">the bridge</a>', f'<p id="next">{NOTE}</p>'),
        ('<a href="#part">2</a>', f'<p id="part">{NOTE}</p>'),
        ('<sup><a href="https://a.example/#fn1">1</a></sup>', f'<p id="fn1">{NOTE}</p>'),
        ('<sup><a href="#fn1">1</a></sup>', f'<p id="fn2">{NOTE}</p>'),
        ('<sup><a href="#fn1">1</a></sup>', '<p id="fn1"></p>'),
        ('<sup><a href="#fn1">1</a></sup>', f'<p id="fn1">{NOTE * 20}</p>'),
        ('<sup><a href="#fn1">1</a></sup>', f'<p id="fn1">{NOTE * 50}</p>'),
        (
            "".join(f'<sup><a href="#n{n}">{n}</a></sup>' for n in range(60)),
            "".join(f'<p id="n{n}">{n} {NOTE}</p>' for n in range(60)),
        ),
    ],
)
def test_what_is_no_note_or_a_whole_apparatus_stays_away(mark: str, notes: str) -> None:
    assert NOTE not in noted(mark, notes).text


def test_a_note_that_the_text_holds_is_not_repeated() -> None:
    long = f"{NOTE} {PARAGRAPH} {OTHER}"
    article = read(
        "<html><body><article><h1>The bridge stays closed</h1>"
        f'<p>{PARAGRAPH}<sup><a href="#fn1">1</a></sup></p><p>{OTHER} {PARAGRAPH}</p>'
        f'<p id="fn1">{long}</p></article></body></html>'
    )
    assert article.text.count(NOTE) == 1


def test_a_note_is_known_in_the_text_without_its_number() -> None:
    """The text may hold the words of a note alone, its number in a box of its own."""
    long = f"{NOTE} {PARAGRAPH} {OTHER}"
    article = read(
        "<html><body><article><h1>The bridge stays closed</h1>"
        f'<p>{PARAGRAPH}<sup><a href="#fn1">1</a></sup></p><p>{OTHER} {PARAGRAPH}</p>'
        f'<div id="fn1"><div><a href="#r1">1</a></div><p>{long}</p></div></article></body></html>'
    )
    assert article.text.count(NOTE) == 1
