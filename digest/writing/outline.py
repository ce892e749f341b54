"""An edition to its outline: what is said, in which words and order.

No moment of the run stands in it, so that it stays the same while nothing is new.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from digest.model import Change, Edition, Entry, Mention, Revised, Section, Stored
from digest.troubles import MOST_NAMED, Alarm, alarms
from digest.writing import dates
from digest.writing.languages import words_of
from digest.writing.pieces import filled, listed, named, own, strange
from digest.writing.view import Item, Line, Outline, Part, Piece
from digest.writing.words import Words, counted

_MOST_LINES = 5
"""Of trouble, and of changes: an edition is for news of the world, not of the program."""
_MOST_MISSING = 20
_COMMAND = "digest status"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """What all sentences of an edition are made with."""

    edition: Edition
    words: Words
    zone: ZoneInfo


def outline(edition: Edition) -> Outline:
    """Return what the edition says, in the words of its language, else of English."""
    words = words_of(edition.language)
    here = _Here(edition=edition, words=words, zone=ZoneInfo(edition.timezone))
    is_ours = edition.language.partition("-")[0].lower() == words.language
    return Outline(
        language=edition.language if is_ours else words.language,
        direction=words.direction,
        title=strange(edition.title, words),
        day=own(dates.full(edition.day, words)),
        counts=_counts(here),
        note=own(words.unread) if edition.unread else None,
        parts=tuple(part for part in _parts(here) if part.items or part.lines or part.rest),
    )


def entries_of(edition: Edition) -> list[Entry]:
    """Return all entries in their order, those beyond the limits too."""
    sections = (*edition.sections, edition.late)
    return [*edition.top, *(one for part in sections for one in (*part.entries, *part.rest))]


def articles_of(entries: Iterable[Entry]) -> list[Stored]:
    """Return the articles of some entries; copies are none of their own."""
    return [
        stored
        for entry in entries
        for stored in (entry.stored, *(version.stored for version in entry.others))
    ]


def and_more(count: int, *, language: str, whole: str) -> Line:
    """Return "and 23 more", linked to the whole edition where its address is known."""
    words = words_of(language)
    return (own(counted(count, words.more, words), url=whole),)


def _counts(here: _Here) -> Line:
    words = here.words
    articles = articles_of(entries_of(here.edition))
    if not articles:
        return (own(words.nothing),)
    sources = len({one.source for one in articles})
    return filled(
        words.counts,
        articles=counted(len(articles), words.articles, words),
        sources=counted(sources, words.of_sources, words),
        span=dates.span([one.first_seen for one in articles], here.zone, words),
        zone=strange(here.edition.timezone, words),
    )


def _parts(here: _Here) -> Iterator[Part]:
    edition, words = here.edition, here.words
    items = tuple(_item(entry, here) for entry in edition.top)
    yield Part(kind="top", heading=own(words.top), items=items)
    alone = len(edition.sections) == 1 and not edition.top
    for section in edition.sections:
        heading = _heading(section, words, alone=alone)
        yield _section(section, here, Part(kind="section", heading=heading))
    yield _section(edition.late, here, Part(kind="late", heading=own(words.late)))
    lines = tuple(_revised(one, here) for one in edition.revised)
    yield Part(kind="revised", heading=own(words.revised), lines=lines)
    yield Part(kind="missing", heading=own(words.missing), lines=_missing(here))
    yield Part(kind="changes", heading=own(words.changes), lines=tuple(_changes(here)))
    yield Part(kind="trouble", heading=own(words.trouble), lines=tuple(_troubles(here)))


def _heading(section: Section, words: Words, *, alone: bool) -> Piece:
    if section.day:
        day = dates.full(section.day, words)
        return own(day[:1].upper() + day[1:])
    return named([section.title], words.alone if alone else words.unnamed, words)


def _section(section: Section, here: _Here, part: Part) -> Part:
    left = len(articles_of(section.rest))
    language, whole = here.edition.language, here.edition.whole
    return Part(
        kind=part.kind,
        heading=part.heading,
        items=tuple(_item(entry, here) for entry in section.entries),
        rest=tuple(line for entry in section.rest for line in _lines(entry, here)),
        left=left,
        more=and_more(left, language=language, whole=whole) if left else (),
    )


def _item(entry: Entry, here: _Here) -> Item:
    words, article = here.words, entry.stored.article
    summary = strange(entry.summary, words, article=None if entry.generated else article)
    return Item(
        title=_link(entry.stored, words),
        facts=_facts(entry.stored, entry.source_title, here),
        summary=summary if summary.text else None,
        mark=own(words.generated) if entry.generated and summary.text else None,
        others=tuple(_version(one.stored, one.source_title, here) for one in entry.others),
        also=_also(entry.also, words),
        reporters=_reporters(entry, words),
    )


def _link(stored: Stored, words: Words) -> Piece:
    article = stored.article
    title = strange(article.title, words, url=article.url, article=article)
    return title if title.text else named([article.url], words.untitled, words, url=article.url)


def _facts(stored: Stored, source_title: str, here: _Here) -> Line:
    when = own(dates.published(stored, here.edition.day, here.zone, here.words))
    return listed((_source(stored, source_title, here.words), when), here.words)


def _source(stored: Stored, source_title: str, words: Words, *, url: str = "") -> Piece:
    return named([source_title, stored.source], words.untitled, words, url=url)


def _version(stored: Stored, source_title: str, here: _Here) -> Line:
    facts = _facts(stored, source_title, here)
    return (_link(stored, here.words), own(here.words.comma), *facts)


def _also(mentions: Sequence[Mention], words: Words) -> Line:
    names = [named([one.title], words.untitled, words, url=one.url) for one in mentions]
    return filled(words.also, names=listed(names, words)) if names else ()


def _reporters(entry: Entry, words: Words) -> Line:
    """Return who else has the story; a source's second article is "Times (2)"."""
    pieces = [
        *(
            _source(one.stored, one.source_title, words, url=one.stored.article.url)
            for one in entry.others
        ),
        *(named([one.title], words.untitled, words, url=one.url) for one in entry.also),
    ]
    times = {entry.source_title: 1}
    names: list[Piece] = []
    for piece in pieces:
        count = times[piece.text] = times.get(piece.text, 0) + 1
        name = piece.text if count == 1 else f"{piece.text} ({count})"
        names.append(strange(name, words, url=piece.url))
    return filled(words.reported, names=listed(names, words)) if names else ()


def _lines(entry: Entry, here: _Here) -> Iterator[Line]:
    """Yield a line for each article of an entry; the first one names the copies."""
    line = _version(entry.stored, entry.source_title, here)
    also = _also(entry.also, here.words)
    yield (*line, own(". "), *also) if also else line
    for one in entry.others:
        yield _version(one.stored, one.source_title, here)


def _revised(one: Revised, here: _Here) -> Line:
    words = here.words
    at = dates.moment(one.stored.updated, here.edition.day, here.zone, words)
    sentence = words.corrected if one.kind == "correction" else words.updated
    source = _source(one.stored, one.source_title, words)
    return listed((_link(one.stored, words), source, own(sentence.format(moment=at))), words)


def _missing(here: _Here) -> tuple[Line, ...]:
    names = here.edition.missing
    return (_names(names, here.words, most=_MOST_MISSING),) if names else ()


def _names(names: Sequence[str], words: Words, *, most: int) -> Line:
    shown = listed((named([one], words.untitled, words) for one in names[:most]), words)
    more = len(names) - most
    return filled(words.names_more, names=shown, n=str(more)) if more > 0 else shown


def _changes(here: _Here) -> Iterator[Line]:
    words, changes = here.words, here.edition.changes
    for one in changes[:_MOST_LINES]:
        yield _change(one, words)
    more = len(changes) - _MOST_LINES
    if more > 0:
        yield _see(words.more_changes, counted(more, words.other_sources, words), words)


def _change(one: Change, words: Words) -> Line:
    name = named([one.title, one.source], words.untitled, words)
    return (name, own(": "), strange(one.note, words))


def _see(sentence: str, sources: str, words: Words) -> Line:
    return filled(sentence, sources=sources, command=strange(_COMMAND, words))


def _troubles(here: _Here) -> Iterator[Line]:
    words, edition = here.words, here.edition
    told = alarms(edition.trouble)
    for alarm in told[:_MOST_LINES]:
        yield _alarm(alarm, here)
    more = sum(len(alarm.troubles) for alarm in told[_MOST_LINES:])
    if more:
        yield _see(words.more_trouble, counted(more, words.other_sources, words), words)
    if edition.long_broken:
        yield _see(words.long, counted(edition.long_broken, words.sources, words), words)


def _alarm(alarm: Alarm, here: _Here) -> Line:
    return filled(
        here.words.since,
        names=_who(alarm, here.words),
        moment=dates.dated_moment(alarm.since, here.edition.day, here.zone, here.words),
        reason=strange(alarm.reason, here.words),
    )


def _who(alarm: Alarm, words: Words) -> Line:
    """Return which sources an alarm is of, as `troubles.who` says it in English."""
    names = _names(alarm.titles, words, most=MOST_NAMED)
    count = len(alarm.troubles)
    if count == 1:
        return names
    sources = counted(count, words.sources, words)
    if not alarm.host:
        return filled("{sources} ({names})", sources=sources, names=names)
    return filled(words.of_host, sources=sources, host=strange(alarm.host, words), names=names)
