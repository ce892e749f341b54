"""Rules for the HTML that a feed carries: whole, harmless, and free of the page it came from."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import html5lib

from digest.markup.words import names
from feed_rules.values import bad_characters, link, shown

_SAFE = names(
    "a abbr acronym address area article aside audio b bdi bdo big blockquote br caption center"
    " cite code col colgroup dd del details dfn dir div dl dt em figcaption figure font footer h1"
    " h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main map mark nav ol p picture pre q rp rt"
    " ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th"
    " thead time tr tt u ul var video wbr"
)
_SAFE_ATTRIBUTES = names(
    "abbr align alt axis border cellpadding cellspacing char cite class clear color cols colspan"
    " controls coords datetime dir headers height href hreflang hspace id label lang loop media"
    " name noshade nowrap open poster preload rel reversed rows rowspan rules scope shape size"
    " sizes span src srcset start style summary title type valign value vspace width"
)
_ADDRESSES = frozenset(("href", "src", "poster", "cite"))
_STYLE = re.compile(
    r"\s*(?:(?:background-color|border|color|direction|display|float|font|font-family|font-size"
    r"|font-style|font-weight|height|line-height|margin|padding|text-align|text-decoration"
    r"|text-indent|unicode-bidi|vertical-align|white-space|width)(?:-\w+)*\s*:[^;:()\\]*(?:;\s*|$))*"
)
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+[\d.]+[wx])?\s*(?:,|$)")
_HARMLESS = frozenset(
    # Errors in the draft that html5lib follows, but in no other: an ampersand that begins
    # no entity.
    ("expected-named-entity", "named-entity-without-semicolon-in-attribute")
)


def broken_html(where: str, html: str) -> Iterator[str]:
    """Yield what is wrong with a piece of HTML."""
    for one in _broken_html(html):
        rule, _, what = one.partition(": ")
        yield f"{rule}: {where}: {what}"


@lru_cache(maxsize=4096)
def _broken_html(html: str) -> tuple[str, ...]:
    return tuple(_judged(html))


def _judged(html: str) -> Iterator[str]:
    for one in bad_characters("", html):
        yield one.replace(": : ", ": ")
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(f"<div>{html}</div>")  # what stays open is an error only there
    if len(tree) != 1:
        yield "NotHtml: ends more than it begins"
    for place, name, _ in parser.errors:
        if name not in _HARMLESS:
            yield f"NotHtml: {name} at {place}"
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            yield from _element(element)


def _element(element: Any) -> Iterator[str]:
    if element.tag not in _SAFE:
        yield f"SecurityRisk: <{element.tag}>"
    for name, value in element.attrib.items():
        where = f"{element.tag} {name}"
        if name not in _SAFE_ATTRIBUTES:
            yield f"SecurityRiskAttr: {where}={shown(value)}"
        if name == "style" and not _STYLE.fullmatch(value):
            yield f"DangerousStyleAttr: {where}={shown(value)}"
        if name in _ADDRESSES:
            yield from _address(where, value)
        if name == "srcset":
            yield from _candidates(where, value)


def _address(where: str, value: str) -> Iterator[str]:
    for one in link(where, value):
        if not one.startswith("InvalidUriChar"):  # HTML allows more of them than feeds do
            yield one.replace("InvalidFullLink", "ContainsRelRef")


def _candidates(where: str, value: str) -> Iterator[str]:
    found = [one[1] for one in _CANDIDATE.finditer(value)]
    if not found:
        yield f"ContainsRelRef: {where}: {shown(value)}"
    for one in found:
        yield from _address(where, one)
