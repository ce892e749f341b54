"""The lines of a page: what is one, how long it is, and what of it is foreign."""

import time

import pytest
from hypothesis import given, settings
from tag_soup import TAG_SOUP

from digest.extract.outline import DEEPEST, Line, is_inline, lines_of
from digest.page import parse


def lines(body: str) -> list[Line]:
    return lines_of(parse(f"<html><head><title>Not read</title></head><body>{body}</body></html>"))


def texts(body: str) -> list[str]:
    return [line.text for line in lines(body)]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>A <b>bold</b>\n <a href='/x'>link</a>,\tso.</p>", ["A bold link, so."]),
        ("<p>ru<i>nn</i>ing</p>", ["running"]),
        ("<p>One.<br><br>Two.</p>", ["One.Two."]),
        ("<ul><li>One</li><li>Two <ul><li>Inner</li></ul></li></ul>", ["One", "Two", "Inner"]),
        ("<table><tr><th>Year</th><td>2024</td></tr></table>", ["Year", "2024"]),
        ("<dl><dt>Pier</dt><dd>Stands.</dd></dl>", ["Pier", "Stands."]),
        ("<a href='/x'><h3>Title</h3><p>Teaser</p></a>", ["Title", "Teaser"]),
        ("<x-card>Loose <p>block</p></x-card>", ["Loose", "block"]),
        ("<form><p>In a form</p></form>", ["In a form"]),
        ("<div> <p>\n</p></div>", []),
        ("", []),
    ],
)
def test_each_block_that_has_words_of_its_own_is_a_line(body: str, wanted: list[str]) -> None:
    assert texts(body) == wanted


def test_loose_words_of_a_box_stand_in_lines_between_its_blocks() -> None:
    assert texts("<div>One <p>Block</p> two <b>three</b><hr> four</div>") == [
        "One",
        "Block",
        "two three",
        "four",
    ]


def test_a_picture_or_a_script_in_a_sentence_does_not_part_it() -> None:
    assert texts("<p>Read <a href='/x'>the report <svg><title>Icon</title></svg></a> now.</p>") == [
        "Read the report now."
    ]
    assert texts("<p>He said <span><img>yes</span> and<script>x()</script> left.</p>") == [
        "He said yes and left."
    ]


@pytest.mark.parametrize(
    "silent",
    [
        "<script>var words</script>",
        "<style>p {}</style>",
        "<noscript><p>Words</p></noscript>",
        "<textarea>Words</textarea>",
        "<select><option>Words</option></select>",
        "<svg><text>Words</text></svg>",
        "<video>Words</video>",
        "<iframe>Words</iframe>",
        "<math><annotation>Words</annotation></math>",
    ],
)
def test_what_nobody_sees_is_no_line_but_what_follows_it_is(silent: str) -> None:
    assert texts(f"<div>{silent} after <p>One.</p></div>") == ["after", "One."]


def test_a_fragment_without_a_body_has_lines_too() -> None:
    box = parse("<div><p>One.</p></div>").find(".//div")
    assert [line.text for line in lines_of(box)] == ["One."]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Abc de", 6),
        ("市议会", 9),
        ("がのカ", 9),
        ("의회", 6),
        ("สภา", 3),
        ("الجسر", 5),
        ("a市", 4),
    ],
)
def test_a_letter_that_says_as_much_as_three_counts_three(text: str, length: int) -> None:
    assert lines(f"<p>{text}</p>")[0].length == length


@pytest.mark.parametrize(
    ("body", "share"),
    [
        ("<p>No link</p>", 0.0),
        ("<p><a href='/x'>All</a></p>", 1.0),
        ("<p>Half <a href='/x'>link </a></p>", 5 / 9),
        ("<p>Half <b><a href='/x'>link </a></b></p>", 5 / 9),
        ("<p><a href='/x'>  many     spaces   </a></p>", 1.0),
    ],
)
def test_the_share_of_links_is_of_its_characters(body: str, share: float) -> None:
    assert lines(body)[0].linked == pytest.approx(share)


def test_all_blocks_in_a_link_are_links() -> None:
    assert {line.linked for line in lines("<a href='/x'><div><p>One</p><p>Two</p></div></a>")} == {
        1.0
    }


def test_the_boxes_of_a_line_are_the_nearest_ones_first_and_bounded() -> None:
    found = lines("<div><section><p>Words</p></section></div>")[0]
    assert [box.tag for box in found.boxes] == ["section", "div", "body", "html"]
    assert found.element.tag == "p"
    assert len(lines("<div>" * 90 + "<p>Words</p>")[0].boxes) == DEEPEST


@pytest.mark.parametrize(
    "box",
    [
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<header>{}</header>",
        "<aside>{}</aside>",
        "<dialog>{}</dialog>",
        "<figure><figcaption>{}</figcaption></figure>",
        "<div class='comments'>{}</div>",
        "<div id='disqus_thread'>{}</div>",
        "<div class='Cookie-Banner'>{}</div>",
        "<ul class='breadcrumbs'>{}</ul>",
        "<div class='related-posts'>{}</div>",
        "<section class='post-related-box'>{}</section>",
        "<div class='card'>{}</div>",
        "<div class='wp-caption caption'>{}</div>",
        "<div class='newsletter'><div><div>{}</div></div></div>",
        "<div class='author-bio'>{}</div>",
    ],
)
def test_boxes_that_name_themselves_something_else_are_foreign(box: str) -> None:
    found = lines(box.format("<p>Words</p>") + "<p>Own</p>")
    assert [(line.text, line.foreign) for line in found] == [("Words", True), ("Own", False)]


@pytest.mark.parametrize(
    "box",
    [
        "<div>{}</div>",
        "<div class='story'>{}</div>",
        "<div class='comment-content'>{}</div>",
        "<div class='main with-sidebar'>{}</div>",
        "<article class='has-comments'>{}</article>",
        "<main id='menu'>{}</main>",
        "<div class='discard'>{}</div>",
        f"<div class='{'a' * 400} newsletter'>{{}}</div>",
    ],
)
def test_boxes_whose_names_may_be_the_texts_are_not_foreign(box: str) -> None:
    assert [line.foreign for line in lines(box.format("<p>Words</p>"))] == [False]


def test_the_classes_of_the_body_say_nothing_of_what_is_in_it() -> None:
    root = parse("<html class='menu'><body class='sidebar popup'><p>Words</p></body></html>")
    assert not lines_of(root)[0].foreign


def test_the_boxes_of_the_title_are_not_foreign_and_others_in_them_are() -> None:
    root = parse(
        "<body><div class='popup'><header><h1>Title</h1><p>Beside</p></header>"
        "<div class='menu'><p>Menu</p></div><p>Text</p></div></body>"
    )
    assert {line.text: line.foreign for line in lines_of(root, root.find(".//h1"))} == {
        "Title": False,
        "Beside": False,
        "Menu": True,
        "Text": False,
    }
    assert all(line.foreign for line in lines_of(root))


@pytest.mark.parametrize(
    ("markup", "inline"),
    [
        ("<b>x</b>", True),
        ("<span><i>x</i><br></span>", True),
        ("<p>x</p>", False),
        ("<a><div>x</div></a>", False),
        ("<span><i><p>x</p></i></span>", False),
        ("<span>" + "<i></i>" * 500 + "</span>", True),
        ("<a>x<svg><title>Icon</title><path/></svg></a>", True),
        ("<img>", True),
        ("<ruby>漢<rt>かん</rt></ruby>", True),
        ("<x-term>x</x-term>", True),
        ("<x-box><p>x</p></x-box>", False),
    ],
)
def test_an_element_is_inline_when_all_in_it_is(markup: str, *, inline: bool) -> None:
    assert is_inline(parse(f"<div>{markup}</div>").find(".//div")[0]) is inline


def test_deep_nests_of_inline_elements_are_read_in_time_and_once() -> None:
    root = parse("<p>" + "<b>w " * 10_000 + "</p>")
    began = time.process_time()
    found = lines_of(root)
    assert time.process_time() - began < 5
    assert sum(len(line.text.split()) for line in found) == len(root.text_content().split())


@settings(max_examples=200, deadline=None)
@given(TAG_SOUP)
def test_any_markup_has_lines_of_single_spaces_with_shares_in_range(soup: str) -> None:
    for line in lines_of(parse(soup)):
        assert line.text == " ".join(line.text.split()) != ""
        assert 0.0 <= line.linked <= 1.0
        assert line.length >= len(line.text)
