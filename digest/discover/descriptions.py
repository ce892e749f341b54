"""Say in CSS which elements are meant, in the few words that a person would choose."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from digest.discover.names import classes_of, id_of

_MOST_CLASSES = 4
_ATTRIBUTES = ("data-testid", "itemprop", "role")
_PLAIN = frozenset(("article", "li", "tr", "section", "dt", "dd"))
"""Elements that say without a class that they are one of a list."""
_MOST_SECTIONS = 3
_SEGMENT = re.compile(r"[A-Za-z0-9_.~-]{1,60}")


def described(element: HtmlElement) -> Iterator[str]:
    """Yield selectors of one element, the plainest first."""
    tag = str(element.tag)
    names = classes_of(element)[:_MOST_CLASSES]
    for name in names:
        yield f".{name}"
    if tag in _PLAIN:
        yield tag
    for name in names:
        yield f"{tag}.{name}"
    for attribute in _ATTRIBUTES:
        value = element.get(attribute, "")
        if 0 < len(value) <= 60 and value.replace("-", "").isalpha() and value.isascii():
            yield f'[{attribute}="{value}"]'


def context_of(elements: Sequence[HtmlElement]) -> list[str]:
    """Return selectors of what lies around all these elements, the innermost first."""
    chains = [[*element.iterancestors()] for element in elements]
    counts = Counter(node for chain in chains for node in chain)
    around = [node for node in (chains[0] if chains else []) if counts[node] == len(chains)]
    return [name for node in around if (name := _landmark(node))]


def _landmark(element: HtmlElement) -> str:
    if element.tag in ("html", "body"):
        return ""
    if name := id_of(element):
        return f"#{name}"
    if element.tag == "main":
        return "main"
    names = classes_of(element)
    return f".{names[0]}" if names else ""


def within(around: Sequence[str], plain: Iterable[str]) -> list[str]:
    """Return the selectors inside each of the two innermost surroundings."""
    surroundings = around[:2]
    return [f"{outer} {inner}" for inner in (*plain, "article", "li") for outer in surroundings]


def hrefs(addresses: Iterable[str]) -> list[str]:
    """Return the selector of links below the path, or the few sections, of all addresses.

    The last resort on pages whose every class is made by a tool; none where the addresses
    have no path in common, or only one that ends, such as a year.
    """
    paths = [address.partition("://")[2].split("/")[1:-1] for address in addresses]
    if not paths or not all(paths):
        return []
    alike = takewhile(lambda parts: len(set(parts)) == 1, zip(*paths, strict=False))
    shared = [parts[0] for parts in alike]
    while shared and not _is_word(shared[-1]):
        shared.pop()
    sections = {"/".join(shared)} if shared else {path[0] for path in paths}
    if len(sections) > _MOST_SECTIONS or not all(map(_is_path, sections)):
        return []
    return [", ".join(f'a[href*="/{section}/"]' for section in sorted(sections))]


def _is_word(segment: str) -> bool:
    return not any(c.isdigit() for c in segment)


def _is_path(path: str) -> bool:
    """Whether a path holds no year, and nothing that would need an escape in CSS."""
    segments = path.split("/")
    return all(_SEGMENT.fullmatch(segment) and _is_word(segment) for segment in segments)
