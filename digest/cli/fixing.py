"""The command that proposes new settings for a source that broke: fix."""

import asyncio
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from digest import config as configuration
from digest import configure, pipeline
from digest.cli.addresses import with_config
from digest.cli.app import ERR, OUT, ConfigOption, JsonOption, load, log
from digest.cli.reading import named
from digest.cli.report import print_json, shown
from digest.config import Config
from digest.configure.adding import NATURES, advice
from digest.errors import NoArticleError
from digest.model import Article, Source
from digest.pipeline import Diagnosis
from digest.pipeline.attempts import Attempt, Past, remembered, with_changes
from digest.store import Store, database_file

_TO_DO = {
    "article": "give the address of the page that lists them",
    "login": "look for a feed or a public section of the site",
    "bot wall": "look for a feed of the site",
    "consent": "look for a feed of the site",
    "script shell": "look for a feed of the site, or let a browser read it: render = true",
    "empty": "wait, or look for another section",
}
"""By what the page is instead of a list; see `Survey.nature`."""
LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """A file of the configuration before and after a proposal."""

    file: Path
    before: str
    after: str
    source: Source
    """As it is to be read then."""

    @property
    def diff(self) -> str:
        """What differs, as `diff -u` prints it."""
        name = shown(self.file)
        old, new = (text.splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(
            line if line.endswith("\n") else f"{line}\n"
            for line in difflib.unified_diff(old, new, fromfile=name, tofile=name)
        )


def fix(  # noqa: PLR0913 - each is an option of the command
    name: Annotated[str, typer.Argument(metavar="NAME", help="The source's name.")],
    *,
    config: ConfigOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it; write nothing.")] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask no site: take the failing page that was kept.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take what it gives from now on for its habit.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Propose new settings for a source that broke, as a diff of config.toml, and write them.

    Exit status: 0 there is a proposal, or nothing to fix; 1 nothing helps; 2 bad use.
    """
    if accept and (dry_run or offline or json):
        raise typer.BadParameter("it shows nothing and asks no site", param_hint="--accept")
    settings = load(config)
    log(quiet=True)
    (source,) = named(settings.sources, [name])
    if accept:
        return _accept(settings, source, with_config(config))
    try:
        past = _past(settings, source)
        found = asyncio.run(pipeline.diagnose(settings, source, past, offline=offline))
    except NoArticleError as error:
        ERR.print(str(error), markup=False)
        return 1
    edit = _edit(settings, source, found.changes) if found.changes else None
    wanted = edit is not None and not dry_run and (yes or not json)
    if not json:
        _print(source, found, edit, with_config(config))
        wanted = wanted and (yes or _agreed())
    if edit and wanted:
        configure.write_checked(
            edit.file,
            edit.after,
            config=settings.path,
            before=edit.before,
            expected=edit.source,
        )
    if json:
        print_json(_as_dict(source, found, edit) | {"written": wanted})
    elif wanted and edit:
        then = f"digest run --source {name}{with_config(config)}"
        OUT.print(f"wrote {shown(edit.file)}; now: {then}", markup=False)
    return 1 if found.wrong and not edit else 0


def _accept(settings: Config, source: Source, option: str) -> int:
    """Judge the source by what it gives from now on; what it gave before stays stored."""
    file = database_file(settings.store_url)
    if file is not None and file.exists():
        with Store(settings.store_url) as store:
            store.sources.accept(source.name, now=datetime.now(UTC))
    OUT.print(
        f"{source.name} is judged by what it gives from now on; read it by: "
        f"digest run --source {source.name}{option}",
        markup=False,
    )
    return 0


def _past(settings: Config, source: Source) -> Past:
    """Return what the store knows of a source; nothing where there is no store yet."""
    file = database_file(settings.store_url)
    if file is None or not file.exists():
        return Past()
    with Store(settings.store_url) as store:
        return remembered(store, source)


def _edit(settings: Config, source: Source, changes: Mapping[str, str]) -> _Edit:
    document = configuration.holding(settings.path, source.name)
    return _Edit(
        file=document.path,
        before=document.text,
        after=configure.changed(document.text, source.name, changes),
        source=with_changes(source, changes),
    )


def _agreed() -> bool:
    """Ask; where nobody can answer, nothing is written."""
    try:
        return typer.confirm("Write this?", default=False)
    except typer.Abort:
        OUT.print("\nnothing was written; --yes writes it without asking")
        return False


def _print(source: Source, found: Diagnosis, edit: _Edit | None, option: str) -> None:
    if not found.wrong:
        OUT.print(f"{source.name} is well: {_gives(found.now)}", markup=False)
        return
    OUT.print(f"{source.name}: {found.wrong}", markup=False)
    if found.had:
        OUT.print(f"the last good page that was kept had {found.had} links", markup=False)
    for line in found.tried:
        OUT.print(f"did not help: {line}", markup=False)
    if not edit or not found.then:
        _print_advice(source, found, option)
        return
    OUT.print(f"with {pipeline.described(found.changes)}: {_gives(found.then)}", markup=False)
    for article in found.then.articles:
        OUT.print(f"  {_line(article)}", markup=False)
    OUT.print(f"\n{edit.diff}", markup=False, end="")


def _print_advice(source: Source, found: Diagnosis, option: str) -> None:
    OUT.print(f"no settings were found that read {source.url}", markup=False)
    OUT.print(f"what to do: {_to_do(found)}", markup=False)
    if found.now.links:
        OUT.print(
            f"if its site is like this now: digest fix {source.name} --accept{option}", markup=False
        )
    OUT.print(f"to report it: digest report {source.name}{option}", markup=False)


def _to_do(found: Diagnosis) -> str:
    if found.nature in _TO_DO:
        return f"{NATURES[found.nature]}; {_TO_DO[found.nature]}"
    said = advice(found.now.error) if found.now.error else ""
    return said or "look at the page in a browser, and at its address"


def _gives(attempt: Attempt) -> str:
    of_known = f", {attempt.known} of them known articles" if attempt.known else ""
    return f"{len(attempt.links)} links{of_known}, by {attempt.way}: {attempt.way_url}"


def _line(article: Article) -> str:
    at = f"{article.published.at:%Y-%m-%d}" if article.published else "undated"
    length = article.partial or f"{len(article.text)} characters"
    return f"{article.title[:LONGEST_TITLE]} ({at}, {length})"


def _as_dict(source: Source, found: Diagnosis, edit: _Edit | None) -> dict[str, object]:
    return {
        "source": source.name,
        "wrong": found.wrong or None,
        "nature": found.nature or None,
        "good_links": found.had,
        "now": _attempt_dict(found.now),
        "tried": list(found.tried),
        "changes": {key: value or None for key, value in found.changes.items()},
        "then": _attempt_dict(found.then) if found.then else None,
        "file": str(edit.file) if edit else None,
        "diff": edit.diff if edit else None,
    }


def _attempt_dict(attempt: Attempt) -> dict[str, object]:
    return {
        "links": len(attempt.links),
        "known": attempt.known,
        "way": attempt.way or None,
        "way_url": attempt.way_url or None,
        "titles": [article.title for article in attempt.articles],
        "wrong": attempt.wrong or None,
    }
