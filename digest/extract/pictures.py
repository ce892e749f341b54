"""Makes a figure of a picture of the page: the picture and the words under it.

A caption is what the same `<figure>` calls so; in older themes, what a class calls so in
the small box around the picture. It is kept with the name of the photographer, and left
out where it says again what stands beside it. Pages that load pictures late hold each of
them twice, once for those who run no script; it is shown once.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement

from digest.address import absolute
from digest.extract.regions import SILENT

_LEAST_PIXELS = 100
"""Smaller pictures are icons."""
_LONGEST_CAPTION = 1_000
"""Characters; a box with more text around a picture is the article's, or a gallery's."""
_BOXES = 5
"""Around a picture, in which its caption is looked for, the nearest first."""
_CAPTION = re.compile(r"caption|cutline|(?:^|[\s_-])(?:photo|image)[_-]?credits?", re.IGNORECASE)
_FOR_MACHINES = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader\S*|off-?screen|assistive\S*"
    r"|(?:hide|toggle)-caption)(?:$|\s)",
    re.IGNORECASE,
)
"""Words for those who hear the page, as "Image caption", and what opens and shuts a caption."""
_NEVER = SILENT | frozenset(str.split("button input video audio iframe"))
_MOST_PIECES = 500
"""Of text in a box, that are measured."""
_PAGE = frozenset(str.split("body main article html"))
_LATE = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-src", "src")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_MOST_VERSIONS = 10
"""Of a picture, that are looked at for an address."""
_VERSION = re.compile(r"(?:-\d{2,4}x\d{2,4}|-scaled|@\dx)(?=\.\w{3,4}$)")
"""What one picture's name has in one size and not in another: "pier-300x200.jpg"."""
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)


def is_picture(image: HtmlElement) -> bool:
    """Return whether an `<img>` is no icon, as far as its own attributes say."""
    sizes = (image.get("width") or "", image.get("height") or "")
    return all(int(size[:6]) >= _LEAST_PIXELS for size in sizes if size.isdecimal())


def name_of(image: HtmlElement, base: str) -> str:
    """Return what is the same for one picture in all sizes; "" where it has no address."""
    address = _address(image, base) or _other_address(image, base)
    path = address.partition("?")[0]
    if not _FILE.search(path):
        return address
    return _VERSION.sub("", path.partition("://")[2])


def _address(image: HtmlElement, base: str) -> str:
    for name in _LATE:
        if (value := image.get(name)) and (found := absolute(value, base)):
            return found
    return _first_of_set(image, base)


def _other_address(image: HtmlElement, base: str) -> str:
    """The address of the first version of a picture that stands in a `<picture>`."""
    picture = next(image.iterancestors("picture"), None)
    others = () if picture is None else islice(picture.iter("source"), _MOST_VERSIONS)
    return next(filter(None, (_first_of_set(other, base) for other in others)), "")


def _first_of_set(element: HtmlElement, base: str) -> str:
    for name in _SETS:
        if words := (element.get(name) or "").split(None, 1):
            return absolute(words[0].rstrip(","), base)
    return ""


def stands_for(image: HtmlElement, before: HtmlElement) -> bool:
    """Return whether a picture is the copy of the one before it, for readers without scripts."""
    box = next(image.iterancestors("noscript"), None)
    ahead = None if box is None else box.getprevious()
    return ahead is not None and (ahead is before or ahead in before.iterancestors())


def figure_of(image: HtmlElement, base: str, caption: str) -> HtmlElement:
    """Return a copy of the picture; with a caption, in a `<figure>` that has room for it.

    Alternative text that only says what the caption says is left out.
    """
    copied = deepcopy(image)
    copied.tail = None
    if not _address(image, base):
        copied.set("src", _other_address(image, base))
    if not caption:
        return copied
    if " ".join((copied.get("alt") or "").split()) == caption:
        copied.set("alt", "")
    figure = html.Element("figure")
    figure.append(copied)
    etree.SubElement(figure, "figcaption")
    return figure


def captions_of(image: HtmlElement) -> tuple[HtmlElement, ...]:
    """Return the elements that hold the caption of a picture, in their order; mostly one."""
    for box in islice(image.iterancestors(), _BOXES):
        is_figure = box.tag == "figure"
        if box.tag in _PAGE or not (is_figure or _is_alone(box)) or _is_long(box):
            return ()
        found = tuple(islice(box.iter("figcaption"), 1)) or tuple(_outermost(box))
        if found or is_figure:
            return found
    return ()


def words_of(captions: Iterable[HtmlElement]) -> str:
    """Return what captions say, in one line, without their buttons; "" for a whole story."""
    words = [word for caption in captions for piece in _pieces(caption) for word in piece.split()]
    text = " ".join(words)
    return text if len(text) <= _LONGEST_CAPTION else ""


def _is_alone(box: HtmlElement) -> bool:
    """Whether a box holds one picture, copies for readers without scripts aside."""
    pictures = (one for one in box.iter("img") if next(one.iterancestors("noscript"), None) is None)
    return len(tuple(islice(pictures, 2))) <= 1


def _is_long(box: HtmlElement) -> bool:
    return sum(map(len, islice(box.itertext(), _MOST_PIECES))) > 2 * _LONGEST_CAPTION


def _outermost(box: HtmlElement) -> Iterator[HtmlElement]:
    """The elements in a box whose class says that they are a caption, none in another."""
    last = None
    for element in box.iterdescendants(etree.Element):
        if last is not None and last in element.iterancestors():
            continue
        if _CAPTION.search(element.get("class") or "") and next(element.iter("img"), None) is None:
            last = element
            yield element


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The text of an element as it is shown."""
    waiting: list[HtmlElement | str] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if one is not element and one.tail:
            waiting.append(one.tail)
        if one.tag not in _NEVER and not _FOR_MACHINES.search(one.get("class") or ""):
            waiting += reversed(list(one))
            yield one.text or ""
