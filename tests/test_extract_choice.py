"""Two findings of one text: when a second is sought, and which of the two is taken."""

from lxml import html
from lxml.html import HtmlElement

from digest.extract.candidates import by_density, by_rules, declared_blocks
from digest.extract.choice import better, is_doubtful
from digest.extract.running import running_text
from digest.page import parse

LINES = [
    f"Sentence {number} tells of the {word} that the council wants to close before the winter."
    for number, word in enumerate(("bridge", "school", "market", "library", "harbour", "station"))
]
OTHERS = [line.replace("council", "parish")[::-1] for line in LINES]


def finding(*lines: str) -> HtmlElement:
    return html.fragment_fromstring("<div>" + "".join(f"<p>{x}</p>" for x in lines) + "</div>")


def test_a_page_with_no_other_running_text_is_not_doubtful() -> None:
    page = "".join(f"<p>{line}</p>" for line in LINES) + "<nav>" + "word " * 400 + "</nav>"
    root = parse(f"<html><body><div>{page}</div><footer>{'word ' * 400}</footer></body></html>")
    assert not is_doubtful(finding(*LINES), root)
    assert is_doubtful(finding(*LINES[:4]), root)
    assert is_doubtful(finding(), root)


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    page = "".join(f"<p>{line}</p>" for line in LINES)
    assert running_text(parse(f"<html><body><form>{page}</form></body></html>")) > 0


def test_the_text_of_links_is_no_running_text() -> None:
    assert running_text(finding(f"<a href='/a'>{LINES[0]}</a>")) == 0
    assert running_text(finding(f"<b>{LINES[0]}</b>")) == len(LINES[0])


def test_the_finding_that_holds_the_other_and_more_is_taken() -> None:
    part, whole = finding(*LINES[:4]), finding(*LINES)
    assert better(part, whole) is whole
    assert better(whole, part) is whole


def test_of_two_that_disagree_the_first_stands() -> None:
    first, second = finding(*LINES[:4]), finding(*OTHERS)
    assert better(first, second) is first


def test_a_first_finding_of_nothing_need_not_agree() -> None:
    first, second = finding("Sign in"), finding(*LINES)
    assert better(first, second) is second


def test_as_much_text_with_less_else_is_taken() -> None:
    labels = [f"Label {number} of the shop" for number in range(40)]
    first, second = finding(*labels, *LINES), finding(*LINES)
    assert better(first, second) is second


def test_the_densest_box_comes_as_flat_blocks() -> None:
    paragraphs = "".join(f"<div><p>{line}</p></div>" for line in LINES)
    page = (
        "<html><body><div class='top'><a href='/'>Home</a></div><article><h1>The council</h1>"
        f"{paragraphs}<b>Loose</b> words stand here, between two of the boxes, and stay.<hr>"
        "<a href='/x'><p>A paragraph that stands in a link, which is odd, but it is seen.</p></a>"
        "</article></body></html>"
    )
    blocks = by_density(parse(page))
    texts = [" ".join("".join(block.itertext()).split()) for block in blocks]
    assert [text for text in texts if text in LINES] == LINES
    assert "Loose words stand here, between two of the boxes, and stay." in texts
    assert all(block.tag != "div" for block in blocks)


def test_a_page_too_large_to_be_read_twice_is_not() -> None:
    assert len(by_density(parse("<p>word</p>" * 31_000))) == 0


def test_lines_of_a_declared_text_are_paragraphs() -> None:
    assert [block.text for block in declared_blocks("One.\n\n Two. \n")] == ["One.", "Two."]


def test_lists_in_lists_without_end_give_no_blocks_and_no_error() -> None:
    assert len(by_rules(parse("<ul><li>" * 3_000 + LINES[0] * 9))) == 0
