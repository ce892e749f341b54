"""The command that explains an article: why."""

import asyncio
import dataclasses
import shlex
from datetime import date, datetime
from urllib.parse import urljoin

from digest import identity, pipeline
from digest.cli.addresses import ArticleArgument, article_address
from digest.cli.app import ERR, NOTHING_READ, OUT, ConfigOption, JsonOption, load, store_file
from digest.cli.differing import HOW
from digest.cli.explaining import print_fields
from digest.cli.report import local, print_json
from digest.config import Config
from digest.exporting import article_dict
from digest.model import Stored
from digest.parsing import Parsers
from digest.pipeline import explaining
from digest.pipeline.explaining import Cause, Kept, Missing
from digest.store import Coming, Store

_RULES = {
    "dropped": "its page gave no article to keep",
    "unwanted": "not wanted",
    "max_articles": "too many",
    "scored": "did not look like an article",
    "other way": "listed where the source is not read",
    "own page": "no article",
    "front page": "no article",
    "unreadable": "its last good page cannot be read any more",
    "none": "not read yet",
}


def why(
    url: ArticleArgument,
    *,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> int:
    """Tell how the program came to an article and where it went, or why it is not kept.

    Exit status: 0 it is stored, 1 it is not, 2 bad use.
    """
    address = article_address(url)
    settings = load(config)
    if store_file(settings) is None:
        ERR.print(NOTHING_READ)
        if json:
            _tell_missing(Missing(url=address, causes=(), nearby=()), settings, json=True)
        return 1
    with Store(settings.store_url) as store:
        id_ = explaining.stored_id(store, address)
        if id_:
            to = pipeline.publication(settings)
            found = explaining.kept(store, settings.sources, to, id_)
            _tell_kept(found, settings, json=json)
            return 0
        lacking = _missing(address, store, settings)
    _tell_missing(lacking, settings, json=json)
    return 1


def _missing(address: str, store: Store, settings: Config) -> Missing:
    if not address.startswith("http"):
        return Missing(url=address, causes=(), nearby=())
    parsers = Parsers(processes=1)
    try:
        return asyncio.run(explaining.missing(address, store, settings.sources, parsers))
    finally:
        parsers.close()


def _tell_kept(kept: Kept, settings: Config, *, json: bool) -> None:
    if json:
        print_json(_kept_dict(kept))
        return
    stored = kept.stored
    _say(f"{stored.article.title or 'Untitled'}\n{stored.article.url}\n{stored.id}")
    _say("\nHow it was found")
    for source, coming in kept.trail.comings:
        _say(f"  {source}: {_way(coming, settings)}")
    _say("\nWhat its page gave")
    print_fields(stored.article, OUT)
    if kept.trail.text_dropped_at:
        _say(f"  its text was dropped {local(kept.trail.text_dropped_at, settings)}, see keep_text")
    _say("Known by")
    for key in kept.trail.keys:
        _say(f"  {key}")
    for key, other in kept.trail.contested:
        _say(f"  no longer {key}: {other} claims it as well, with another text")
    _tell_copies(kept)
    _tell_story(kept)
    _say("\nWhen")
    _say(f"  first seen {local(stored.first_seen, settings)}")
    _say(f"  revision {stored.revision}, updated {local(stored.updated, settings)}")
    for one in kept.revisions:
        if one.edited:
            _say(f"  {HOW[one.edited]} {local(one.at, settings)}: revision {one.number}")
    if stored.revision > 1:
        _say(f"  see what changed with: digest diff {shlex.quote(stored.article.url)}")
    _say(f"  dated in feeds {local(kept.dated, settings)}{_why_dated_so(kept)}")
    _say("\nWhere it went")
    none = (f"no edition: {kept.why_none}",)
    for place in (
        *(kept.editions or none),
        *(kept.feeds or ("no feed: newer articles took its place",)),
    ):
        _say(f"  {place}")


def _why_dated_so(kept: Kept) -> str:
    own = kept.stored.article.published
    if own is None:
        return ", when it was first seen: its page gives no date"
    if own.at == kept.dated:
        return ""
    return f", when it was first seen: the date of its page, {own.at:%Y-%m-%d %H:%M}, cannot be"


def _tell_copies(kept: Kept) -> None:
    if kept.leader or kept.copies or kept.parted:
        _say("\nSame text")
    if kept.leader:
        leader, url = kept.leader, shlex.quote(kept.stored.article.url)
        _say(f"  a copy of {leader.source}: {leader.article.url}{_alike(kept, leader)}")
        _say(f"  two articles after all? undo it with: digest split {url}")
    for one in kept.copies:
        _say(f"  also in {one.source}: {one.article.url}{_alike(kept, one)}")
    for one in kept.parted:
        _say(f"  split by hand from {one.source}: {one.article.url}{_alike(kept, one)}")


def _alike(kept: Kept, other: Stored) -> str:
    return f", {identity.alike(kept.stored.article, other.article):.0%} alike"


def _tell_story(kept: Kept) -> None:
    if kept.story:
        _say("\nSame story, the most central first")
    for one in kept.story:
        _say(f"  {one.source}: {one.article.title or 'Untitled'} {one.article.url}")


def _way(coming: Coming, settings: Config) -> str:
    if not coming.way:
        return "how is not known: stored by an older program, or brought by a listing later"
    place = f"link {coming.place}" if coming.place else "a link"
    points = f", {coming.points:g} points" if coming.points is not None else ""
    when = f", {local(coming.at, settings)}" if coming.at else ""
    title = f' as "{coming.title}"' if coming.title else ""
    return f"{place} of the {coming.way} {coming.way_url}{points}{when}: {coming.url}{title}"


def _tell_missing(missing: Missing, settings: Config, *, json: bool) -> None:
    if json:
        print_json({"stored": False, **_plain(dataclasses.asdict(missing))})
        return
    _say(f"{missing.url}: not stored")
    for cause in missing.causes:
        _say(f"  {cause.source}: {_because(cause, settings)}")
    if missing.causes or not missing.url.startswith("http"):
        return
    _say("  no source's last good page holds it")
    if not missing.nearby:
        site = shlex.quote(urljoin(missing.url, "/"))
        _say(f"  no source is of its site; follow it with: digest add {site}")
    for one in missing.nearby:
        page = f"page of {local(one.page_at, settings)}" if one.page_at else "no page is kept"
        _say(f"  {one.name} is of its site: {one.url} ({page})")


def _because(cause: Cause, settings: Config) -> str:
    points = f" ({cause.points:g} points)" if cause.points is not None else ""
    until = f"; asked again after {local(cause.until, settings)}" if cause.until else ""
    return f"{_RULES[cause.rule]}{points}: {cause.reason}{until}"


def _say(line: str) -> None:
    OUT.print(line, markup=False)


def _kept_dict(kept: Kept) -> dict[str, object]:
    stored = kept.stored
    article = article_dict(stored.article)
    article["characters"] = len(stored.article.text)
    for long in ("text", "html"):
        del article[long]
    return {
        "stored": True,
        "id": stored.id,
        "number": stored.number,
        "source": stored.source,
        "found": [
            {"source": source, **_plain(dataclasses.asdict(coming))}
            for source, coming in kept.trail.comings
        ],
        "article": article,
        "keys": list(kept.trail.keys),
        "contested": [{"key": key, "other": other} for key, other in kept.trail.contested],
        "copy_of": _brief(kept.leader) if kept.leader else None,
        "copies": [_brief(one) for one in kept.copies],
        "split_from": [_brief(one) for one in kept.parted],
        "story": [_brief(one) for one in kept.story],
        "first_seen": stored.first_seen.isoformat(),
        "dated": kept.dated.isoformat(),
        "updated": stored.updated.isoformat(),
        "revision": stored.revision,
        "revisions": [
            {"number": one.number, "at": one.at.isoformat(), "edited": one.edited or None}
            for one in kept.revisions
        ],
        "editions": list(kept.editions),
        "no_edition": kept.why_none or None,
        "feeds": list(kept.feeds),
    }


def _brief(stored: Stored) -> dict[str, object]:
    return {"id": stored.id, "source": stored.source, "url": stored.article.url}


def _plain(value: dict[str, object]) -> dict[str, object]:
    """Return values as JSON holds them: times in ISO 8601."""
    return {name: _as_json(one) for name, one in value.items()}


def _as_json(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return _plain(value)
    return [_as_json(one) for one in value] if isinstance(value, list | tuple) else value
