"""The text that another program finds in a page, and the text that a page declares."""

from lxml import html

from digest.extract.candidates import by_rules, declared_blocks
from digest.page import parse

LINES = [
    f"Sentence {number} tells of the {word} that the council wants to close before the winter."
    for number, word in enumerate(("bridge", "school", "market", "library", "harbour", "station"))
]


def test_lines_of_a_declared_text_are_paragraphs() -> None:
    assert [block.text for block in declared_blocks("One.\n\n Two. \n")] == ["One.", "Two."]


def test_lists_nested_too_deep_to_be_read_give_no_blocks() -> None:
    assert len(by_rules(parse("<ul><li>" * 3_000 + LINES[0] * 9))) == 0


def test_the_page_stays_as_it_is() -> None:
    root = parse("".join(f"<div><p>{line}</p></div>" for line in LINES))
    before = html.tostring(root)
    assert len(by_rules(root)) == 6
    assert html.tostring(root) == before
