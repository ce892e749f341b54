"""Rules for RSS 2.0 with the modules that readers know."""

from collections.abc import Callable, Iterator
from typing import Any

from digest.markup.words import names
from feed_rules.body import broken_html
from feed_rules.values import (
    Rules,
    contact,
    language,
    link,
    mime,
    number,
    plain_text,
    relation,
    rfc822,
    rfc3339,
    shown,
    unique,
)

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SY = "{http://purl.org/rss/1.0/modules/syndication/}"

_CHANNEL = names(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate"
    " category generator docs cloud ttl image textInput skipHours skipDays item"
)
_ITEM = names("title link description author category comments enclosure guid pubDate source")
_REPEATED = frozenset(
    (
        "category",
        "item",
        "enclosure",
        f"{ATOM}link",
        f"{DC}creator",
        f"{DC}subject",
        f"{MEDIA}content",
        f"{MEDIA}thumbnail",
        f"{MEDIA}group",
    )
)
_SAME = (("author", f"{DC}creator"), ("pubDate", f"{DC}date"), ("category", f"{DC}subject"))
_PERIODS = frozenset(("hourly", "daily", "weekly", "monthly", "yearly"))
_MEDIA = frozenset(("image", "audio", "video", "document", "executable"))


def broken_rss(root: Any, rules: Rules) -> Iterator[str]:
    """Yield what is wrong with a document whose root is `rss`."""
    channels = list(root)
    if root.get("version") != "2.0":
        yield f"UnsupportedVersion: rss: {shown(root.get('version'))}"
    if [one.tag for one in channels] != ["channel"]:
        yield f"MissingChannel: rss: {shown([one.tag for one in channels])}"
        return
    channel = channels[0]
    yield from _shape("channel", channel, _CHANNEL, ("title", "link", "description"))
    for element in channel:
        if element.tag != "item":
            yield from _value(f"channel {_name(element)}", element, rules)
    yield from _self(channel, rules)
    yield from _image(channel)
    items = channel.findall("item")
    yield from unique("DuplicateIds", "guid", [one.findtext("guid") or "" for one in items])
    for place, item in enumerate(items):
        yield from _item(f"item {place}", item, rules)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _shape(
    where: str, parent: Any, known: frozenset[str], needed: tuple[str, ...]
) -> Iterator[str]:
    names = [str(one.tag) for one in parent]
    for name in needed:
        if name not in names:
            yield f"MissingElement: {where}: {name}"
    for name in sorted(set(names)):
        if not name.startswith("{") and name not in known:
            yield f"UndefinedElement: {where}: {name}"
        if names.count(name) > 1 and name not in _REPEATED:
            yield f"DuplicateElement: {where}: {name}"


def _self(channel: Any, rules: Rules) -> Iterator[str]:
    links = [one for one in channel.findall(f"{ATOM}link") if one.get("rel") == "self"]
    if not links and rules.self_url:
        yield "MissingAtomSelfLink: channel: no atom:link with rel=self"
    if len(links) > 1:
        yield "DuplicateAtomLink: channel: two with rel=self"
    for one in links:
        if rules.self_url and one.get("href") != rules.self_url:
            yield f"SelfDoesntMatchLocation: channel: {shown(one.get('href'))}"


def _image(channel: Any) -> Iterator[str]:
    image = channel.find("image")
    if image is None:
        return
    for name in ("url", "title", "link"):
        if not image.findtext(name):
            yield f"MissingElement: channel image: {name}"
    if image.findtext("title") != channel.findtext("title"):
        yield f"ImageTitleDoesntMatch: channel image: {shown(image.findtext('title'))}"
    if image.findtext("link") != channel.findtext("link"):
        yield f"ImageLinkDoesntMatch: channel image: {shown(image.findtext('link'))}"
    for name in ("url", "link"):
        yield from link(f"channel image {name}", image.findtext(name))


def _item(where: str, item: Any, rules: Rules) -> Iterator[str]:
    yield from _shape(where, item, _ITEM, ())
    names = [str(one.tag) for one in item]
    if "title" not in names and "description" not in names:
        yield f"MissingElement: {where}: title or description"
    if "guid" not in names:
        yield f"MissingGuid: {where}: no guid"
    if "pubDate" not in names and f"{DC}date" not in names:
        yield f"MissingDate: {where}: no pubDate"
    if names.count("enclosure") > 1:
        yield f"DuplicateEnclosure: {where}: {names.count('enclosure')} enclosures"
    for one, other in _SAME:
        if one in names and other in names:
            yield f"DuplicateItemSemantics: {where}: {one} and {other}"
    if CONTENT in names and "description" not in names[: names.index(CONTENT)]:
        yield f"NeedDescriptionBeforeContent: {where}: content:encoded first"
    terms = [(one.text or "").casefold() for one in item.findall("category")]
    yield from unique("DuplicateCategory", where, terms)
    for element in item:
        yield from _value(f"{where} {_name(element)}", element, rules)


def _value(where: str, element: Any, rules: Rules) -> Iterator[str]:
    tag, text = str(element.tag), element.text or ""
    if len(element) and tag not in ("image", f"{MEDIA}content", f"{MEDIA}group"):
        yield f"UndefinedElement: {where}: {_name(element[0])} inside"
    if tag in ("title", "category", f"{DC}creator", "generator", "copyright"):
        yield from plain_text(where, text)
    elif tag in ("description", CONTENT):
        yield from broken_html(where, text)
        if not text.strip():
            yield f"NotBlank: {where}: is empty"
    elif tag in ("pubDate", "lastBuildDate"):
        yield from rfc822(where, text, rules)
    elif tag in (f"{DC}date", f"{ATOM}updated"):
        yield from rfc3339(where, text, rules)
    elif tag in _TEXTS:
        yield from _TEXTS[tag](where, text)
    elif tag in _ELEMENTS:
        yield from _ELEMENTS[tag](where, element)


def _guid(where: str, element: Any) -> Iterator[str]:
    value = element.text or ""
    yield from plain_text(where, value)
    if element.get("isPermaLink", "true") == "true":
        yield from link(where, value)
    elif element.get("isPermaLink") != "false":
        yield f"InvalidBooleanAttribute: {where}: {shown(element.get('isPermaLink'))}"


def _enclosure(where: str, element: Any) -> Iterator[str]:
    for name in ("url", "length", "type"):
        if name not in element.attrib:
            yield f"MissingAttribute: {where}: {name}"
    yield from link(f"{where} url", element.get("url"))
    yield from number(f"{where} length", element.get("length"))
    yield from mime(f"{where} type", element.get("type"))


def _source(where: str, element: Any) -> Iterator[str]:
    yield from link(f"{where} url", element.get("url"))
    yield from plain_text(where, element.text or "")


def _atom_link(where: str, element: Any) -> Iterator[str]:
    yield from link(f"{where} href", element.get("href"))
    yield from relation(f"{where} rel", element.get("rel", "alternate"))
    if element.get("rel") == "self" or "type" in element.attrib:
        yield from mime(f"{where} type", element.get("type"))


def _media(where: str, element: Any) -> Iterator[str]:
    if _name(element) != "group":
        yield from link(f"{where} url", element.get("url"))
    if element.get("medium", "image") not in _MEDIA:
        yield f"InvalidMediaMedium: {where}: {shown(element.get('medium'))}"
    for name in ("width", "height", "fileSize"):
        if name in element.attrib:
            yield from number(f"{where} {name}", element.get(name), least=1)
    if "type" in element.attrib:
        yield from mime(f"{where} type", element.get("type"))
    for inner in element:
        if inner.tag in (f"{MEDIA}content", f"{MEDIA}thumbnail"):
            yield from _media(f"{where} {_name(inner)}", inner)


def _period(where: str, value: str) -> Iterator[str]:
    if value not in _PERIODS:
        yield f"InvalidUpdatePeriod: {where}: {shown(value)}"


_TEXTS: dict[str, Callable[[str, str], Iterator[str]]] = {
    "link": link,
    "comments": link,
    "docs": link,
    "language": language,
    f"{DC}language": language,
    "author": contact,
    "managingEditor": contact,
    "webMaster": contact,
    "ttl": number,
    f"{SY}updatePeriod": _period,
    f"{SY}updateFrequency": lambda where, value: number(where, value, least=1),
}
_ELEMENTS: dict[str, Callable[[str, Any], Iterator[str]]] = {
    "guid": _guid,
    "enclosure": _enclosure,
    "source": _source,
    f"{ATOM}link": _atom_link,
    f"{MEDIA}content": _media,
    f"{MEDIA}thumbnail": _media,
    f"{MEDIA}group": _media,
}
