"""Tell a page that stands in the way from one that says something.

Servers answer 200 with a login form, a proof that one is human, a question about cookies
or a shell that only scripts fill. Each has its words, but so have normal pages: a banner
about cookies, a box to log in, a hint for those without JavaScript. So words never suffice:
a wall is a page that has them where it says what it is, in its title, its heading or its
few lines, and that has next to nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from digest.wall_words import (
    ASKS_CONSENT,
    ASKS_LOGIN,
    ASKS_PROOF,
    CONSENT_TERMS,
    NEEDS_SCRIPTS,
    PROOF_FILES,
    PROOF_MARKS,
    PROOF_TITLES,
)

NEEDS_A_BROWSER = "needs JavaScript"
"""The reason of a page that only scripts fill."""

_MOST_TEXT = 4000
"""Characters of lines outside links and bars; a page that has more is no wall."""
_MOST_LINKS = 60
"""Outside bars; likewise."""
_MOST_ELEMENTS = 20_000
_FEW_LINKS = 12
_LITTLE = 700
"""Characters beside what a wall asks; a real article or list has more."""
_NEXT_TO_NOTHING = 250
_LONGEST_PROOF = 1500
_MUCH = 2000
"""Characters in an element that is hidden; a box to log in or to consent has fewer."""
_FEWEST_TERMS = 3

_SILENT = frozenset(str.split("script style template svg head select option iframe object"))
_BARS = frozenset(("nav", "header", "footer", "aside", "dialog"))
_ROOTS = frozenset(str.split("root app __next __nuxt ___gatsby svelte main-app app-root q-app"))
"""Ids of elements that frameworks fill."""
_BLOCKS = frozenset(str.split(
    "address article blockquote body br button caption center dd div dl dt fieldset figure form h1"
    " h2 h3 h4 h5 h6 hr label legend li main ol p pre section table tbody td th tr ul"
))  # fmt: skip


_POPPING_UP = re.compile(
    r"\b(?:modal|popup|pop-up|offcanvas|lightbox|drawer|dropdown)\b", re.IGNORECASE
)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands in the way."""

    kind: str
    """login, bot wall, consent or script shell."""
    reason: str
    """In a few words, for people: "asks for a login"."""


@dataclass(slots=True)
class _Seen:
    """What a page shows, as far as it was looked at."""

    title: str = ""
    headings: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """Text outside links and bars, a block each."""
    buttons: list[str] = field(default_factory=list)
    noscript: str = ""
    text: int = 0
    links: int = 0
    bar_links: int = 0
    fields: int = 0
    """To write in."""
    passwords: int = 0
    mails: int = 0
    too_much: bool = False

    @property
    def said(self) -> list[str]:
        """What the page says of itself: its title and its headings."""
        return [self.title, *self.headings]


def wall_of(root: HtmlElement) -> Wall | None:
    """Return what a page is instead of what was asked for; None for all other pages.

    Args:
        root: the page's tree; not changed.
    """
    seen = _look(root)
    if seen.too_much:
        return None
    return _proof(root, seen) or _consent(seen) or _login(seen) or _shell(root, seen)


def _proof(root: HtmlElement, seen: _Seen) -> Wall | None:
    """A proof is asked for in the title or the lines, or by a guard's own form, alone."""
    if seen.text > _LONGEST_PROOF or seen.links + seen.bar_links > _FEW_LINKS:
        return None
    asked = next((text for text in (*seen.lines, *seen.headings, seen.noscript)
                  if ASKS_PROOF.search(text)), "")  # fmt: skip
    titled = next((text for text in seen.said if PROOF_TITLES.fullmatch(text)), "")
    if titled and (asked or _is_marked(root) or seen.text <= _NEXT_TO_NOTHING):
        return Wall("bot wall", f'bot wall: "{titled[:60]}"')
    if seen.text > _LITTLE:
        return None
    if asked:
        return Wall("bot wall", f'bot wall: "{asked[:60].strip()}"')
    if seen.text <= _NEXT_TO_NOTHING and not seen.fields and _is_marked(root):
        return Wall("bot wall", "bot wall: shows a captcha and little else")
    return None


def _is_marked(root: HtmlElement) -> bool:
    """Whether the page has the forms or scripts of one of the big guards, and little else."""
    if root.xpath(PROOF_MARKS):
        return True
    for element in root.iter("script", "iframe"):
        if PROOF_FILES.search(f"{element.get('src', '')[:500]} {(element.text or '')[:2000]}"):
            return True
    return False


def _login(seen: _Seen) -> Wall | None:
    """A login is asked for where one can log in, and where that is all there is."""
    if not (seen.passwords or seen.mails) or seen.links > _FEW_LINKS or seen.text > _LITTLE:
        return None
    named = any(ASKS_LOGIN.search(text[:120]) for text in (seen.title, *seen.headings[:1]))
    asked = any(ASKS_LOGIN.search(text) for text in (*seen.headings, *seen.buttons, *seen.lines))
    alone = bool(seen.passwords) and seen.text <= _NEXT_TO_NOTHING
    return Wall("login", "asks for a login") if named or (alone and asked) else None


def _consent(seen: _Seen) -> Wall | None:
    """Consent is asked for where all the page speaks of it, and where one can give it."""
    if seen.links + seen.bar_links > 2 * _FEW_LINKS:
        return None
    text = " ".join((*seen.said, *seen.lines)).lower()
    terms = {match.group() for match in CONSENT_TERMS.finditer(text)}
    named = any(ASKS_CONSENT.search(line) for line in (*seen.said, *seen.lines, *seen.buttons))
    about = sum(_width(line) for line in seen.lines if CONSENT_TERMS.search(line.lower()))
    if named and len(terms) >= _FEWEST_TERMS and seen.text - about <= min(about, _LITTLE):
        return Wall("consent", "asks for consent")
    return None


def _shell(root: HtmlElement, seen: _Seen) -> Wall | None:
    """A shell has scripts and nothing else, or says that it needs them."""
    shown = seen.text + sum(map(len, seen.buttons))
    if seen.links + seen.bar_links > _FEW_LINKS or next(root.iter("script"), None) is None:
        return None
    asked = any(NEEDS_SCRIPTS.search(line) for line in (*seen.lines, *seen.headings))
    hinted = bool(NEEDS_SCRIPTS.search(seen.noscript))
    empty = any(_is_empty(element) for element in root.xpath("//body//*[@id]")[:50])
    if (asked and seen.text <= _LITTLE) or ((hinted or empty) and shown <= _NEXT_TO_NOTHING):
        return Wall("script shell", NEEDS_A_BROWSER)
    return None


def _is_empty(element: HtmlElement) -> bool:
    """Whether it is an element that a framework has still to fill."""
    return element.get("id") in _ROOTS and not "".join(element.itertext("*")).strip()


def _look(root: HtmlElement) -> _Seen:
    """Read the page until it shows more than any wall does."""
    seen = _Seen(title=_title(root), noscript=_noscript(root))
    body = next(root.iter("body"), root)
    for text, tag in _lines(body, seen):
        line = " ".join(text[: 4 * _MOST_TEXT].split())[:_MOST_TEXT]
        if not line:
            continue
        if tag in ("h1", "h2"):
            seen.headings.append(line)
        elif tag in ("button", "a"):
            seen.buttons.append(line[:80])
        else:
            seen.lines.append(line)
            seen.text += _width(line)
        if seen.text > _MOST_TEXT or seen.links > _MOST_LINKS:
            seen.too_much = True
            break
    return seen


def _title(root: HtmlElement) -> str:
    element = next(root.iter("title"), None)
    return " ".join((element.text or "").split())[:200] if element is not None else ""


def _noscript(root: HtmlElement) -> str:
    elements = list(root.iter("noscript"))[:20]
    texts = (" ".join(etree.tostring(e, method="text", encoding="unicode").split())[:300]
             for e in elements)  # fmt: skip
    return " ".join(filter(None, texts))[:1000]


def _lines(body: HtmlElement, seen: _Seen) -> Iterator[tuple[str, str]]:
    """Yield the texts of the blocks that are shown, each with the tag that it stands in.

    Bars are passed over, but for the count of their links.
    """
    pieces: list[str] = []
    tag = ""
    left = _MOST_ELEMENTS
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, node in walk:
        left -= event == "start"
        if left < 0:
            seen.too_much = True
            return
        if event == "start" and _is_passed(node):
            seen.bar_links += _links_in(node) if node.tag in _BARS else 0
            walk.skip_subtree()
            continue
        if node.tag in _BLOCKS or node.tag == "a":
            yield "".join(pieces), tag
            pieces.clear()
            tag = node.tag if event == "start" else ""
        if event == "start":
            _count(node, seen)
            pieces.append(node.text or "")
        if event == "end":
            pieces.append(node.tail or "")
    yield "".join(pieces), tag


def _is_passed(node: HtmlElement) -> bool:
    """Whether an element is a bar, or nothing that is shown."""
    if not isinstance(node.tag, str) or node.tag in _SILENT or node.tag == "noscript":
        return True
    return node.tag in _BARS or (_is_hidden(node) and not _holds_much(node))


def _holds_much(node: HtmlElement) -> bool:
    """Whether what is hidden is the page itself, which a script will show."""
    length = 0
    for text in node.itertext("p", "div", "span", "a", "li", "td", "h1", "h2", "h3"):
        length += len(text.strip())
        if length > _MUCH:
            return True
    return False


def _is_hidden(node: HtmlElement) -> bool:
    style = node.get("style", "")[:300].replace(" ", "").lower()
    return (
        "hidden" in node.attrib
        or node.get("aria-hidden") == "true"
        or "display:none" in style
        or bool(_POPPING_UP.search(f"{node.get('class', '')[:200]} {node.get('id', '')[:60]}"))
    )


def _links_in(node: HtmlElement) -> int:
    return sum(1 for _ in zip(range(_MOST_LINKS), node.iter("a"), strict=False))


def _count(node: HtmlElement, seen: _Seen) -> None:
    if node.tag == "a":
        seen.links += "href" in node.attrib
    elif node.tag == "textarea":
        seen.fields += 1
    elif node.tag == "input":
        kind = node.get("type", "text").lower()
        seen.fields += kind in ("text", "email", "search", "tel", "url")
        seen.passwords += kind == "password"
        seen.mails += kind == "email" or "email" in node.get("autocomplete", "")
        if kind in ("submit", "button"):
            seen.buttons.append(node.get("value", "")[:80])


def _width(text: str) -> int:
    """Return the characters of a text; one of Chinese, Japanese or Korean says as much as three."""
    return len(text) + 2 * len(_WIDE.findall(text))
