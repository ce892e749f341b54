"""Find config.toml, read it and the files that it names, and make one Config of them.

What is wrong inside a [[source]], or in a further file of sources, costs these only and
is kept among the `problems`; anything else that is wrong is a ConfigError, for nothing
could be trusted then. `strict`, which `digest check` asks for, makes all of it errors.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from digest.config import listening, settings
from digest.config.complaints import of_top, shown
from digest.config.delivery import mail_settings, summary_settings, webhook_settings
from digest.config.document import Document, read
from digest.config.edition_tables import DigestTable
from digest.config.editions import editions_of, hardly_meant, series_of, unfollowed
from digest.config.paths import absolute_store, below, file_below
from digest.config.searches import searches_of
from digest.config.settings import (
    Config,
    DigestSettings,
    FeedSettings,
    FetchSettings,
    Retention,
    ServeSettings,
)
from digest.config.sources import Found, doubts, sources_of, unique
from digest.config.subjects import named, names_of, subjects_of
from digest.config.tables import FetchTable, ServeTable, StoreTable, TopTable
from digest.errors import ConfigError
from digest.model import Subject


def find(explicit: Path | None, *, environ: Mapping[str, str], home: Path) -> Path:
    """Return the configuration to use: the first of the four places that is given or there.

    `--config FILE`, `$DIGEST_CONFIG`, `./config.toml`, `~/.config/digest/config.toml`.
    The first two are taken at their word; whether they can be read shows `load`.

    Raises:
        ConfigError: none is given, and none is there; names the places.
    """
    if explicit is not None:
        return explicit
    if named := environ.get("DIGEST_CONFIG"):
        return Path(named)
    places = (Path("config.toml"), home / ".config" / "digest" / "config.toml")
    for place in places:
        if _is_there(place):
            return place
    looked = ", ".join(["--config", "$DIGEST_CONFIG", *(str(place.absolute()) for place in places)])
    raise ConfigError(f"no configuration: looked at {looked}; make one with: digest init FOLDER")


def _is_there(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:  # it may not be looked at; `load` says so better than "nothing found"
        return True


def load(
    path: Path,
    *,
    strict: bool = False,
    environ: Mapping[str, str] | None = None,
    instead: Mapping[Path, str] = MappingProxyType({}),
) -> Config:
    """Return the configuration that a file and those that it names hold.

    Args:
        path: the file; messages name it as it is given here.
        strict: nothing may be wrong or doubtful anywhere.
        environ: where "env:NAME" is looked up (default: the process's environment).
        instead: by absolute path, texts that are read in place of what these files hold.

    Raises:
        ConfigError: one line for each error.
    """
    document = read(path, text=instead.get(path.absolute()))
    top = _top(document, os.environ if environ is None else environ)
    subjects, _ = subjects_of(document)
    editions, _ = editions_of(document, top.mail)
    defaults = document.table.get("defaults", {})
    documents, problems = _more(document, top.files, instead)
    found: list[Found] = []
    for each in (document, *documents):
        here, wrong = sources_of(each, defaults, top.digest.timezone, subjects)
        found += here
        problems += wrong
    found, clashes = unique(found)
    sources = tuple(one.source for one in found)
    searches, wrong = searches_of(document, sources, subjects)
    problems += [*clashes, *wrong, *unfollowed(document, editions, sources)]
    hardly = [*doubts(found), *hardly_meant(document, editions, top.mail)]
    if strict and (errors := problems + hardly):
        raise ConfigError("\n".join(errors))
    folder = document.path.parent
    return Config(
        path=document.path,
        digest=_digest(top.digest, subjects),
        store_url=absolute_store(top.store.url, folder),
        retention=_retention(top.store),
        max_revisions=top.store.max_revisions,
        output_folder=below(folder, top.output.folder),
        base_url=top.output.base_url,
        feeds=FeedSettings(keep=top.feeds.keep, max_bytes=top.feeds.max_bytes),
        fetch=_fetch(top.fetch),
        serve=_serve(top.serve, folder),
        series=series_of(top, editions, subjects),
        edition_files=tuple(dict.fromkeys(["md", *top.output.edition_files])),
        mail=mail_settings(top.mail, folder),
        webhooks=tuple(webhook_settings(one, folder) for one in editions.webhooks),
        summary=summary_settings(top.summary, folder),
        sources=sources,
        subjects=tuple(subjects.values()),
        searches=tuple(searches),
        problems=tuple(problems),
    )


def _top(document: Document, environ: Mapping[str, str]) -> TopTable:
    """Check all but the sources; if that fails, name what is wrong in them as well."""
    _, wrong_subjects = subjects_of(document)
    context = {"environ": environ, "subjects": names_of(document)}
    try:
        top = TopTable.model_validate(document.table, context=context)
    except ValidationError as error:
        wrong = [*of_top(error, document), *wrong_subjects, *editions_of(document, None)[1]]
        raise _refusal(wrong, document) from error
    wrong = wrong_subjects + editions_of(document, top.mail)[1]
    if wrong:
        raise _refusal(wrong, document)
    return top


def _refusal(lines: list[str], document: Document) -> ConfigError:
    """Return the error of these lines, and of what is wrong in the sources."""
    if isinstance(document.table.get("source", []), list):
        lines = lines + sources_of(document, {}, "UTC", None)[1]
    return ConfigError("\n".join(lines))


def holding(path: Path, name: str) -> Document:
    """Return the file that holds a source: the configuration, or one that it names.

    Raises:
        ConfigError: it cannot be used, or none of its files holds the source.
    """
    document = read(path)
    top = _top(document, os.environ)
    documents, _ = _more(document, top.files, {})
    for one in (document, *documents):
        sources = one.table.get("source", [])
        if any(isinstance(each, dict) and each.get("name") == name for each in sources):
            return one
    raise ConfigError(f'{path}: no source is named "{name}"')


def _more(
    document: Document, patterns: list[str], instead: Mapping[Path, str]
) -> tuple[list[Document], list[str]]:
    """Read the files that the patterns name, each once; a broken one is a problem."""
    documents = []
    problems = []
    seen = {document.path}
    for pattern in patterns:
        matches = list(_matches(document.path.parent, pattern))
        if not matches:
            place = document.at(("files",))
            problems.append(f"{place}: files: no file matches {shown(pattern)}")
        for path in matches:
            if path in seen:
                continue
            seen.add(path)
            try:
                one = read(path, _named(path, document), text=instead.get(path))
                documents.append(_sources_only(one))
            except ConfigError as error:
                problems += str(error).splitlines()
    return documents, problems


def _matches(folder: Path, pattern: str) -> Iterator[Path]:
    path = below(folder, pattern)
    try:
        matches = Path(path.anchor).glob(str(path.relative_to(path.anchor)))
        yield from sorted(match for match in matches if match.is_file())
    except (OSError, ValueError):  # such as "**x"; what cannot be a pattern matches nothing
        return


def _named(path: Path, document: Document) -> str:
    """Return a further file as messages name it: beside the main one, as that was given."""
    given = Path(document.name).parent
    folder = document.path.parent
    return str(given / path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


def _sources_only(document: Document) -> Document:
    """Return the file if it holds [[source]] tables and nothing else.

    Raises:
        ConfigError: it holds other things, which would silently not count.
    """
    others = [key for key in document.table if key != "source"]
    if others:
        raise ConfigError(
            f"{document.at((others[0],))}: {shown(others[0])} does not belong here; "
            "a further file holds [[source]] tables only"
        )
    if not isinstance(document.table.get("source", []), list):
        raise ConfigError(f"{document.at(('source',))}: write [[source]], with two brackets")
    return document


def _digest(table: DigestTable, subjects: Mapping[str, Subject]) -> DigestSettings:
    return DigestSettings(
        title=table.title,
        timezone=table.timezone,
        edition_at=table.edition_at,
        language=table.language,
        first=table.first,
        subjects=named(table.subjects, subjects),
    )


def _retention(table: StoreTable) -> Retention:
    return Retention(text=table.keep_text, articles=table.keep_articles, ids=table.keep_ids)


def _fetch(table: FetchTable) -> FetchSettings:
    return FetchSettings(
        user_agent=table.user_agent or settings.user_agent(table.contact),
        contact=table.contact,
        delay_s=table.delay,
        timeout_s=table.timeout,
        max_bytes=table.max_bytes,
        allow_networks=tuple(table.allow_networks),
        ports=tuple(table.ports),
        proxy=table.proxy,
    )


def _serve(table: ServeTable, folder: Path) -> ServeSettings:
    host, port = listening.host_and_port(table.listen)
    return ServeSettings(
        host=host,
        port=port,
        token_file=file_below(table.token_file, folder),
        hosts=tuple(table.hosts),
    )
