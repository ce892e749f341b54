"""Explain why an article is here, or is not: all from the store, nothing is fetched.

What became of an article is read off the same rules that publishing follows. Of an
address that is not stored the store knows only what was refused after it was fetched; what
was never fetched is judged anew, on the last good page of each source that may have
listed it, by the same steps as a reading.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from digest import feeds, identity
from digest.address import absolute, same_site, without_fragment
from digest.discover.select import unwanted
from digest.errors import ConfigError, ParseError
from digest.model import Considered, Link, Page, Source, Stored, Survey
from digest.parsing import Parsers
from digest.pipeline.belonging import Belonging, belonging
from digest.pipeline.feeding import feeds_with
from digest.pipeline.judging import is_deep
from digest.pipeline.publication import Publication
from digest.store import Revision, SourceState, Store, Trail

MOST_PAGES = 20
"""Kept pages that are parsed for one address: those of its site first."""
_URN = "urn:uuid:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A stored article, how the program came to it, and where it went."""

    stored: Stored
    trail: Trail
    leader: Stored | None
    """The article that it is a copy of; None for one that leads its copies or is alone."""
    copies: tuple[Stored, ...]
    """The others with its text, the leader left out."""
    parted: tuple[Stored, ...]
    """What a person said to be others: see `digest split`."""
    revisions: tuple[Revision, ...]
    """Its forms that are kept, the oldest first, the present one last."""
    story: tuple[Stored, ...]
    """The articles that tell the same story, this one too, the most central first; empty for
    an article that is alone in its story, or has none."""
    editions: tuple[str, ...]
    """The files of the editions that hold it as an entry of its own, relative to the output
    folder."""
    why_none: str
    """Why no edition holds it; "" where one does."""
    dated: datetime
    """What the feeds show as its date."""
    feeds: tuple[str, ...]
    """The files that hold it now, relative to the output folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why one source does not have an address."""

    source: str
    rule: str
    """dropped (its page gave no article, or none that is kept), unwanted (include, exclude,
    max_age), max_articles, scored (it looked like no article), other way (the page that lists
    it is not what is read), own page (the source is read there), front page, unreadable (the
    kept page), or none: nothing keeps it away."""
    reason: str
    until: datetime | None = None
    """When a dropped one is asked again; UTC."""
    points: float | None = None
    """What scoring gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A source of the same site."""

    name: str
    url: str
    page_at: datetime | None
    """When its last good page was fetched; None when none is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An address of which no article is stored."""

    url: str
    causes: tuple[Cause, ...]
    """Empty when no source's last page holds it."""
    nearby: tuple[Nearby, ...]


def located(text: str) -> str:
    """Return the address or id that a person typed, in its full form; "" when it is neither."""
    text = text.strip()
    if text.lower().startswith(_URN):
        return text.lower()
    bare = "://" not in text and "." in text.partition("/")[0]  # else a word, such as a name
    return absolute(text) or (absolute(f"https://{text}") if bare else "")


def stored_id(store: Store, address: str) -> str:
    """Return the id of the article that an address or an id leads to; "" when none is stored."""
    if address.startswith(_URN):
        try:
            return store.articles.get(address).id
        except KeyError:
            return ""
    key = identity.key(address)
    return store.articles.known([key], claims=True).get(key, "")


def kept(store: Store, sources: Sequence[Source], to: Publication, id_: str) -> Kept:
    """Return how the program came to a stored article, and where it went.

    Raises:
        KeyError: there is none with this id.
    """
    stored, trail = store.articles.get(id_), store.trails.of(id_)
    leader = store.articles.get(stored.copy_of) if stored.copy_of else None
    first = leader.id if leader else id_
    copies = store.articles.copies([first]).get(first, ())
    told = store.stories.articles(first)
    whys = _whys(store, stored, trail, sources, to)
    held = tuple(path for path, why in whys.items() if not why)
    return Kept(
        stored=stored,
        trail=trail,
        leader=leader,
        copies=tuple(one for one in copies if one.id != id_),
        revisions=store.revisions.of(id_),
        parted=tuple(map(store.articles.get, store.groups.parted_by_hand(id_))),
        story=tuple(map(store.articles.get, told)) if len(told) > 1 else (),
        editions=held,
        why_none="" if held else "; ".join(dict.fromkeys(whys.values())),
        dated=feeds.published(stored),
        feeds=feeds_with(
            store, sources, to, id_, brought_by=frozenset(name for name, _ in trail.comings)
        ),
    )


def _whys(
    store: Store, stored: Stored, trail: Trail, sources: Sequence[Source], to: Publication
) -> dict[str, str]:
    """By the file of its edition, of each series, why that does not hold it; "" where it does."""
    whys = {}
    for series in to.series:
        day = trail.editions.get(series.name)
        path = series.path(day) if day else series.name
        whys[path] = _why_not(store, stored, trail, belonging(series, sources))
        if not (day or whys[path]):
            whys[path] = "the next one will hold it"
    return whys


def _why_not(store: Store, stored: Stored, trail: Trail, of: Belonging) -> str:
    if not trail.eligible:
        return f"it was old already at the first reading of {stored.source}"
    if off := of.why_not(stored):
        return f"{off} ({of.series.header} as it is now)"
    if stored.copy_of and of.leader(store, stored.copy_of).id != stored.id:
        day = store.trails.of(stored.copy_of).editions.get(of.series.name)
        return f"a copy; what it is a copy of is in {f'that of {day}' if day else 'none'}"
    return ""


async def missing(
    address: str, store: Store, sources: Sequence[Source], parsers: Parsers
) -> Missing:
    """Return why no article is stored of an address.

    What was refused after it was fetched is the answer, where there is such; else what the
    sources' last good pages say.

    Raises:
        StoreError: the store cannot be read.
    """
    key = identity.key(address)
    return Missing(
        url=address,
        causes=_refused(key, store)
        or tuple([one async for one in _unfetched(address, key, store, sources, parsers)]),
        nearby=tuple(_nearby(address, store, sources)),
    )


def _refused(key: str, store: Store) -> tuple[Cause, ...]:
    return tuple(
        Cause(source=one.source, rule="dropped", reason=one.reason, until=one.until)
        for one in store.trails.refusals([key])
    )


def _nearby(address: str, store: Store, sources: Iterable[Source]) -> Iterator[Nearby]:
    for one in sources:
        if same_site(address, one.url):
            page = store.snapshots.get(one.name, "good")
            yield Nearby(name=one.name, url=one.url, page_at=page.fetched_at if page else None)


async def _unfetched(
    address: str, key: str, store: Store, sources: Sequence[Source], parsers: Parsers
) -> AsyncIterator[Cause]:
    """Yield what each source's last good page says of an address that was never fetched."""
    states = store.sources.states()
    looked_into = 0
    for one in sorted(sources, key=lambda one: not same_site(address, one.url)):
        state = states.get(one.name)
        if key in (identity.key(one.url), identity.key(state.way_url) if state else ""):
            yield Cause(source=one.name, rule="own page", reason="the source itself is read there")
            continue
        page = store.snapshots.get(one.name, "good")
        if not (page and state and _may_hold(page, address, one)):
            continue
        looked_into += 1
        if looked_into > MOST_PAGES:
            return
        cause = await _cause(key, page, one, state, parsers)
        if cause:
            yield cause


def _may_hold(page: Page, address: str, source: Source) -> bool:
    """Whether a page is worth parsing: it is of the same site, or the address's end is in it."""
    if same_site(address, source.url):
        return True
    end = without_fragment(address).rstrip("/").rpartition("/")[2].partition("&")[0]
    return any(form.encode() in page.body for form in (end, unquote(end)))


async def _cause(
    key: str, page: Page, source: Source, state: SourceState, parsers: Parsers
) -> Cause | None:
    try:
        survey = await parsers.survey(page, source)
        found = _judged(key, _read_links(survey, state), source, page.fetched_at)
        if found:
            return found
        if any(identity.key(link.url) == key for link in (*survey.links, *survey.structured)):
            place = f"read by {state.way}: {state.way_url}"
            return Cause(source=source.name, rule="other way", reason=f"on its page, but {place}")
        considered = await parsers.explain(page, source) if survey.kind == "listing" else ()
    except (ParseError, ConfigError) as error:
        return Cause(source=source.name, rule="unreadable", reason=str(error))
    return _scored(key, considered, source)


def _read_links(survey: Survey, state: SourceState) -> tuple[Link, ...]:
    """The links of a page that a reading by the source's way looks at."""
    if state.way == "structured":
        return survey.structured
    return survey.links if survey.kind == state.way or not state.way else ()


def _judged(key: str, links: Iterable[Link], source: Source, now: datetime) -> Cause | None:
    """Return what a reading makes of an address among its links; None when it is not there."""
    taken: set[str] = set()
    cause: Cause | None = None
    for link in links:
        one = identity.key(link.url)
        reason = unwanted(link, source, now=now)
        if one == key and not is_deep(key):
            return Cause(source=source.name, rule="front page", reason="it is a whole site's")
        if one == key and reason:
            cause = cause or Cause(source=source.name, rule="unwanted", reason=reason)
        elif one == key:
            return _wanted(source, crowded=len(taken) >= source.max_articles)
        elif is_deep(one) and not reason:
            taken.add(one)
    return cause


def _wanted(source: Source, *, crowded: bool) -> Cause:
    if crowded:
        reason = f"beyond the first {source.max_articles} of its list (max_articles)"
        return Cause(source=source.name, rule="max_articles", reason=reason)
    reason = "it is on the list and wanted; the next reading asks for it"
    return Cause(source=source.name, rule="none", reason=reason)


def _scored(key: str, considered: Iterable[Considered], source: Source) -> Cause | None:
    for one in considered:
        if identity.key(one.url) == key and not one.taken:
            return Cause(source=source.name, rule="scored", reason=one.reason, points=one.points)
    return None
