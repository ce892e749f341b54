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
from digest.extract.wording import bare, heads, key, tails
from digest.markup import plain

_SHORTEST = 2
_MOST_HEADINGS = 20
_LONGEST = 300
"""A heading with more characters is a paragraph in the wrong element."""
_LEAST_OF_SITE = 5
"""Letters of a host's name that are not in a text by chance."""
_LONGEST_OF_SITE = 40
_ENOUGH, _ENOUGH_ALONE = 0.53, 0.3
"""Agreement of a heading, from 0.0 to 1.0; one that stands alone needs less."""
_UNLIKELY = 0.2
_DOUBTFUL = 0.6
"""With no more, a lesser heading that is surely the title comes first."""
_SURE = 0.85
"""Agreement with the letters of a name, not only with some of them."""
_LEAST_WORDS = 3
_LEAST_SHARE = 0.35
"""Of a name, for its end to be the title."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title and where it stands."""

    text: str
    """Plain; "" when the page has none."""
    provenance: str = ""
    heading: HtmlElement | None = None
    """The element that shows it to readers."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What the head calls the article."""

    text: str
    where: str


def title_of(facts: Facts) -> Title:
    """Return the title of the page's article."""
    found = _found(facts)
    return Title(bare(found.text), found.provenance, found.heading)


def _found(facts: Facts) -> Title:
    named = _declared(facts)
    headings = [
        (_agreement(text, named, facts), (element, text))
        for element, text in _headings(facts, "h1")
    ]
    agreement, best = max(headings, key=lambda one: one[0], default=(0.0, None))
    if best is None or agreement <= _DOUBTFUL:
        whole = {key(name.text) for name in named}
        for element, text in _headings(facts, "h2", "h3"):
            if key(text) in whole or _agreement(text, named, facts) > _SURE:
                return Title(_cut(text, facts), element.tag, element)
    if best and agreement >= (_ENOUGH if len(headings) > 1 else _ENOUGH_ALONE):
        name = _inner(best[1], named) or _Name(_cut(best[1], facts), "h1")
        return Title(name.text, name.where, best[0])
    for name in named:
        if own := _without_site(name, facts, named):
            shown = _shown(facts, own)
            return Title(own, name.where, best[0] if shown is None and best else shown)
    return Title(_cut(best[1], facts), "h1", best[0]) if best else Title("")


def _inner(text: str, named: list[_Name]) -> _Name | None:
    """What the head calls the title, where the heading holds a kicker or a byline beside it."""
    whole = key(text)
    named = [name for name in named if name.where != "microdata"]  # most often the heading itself
    if any(key(name.text) == whole for name in named):
        return None
    for name in named:
        own = key(name.text)
        if 2 * len(own) > len(whole) and (whole.startswith(own) or whole.endswith(own)):
            return name
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


def _declared(facts: Facts) -> list[_Name]:
    """What the head says, the most careful source first."""
    graph, article = facts.graph, facts.article
    title = next((text_of(element) for element in facts.root.iter("title")), "")
    found = [
        (graph.text(article.get("headline")), "json-ld"),
        (_marked_headline(facts), "microdata"),
        (facts.meta("og:title", "og:article:title"), "meta"),
        (graph.text(article.get("name")), "json-ld"),
        (
            facts.meta("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"),
            "meta",
        ),
        (title, "title"),
    ]
    plained = (_Name(plain(text), where) for text, where in found)
    return [name for name in plained if name.text and not facts.is_site(name.text)]


def _marked_headline(facts: Facts) -> str:
    """The one headline of microdata or RDFa; "" where there are more, as on lists of articles."""
    texts = {text_of(element, _LONGEST) for element in facts.marked.get("headline", ())[:3]}
    return texts.pop() if len(texts) == 1 else ""


def _agreement(text: str, named: list[_Name], facts: Facts) -> float:
    """How far a heading is what the head says, from 0.0 to 1.0; the best of the names."""
    texts = dict.fromkeys(name.text for name in named)
    return max((_alike(text, name, facts) for name in texts), default=0.0)


def _alike(text: str, name: str, facts: Facts) -> float:
    """What is the same letter for letter counts more the more of the name it is.

    The end of a name is the site more often than the title, unless what stands before
    it is.
    """
    wanted, whole = key(text), key(name)
    if not wanted or not whole:
        return 0.0
    if wanted == whole:
        return 1.0
    share = len(wanted) / len(whole)
    for head in heads(name)[1:]:
        if key(head) == wanted:
            return 0.9 + 0.08 * share
    for tail in tails(name):
        if key(tail) == wanted:
            return _of_tail(share, name[: -len(tail)], facts)
    return _SURE * max(_ratio(wanted, whole), _ratio(wanted, key(_without_end(name, facts))))


def _of_tail(share: float, before: str, facts: Facts) -> float:
    if _names_site(before, facts):
        return 0.97
    return 0.86 + 0.1 * share if share >= _LEAST_SHARE else _UNLIKELY


def _ratio(wanted: str, found: str) -> float:
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    if matcher.real_quick_ratio() > 0.5 and matcher.quick_ratio() > 0.5:
        return matcher.ratio()
    return 0.0


def _without_end(name: str, facts: Facts) -> str:
    """The name without its last part, where that names the site."""
    for cut in heads(name)[1:]:
        if _names_site(name[len(cut) :], facts):
            return cut
    return name


def _names_site(part: str, facts: Facts) -> bool:
    """Whether a part of a title is the site: one of its names, or its host's in a short text."""
    own = key(part)
    if own in facts.sites:
        return True
    return len(part) <= _LONGEST_OF_SITE and any(
        len(name) >= _LEAST_OF_SITE and name in own for name in facts.hosts
    )


def _without_site(name: _Name, facts: Facts, named: list[_Name]) -> str:
    """The title without the parts that name the site or a section.

    A part at either end goes when it is a name of the site; so does all after a
    separator when another source gives the title without it.
    """
    others = {key(other.text) for other in named}
    for cut in heads(name.text)[1:]:
        if key(cut) in others:
            return _cut(cut, facts)
    return _cut(name.text, facts) if name.where != "title" else _without_last(name.text, facts)


def _without_last(text: str, facts: Facts) -> str:
    """What the browser's title says before its last part, the site, where no name tells it."""
    cut = _cut(text, facts)
    first = next(iter(heads(text)[1:]), "")
    if cut != text or len(first.split()) < _LEAST_WORDS or 2 * len(first) < len(text):
        return cut
    return first


def _cut(text: str, facts: Facts) -> str:
    """The title without the names of the site at its ends."""
    for cut in heads(text)[1:]:
        if _names_site(text[len(cut) :], facts):
            return _cut(cut, facts)
    for cut in tails(text):
        if _names_site(text[: -len(cut)], facts):
            return cut
    return text
