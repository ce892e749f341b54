"""Reads how an article presents itself: lead image, direction, addresses.

Nothing here is weighed long: the first source that gives a usable value wins, and what
is plainly another thing (a logo, the front page as canonical address) is refused.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from digest.address import absolute, same_site, without_fragment
from digest.extract.facts import Facts
from digest.extract.found import Found
from digest.extract.listed import direction_by_letters
from digest.markup import plain
from digest.model import Image

_NO_PICTURE = re.compile(
    r"(?:^|[/_.-])(?:logo|logos|placeholder|default|avatar|favicon|sprite|blank|spacer|pixel"
    r"|no-?image|noimage|dummy|icon|gravatar|og-default|share-default)s?(?:[/_.\d-]|$)"
    r"|\.svg$|^data:",
    re.IGNORECASE,
)
_RTL = frozenset(str.split("ar arc ckb dv fa ha-arab he iw ku-arab ps sd syr ug ur yi"))


def image_of(facts: Facts) -> Found[Image | None]:
    """Return the picture that stands for the article; None when there is none."""
    for image, provenance in _images(facts):
        if image.url and not _NO_PICTURE.search(unquote(urlsplit(image.url).path)):
            return Found(_described(image, facts), provenance)
    return Found(None)


def _images(facts: Facts) -> Iterator[tuple[Image, str]]:
    alt = plain(facts.meta("og:image:alt", "twitter:image:alt"))
    width, height = _pixels(facts.meta("og:image:width")), _pixels(facts.meta("og:image:height"))
    for address in facts.metas.get("og:image", ()) + facts.metas.get("og:image:secure_url", ()):
        url = absolute(address, facts.base)
        yield Image(url=url, alt=alt, width=width, height=height), "meta"
    for name in ("image", "thumbnailUrl"):
        for one in facts.graph.items(facts.article.get(name)):
            yield _declared(facts, one), "json-ld"
    for address in facts.metas.get("twitter:image", ()) + facts.metas.get("twitter:image:src", ()):
        yield Image(url=absolute(address, facts.base), alt=alt), "meta"
    for address in facts.root.xpath("//link[@rel='image_src']/@href"):
        yield Image(url=absolute(str(address), facts.base)), "link"


def _declared(facts: Facts, value: object) -> Image:
    graph = facts.graph
    url = absolute(graph.text(value, "url", "contentUrl", "@id"), facts.base)
    if not isinstance(value, Mapping):
        return Image(url=url)
    return Image(
        url=url,
        alt=plain(graph.text(value.get("caption"))),
        width=_pixels(graph.text(value.get("width"), "value")),
        height=_pixels(graph.text(value.get("height"), "value")),
    )


def _pixels(text: str) -> int:
    match = re.match(r"\d{1,5}", text)
    return int(match[0]) if match else 0


def _described(image: Image, facts: Facts) -> Image:
    """The image with the alternative text of the same picture in the page."""
    if image.alt:
        return image
    name = _file(image.url)
    for element in facts.root.iter("img"):
        if name and name == _file(element.get("src") or ""):
            alt = plain(element.get("alt") or "")
            return Image(url=image.url, alt=alt, width=image.width, height=image.height)
    return image


def _file(address: str) -> str:
    """The name of a picture's file without the size that some systems append."""
    name = address.partition("?")[0].rpartition("/")[2]
    return re.sub(r"-\d+x\d+(?=\.\w+$)", "", name)


def direction_of(facts: Facts, language: str, text: str) -> str:
    """Return "rtl" or "ltr": what most letters of the text want; else declared, else by language.

    The letters come first because a template's `dir` often stays behind when a site is
    translated, and a wrong one makes a text hard to read.
    """
    if direction := direction_by_letters(text):
        return direction
    for element in (facts.root, *facts.root.iterchildren("body")):
        if (declared := (element.get("dir") or "").lower()) in ("rtl", "ltr"):
            return declared
    return "rtl" if language.lower().partition("-")[0] in _RTL else "ltr"


def canonical_of(facts: Facts) -> Found[str]:
    """Return the address that the page calls its own; "" when it gives none to be trusted.

    One of another site, or the front page named by a page that is none, is a template's
    mistake and would make all articles of the site one. So is a headline in the place of
    the address, which is why one relative to the page is not taken.
    """
    links = facts.root.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    for address in (*map(str, links[:3]), facts.meta("og:url")):
        rooted = address.strip().lower().startswith(("http://", "https://", "/"))
        url = without_fragment(absolute(address, facts.base)) if rooted else ""
        if url and same_site(url, facts.url) and (not _is_root(url) or _is_root(facts.url)):
            return Found(url, "canonical")
    return Found("")


def _is_root(url: str) -> bool:
    split = urlsplit(url)
    return split.path in ("", "/") and not split.query
