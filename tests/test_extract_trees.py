"""What holds of the lines and the blocks of every tree, however odd."""

import re
from collections import Counter

from extracting import OTHER, PARAGRAPH
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from tag_soup import TAG_SOUP

from digest.extract.body import main_blocks
from digest.extract.choice import is_certain
from digest.extract.density import densest
from digest.extract.outline import lines_of
from digest.page import parse

SENTENCES = (
    PARAGRAPH,
    OTHER,
    "Herring is cheaper this year than in any of the last ten, the fish market said this morning.",
)
_TEXTS = st.sampled_from([" one ", " two two ", " ", *(f" {text} " for text in SENTENCES)])
_TAGS = st.sampled_from(
    [
        *("p", "div", "section", "article", "main", "header", "aside", "nav", "form", "center"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "blockquote", "pre", "figure"),
        *("h1", "h2", "h3", "a", "b", "i", "span", "br", "img", "svg", "script", "x-y", "ruby"),
    ]
)
_CLASSES = st.sampled_from(["", "", "", "related-posts", "sidebar", "content", "comments"])
_TREES = st.recursive(
    _TEXTS,
    lambda inner: st.builds(
        lambda tag, names, parts: f"<{tag} class='{names}'>{''.join(parts)}</{tag}>",
        _TAGS,
        _CLASSES,
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)
_SILENT = frozenset({"script", "svg"})


def _words(element: html.HtmlElement) -> Counter[str]:
    """The visible words; those of two pieces never touch, as all pieces have spaces around."""
    found: Counter[str] = Counter()
    for inner in element.iter():
        if not any(box.tag in _SILENT for box in (inner, *inner.iterancestors())):
            found.update((inner.text or "").split())
        if not any(box.tag in _SILENT for box in inner.iterancestors()):
            found.update((inner.tail or "").split())
    return found


def _all_stand_in(words: Counter[str], page: Counter[str]) -> bool:
    """Whether words are the page's; the engine may join two of a quotation."""
    joined = re.compile("(?:" + "|".join(map(re.escape, page)) + ")+")
    return all(word in page or joined.fullmatch(word) for word in words)


@settings(max_examples=100, deadline=None)
@given(
    body=st.lists(_TREES, min_size=1, max_size=8).map("".join),
    with_title=st.booleans(),
    with_text=st.booleans(),
)
def test_whatever_the_tree_its_words_come_at_most_once_and_it_stays(
    *, body: str, with_title: bool, with_text: bool
) -> None:
    text = "".join(f"<p> {one} </p>" for one in 2 * SENTENCES) if with_text else ""
    root = parse(f"<html><body>{text}{body}</body></html>")
    heading = root.find(".//h1") if with_title else None
    before = html.tostring(root)
    found = main_blocks(root, heading)
    assert html.tostring(root) == before
    everything = Counter(" ".join(root.itertext()).split())  # the engine reads drawings too
    assert _all_stand_in(_words(found), everything)
    lines = lines_of(root, heading)
    if is_certain(densest(lines, heading), lines, heading):  # else the engine may repeat a line
        assert _words(found) <= _words(root)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TREES, min_size=1, max_size=8).map("".join))
def test_the_lines_of_any_tree_have_each_visible_word_once(body: str) -> None:
    root = parse(f"<html><body>{body}</body></html>")
    lines = lines_of(root)
    words: Counter[str] = Counter(word for line in lines for word in line.text.split())
    assert words == _words(next(root.iter("body")))


@settings(max_examples=100, deadline=None)
@given(TAG_SOUP)
def test_any_markup_has_blocks_and_stays(soup: str) -> None:
    root = parse(soup)
    before = html.tostring(root)
    main_blocks(root)
    assert html.tostring(root) == before
