"""Chosen lines become blocks of the page's own HTML."""

from collections.abc import Callable

import pytest
from lxml import html

from digest.extract.assembly import blocks_of
from digest.extract.outline import Line, lines_of
from digest.page import parse


def assembled(body: str, choice: Callable[[Line], bool] = lambda _: True) -> str:
    """Return the blocks of the lines that are chosen; the page is checked to be as it was."""
    root = parse(f"<html><body>{body}</body></html>")
    before = html.tostring(root)
    lines = lines_of(root)
    made = blocks_of([line for line in lines if choice(line)], lines)
    assert html.tostring(root) == before
    assert made.tag == "div"
    assert made.text is None
    return "".join(html.tostring(block, encoding="unicode") for block in made)


def without(*texts: str) -> Callable[[Line], bool]:
    return lambda line: line.text not in texts


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>One.</p> tail <p>Two.</p>", "<p>One.</p><p> tail </p><p>Two.</p>"),
        ("<div>In a box</div>", "<p>In a box</p>"),
        ("<h1>Title</h1><h2>Two</h2><h6>Six</h6>", "<h2>Title</h2><h2>Two</h2><h6>Six</h6>"),
        (
            "<p>A <a href='/x'>link <b>bold</b></a>, <i>so</i>.</p>",
            '<p>A <a href="/x">link <b>bold</b></a>, <i>so</i>.</p>',
        ),
        ("<p>One<br>Two</p>", "<p>One<br>Two</p>"),
        ("<p>Some <img src='a.jpg'>words <b>bold</b></p>", "<p>Some words <b>bold</b></p>"),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        (
            "<blockquote>Words <p>more</p></blockquote>",
            "<blockquote>Words <p>more</p></blockquote>",
        ),
        ("<ul><li>One</li><li>Two</li></ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ("<ol><li>One</li></ol>", "<ol><li>One</li></ol>"),
        ("<dl><dt>Pier</dt><dd>Stands.</dd></dl>", "<dl><dt>Pier</dt><dd>Stands.</dd></dl>"),
        (
            "<ul><li>One <ul><li>Inner</li></ul></li></ul>",
            "<ul><li>One <ul><li>Inner</li></ul></li></ul>",
        ),
        (
            "<table><caption>Costs</caption><tr><th>Year</th><td>1</td></tr></table>",
            "<table><caption>Costs</caption><tr><th>Year</th><td>1</td></tr></table>",
        ),
        (
            "<table><tr><td><p>One.</p><p>Two.</p></td><td>3</td></tr></table>",
            "<p>One.</p><p>Two.</p><p>3</p>",
        ),
        ("<ul><li><img src='a.jpg'>One</li></ul>", "<ul><li>One</li></ul>"),
    ],
)
def test_blocks_are_copies_of_the_pages_elements(body: str, wanted: str) -> None:
    assert assembled(body).replace("\n</pre>", "</pre>") == wanted


def test_words_between_blocks_stay_apart() -> None:
    blocks = assembled("<div>One<hr>two <b>three</b><hr>four<hr></div>")
    assert blocks == "<p>One</p><p>two <b>three</b></p><p>four</p>"


def test_nothing_chosen_gives_no_blocks() -> None:
    assert assembled("<p>One</p><ul><li>Two</li></ul>", lambda _: False) == ""


def test_a_list_is_whole_when_seven_of_ten_letters_were_chosen() -> None:
    items = "".join(f"<li>Item {n}</li>" for n in range(10))
    left_out = [f"Item {n}" for n in range(4)]
    assert assembled(f"<ul>{items}</ul>", without(*left_out[:3])) == f"<ul>{items}</ul>"
    assert assembled(f"<ul>{items}</ul>", without(*left_out)) == "".join(
        f"<p>Item {n}</p>" for n in range(4, 10)
    )


def test_a_list_that_is_left_does_not_come_back_with_a_list_around_it() -> None:
    body = (
        "<ul><li>Number one of the list that matters</li><li>Number two of the list that matters"
        "<ul><li>Menu</li></ul></li></ul><ul><li>Menu</li></ul>"
    )
    assert assembled(body, without("Menu")).count("<ul>") == 2  # the inner one is a tenth of it
    assert assembled("<ul><li>Menu</li><li>Two</li></ul>", without("Menu")) == "<p>Two</p>"


def test_of_lists_in_a_list_the_outermost_that_was_chosen_is_taken_once() -> None:
    inner = "<ol><li>The first of the inner ones</li><li>The second</li></ol>"
    body = f"<blockquote>{inner}<p>Other words that nobody chose</p></blockquote>"
    assert assembled(body, without("Other words that nobody chose")) == inner
    assert assembled(body).count("<ol>") == 1


def test_a_table_of_which_half_stands_in_paragraphs_is_for_layout() -> None:
    row = "<tr><td>Left</td><td><p>Right of the table</p></td></tr>"
    assert assembled(f"<table>{row}</table>") == "<p>Left</p><p>Right of the table</p>"


def test_blocks_come_in_the_order_of_the_page() -> None:
    body = "<p>1</p><ul><li>2</li><li>3</li></ul><p>4</p><blockquote>5</blockquote><h3>6</h3>"
    assert html.fromstring(f"<div>{assembled(body)}</div>").text_content() == "123456"


def test_lines_that_are_twice_in_the_page_are_twice() -> None:
    assert assembled("<p>Row, row.</p><p>River.</p><p>Row, row.</p>").count("Row, row.") == 2
