"""Pictures, films and links of a body: the address a browser would open, or none.

Pages load images late: `src` holds a blank and a data attribute the address, with a
second copy in `<noscript>`. Feed readers run no script, so the address must stand in
`src` and the copy must go. Images of one pixel only count readers.

Elements that go are emptied and renamed, not cut out: joining the text around thousands
of them takes quadratic time, and nh3 takes out what it does not know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from digest.address import absolute
from digest.model import Enclosure

NOTHING = "span"
"""A tag that nh3 unwraps, so that it stands for no element."""

_LATE = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-src")
_LATE_SETS = ("data-srcset", "data-lazy-srcset")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PIXEL = re.compile(r"\s*[01](?:\.0*)?\s*(?:px)?\s*")
_PIXEL_STYLE = re.compile(
    r"(?:^|;)\s*(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.IGNORECASE
)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d*)?\s*(?:px)?\s*")
_SIZE = re.compile(r"\d{1,6}(?:\.\d{1,4})?[wx]")
_MOST_CANDIDATES = 20


def enclosure(address: str, base: str, *, type_: str, length: object) -> Enclosure | None:
    """Return a file that belongs to an article as its feed gives it; None without an address.

    A length that is no number of bytes counts as unknown.
    """
    if not (address.strip() and (url := absolute(address, base))):
        return None
    written = str(length).strip()
    known = int(written) if re.fullmatch(r"[0-9]{1,15}", written) else 0
    return Enclosure(url=url, type=type_.strip().lower(), length=known)


def empty(element: HtmlElement) -> None:
    """Make the element stand for nothing; the text after it stays."""
    element.clear(keep_tail=True)
    element.tag = NOTHING


def mend_media(body: HtmlElement, base: str) -> None:
    """Give each link, image, audio and video of the tree its address, or take it out."""
    last_image = ""
    for element in list(body.iter("a", "img", "source", "audio", "video", "noscript")):
        if element.tag == "a":
            _mend_link(element, base)
        elif element.tag == "noscript":
            _open_noscript(element)
        elif element.tag == "img":
            last_image = _mend_image(element, base, last_image)
        else:
            _mend_media(element, base)


def drop_hidden_images(body: HtmlElement) -> None:
    """Take out images that are, or stand in something, not displayed."""
    for element in body.iter("*"):
        if _HIDDEN.search(element.get("style", "")):
            for image in list(element.iter("img")):
                empty(image)


def _mend_link(element: HtmlElement, base: str) -> None:
    address = absolute(element.get("href", ""), base) if element.get("href") else ""
    if address:
        element.set("href", address)
    else:
        element.tag = NOTHING


def _open_noscript(element: HtmlElement) -> None:
    if next(element.iter("img"), None) is None:
        empty(element)
    else:
        element.tag = NOTHING
        element.set("data-noscript", "1")


def _mend_image(element: HtmlElement, base: str, last: str) -> str:
    """Return the address that the image has now; `last` is that of the image before."""
    first = _mend_srcset(element, base)
    address = _address(element, base) or first
    copy = address == last and _stands_for_script(element)
    if not address or copy or _is_pixel(element):
        empty(element)
        return last
    element.set("src", address)
    for side in ("width", "height"):
        found = _PIXELS.fullmatch(element.get(side, ""))
        _set(element, side, found[1] if found else "")
    return address


def _mend_media(element: HtmlElement, base: str) -> None:
    _mend_srcset(element, base)
    _set(element, "src", _address(element, base))
    poster = element.get("poster")
    _set(element, "poster", absolute(poster, base) if poster else "")
    if element.tag != "source":
        element.set("controls", "")
        if not element.get("src") and next(element.iter("source"), None) is None:
            element.tag = NOTHING
    elif not element.get("src") and not element.get("srcset"):
        element.tag = NOTHING  # not emptied: libxml2 puts what follows a source into it


def _mend_srcset(element: HtmlElement, base: str) -> str:
    """Return the first address of the srcset; "" when there is none."""
    srcset = _late(element, _LATE_SETS) or element.get("srcset", "")
    candidates = tuple(_candidates(srcset, base))
    _set(element, "srcset", ", ".join(candidate.written for candidate in candidates))
    return candidates[0].url if candidates else ""


def _address(element: HtmlElement, base: str) -> str:
    for address in (_late(element, _LATE), element.get("src", "")):
        if address.strip() and (found := absolute(address, base)):
            return found
    return ""


def _late(element: HtmlElement, names: tuple[str, ...]) -> str:
    """Return the first of the attributes that holds an address, not a number or JSON."""
    for name in names:
        value = str(element.get(name, "")).strip()
        if ("/" in value or "." in value) and value[0] not in "{[":
            return value
    return ""


def _is_pixel(element: HtmlElement) -> bool:
    return bool(
        _PIXEL.fullmatch(element.get("width", ""))
        or _PIXEL.fullmatch(element.get("height", ""))
        or _PIXEL_STYLE.search(element.get("style", ""))
    )


def _stands_for_script(element: HtmlElement) -> bool:
    return any(ancestor.get("data-noscript") for ancestor in element.iterancestors(NOTHING))


def _set(element: HtmlElement, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    elif name in element.attrib:
        del element.attrib[name]


@dataclass(frozen=True, slots=True)
class _Candidate:
    url: str
    size: str

    @property
    def written(self) -> str:
        return f"{self.url} {self.size}".strip()


def _candidates(srcset: str, base: str) -> Iterator[_Candidate]:
    """Yield the images of a srcset; commas inside an address belong to it.

    Source: WHATWG HTML, "parse a srcset attribute".
    """
    rest = " ".join(srcset.split())
    for _ in range(_MOST_CANDIDATES):
        first, _, rest = rest.lstrip(" ,").partition(" ")
        if not first:
            return
        size = ""
        if not first.endswith(","):
            size, _, rest = rest.partition(",")
        url = absolute(first.rstrip(","), base)
        if url and (not size.strip() or _SIZE.fullmatch(size.strip())):
            yield _Candidate(url, size.strip())
