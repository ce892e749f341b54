"""Put together what a bug report needs to show why a source is not read.

Only what belongs to the one source goes in: its settings, its state, what it gave, and the
two pages that show the change. Other sources, the store's address and the user's contact
stay out, and in every text what may be a key is cut. The bytes depend on nothing but what
goes in, so that two reports of one state are the same file.
"""

import io
import json
import platform
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from importlib import metadata
from typing import Any

import tomlkit

from digest.config import version
from digest.config.values import written
from digest.model import Page, Source
from digest.pipeline.redacting import redacted
from digest.store import Store

_LIBRARIES = (
    "beautifulsoup4", "feedparser", "httpx", "lxml", "soupsieve", "sqlalchemy", "trafilatura",
)  # fmt: skip
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside: zip knows none before, and a real one would differ each time."""
_READABLE = 0o644 << 16

README = """\
A bug report of one source of the program digest.

README.txt     this text
source.toml    the settings of the source, those of [defaults] among them
state.json     how it is read, its last failure and why, how many links it gave, what its
               list showed last, and the links that it dropped, with reasons
good.html      the last page, or feed, of it that was read well{good}
failing.html   the first one that could not be read{failing}
pages.json     where and when these pages were fetched
versions.json  the versions of digest, of Python and of the libraries that read pages

It does not hold other sources, texts of articles, the address of your store, or how you
can be reached. In addresses, what looks like a password or a key is replaced by ***.
The pages are as your machine got them: look through them before you hand this on.
"""


def bundle(store: Store, source: Source, *, now: datetime) -> bytes:
    """Return a zip file of what is known of a source.

    Args:
        store: only read.
        source: of the configuration.
        now: decides which links still count as dropped.

    Raises:
        StoreError: the store cannot be read.
    """
    pages = {
        "good.html": store.snapshots.get(source.name, "good"),
        "failing.html": store.snapshots.get(source.name, "failing"),
    }
    kept = {name: page for name, page in pages.items() if page}
    files = {
        "README.txt": _readme(kept),
        "source.toml": redacted(settings(source)),
        "state.json": _json(_state(store, source, now)),
        "pages.json": _json({name: _about(page) for name, page in kept.items()}),
        "versions.json": _json(_versions()),
    }
    contents = {name: text.encode() for name, text in files.items()}
    contents |= {name: _body(page) for name, page in kept.items()}
    return _zipped(contents)


def _readme(kept: Mapping[str, Page]) -> str:
    lacks = " (none was kept)"
    return README.format(
        good="" if "good.html" in kept else lacks,
        failing="" if "failing.html" in kept else lacks,
    )


def settings(source: Source) -> str:
    """Return the settings of a source as TOML: all that are not the usual ones."""
    usual = Source(name="", url="")
    table = tomlkit.table()
    tables: dict[str, Any] = {}
    for one in fields(Source):
        value = getattr(source, one.name)
        if value == getattr(usual, one.name):
            continue
        if one.name in ("listing", "article"):
            tables[one.name] = {key: text for key, text in asdict(value).items() if text}
        else:
            table[one.name] = _toml(value)
    for name, rules in tables.items():
        table[name] = rules
    sources = tomlkit.aot()
    sources.append(table)
    document = tomlkit.document()
    document["source"] = sources
    return tomlkit.dumps(document).lstrip()


def _toml(value: object) -> Any:
    if isinstance(value, tuple):
        return [_toml(one) for one in value]
    return written(value) if isinstance(value, timedelta) else value


def _state(store: Store, source: Source, now: datetime) -> dict[str, object]:
    state = store.sources.states().get(source.name)
    keys = store.listings.dropped(source.name, now=now)
    dropped = [one for one in store.trails.refusals(keys) if one.source == source.name]
    return {
        "state": asdict(state) if state else None,
        "habit": asdict(store.habits.of(source.name)),
        "articles": store.articles.counts().get(source.name, 0),
        "dropped": sorted((asdict(one) for one in dropped), key=lambda one: str(one["url"])),
    }


def _about(page: Page) -> dict[str, object]:
    return {
        "url": page.url,
        "content_type": page.content_type,
        "fetched_at": page.fetched_at,
        "bytes": len(page.body),
    }


def _body(page: Page) -> bytes:
    """Return a page without keys in its addresses; bytes that are no ASCII stay as they are."""
    return redacted(page.body.decode("latin-1")).encode("latin-1")


def _versions() -> dict[str, str]:
    return {
        "digest": version(),
        "python": platform.python_version(),
        "system": platform.system(),
        **{name: metadata.version(name) for name in _LIBRARIES},
    }


def _json(value: object) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True, default=str)
    return redacted(text) + "\n"


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            archive.writestr(entry, contents[name])
    return buffer.getvalue()
