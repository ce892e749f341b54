"""The command that gives what is stored to other programs: articles."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Annotated

import typer

from digest import due, exporting
from digest.cli.app import ERR, NOTHING_READ, ConfigOption, load, store_file
from digest.config import Config
from digest.config.values import did_you_mean
from digest.model import Changed, Subject
from digest.store import Store
from digest.subjects import matched

_CURSOR = re.compile(r"(\d{1,15})-(\d{1,15})")
_LINES: dict[str, tuple[Callable[[], str], Callable[[Changed], str]]] = {
    "jsonl": (str, exporting.json_line),
    "csv": (exporting.csv_head, exporting.csv_line),
    "md": (str, exporting.markdown_entry),
}


class Form(Enum):
    """How articles are written."""

    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"


def articles(  # noqa: PLR0913 - each is an option of the command
    *,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="From this day on."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Up to this day, which counts."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Of this source; repeatable."),
    ] = None,
    subject: Annotated[
        list[str] | None,
        typer.Option("--subject", metavar="NAME", help="On this [[subject]]; repeatable."),
    ] = None,
    search: Annotated[
        str,
        typer.Option(metavar="WORDS", help="With all these words in title, lead or tags."),
    ] = "",
    after: Annotated[
        str, typer.Option(metavar="CURSOR", help="What changed after this cursor.")
    ] = "",
    form: Annotated[Form, typer.Option("--format", help="How articles are written.")] = Form.JSONL,
    config: ConfigOption = None,
) -> int:
    """Write what is stored, an article at a time, those that changed last coming last.

    Days are those of publication, else of the first sight, in the time zone of [digest].
    Exit status: 0 well, also where nothing is found, 2 bad use or configuration.
    """
    settings = load(config)
    change, number = _cursor(after)
    wanted = (*_subjects(subject or [], settings), *_words(search))
    days = since.date() if since else date.min, until.date() if until else date.max
    head, line = _LINES[form.value]
    sys.stdout.write(head())
    if store_file(settings) is None:
        ERR.print(NOTHING_READ)
        return 0
    with Store(settings.store_url) as store:
        found = store.changes.after(change, number, sources=_sources(source or [], store, settings))
        for one in _chosen(found, wanted, days, settings.digest.timezone):
            sys.stdout.write(line(one))
    return 0


def _chosen(
    found: Iterable[Changed], wanted: Iterable[Subject], days: tuple[date, date], zone: str
) -> Iterator[Changed]:
    every = tuple(wanted)
    for one in found:
        article = one.stored.article
        at = article.published.at if article.published else one.stored.first_seen
        # A day without a time is that of the page, whatever zone it is read in.
        is_day = article.published is not None and article.published.day_only
        day = at.date() if is_day else due.local_day(at, zone)
        if days[0] <= day <= days[1] and all(matched(each, article) for each in every):
            yield one


def _cursor(written: str) -> tuple[int, int]:
    if not written:
        return 0, 0
    match = _CURSOR.fullmatch(written)
    if not match:
        raise typer.BadParameter(
            f"{written} is no cursor; take one that an article had", param_hint="--after"
        )
    return int(match[1]), int(match[2])


def _words(search: str) -> Iterator[Subject]:
    """Yield a subject for each word, since an article must have all."""
    yield from (Subject(name=word, words=(word,)) for word in search.split())


def _subjects(names: Iterable[str], settings: Config) -> Iterator[Subject]:
    known = {one.name: one for one in settings.subjects}
    for name in names:
        if name not in known:
            raise typer.BadParameter(
                f"no subject is named {name}{did_you_mean(name, known)}", param_hint="--subject"
            )
        yield known[name]


def _sources(names: list[str], store: Store, settings: Config) -> list[str]:
    """The names, which are in the configuration, or were."""
    known = {one.name for one in settings.sources} | store.sources.states().keys()
    for name in names:
        if name not in known:
            raise typer.BadParameter(
                f"no source is named {name}{did_you_mean(name, known)}", param_hint="--source"
            )
    return names
