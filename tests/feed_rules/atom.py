"""Rules for Atom (RFC 4287)."""

from collections.abc import Iterator
from typing import Any

from digest.markup.words import names
from feed_rules.body import broken_html
from feed_rules.values import (
    Rules,
    bad_characters,
    language,
    link,
    mime,
    number,
    plain_text,
    relation,
    rfc3339,
    shown,
    unique,
    uri,
)

ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FEED = names(
    "author category contributor generator icon id link logo rights subtitle title updated entry"
)
_ENTRY = names(
    "author category content contributor id link published rights source summary title updated"
)
_REPEATED = frozenset(("author", "category", "contributor", "link", "entry"))
_TITLES = frozenset(("title", "subtitle", "rights"))


def broken_atom(root: Any, rules: Rules) -> Iterator[str]:
    """Yield what is wrong with a document whose root is `feed`."""
    yield from _shape("feed", root, _FEED)
    yield from _self(root, rules)
    for element in root:
        if element.tag != f"{ATOM}entry":
            yield from _value("feed", element, rules)
    entries = root.findall(f"{ATOM}entry")
    for name, rule in (("id", "DuplicateIds"), ("updated", "DuplicateUpdated")):
        values = [one.findtext(f"{ATOM}{name}") or "" for one in entries]
        yield from unique(rule, f"entry {name}", values)
    named = root.find(f"{ATOM}author") is not None
    for place, entry in enumerate(entries):
        where = f"entry {place}"
        yield from _shape(where, entry, _ENTRY)
        yield from _entry(where, entry, named=named)
        for element in entry:
            yield from _value(where, element, rules)


def _name(element: Any) -> str:
    return str(element.tag).removeprefix(ATOM)


def _shape(where: str, parent: Any, known: frozenset[str]) -> Iterator[str]:
    names = [_name(one) for one in parent]
    for name in ("id", "title", "updated"):
        if name not in names:
            yield f"MissingElement: {where}: {name}"
    for name in sorted(set(names)):
        if not name.startswith("{") and name not in known:
            yield f"UndefinedElement: {where}: {name}"
        if names.count(name) > 1 and name in known - _REPEATED:
            yield f"DuplicateElement: {where}: {name}"
    if _LANG in parent.attrib:
        yield from language(f"{where} xml:lang", parent.get(_LANG))
    links = [
        f"{one.get('rel', 'alternate')} {one.get('type')} {one.get('hreflang')}"
        for one in parent.findall(f"{ATOM}link")
        if one.get("rel", "alternate") in ("alternate", "self")
    ]
    yield from unique("DuplicateAtomLink", where, links)
    terms = [one.get("term", "").casefold() for one in parent.findall(f"{ATOM}category")]
    yield from unique("DuplicateCategory", where, terms)


def _self(root: Any, rules: Rules) -> Iterator[str]:
    own = [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]
    if not own and rules.self_url:
        yield "MissingSelf: feed: no link with rel=self"
    for href in own:
        if rules.self_url and href != rules.self_url:
            yield f"SelfDoesntMatchLocation: feed: {shown(href)}"


def _entry(where: str, entry: Any, *, named: bool) -> Iterator[str]:
    if entry.find(f"{ATOM}author") is None and not named:
        yield f"MissingElement: {where}: author"
    content = entry.find(f"{ATOM}content")
    relations = [one.get("rel", "alternate") for one in entry.findall(f"{ATOM}link")]
    if content is None and "alternate" not in relations:
        yield f"MissingAlternateLink: {where}: neither content nor a link"
    if content is None and entry.find(f"{ATOM}summary") is None:
        yield f"MissingSummary: {where}: neither content nor summary"


def _value(where: str, element: Any, rules: Rules) -> Iterator[str]:
    name, text = _name(element), element.text or ""
    where = f"{where} {name}"
    if name in _TITLES or name in ("summary", "content"):
        yield from _text(where, element, title=name in _TITLES)
    elif name in ("updated", "published"):
        yield from rfc3339(where, text, rules)
    elif name == "id":
        yield from uri(where, text)
    elif name in ("icon", "logo"):
        yield from link(where, text)
    elif name == "generator":
        yield from plain_text(where, text)
    elif name in ("author", "contributor"):
        yield from _person(where, element)
    elif name == "category":
        yield from plain_text(f"{where} term", element.get("term", ""))
    elif name == "link":
        yield from _link(where, element)


def _text(where: str, element: Any, *, title: bool) -> Iterator[str]:
    kind, text = element.get("type", "text"), element.text or ""
    if kind not in ("text", "html", "xhtml"):
        yield f"InvalidMIMEType: {where}: {shown(kind)}"
    if len(element) and kind != "xhtml":
        yield f"UndefinedElement: {where}: {shown(element[0].tag)} inside"
    yield from bad_characters(where, text)
    if title and kind != "text":
        yield f"ContainsHTML: {where}: type={kind}"
    if kind == "text":
        yield from plain_text(where, text, rule="ContainsUndeclaredHTML")
    elif kind == "html":
        yield from broken_html(where, text)
        if not text.strip():
            yield f"NotBlank: {where}: is empty"


def _person(where: str, element: Any) -> Iterator[str]:
    names = [_name(one) for one in element]
    if names.count("name") != 1:
        yield f"MissingElement: {where}: name"
    for inner in element:
        if _name(inner) == "name":
            yield from plain_text(f"{where} name", inner.text or "")
        elif _name(inner) == "uri":
            yield from link(f"{where} uri", inner.text)
        elif _name(inner) != "email":
            yield f"UndefinedElement: {where}: {_name(inner)}"


def _link(where: str, element: Any) -> Iterator[str]:
    rel = element.get("rel", "alternate")
    yield from link(f"{where} href", element.get("href"))
    yield from relation(f"{where} rel", rel)
    if rel in ("self", "enclosure") or "type" in element.attrib:
        yield from mime(f"{where} type", element.get("type"))
    if "length" in element.attrib:
        yield from number(f"{where} length", element.get("length"))
    if "hreflang" in element.attrib:
        yield from language(f"{where} hreflang", element.get("hreflang"))
