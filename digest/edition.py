"""Choose and order what an edition shows.

The reader reads from the top and stops when time is up: groups in the order of
config.toml, in each the newest first, every story once, told in the first whole sentences
of its most central article. Who else tells it, and who has the same text, is named under it.
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
    Told,
    Trouble,
    Version,
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
    stories: Mapping[str, Told],
    sources: Sequence[Source],
    trouble: Sequence[Trouble],
    changes: Sequence[Change],
    title: str,
    day: date,
    timezone: str,
    language: str,
) -> Edition:
    """Return the edition of some articles, each of them once.

    Articles of one story are one entry, in the section of the most central of them; no
    article is left out for it. Sections follow the groups in the order of `sources`.
    Sources without a group, and those that are no longer followed, come last, in the
    section without a title. In a section the story with the newest article comes first, by
    publication where that is known and no later than the moment it was first seen, else by
    that moment; of one moment, by number.

    Args:
        articles: what was first stored since the last edition. A copy among them is no
            entry of its own, whether its leader is among them or was in an earlier one.
        copies: of the id of a leader, the articles with the same text.
        stories: of the ids of articles, their places in stories; an article without one is
            a story of its own.
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
    for versions in _stories(_leaders(unique.values()), stories):
        same = [
            copy
            for one in versions
            for copy in (*copies.get(one.id, ()), *followers.get(one.id, ()))
        ]
        entry = _entry(versions, same, known)
        source = known.get(versions[0].source)
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


def _stories(leaders: Iterable[Stored], stories: Mapping[str, Told]) -> list[list[Stored]]:
    """The articles of each story: the most central first, then in the order of their time."""
    alone = Told(story="", centrality=0.0)
    told: dict[str, list[Stored]] = {}
    for one in leaders:
        told.setdefault(stories.get(one.id, alone).story or one.id, []).append(one)
    ordered = []
    for versions in told.values():
        in_time = sorted(versions, key=lambda one: (_moment(one), one.number))
        head = max(in_time, key=lambda one: stories.get(one.id, alone).centrality)
        ordered.append([head, *(one for one in in_time if one is not head)])
    return ordered


def _sections(grouped: Mapping[str, Sequence[Entry]]) -> tuple[Section, ...]:
    filled = ((group, entries) for group, entries in grouped.items() if entries)
    return tuple(Section(title=group, entries=tuple(entries)) for group, entries in filled)


def _groups(sources: Iterable[Source]) -> list[str]:
    return [*dict.fromkeys(source.group for source in sources if source.group), ""]


def _moment(stored: Stored) -> datetime:
    dated = stored.article.published
    return min(dated.at, stored.first_seen) if dated else stored.first_seen


def _entry(
    versions: Sequence[Stored], copies: Iterable[Stored], known: Mapping[str, Source]
) -> Entry:
    head, *others = versions
    ids, urls = {one.id for one in versions}, {one.article.url for one in versions}
    mentions: dict[str, Mention] = {}
    for copy in copies:
        if copy.id not in ids and copy.article.url not in urls:
            mention = Mention(title=_title_of(copy.source, known), url=copy.article.url)
            mentions.setdefault(copy.id, mention)
    return Entry(
        stored=head,
        source_title=_title_of(head.source, known),
        summary=summary(head.article),
        also=tuple(mentions.values()),
        others=tuple(
            Version(stored=one, source_title=_title_of(one.source, known)) for one in others
        ),
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
