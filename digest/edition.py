"""Choose and order what an edition shows.

The reader reads from the top and stops when time is up: groups in the order of
config.toml, in each the newest first, every article once, told in its first whole
sentences. Who else has the same text is named under it, never told again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digest.markup import lead, plain
from digest.model import (
    Article,
    Change,
    Edition,
    Entry,
    Mention,
    Section,
    Source,
    Stored,
    Trouble,
)

NEWS_FOR = timedelta(days=7)
"""How long a trouble is told each day; then it is counted, as nobody reads it any more."""

_WHOLE = (
    ".",
    "!",
    "?",
    "؟",
    "۔",
    "。",
    "！",
    "？",
    '."',
    '!"',
    '?"',
    ".”",
    "!”",
    "?”",
    ".»",
    "。」",
)
_CUT = ("...", "…", "[…]", "[...]")


def compose(  # noqa: PLR0913  (these are the parts that an edition is made of)
    articles: Sequence[Stored],
    *,
    copies: Mapping[str, Sequence[Stored]],
    sources: Sequence[Source],
    trouble: Sequence[Trouble],
    changes: Sequence[Change],
    title: str,
    day: date,
    timezone: str,
    language: str,
) -> Edition:
    """Return the edition of some articles, each of them once.

    Sections follow the groups in the order of `sources`. Sources without a group, and
    those that are no longer followed, come last, in the section without a title. In a
    section the newest comes first, by publication where that is known and no later than
    the moment it was first seen, else by that moment; of one moment, by number.

    Args:
        articles: what was first stored since the last edition. A copy among them is no
            entry of its own, whether its leader is among them or was in an earlier one.
        copies: of the id of a leader, the articles with the same text.
        sources: all that are followed, in the order of config.toml.
        trouble: sources that gave nothing, in the order in which they are told. Those that
            were in trouble a week before the edition's local day are only counted.
        changes: sources that are read another way since the last edition; kept as they are.
        title: of the edition.
        day: the local day that names it.
        timezone: IANA zone of its times.
        language: BCP 47 tag.
    """
    known = {source.name: source for source in sources}
    unique = {stored.id: stored for stored in articles}
    grouped: dict[str, list[Entry]] = {group: [] for group in _groups(sources)}
    followers: dict[str, list[Stored]] = {}
    for stored in (one for one in unique.values() if one.copy_of):
        followers.setdefault(stored.copy_of, []).append(stored)
    for leader in _leaders(unique.values()):
        same = [*copies.get(leader.id, ()), *followers.get(leader.id, ())]
        entry = _entry(leader, same, known)
        source = known.get(leader.source)
        grouped[source.group if source else ""].append(entry)
    fresh = tuple(one for one in trouble if not _is_old(one, day, ZoneInfo(timezone)))
    return Edition(
        title=title,
        day=day,
        timezone=timezone,
        language=language,
        sections=_sections(grouped),
        trouble=fresh,
        long_broken=len(trouble) - len(fresh),
        changes=tuple(changes),
        sources=len(sources),
    )


def _is_old(trouble: Trouble, day: date, zone: ZoneInfo) -> bool:
    noticed = (trouble.noticed or trouble.since).astimezone(zone).date()
    return noticed <= day - NEWS_FOR


def _leaders(articles: Iterable[Stored]) -> list[Stored]:
    leaders = (stored for stored in articles if not stored.copy_of)
    return sorted(leaders, key=lambda stored: (-_moment(stored).timestamp(), stored.number))


def _sections(grouped: Mapping[str, Sequence[Entry]]) -> tuple[Section, ...]:
    filled = ((group, entries) for group, entries in grouped.items() if entries)
    return tuple(Section(title=group, entries=tuple(entries)) for group, entries in filled)


def _groups(sources: Iterable[Source]) -> list[str]:
    return [*dict.fromkeys(source.group for source in sources if source.group), ""]


def _moment(stored: Stored) -> datetime:
    dated = stored.article.published
    return min(dated.at, stored.first_seen) if dated else stored.first_seen


def _entry(leader: Stored, copies: Iterable[Stored], known: Mapping[str, Source]) -> Entry:
    mentions: dict[str, Mention] = {}
    for copy in copies:
        if copy.id != leader.id and copy.article.url != leader.article.url:
            mention = Mention(title=_title_of(copy.source, known), url=copy.article.url)
            mentions.setdefault(copy.id, mention)
    return Entry(
        stored=leader,
        source_title=_title_of(leader.source, known),
        summary=summary(leader.article),
        also=tuple(mentions.values()),
    )


def _title_of(name: str, known: Mapping[str, Source]) -> str:
    source = known.get(name)
    return (source.title if source else "") or name


def summary(article: Article) -> str:
    """Return the article in whole sentences of at most 280 characters; "" without text.

    The publisher's own, when it is whole sentences and not the title again; else the
    first sentences of the text; else what the publisher gave, although it is cut off.
    """
    own = plain(article.summary, limit=2000)
    told = lead(own, title=article.title)
    if told and own.endswith(_WHOLE) and not own.endswith(_CUT):
        return told
    return lead(article.text, title=article.title) or told
