"""Tell the bars, columns and small print of a page from its content.

HTML has elements for them and ARIA has roles, but half of the web says it in the names
of its classes only. The words are those of the big content systems and of every second
theme; a word counts only as a whole one, so that "navy" is no bar.
"""

import re

from lxml.html import HtmlElement

TITLE_WORDS = frozenset(("title", "headline", "heading"))
"""In the class of an element that is as good as a heading."""

_BARS = {"nav": "nav", "footer": "footer", "aside": "aside", "menu": "nav", "form": "form"}
_ROLES = {"navigation": "nav", "contentinfo": "footer", "complementary": "aside", "menu": "nav"}
_KINDS = {
    "nav": (
        "nav", "navbar", "navigation", "menu", "submenu", "topbar", "breadcrumb", "breadcrumbs",
        "pagination", "pager", "paging", "toolbar", "masthead",
    ),
    "footer": ("footer", "colophon", "copyright"),
    "aside": (
        "sidebar", "aside", "widget", "widgets", "rail", "related", "popular", "trending",
        "mostread", "mostpopular", "blogroll",
    ),
    "share": (
        "social", "share", "sharing", "comments", "login", "cookie", "consent", "newsletter",
        "tags", "tagcloud", "byline", "author", "sponsored", "sponsor", "advert",
    ),
}  # fmt: skip
"""Words in the classes and ids of bars, columns and small print."""

_WORDS = {word: kind for kind, words in _KINDS.items() for word in words}
_SPLIT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")


def words_of(node: HtmlElement) -> list[str]:
    """Return the words in the classes and the id of an element, in lower case.

    Names are parted at hyphens, digits and capitals: `mainNav` holds "main" and "nav".
    """
    name = f"{node.get('class', '')} {node.get('id', '')}"[:400]
    return [word.lower() for word in _SPLIT.split(name) if word]


def bar_of(node: HtmlElement, words: list[str], *, in_item: bool) -> str:
    """Return what bar an element is: nav, footer, aside, header, share or form; "" for none.

    Args:
        node: the element.
        words: its words, where they are to be believed.
        in_item: it is inside an article or an entry of a list, whose `<header>` is no bar.
    """
    tag = str(node.tag)
    if tag == "header":
        return "" if in_item else "header"
    known = _BARS.get(tag) or _ROLES.get(node.get("role", ""))
    return known or next((_WORDS[word] for word in words if word in _WORDS), "")
