"""Finds the title of the article, as its author wrote it.

A page names its article several times: in its heading, in JSON-LD, for social networks
(og:title), and in the browser's title, which adds the site and the section. Each is
wrong on some sites, so they are weighed against each other: what two of them agree on
is the title, and the heading that readers see decides how it is written.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from digest.address import absolute
from digest.extract.facts import Facts
from digest.extract.regions import text_of
from digest.extract.wording import heads, key, tails
from digest.markup import plain

_SHORTEST = 2
_MOST_HEADINGS = 20
_LONGEST = 300
"""A heading with more characters is a paragraph in the wrong element."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title and where it stands."""

    text: str
    """Plain; "" when the page has none."""
    provenance: str = ""
    heading: HtmlElement | None = None
    """The element that shows it to readers."""


def title_of(facts: Facts) -> Title:
    """Return the title of the page's article."""
    headings = _headings(facts, "h1")
    declared = _declared(facts)
    named = [text for text, _ in declared]
    best = max(headings, key=lambda pair: _agreement(pair[1], named), default=None)
    if best and _agreement(best[1], named) >= _enough(len(headings)):
        text, provenance = _inner(best[1], declared) or (best[1], "h1")
        return Title(text, provenance, best[0])
    for element, text in _headings(facts, "h2", "h3"):
        if _agreement(text, named) == 1.0:
            return Title(text, element.tag, element)
    for text, provenance in declared:
        if own := _without_site(text, facts, named):
            shown = _shown(facts, own)
            return Title(own, provenance, best[0] if shown is None and best else shown)
    return Title(best[1], "h1", best[0]) if best else Title("")


def _enough(headings: int) -> float:
    """A lone heading needs less agreement than one of several."""
    return 0.5 if headings == 1 else 0.6


def _inner(text: str, declared: list[tuple[str, str]]) -> tuple[str, str] | None:
    """What the head calls the title, where the heading holds a kicker or a byline beside it."""
    whole = key(text)
    for name, provenance in declared:
        own = key(name)
        if own != whole and 2 * len(own) > len(whole) and whole.startswith(own):
            return name, provenance
        if own != whole and 2 * len(own) > len(whole) and whole.endswith(own):
            return name, provenance
    return None


def _shown(facts: Facts, title: str) -> HtmlElement | None:
    """The element that shows a title which no heading has."""
    wanted = {key(head) for head in heads(title)}
    most = 2 * len(title) + 20
    for element in facts.root.iter("h4", "h5", "h6", "p", "div", "span", "strong", "b", "a", "td"):
        text = element.text or ""
        if 10 < len(text) <= most and key(text) in wanted and not _hidden(element):
            return element
    return None


def _headings(facts: Facts, *tags: str) -> list[tuple[HtmlElement, str]]:
    found = []
    for element in facts.root.iter(*tags):
        text = plain(text_of(element, _LONGEST + 1))
        if _SHORTEST <= len(text) <= _LONGEST and not (
            facts.is_site(text) or _hidden(element) or _is_home(element, facts)
        ):
            found.append((element, text))
        if len(found) == _MOST_HEADINGS:
            break
    return found


def _is_home(element: HtmlElement, facts: Facts) -> bool:
    """Whether a heading links to the front page, so that it is the name of the site."""
    links = [*element.iter("a"), *element.iterancestors("a")]
    targets = [absolute(link.get("href") or "", facts.base) for link in links]
    return any(urlsplit(target).path == "/" for target in targets if target)


def _hidden(element: HtmlElement) -> bool:
    return (
        next(element.iterancestors("nav", "aside", "footer", "dialog", "noscript"), None)
        is not None
    )


def _declared(facts: Facts) -> list[tuple[str, str]]:
    """What the head says, the most careful source first."""
    graph, article = facts.graph, facts.article
    title = next((text_of(element) for element in facts.root.iter("title")), "")
    found = [
        (graph.text(article.get("headline")), "json-ld"),
        (facts.meta("og:title", "og:article:title"), "meta"),
        (graph.text(article.get("name")), "json-ld"),
        (
            facts.meta("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"),
            "meta",
        ),
        (title, "title"),
    ]
    plained = ((plain(text), provenance) for text, provenance in found)
    return [(text, provenance) for text, provenance in plained if text and not facts.is_site(text)]


def _agreement(text: str, named: list[str]) -> float:
    """How far a heading is what the head says, from 0.0 to 1.0; the best of the names."""
    return max((_alike(text, name) for name in named), default=0.0)


def _alike(text: str, name: str) -> float:
    wanted = key(text)
    best = 0.0
    for cut in dict.fromkeys((*heads(name), *tails(name))):
        found = key(cut)
        if found == wanted != "":
            return 1.0
        matcher = SequenceMatcher(None, wanted, found, autojunk=False)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best * 0.95


def _without_site(text: str, facts: Facts, named: list[str]) -> str:
    """The title without the parts that name the site or a section.

    A part at either end goes when it is a name of the site; so does all after a
    separator when another source gives the title without it.
    """
    others = {key(name) for name in named}
    for cut in heads(text)[1:]:
        rest = text[len(cut) :].strip(" |-–—·•:»«/")
        if facts.is_site(rest) or key(cut) in others:
            return _without_site(cut, facts, named)
    for cut in tails(text):
        if facts.is_site(text[: -len(cut)].strip(" |-–—·•:»«/")):
            return cut
    return text
