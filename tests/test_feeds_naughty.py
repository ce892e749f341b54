"""No string in any field stops a feed, changes its structure or breaks a rule."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.parsers import expat

import pytest
from feed_rules import broken
from lxml import etree
from naughty import NAUGHTY

from digest import feeds
from digest.markup import clean, text_of
from digest.model import Article, Enclosure, Feed, Image, Published, Stored

SEEN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
WRITERS = {"rss": feeds.rss, "atom": feeds.atom, "json_feed": feeds.json_feed}
GENERATED = 10_000

PLAIN = Article(
    url="https://example.org/port",
    title="Port opens",
    html="<p>The port opened.</p>",
    text="The port opened.",
    summary="A port opened.",
    published=Published(at=SEEN - timedelta(hours=2), provenance="json-ld"),
    authors=("Ann Lee",),
    section="Trade",
    tags=("Ports",),
    image=Image(url="https://example.org/port.jpg", width=640, height=480),
    language="en",
)
FIELDS: dict[str, Callable[[str], Article]] = {
    "url": lambda text: replace(PLAIN, url=text),
    "title": lambda text: replace(PLAIN, title=text),
    "html": lambda text: replace(PLAIN, html=clean(text, PLAIN.url)),
    "text": lambda text: replace(PLAIN, text=text, summary=""),
    "summary": lambda text: replace(PLAIN, summary=text),
    "authors": lambda text: replace(PLAIN, authors=(text,)),
    "section": lambda text: replace(PLAIN, section=text),
    "tags": lambda text: replace(PLAIN, tags=(text,)),
    "image": lambda text: replace(PLAIN, image=Image(url=text, alt=text, width=6, height=4)),
    "language": lambda text: replace(PLAIN, language=text),
    "enclosures": lambda text: replace(
        PLAIN, enclosures=(Enclosure(url=text), Enclosure(url=SOUNDS[0].url, type=text))
    ),
    "all": lambda text: Article(
        url=f"https://example.org/{text}",
        title=text,
        html=clean(text, "", direction="rtl"),
        text=text,
        summary=text,
        authors=(text, text),
        section=text,
        tags=(text,),
        language="ar",
        direction="rtl",
    ),
}
FEED = Feed(
    title="News",
    url="https://example.org/",
    base_url="https://me.example/",
    description="All of it",
    language="en",
)
SOUNDS = tuple(Enclosure(url=f"https://example.org/{n}.mp3", type="audio/mpeg") for n in (1, 2))
MAY_LACK = frozenset((
    "link", "category", "creator", "language", "encoded", "content", "thumbnail", "author", "name",
    "url", "image", "authors", "tags", "summary", "content_html", "content_text", "uri", "source",
    "home_page_url", "feed_url", "description", "enclosure", "attachments", "mime_type",
    "size_in_bytes",
))  # fmt: skip
"""What is left out where nothing of the value is left; the rules say what must not lack."""
ICON = frozenset(("icon", "favicon", "logo", "image", "title"))
"""What a feed cannot name that does not know where it is; a picture of RSS has a title."""


def _stored(article: Article, number: int = 1) -> Stored:
    return Stored(
        id=f"urn:uuid:7e5f1d2c-76d1-5a76-a6e9-{number:012}",
        number=number,
        source="example",
        article=article,
        first_seen=SEEN + timedelta(seconds=number),
        updated=SEEN + timedelta(seconds=number),
    )


def _feed(*articles: Stored, **fields: object) -> Feed:
    return replace(FEED, articles=articles, **fields)


def _structure(document: bytes) -> list[str]:
    """Return the names of all that the document holds, in their order, read by two parsers."""
    if document.startswith(b"{"):
        return list(_names(json.loads(document)))
    names: list[str] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda name, _: names.append(name.rpartition("}")[2])
    parser.Parse(document, True)  # noqa: FBT003 - it takes no keywords
    root = etree.fromstring(document, etree.XMLParser(huge_tree=True))
    assert [etree.QName(element).localname for element in root.iter()] == names
    return names


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name in sorted(value):
            yield name
            yield from _names(value[name])
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)


def _check(document: bytes, plain: list[str], text: str, may_lack: frozenset[str]) -> None:
    """The same elements in the same order, but for those whose value is gone; no rule broken."""
    names = _structure(document)
    rest = iter(names)
    found = next(rest, "")
    lacking = []
    for name in plain:
        if name == found:
            found = next(rest, "")
        else:
            lacking.append(name)
    assert not found, f"more than in a plain feed, from {found} on: {text[:80]!r}"
    assert set(lacking) <= may_lack, repr(text[:80])
    assert not broken(document), repr(text[:80])


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", WRITERS)
def test_no_string_in_an_article_changes_a_feed(name: str, field: str) -> None:
    write = WRITERS[name]
    like = FIELDS[field]("Plain") if field in ("text", "all") else PLAIN
    if field == "enclosures":
        like = replace(PLAIN, enclosures=SOUNDS)
    plain = _structure(write(_feed(_stored(like), _stored(PLAIN, 2))))
    for text in NAUGHTY:
        document = write(_feed(_stored(FIELDS[field](text)), _stored(PLAIN, 2)))
        _check(document, plain, text, MAY_LACK)


@pytest.mark.parametrize("field", ["title", "url", "path", "base_url", "description", "language"])
@pytest.mark.parametrize("name", WRITERS)
def test_no_string_of_a_feed_itself_changes_it(name: str, field: str) -> None:
    write = WRITERS[name]
    plain = _structure(write(_feed(_stored(PLAIN))))
    for text in NAUGHTY:
        _check(write(_feed(_stored(PLAIN), **{field: text})), plain, text, MAY_LACK | ICON)


def _generated(chance: random.Random, number: int) -> Stored:
    """Return an article of strings that are naughty, cut and put together by chance."""

    def text(most: int = 3) -> str:
        parts = chance.choices(NAUGHTY, k=chance.randint(0, most))
        parts += [chr(chance.randrange(0x110000)) for _ in range(chance.randint(0, 4))]
        chance.shuffle(parts)
        return " ".join(part[: chance.choice((5, 60, 400))] for part in parts)

    body = clean(text(6), "https://example.org/", direction=chance.choice(("ltr", "rtl")))
    moment = datetime(1, 1, 2, tzinfo=UTC) + timedelta(seconds=chance.randrange(3 * 10**11))
    article = Article(
        url=chance.choice(("", "https://example.org/")) + text(),
        title=text(),
        html=body,
        text=text_of(body),
        summary=text(),
        published=chance.choice((None, Published(at=moment, provenance="meta"))),
        authors=tuple(text() for _ in range(chance.randint(0, 3))),
        section=text(),
        tags=tuple(text() for _ in range(chance.randint(0, 5))),
        image=chance.choice((None, Image(url=text(), width=chance.randint(-5, 5), height=3))),
        language=text(),
    )
    return _stored(article, number)


@pytest.mark.parametrize("name", WRITERS)
def test_generated_articles_all_stand_in_feeds_that_break_no_rule(name: str) -> None:
    chance = random.Random(20261123)
    item = {"rss": "item", "atom": "entry", "json_feed": "id"}[name]
    for first in range(0, GENERATED, 500):
        some = [_generated(chance, number) for number in range(first, first + 500)]
        document = WRITERS[name](_feed(*some))
        assert _structure(document).count(item) == 500
        assert broken(document) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", WRITERS)
def test_shared_lists_of_naughty_strings_stop_no_feed(name: str, shared: Path) -> None:
    texts = [
        json.loads(line)["s"]
        for kind in ("naughty_strings_blns", "output_injection_own")
        for line in (shared / "vectors" / f"{kind}.jsonl").read_text("utf-8").splitlines()
    ]
    some = [_stored(FIELDS["all"](text), number) for number, text in enumerate(texts)]
    document = WRITERS[name](_feed(*some))
    assert len(texts) > 500
    assert broken(document) == []
    _structure(document)
