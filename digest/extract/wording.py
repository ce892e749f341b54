"""Compares and cuts short texts: titles, names, labels.

Two sources write one title with other quotes, dashes and spaces, so texts are compared
by their letters and digits alone.
"""

import re
import unicodedata

_SEPARATOR = re.compile(r"\s+[|•·«»›‹~]+\s+|\s+[-–—―]+\s+|\s*\|\s*|\s+::?\s+|\s+/\s+| – |\s*»\s*")


def key(text: str) -> str:
    """Return the letters, marks and digits of a text in one case, for comparing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M")


def parts(text: str) -> tuple[str, ...]:
    """Return what stands between the separators of a page's title: "A | B - C" gives three.

    A separator has white space around it, but for the bar: "well-known" is one part.
    """
    return tuple(part for part in _SEPARATOR.split(text) if part.strip())


MOST_CUTS = 4
"""Of a title at each end; one with more parts is a list of keywords."""


def heads(text: str) -> tuple[str, ...]:
    """Return the title with no, one, two ... of its last parts cut off, the whole first."""
    cuts = [match.start() for match in _SEPARATOR.finditer(text)][-MOST_CUTS:]
    return (text, *(text[:cut].rstrip() for cut in reversed(cuts) if text[:cut].strip()))


def tails(text: str) -> tuple[str, ...]:
    """Return the title with one, two ... of its first parts cut off."""
    cuts = [match.end() for match in _SEPARATOR.finditer(text)][:MOST_CUTS]
    return tuple(text[cut:].lstrip() for cut in cuts if text[cut:].strip())
