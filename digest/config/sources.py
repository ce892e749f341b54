"""The [[source]] tables of all files to Sources; what is wrong costs one source each.

Keys of [defaults] are laid under those of a source before it is checked. Names are
compared over all files, former names included, since they name files and stored
articles: of two sources with one name the later is left out, as nobody can tell which
of them the stored articles belong to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from digest.address import without_fragment
from digest.config.complaints import label_of, of_one, shown
from digest.config.document import Document
from digest.config.paths import file_below
from digest.config.settings import AccessSettings
from digest.config.source_tables import AccessTable, SourceTable
from digest.config.subjects import named
from digest.config.values import written
from digest.model import ArticleRules, ListingRules, Source, Subject

_USUAL = Source(name="", url="").every
_SHORTEST = timedelta(minutes=5)
"""What is read more often is asked about by `digest check`; few sites change so often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A source, and where it stands."""

    source: Source
    document: Document
    number: int
    """Among the sources of its file, from 0."""
    access: AccessSettings | None = None
    """What its site is shown of the user; None for nothing."""

    def complaint(self, key: str, said: str) -> str:
        """Return `config.toml:17: source "libyareview": key: said`."""
        place = self.document.at(("source", self.number, key))
        return f"{place}: {label_of(self.document, 'source', self.number)}: {key}: {said}"


def sources_of(
    document: Document,
    defaults: Mapping[str, Any],
    timezone: str,
    subjects: Mapping[str, Subject] | None,
) -> tuple[list[Found], list[str]]:
    """Return the sources of one file, and what is wrong in the others.

    `subjects` are those that there are, by their names; None leaves names unchecked, where
    nothing but what is wrong is asked for.
    """
    found = []
    problems = []
    for number, table in enumerate(document.table.get("source", [])):
        try:
            checked = SourceTable.model_validate(
                _filled(table, defaults), context={"subjects": subjects}
            )
        except ValidationError as error:
            problems += of_one(error, document, SourceTable, "source", number)
        else:
            source = _source(checked, timezone, subjects or {})
            access = _access(checked.access, document.path.parent)
            found.append(Found(source=source, document=document, number=number, access=access))
    return found, problems


def _filled(table: Any, defaults: Mapping[str, Any]) -> Any:
    """Lay a source's keys over the defaults; its own timetable replaces theirs."""
    if not isinstance(table, dict):
        return table
    below = dict(defaults)
    if "every" in table or "cron" in table:
        below.pop("every", None)
        below.pop("cron", None)
    merged = below | table
    for part in ("listing", "article"):
        if isinstance(below.get(part), dict) and isinstance(table.get(part), dict):
            merged[part] = below[part] | table[part]
    return merged


def _source(table: SourceTable, timezone: str, subjects: Mapping[str, Subject]) -> Source:
    listing = table.listing
    article = table.article
    return Source(
        name=table.name,
        url=table.url,
        title=table.title or table.name,
        every=table.every or _begun_with(table),
        auto=table.every is None,
        every_min=table.every_min,
        every_max=table.every_max,
        tls=table.tls,
        cron=table.cron,
        group=table.group,
        language=table.language,
        timezone=table.timezone or timezone,
        max_articles=table.max_articles,
        max_pages=table.max_pages,
        max_age=table.max_age,
        weight=table.weight,
        enabled=table.enabled,
        formerly=tuple(table.formerly),
        include=tuple(table.include),
        exclude=tuple(table.exclude),
        subjects=named(table.subjects, subjects),
        reread=None if table.reread is None else tuple(sorted(set(table.reread))),
        updates=table.updates,
        render=table.render,
        listing=ListingRules(
            item=listing.item, link=listing.link, title=listing.title, date=listing.date
        ),
        article=ArticleRules(
            title=article.title, body=article.body, date=article.date, remove=article.remove
        ),
    )


def _access(table: AccessTable, folder: Path) -> AccessSettings | None:
    """Return where a source's secrets are; `folder` is that of its file."""
    settings = AccessSettings(
        cookies_file=file_below(folder, table.cookies_file),
        cookies_env=table.cookies_env,
        basic_file=file_below(folder, table.basic_file),
        basic_env=table.basic_env,
        headers_file=file_below(folder, table.headers_file),
        headers_env=table.headers_env,
    )
    return None if settings == AccessSettings() else settings


def _begun_with(table: SourceTable) -> timedelta:
    """The interval of a source that has no news to follow yet."""
    return min(max(_USUAL, table.every_min), table.every_max)


def unique(found: Iterable[Found]) -> tuple[list[Found], list[str]]:
    """Return the sources without those that bear a name already taken, and a line for each."""
    kept = []
    problems = []
    taken: dict[str, Found] = {}
    for one in found:
        claims = [("name", one.source.name), *(("formerly", name) for name in one.source.formerly)]
        clash = next(((key, name) for key, name in claims if name in taken), None)
        if clash:
            key, name = clash
            other = taken[name]
            place = other.document.at(("source", other.number, "name"))
            whose = "" if other.source.name == name else f' by source "{other.source.name}"'
            said = f'"{name}" is taken{whose} at {place}; names are unique, former ones too'
            problems.append(one.complaint(key, said))
        elif one.source.name in one.source.formerly:
            problems.append(one.complaint("formerly", "it is the present name; take it out"))
        else:
            taken |= {name: one for _, name in claims}
            kept.append(one)
    return kept, problems


def doubts(found: Iterable[Found]) -> list[str]:
    """Return what is allowed but hardly meant: for `digest check`, which is strict."""
    lines = []
    addresses: dict[str, str] = {}
    groups: dict[str, str] = {}
    for one in found:
        source = one.source
        other = addresses.setdefault(without_fragment(source.url), source.name)
        if other != source.name:
            lines.append(one.complaint("url", f'source "{other}" reads the same address'))
        group = groups.setdefault(source.group.casefold(), source.group)
        if group != source.group:
            said = f"{shown(source.group)} differs from {shown(group)} in case only"
            lines.append(one.complaint("group", said))
        key, shortest = ("every_min", source.every_min) if source.auto else ("every", source.every)
        if not source.cron and shortest < _SHORTEST:
            said = f"{written(shortest)} is a burden to the site; take 5m or more"
            lines.append(one.complaint(key, said))
    return lines
