"""Editions of any size that tests of what is written begin with, in three languages."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from digest.model import (
    Article,
    Change,
    Edition,
    Entry,
    Mention,
    Published,
    Revised,
    Section,
    Stored,
    Trouble,
    Version,
)

SEEN = datetime(2026, 11, 23, 4, 58, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    language: str
    timezone: str
    direction: str
    title: str
    headline: str
    summary: str
    sources: tuple[str, ...]
    sections: tuple[str, ...]


_ENGLISH = _Words(
    language="en",
    timezone="Africa/Tripoli",
    direction="ltr",
    title="Libya in the morning",
    headline="Port of Misrata opens after repairs that took {} weeks, the minister says",
    summary=(
        "The port opened on Sunday after a storm had damaged two of its three quays in October."
        " Ships that had waited outside for days came in before noon, and the first grain was"
        " unloaded in the evening. The authority expects normal traffic by Thursday."
    ),
    sources=("The Libya Review", "Misrata Post", "Al-Wasat (English)", "Africa Report"),
    sections=("Politics", "Economy & trade", ""),
)
_ARABIC = _Words(
    language="ar",
    timezone="Africa/Cairo",
    direction="rtl",
    title="ليبيا في الصباح",
    headline="افتتاح ميناء مصراتة بعد أعمال صيانة استمرت {} أسابيع بحسب وزير النقل",
    summary=(
        "افتتح الميناء يوم الأحد بعد أن ألحقت العاصفة أضرارا باثنين من أرصفته الثلاثة في أكتوبر."
        " ودخلت السفن التي انتظرت أياما قبل الظهر، وأفرغت أول شحنة من الحبوب مساء."
        " وتتوقع السلطات عودة الحركة إلى طبيعتها يوم الخميس."
    ),
    sources=("بوابة الوسط", "المرصد", "ليبيا الأحرار", "The Libya Review"),
    sections=("سياسة", "اقتصاد", ""),
)
_GERMAN = _Words(
    language="de",
    timezone="Europe/Berlin",
    direction="ltr",
    title="Libyen am Morgen",
    headline="Hafen von Misrata öffnet nach {} Wochen Instandsetzungsarbeiten, sagt der Minister",
    summary=(
        "Der Hafen öffnete am Sonntag, nachdem ein Sturm im Oktober zwei von drei Kaianlagen"
        " beschädigt hatte. Schiffe, die tagelang warten mussten, liefen vor Mittag ein."
        " Die Hafenbehörde rechnet bis Donnerstag mit gewöhnlichem Verkehr."
    ),
    sources=("Süddeutsche Nachrichten", "Hafenzeitung", "Wirtschaftswoche heute", "Al-Wasat"),
    sections=("Politik", "Wirtschaft", ""),
)
WORDS = {words.language: words for words in (_ENGLISH, _ARABIC, _GERMAN)}


def an_edition(
    stories: int, language: str = "en", *, others: int = 2, troubled: int = 1
) -> Edition:
    """Return an edition of so many stories, of all kinds, in words of a language.

    Each top story (one of eight) is told by `others` other sources too.
    """
    words = WORDS[language]
    numbers = count(1)
    entries = [_entry(next(numbers), words) for _ in range(stories)]
    told = max(1, stories // 8) if stories else 0
    top = [_with_others(entry, numbers, words, others) for entry in entries[:told]]
    rest = entries[told:]
    third = -(-len(rest) // 4) or 1
    parts = [tuple(rest[at : at + third]) for at in range(0, len(rest), third)]
    sections = tuple(
        Section(title=title, entries=part)
        for title, part in zip(words.sections, parts, strict=False)
    )
    late = tuple(_dated(entry, SEEN - timedelta(days=9)) for part in parts[3:] for entry in part)
    return Edition(
        title=words.title,
        day=date(2026, 11, 23),
        timezone=words.timezone,
        language=language,
        top=tuple(top),
        sections=sections,
        late=Section(entries=late),
        revised=_revised(entries[-1], words) if stories > 1 else (),
        trouble=tuple(_trouble(number, words) for number in range(troubled)),
        long_broken=2 * bool(troubled),
        changes=_changes(words) if troubled else (),
        missing=words.sources[-1:] if troubled else (),
        sources=12,
        whole="https://news.example/digest/2026-11-23.md",
    )


def with_rest(edition: Edition, number: int = 23) -> Edition:
    """Return the edition with so many articles beyond the limit of its first section."""
    first, *others = edition.sections
    rest = tuple(_entry(5000 + one, WORDS[edition.language]) for one in range(number))
    return replace(edition, sections=(replace(first, rest=rest), *others))


def _stored(number: int, words: _Words) -> Stored:
    source = number % len(words.sources)
    foreign = words.direction == "rtl" and words.sources[source].isascii()
    of = _ENGLISH if foreign else words
    seen = SEEN - timedelta(minutes=number % 600)
    article = Article(
        url=f"https://source{source}.example/2026/11/23/port-of-misrata-opens-{number}/?a=1&b=2",
        title=of.headline.format(number),
        language=of.language,
        direction=of.direction,
        published=Published(at=seen - timedelta(hours=2), provenance="json-ld"),
    )
    return Stored(
        id=f"urn:uuid:{number}",
        number=number,
        source=f"source{source}",
        article=article,
        first_seen=seen,
        updated=seen,
    )


def _entry(number: int, words: _Words) -> Entry:
    stored = _stored(number, words)
    of = WORDS[stored.article.language]
    return Entry(
        stored=stored,
        source_title=words.sources[number % len(words.sources)],
        summary=of.summary,
        generated=number % 10 == 9,
    )


def _with_others(entry: Entry, numbers: "count[int]", words: _Words, others: int) -> Entry:
    versions = tuple(
        Version(stored=_stored(number, words), source_title=words.sources[number % 4])
        for number in (next(numbers) for _ in range(others))
    )
    mention = Mention(title=words.sources[-1], url="https://copies.example/1?a=1&b=2")
    return replace(entry, others=versions, also=(mention,))


def _dated(entry: Entry, at: datetime) -> Entry:
    published = Published(at=at, provenance="meta", day_only=True)
    stored = entry.stored
    return replace(
        entry, stored=replace(stored, article=replace(stored.article, published=published))
    )


def _revised(entry: Entry, words: _Words) -> tuple[Revised, ...]:
    later = _stored(entry.stored.number + 1000, words)
    other = _stored(entry.stored.number + 1001, words)
    return (
        Revised(stored=later, source_title=words.sources[0], kind="correction"),
        Revised(stored=other, source_title=words.sources[1], kind="material"),
    )


def _trouble(number: int, words: _Words) -> Trouble:
    return Trouble(
        source=f"broken{number}",
        title=f"{words.sources[number % 4]} {number}",
        url=f"https://broken{number}.example/",
        since=SEEN - timedelta(days=1, hours=number),
        reason=f"the list had {24 + number} items, now none",
    )


def _changes(words: _Words) -> tuple[Change, ...]:
    note = "feed https://source1.example/feed: 404 Not Found; by listing now"
    return (Change(source="source1", title=words.sources[1], at=SEEN, note=note),)
