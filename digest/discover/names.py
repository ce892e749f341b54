"""Tell the names in a page's markup that last from those that the next build changes.

A selector is worth writing down only if its class was given by a person: `teaser`, not
`css-1x2y3z`. Tools that make names leave their mark: a digit, a prefix of theirs, capitals
and small letters mixed as no word mixes them, or no vowel. States (`is-open`) come and go
with a click, and what only says how something looks may stand anywhere.
"""

import re

from lxml.html import HtmlElement

LONGEST = 60
"""Characters of a name; longer ones are generated."""
_MOST_NAMES = 12

_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*")
_MADE = re.compile(r"(?:css|sc|jsx|emotion|styled|svelte|astro|chakra|mui|tw|ng|wp-block)-")
_STATE = re.compile(
    r"(?:is|has|js|no|lazy)[-_].*|active|current|first|last|odd|even|open|opened|closed|hidden"
    r"|visible|selected|loaded|lazyload(?:ed)?|clearfix|new|sticky"
)
_LOOK = re.compile(
    r"(?:absolute|bg|block|border|flex|font|gap|grid|inline|justify|overflow|relative|rounded"
    r"|shadow|text|m[xytblr]|p[xytblr])(?:-[a-z-]*)?"
)
_PARTS = re.compile(r"[-_]+")
_CASES = re.compile(r"[a-z][A-Z]")
_VOWELS = frozenset("aeiouyAEIOUY")


def classes_of(element: HtmlElement) -> list[str]:
    """Return the classes of an element that last, in their order."""
    names = element.get("class", "").split()[:_MOST_NAMES]
    return [name for name in dict.fromkeys(names) if lasts(name)]


def id_of(element: HtmlElement) -> str:
    """Return the id of an element; "" when it has none that lasts."""
    name = element.get("id", "")
    return name if lasts(name) else ""


def lasts(name: str) -> bool:
    """Whether a person gave this name to a class or an element, as far as it shows."""
    if len(name) > LONGEST or not _NAME.fullmatch(name):
        return False
    if _MADE.match(name) or _STATE.fullmatch(name) or _LOOK.fullmatch(name):
        return False
    return not any(_is_hash(part) for part in _PARTS.split(name))


def _is_hash(part: str) -> bool:
    """Whether a part of a name looks like chance: `xKqTd`, `bdvvtf`.

    Words are written in one case, or as `mainStory`, whose parts have three letters and a
    vowel; names of four letters prove nothing.
    """
    if len(part) < 5:
        return False
    words = _CASES.sub(lambda pair: f"{pair[0][0]} {pair[0][1]}", part).split()
    if len(words) > 1 and any(len(word) < 3 for word in words):
        return True
    return any(len(word) >= 4 and _VOWELS.isdisjoint(word) for word in words)
