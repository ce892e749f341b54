"""An edition to CommonMark.

Titles and summaries are strangers' text, so all of it is escaped: nothing in it can
become a heading, a link or HTML. Times are those of the edition's zone. No moment of the
run stands in the file, so that it stays the same, byte by byte, while nothing is new.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.markup import markdown_address, markdown_text
from digest.model import Change, Edition, Entry, Mention, Section, Stored, Version
from digest.troubles import Alarm, alarms, who

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_EARLIEST = 1990
"""No page was published before; such a date is a default of some program."""
_NOTHING = "No new articles."
_FIRST_STORED = "first stored"
_FIRST_SEEN = "first seen"
_ALSO = "Also in"
_UNGROUPED = "Other sources"
_ALL = "Articles"
_TROUBLE = "Sources in trouble"
_SINCE = "since"
_MORE_TROUBLE = "in trouble"
_LONG = "broken for a week or more"
_CHANGES = "Read another way"
_MORE_CHANGES = "read another way"
_SEE = "see digest status"
_MOST_LINES = 5
"""Of trouble, and of changes: an edition is for news of the world, not of the program."""
_UNTITLED = "Untitled"


def markdown(edition: Edition) -> str:
    """Return the edition as one CommonMark document that ends with a line end.

    A heading with the day, a line of counts and of the span in which the articles were
    first stored, a section for each group with its stories, and last, if there are any, the
    sources that are read another way and those in trouble: five lines of each, and how many
    there are more.
    """
    return "\n\n".join(_blocks(edition)) + "\n"


def _blocks(edition: Edition) -> Iterator[str]:
    zone = ZoneInfo(edition.timezone)
    day = f"{_WEEKDAYS[edition.day.weekday()]}, {_day(edition.day)} {edition.day.year}"
    yield f"# {markdown_text(edition.title)} — {day}"
    entries = [entry for section in edition.sections for entry in section.entries]
    yield _counts(entries, edition, zone) if entries else _NOTHING
    for section in edition.sections:
        yield f"## {_heading(section, alone=len(edition.sections) == 1)}"
        for entry in section.entries:
            yield from _entry(entry, edition.day, zone)
    if edition.changes:
        yield f"## {_CHANGES}"
        yield "\n".join(_changes(edition.changes))
    if edition.trouble or edition.long_broken:
        yield f"## {_TROUBLE}"
        yield "\n".join(_troubles(edition, zone))


def _heading(section: Section, *, alone: bool) -> str:
    return markdown_text(section.title) or (_ALL if alone else _UNGROUPED)


def _counts(entries: list[Entry], edition: Edition, zone: ZoneInfo) -> str:
    every = [one for entry in entries for one in (entry.stored, *_stored(entry.others))]
    articles = _number(len(every), "article")
    sources = _number(len({one.source for one in every}), "source")
    seen = [one.first_seen for one in every]
    ends = [_minute(end, zone) for end in (min(seen), max(seen))]
    span = " to ".join(dict.fromkeys(f"{_day(end)} {_clock(end)}" for end in ends))
    place = markdown_text(edition.timezone)
    return f"{articles} from {sources}, {_FIRST_STORED} {span} ({place})"


def _stored(versions: Iterable[Version]) -> Iterator[Stored]:
    return (one.stored for one in versions)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _entry(entry: Entry, day: date, zone: ZoneInfo) -> Iterator[str]:
    article = entry.stored.article
    yield f"### {_link(article.title or article.url, article.url)}"
    yield f"{markdown_text(entry.source_title)}, {_when(entry.stored, day, zone)}"
    if summary := markdown_text(entry.summary):
        yield summary
    if entry.others:
        yield "\n".join(_versions(entry.others, day, zone))
    if entry.also:
        yield f"{_ALSO}: {_mentions(entry.also)}"


def _versions(versions: Iterable[Version], day: date, zone: ZoneInfo) -> Iterator[str]:
    for one in versions:
        article = one.stored.article
        link = _link(article.title or article.url, article.url)
        yield f"- {link}, {markdown_text(one.source_title)}, {_when(one.stored, day, zone)}"


def _mentions(mentions: Iterable[Mention]) -> str:
    return ", ".join(_link(mention.title, mention.url) for mention in mentions)


def _link(title: str, url: str) -> str:
    text = markdown_text(title) or _UNTITLED
    address = markdown_address(url)
    return f"[{text}]({address})" if address else text


def _when(stored: Stored, day: date, zone: ZoneInfo) -> str:
    """Return when the article was published, in words; its day where only that is known."""
    dated = stored.article.published
    if dated is None or dated.at.year < _EARLIEST or dated.at > stored.first_seen:
        return f"{_FIRST_SEEN} {_moment(stored.first_seen, day, zone)}"
    if dated.day_only:
        return _date(dated.at.date(), day)
    return _moment(dated.at, day, zone)


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    for one in changes[:_MOST_LINES]:
        yield f"- {markdown_text(one.title or one.source)}: {markdown_text(one.note)}"
    more = len(changes) - _MOST_LINES
    if more > 0:
        yield f"- {_number(more, 'more source')} {_MORE_CHANGES}: {_SEE}"


def _troubles(edition: Edition, zone: ZoneInfo) -> Iterator[str]:
    told = alarms(edition.trouble)
    for alarm in told[:_MOST_LINES]:
        yield _alarm(alarm, edition.day, zone)
    more = sum(len(alarm.troubles) for alarm in told[_MOST_LINES:])
    if more:
        yield f"- {_number(more, 'more source')} {_MORE_TROUBLE}: {_SEE}"
    if edition.long_broken:
        yield f"- {_number(edition.long_broken, 'source')} {_LONG}: {_SEE}"


def _alarm(alarm: Alarm, day: date, zone: ZoneInfo) -> str:
    since = _minute(alarm.since, zone)
    moment = f"{_date(since.date(), day)} {_clock(since)}"
    names = markdown_text(who(alarm, alarm.titles))
    return f"- {names}, {_SINCE} {moment}: {markdown_text(alarm.reason)}"


def _minute(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(second=0, microsecond=0)


def _moment(moment: datetime, day: date, zone: ZoneInfo) -> str:
    """Return the clock's time, with the date where it is not the edition's day."""
    local = moment.astimezone(zone)
    return _clock(local) if local.date() == day else f"{_date(local.date(), day)} {_clock(local)}"


def _date(that: date, day: date) -> str:
    return _day(that) if that.year == day.year else f"{_day(that)} {that.year}"


def _day(that: date) -> str:
    return f"{that.day} {_MONTHS[that.month - 1]}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour:02d}:{moment.minute:02d}"
