"""The [[edition]] tables to Series, and who is told of each.

As with subjects, what is wrong in one is an error of the whole file: mail that silently does
not come is noticed late. A name of a source or group that there is not costs less: the
source may be the one that is wrong itself, so that it is told, and the others are in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from digest.config.complaints import label_of, of_one
from digest.config.delivery_tables import MailTable, WebhookTable
from digest.config.document import Document
from digest.config.edition_tables import DigestTable, EditionTable
from digest.config.mailing import mail_server
from digest.config.searches import unknown
from digest.config.subjects import named, names_of, tables_of
from digest.config.tables import TopTable
from digest.config.weekdays import numbers
from digest.model import Limits, Series, Source, Subject

_SWAPPED = {("smtps", 587): "smtp", ("smtp", 465): "smtps"}
T = TypeVar("T")
NamedTable = TypeVar("NamedTable", EditionTable, WebhookTable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """The tables of [[edition]] and [[webhook]], each right in itself."""

    editions: tuple[EditionTable, ...] = ()
    webhooks: tuple[WebhookTable, ...] = ()

    def told_of(self, edition: str) -> tuple[str, ...]:
        """Return the webhooks that are told of an edition; "" is the one of [digest]."""
        return tuple(
            one.name for one in self.webhooks if not one.editions or edition in one.editions
        )


def editions_of(document: Document, mail: MailTable | None) -> tuple[Editions, list[str]]:
    """Return the editions and webhooks of a file, and what is wrong in others.

    Where `mail` is None, as it is wrong itself, nobody is asked whether mail has a sender.
    """
    editions, wrong = _checked(document, "edition", EditionTable)
    webhooks, wrong_too = _checked(document, "webhook", WebhookTable)
    senderless = [] if mail is None or mail.sender else _senderless(document, editions)
    right = Editions(editions=tuple(editions.values()), webhooks=tuple(webhooks.values()))
    return right, wrong + senderless + wrong_too


def _checked(
    document: Document, kind: str, table: type[NamedTable]
) -> tuple[dict[int, NamedTable], list[str]]:
    """Return the tables of a kind by their number, from 0, and what is wrong in others."""
    known = {"subjects": names_of(document), "editions": names_of(document, "edition")}
    right: dict[int, NamedTable] = {}
    taken: dict[str, str] = {}
    wrong: list[str] = []
    for number, written in enumerate(tables_of(document, kind)):
        try:
            checked = table.model_validate(written, context=known)
        except ValidationError as error:
            wrong += of_one(error, document, table, kind, number)
            continue
        place, name = document.at((kind, number, "name")), checked.name
        if name in taken:
            said = f'name: "{name}" is taken at {taken[name]}; names are unique'
            wrong.append(f"{place}: {label_of(document, kind, number)}: {said}")
        else:
            taken[name] = place
            right[number] = checked
    return right, wrong


def _senderless(document: Document, editions: Mapping[int, EditionTable]) -> list[str]:
    """Return a line for each edition that is to be mailed while nothing says from whom."""
    said = "recipients: [mail] from is missing, the address that mail comes from"
    return [
        f"{document.at(('edition', number, 'recipients'))}: "
        f"{label_of(document, 'edition', number)}: {said}"
        for number, one in editions.items()
        if one.recipients
    ]


def unfollowed(document: Document, tables: Editions, sources: Sequence[Source]) -> Iterator[str]:
    """Yield a line for each name of a source or group, in an edition, that there is not."""
    for number, one in enumerate(tables.editions):
        for key, said in unknown(one.sources, one.groups, sources):
            place = document.at(("edition", number, key))
            yield f"{place}: {label_of(document, 'edition', number)}: {key}: {said}"


def hardly_meant(document: Document, tables: Editions, mail: MailTable) -> Iterator[str]:
    """Yield what is allowed but hardly meant: for `digest check`, which is strict."""
    server = mail_server(mail.server)
    if (server.kind, server.port) in _SWAPPED:
        other = _SWAPPED[server.kind, server.port]
        place = document.at(("mail", "server"))
        said = f"port {server.port} is for {other}:// nearly everywhere; write that, or no port"
        yield f"{place}: [mail] server: {said}"
    for number, one in enumerate(tables.webhooks):
        if one.kind == "slack" and one.url:
            place = document.at(("webhook", number, "url"))
            said = "whoever knows it can post; put it into a file, and name that in url_file"
            yield f"{place}: {label_of(document, 'webhook', number)}: url: {said}"


def series_of(
    top: TopTable, tables: Editions, subjects: Mapping[str, Subject]
) -> tuple[Series, ...]:
    """Return the series of editions that are made: those of [[edition]], else that of [digest]."""
    if not tables.editions:
        return (_of_digest(top, tables, subjects),)
    of_all = _of_digest(top, tables, subjects)
    return tuple(_of_edition(one, of_all, tables, subjects) for one in tables.editions)


def _of_digest(top: TopTable, tables: Editions, subjects: Mapping[str, Subject]) -> Series:
    table: DigestTable = top.digest
    return Series(
        title=table.title,
        timezone=table.timezone,
        at=table.edition_at,
        days=numbers(table.days),
        language=table.language,
        subjects=named(table.subjects, subjects),
        recipients=tuple(dict.fromkeys(top.mail.to)),
        webhooks=tables.told_of(""),
        sections_by=table.sections,
        empty=table.empty,
        limits=Limits(top=table.top, section=table.section_articles, source=table.source_articles),
    )


def _of_edition(
    table: EditionTable, of_all: Series, tables: Editions, subjects: Mapping[str, Subject]
) -> Series:
    """Return the series of an edition; what it does not say is as for all of them."""
    to = table.recipients
    return Series(
        name=table.name,
        title=table.title or f"{of_all.title}: {table.name}",
        timezone=of_all.timezone,
        at=_own(table.at, of_all.at),
        days=of_all.days if table.days is None else numbers(table.days),
        language=table.language or of_all.language,
        sources=tuple(dict.fromkeys(table.sources)),
        groups=tuple(dict.fromkeys(table.groups)),
        subjects=of_all.subjects if table.subjects is None else named(table.subjects, subjects),
        languages=tuple(dict.fromkeys(table.languages)),
        recipients=of_all.recipients if to is None else tuple(dict.fromkeys(to)),
        webhooks=tables.told_of(table.name),
        sections_by=_own(table.sections, of_all.sections_by),
        empty=_own(table.empty, of_all.empty),
        limits=Limits(
            top=_own(table.top, of_all.limits.top),
            section=_own(table.section_articles, of_all.limits.section),
            source=_own(table.source_articles, of_all.limits.source),
        ),
    )


def _own(value: T | None, otherwise: T) -> T:
    return otherwise if value is None else value
