"""The parts of an edition, put together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from digest.edition.entries import Wording, entry, section
from digest.edition.lateness import first_day, is_late
from digest.edition.ranking import by_weight, newest_first, top_stories
from digest.edition.revisions import revisions
from digest.edition.sections import by_day, parted
from digest.edition.summaries import common
from digest.edition.telling import local_day, stories_of
from digest.model import Change, Edition, Series, Source, Stored, Subject, Told, Trouble
from digest.model.edition import Edited

T = TypeVar("T")

NEWS_FOR = timedelta(days=7)
"""How long a trouble is told each day; then it is counted, as nobody reads it any more."""
_TOP_SENTENCES = 2


def compose(  # noqa: PLR0913  (these are the parts that an edition is made of)
    articles: Sequence[Stored],
    *,
    series: Series,
    day: date,
    since: datetime | None,
    sources: Sequence[Source],
    subjects: Sequence[Subject] = (),
    copies: Mapping[str, Sequence[Stored]] | None = None,
    stories: Mapping[str, Told] | None = None,
    summaries: Mapping[str, str] | None = None,
    revised: Sequence[tuple[Stored, Edited]] = (),
    trouble: Sequence[Trouble] = (),
    changes: Sequence[Change] = (),
    missing: Sequence[str] = (),
    missed: bool = False,
    unread: bool = False,
    whole: str = "",
) -> Edition:
    """Return the edition of some articles, each of them once.

    Articles of one story are one entry, of the most central of them, so that none is left
    out. Stories of before the edition's time are late; of the others, those that several
    sources tell are top stories, as many as the limits allow, and all that remain stand in
    their sections. Limits of sections decide what is shown, not what is in it.

    Args:
        articles: what was first stored since the last edition. A copy among them is no
            entry of its own, whether its leader is among them or was in an earlier one.
        series: whose edition it is.
        day: the local day that names it.
        since: when the edition before ended; None for the first.
        sources: all that are followed, in the order of config.toml.
        subjects: of which sections are made where the series has none of its own.
        copies: of the id of a leader, the articles with the same text.
        stories: of the ids of articles, their places in stories; an article without one is
            a story of its own.
        summaries: by a language model, of the ids of articles; none of them decides
            anything but the words of its entry.
        revised: articles of earlier editions with the kind of their change.
        trouble: sources that gave nothing, in the order in which they are told. Those that
            were in trouble a week before the edition's local day are only counted.
        changes: sources that are read another way since the last edition; kept as they are.
        missing: titles of sources that were not waited for.
        missed: an edition that was due before this one was not made; sections are days.
        unread: no source could be read since the last edition.
        whole: address of the Markdown file; "" for none.
    """
    zone = ZoneInfo(series.timezone)
    told = stories_of(articles, copies=copies or {}, stories=stories or {}, sources=sources)
    began = first_day(day, since, zone)
    late, fresh = _split(told, lambda one: is_late(one, began, zone))
    top = top_stories(fresh, series.limits.top)
    heads = {one.head.id for one in top}
    others = by_weight(one for one in fresh if one.head.id not in heads)
    parts = parted(others, series.sections_by, sources, series.subjects or subjects)
    parts = by_day(others, zone) if missed else parts
    titles = {source.name: source.title for source in sources}
    words = Wording(titles=titles, summaries=summaries or {}, common=common(articles))
    worded = partial(entry, words=words)
    shown = {one.id for story in told for one in (*story.versions, *story.copies)}
    news, old = _split(trouble, lambda one: not _is_old(one, day, zone))
    return Edition(
        title=series.title,
        day=day,
        timezone=series.timezone,
        language=series.language,
        top=tuple(entry(one, words, most=_TOP_SENTENCES) for one in top),
        sections=tuple(
            section(one.stories, series.limits, worded, title=one.title, day=one.day)
            for one in parts
        ),
        late=section(newest_first(late), series.limits, worded),
        revised=revisions(revised, shown, titles),
        trouble=tuple(news),
        long_broken=len(old),
        changes=tuple(changes),
        missing=tuple(missing),
        sources=len(sources),
        unread=unread,
        whole=whole,
    )


def _split(values: Iterable[T], wanted: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    """The values that are wanted, and the others."""
    taken: list[T] = []
    left: list[T] = []
    for one in values:
        (taken if wanted(one) else left).append(one)
    return taken, left


def _is_old(trouble: Trouble, day: date, zone: ZoneInfo) -> bool:
    return local_day(trouble.noticed or trouble.since, zone) <= day - NEWS_FOR
