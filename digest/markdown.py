"""An edition to CommonMark.

Titles and summaries are strangers' text, so all of it is escaped: nothing in it can
become a heading, a link or HTML. Times are those of the edition's zone. No moment of the
run stands in the file, so that it stays the same, byte by byte, while nothing is new.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.markup import markdown_address, markdown_text
from digest.model import Edition, Entry, Mention, Section, Stored, Trouble

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
_UNTITLED = "Untitled"


def markdown(edition: Edition) -> str:
    """Return the edition as one CommonMark document that ends with a line end.

    A heading with the day, a line of counts and of the span in which the articles were
    first stored, a section for each group, and last the sources in trouble, if any.
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
    if edition.trouble:
        yield f"## {_TROUBLE}"
        yield "\n".join(_trouble(one, edition.day, zone) for one in edition.trouble)


def _heading(section: Section, *, alone: bool) -> str:
    return markdown_text(section.title) or (_ALL if alone else _UNGROUPED)


def _counts(entries: list[Entry], edition: Edition, zone: ZoneInfo) -> str:
    articles = _number(len(entries), "article")
    sources = _number(len({entry.stored.source for entry in entries}), "source")
    seen = [entry.stored.first_seen for entry in entries]
    ends = [_minute(end, zone) for end in (min(seen), max(seen))]
    span = " to ".join(dict.fromkeys(f"{_day(end)} {_clock(end)}" for end in ends))
    place = markdown_text(edition.timezone)
    return f"{articles} from {sources}, {_FIRST_STORED} {span} ({place})"


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _entry(entry: Entry, day: date, zone: ZoneInfo) -> Iterator[str]:
    article = entry.stored.article
    yield f"### {_link(article.title or article.url, article.url)}"
    yield f"{markdown_text(entry.source_title)}, {_when(entry.stored, day, zone)}"
    if summary := markdown_text(entry.summary):
        yield summary
    if entry.also:
        yield f"{_ALSO}: {_mentions(entry.also)}"


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


def _trouble(trouble: Trouble, day: date, zone: ZoneInfo) -> str:
    since = _minute(trouble.since, zone)
    moment = f"{_date(since.date(), day)} {_clock(since)}"
    return (
        f"- {markdown_text(trouble.title or trouble.source)}, {_SINCE} {moment}:"
        f" {markdown_text(trouble.reason)}"
    )


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
