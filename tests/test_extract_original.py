"""Blocks of words become the page's own elements again."""

import pytest
from lxml import html

from digest.extract.original import restore, split_lines
from digest.extract.outline import lines_of
from digest.page import parse


def restored(blocks: str, page: str) -> str:
    box = html.fragment_fromstring(f"<div>{blocks}</div>")
    restore(box, lines_of(parse(f"<html><body>{page}</body></html>")))
    split_lines(box)
    return "".join(html.tostring(block, encoding="unicode") for block in box)


@pytest.mark.parametrize(
    ("block", "element", "wanted"),
    [
        (
            "<p>They chose the topicbefore they wrote.</p>",
            "<p>They chose <a href='/x'>the topic</a> before they wrote.</p>",
            '<p>They chose <a href="/x">the topic</a> before they wrote.</p>',
        ),
        ("<p>A bold box</p>", "<div>A <b>bold</b> box</div>", "<p>A <b>bold</b> box</p>"),
        ("<h2>A title</h2>", "<h1>A <em>title</em></h1>", "<h2>A <em>title</em></h2>"),
        (
            "<ul><li>One two</li><li>Other</li></ul>",
            "<ul><li>One <i>two</i></li><li>Left out</li></ul>",
            "<ul><li>One <i>two</i></li><li>Other</li></ul>",
        ),
        (
            "<ul><li>One</li><li>Two</li></ul>",
            "<ul><li><b>One</b></li><li>Two</li></ul>",
            "<ul><li><b>One</b></li><li>Two</li></ul>",
        ),
        ("<blockquote>Words</blockquote>", "<p><b>Words</b></p>", "<blockquote>Words</blockquote>"),
        ("<p>Some words</p>", "<p>Some <u>other</u> words</p>", "<p>Some words</p>"),
        ("<p>Words</p>", "<p><img src='a.jpg'><b>Words</b></p>", "<p><b>Words</b></p>"),
    ],
)
def test_a_block_with_the_same_letters_is_the_pages_own(
    block: str, element: str, wanted: str
) -> None:
    assert restored(block, element) == wanted


def test_a_box_with_blocks_in_it_is_no_paragraph() -> None:
    page = "<div>Words <section><section>in boxes</section></section></div>"
    assert restored("<p>Words in boxes</p>", page) == "<p>Words in boxes</p>"


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    text = "<p>One.<br><br>Two <b>of</b> it.<br>More.<br> <br>Three.</p>"
    assert restored(text, "") == "<p>One.</p><p>Two <b>of</b> it.<br>More.</p><p>Three.</p>"


def test_many_line_breaks_make_no_more_than_one_end() -> None:
    assert "<br>" not in restored("<p>One.<br><br><br><br>Two.</p>", "")


def test_the_page_stays_as_it_is() -> None:
    root = parse("<html><body><p>Some <b>words</b></p></body></html>")
    before = html.tostring(root)
    restore(html.fragment_fromstring("<div><p>Some words</p></div>"), lines_of(root))
    assert html.tostring(root) == before
