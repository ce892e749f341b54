"""The numbers of an ordered list, which may start anywhere, fall, and leap."""

from collections.abc import Iterator

from lxml.html import HtmlElement

_MOST = 999_999_999
"""Source: CommonMark 0.31.2, section 5.2."""


def numbers_of(element: HtmlElement) -> Iterator[int]:
    """Yield the number of each item of a list, as far as Markdown can write it, from 0 up.

    Source: WHATWG HTML, section "the ol element".
    """
    items = [child for child in element if child.tag == "li"]
    falls = element.get("reversed") is not None
    number = _number(element.get("start"), len(items) if falls else 1)
    for item in items:
        number = _number(item.get("value"), number)
        yield min(max(number, 0), _MOST)
        number += -1 if falls else 1


def _number(written: str | None, otherwise: int) -> int:
    try:
        return int((written or "")[:12])
    except ValueError:
        return otherwise
