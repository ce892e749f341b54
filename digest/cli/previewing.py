"""The command that reads sources without a trace: preview."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import typer
from rich.markup import escape

from digest import pipeline
from digest.cli.addresses import typed_address
from digest.cli.app import ERR, OUT, ConfigOption, JsonOption, load
from digest.cli.progress import bar
from digest.cli.reading import named
from digest.cli.report import print_json, table
from digest.cli.seen import Asked, newest, print_seen, seen_dict
from digest.config import Config
from digest.configure.adding import same
from digest.errors import ConfigError, FetchError, ParseError
from digest.model import Source
from digest.pipeline import Preview, Tools, Usual
from digest.store import Store, database_file

_AT_ONCE = 50
"""Sources that are read at one time; the fetcher bounds requests further."""
_MOST = 10
_MOST_OF_ALL = 1
"""Articles of each source with `--all`: that its pages can be read is all that shows there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one source gave, or why it gave nothing."""

    source: Source
    usual: Usual
    asked: Asked
    seen: Preview | None = None
    error: str = ""

    @property
    def name(self) -> str:
        """The source's own; "" of an address that is none of a source."""
        return "" if "." in self.source.name else self.source.name

    @property
    def label(self) -> str:
        """What it is called by people: name and address, or the address alone."""
        return f"{self.name}: {self.source.url}" if self.name else self.source.url

    @property
    def well(self) -> bool:
        """Whether it gives articles, or says itself that there are none now."""
        seen = self.seen
        empty = bool(seen and not seen.links and seen.nature == "empty")
        return bool(seen and not seen.fell and (seen.articles or empty))

    @property
    def state(self) -> str:
        """How it is, in a few words."""
        if self.seen is None:
            return self.error
        return "well" if self.well else self.seen.fell or "gives no article"


def preview(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME|URL]...", help="Sources of config.toml, or addresses."),
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Every enabled source, a line each.")
    ] = False,
    config: ConfigOption = None,
    most: Annotated[
        int | None,
        typer.Option("--most", min=1, help="Articles to read: 10, with --all 1, unless said."),
    ] = None,
    json: JsonOption = False,
) -> int:
    """Show what sources give now, against what they usually give; store nothing.

    Exit status: 0 all give articles, 1 one gives none or far less than usual, 2 bad use.
    """
    if bool(names) == everything:
        raise typer.BadParameter("name sources or addresses, or say --all", param_hint="NAME")
    settings = load(config)
    sources = named(settings.sources, []) if everything else _asked(settings, names or [])
    usual = _usual(settings, sources)
    number = most or (_MOST_OF_ALL if everything else _MOST)
    looks = asyncio.run(_look(settings, sources, usual, number))
    if json:
        _print_json(looks, alone=not everything and len(looks) == 1)
    elif everything:
        _print_lines(looks)
    else:
        _print_each(looks)
    return 0 if all(one.well for one in looks) else 1


def _asked(settings: Config, names: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources of the names, and of the addresses, known ones with their rules."""
    found: dict[str, Source] = {}
    for number, name in enumerate(names):
        if any(mark in name for mark in ".:/"):
            source = _at(settings, name, number)
        else:
            (source,) = named(settings.sources, [name])
        found[source.name] = source
    return tuple(found.values())


def _at(settings: Config, text: str, number: int) -> Source:
    url = typed_address(text)
    if not url:
        raise ConfigError(f"{text} is no http or https address")
    # No name of a source has a point in it.
    unknown = Source(name=f"address.{number}", url=url, timezone=settings.digest.timezone)
    return same([url], settings.sources, {}) or unknown


def _usual(settings: Config, sources: Sequence[Source]) -> dict[str, Usual]:
    """Return what each source usually gives, as far as there is a store that knows."""
    file = database_file(settings.store_url)
    if file is None or not file.exists():
        return {}
    with Store(settings.store_url) as store:
        states = store.sources.states()
        return {
            one.name: Usual(
                habit=store.habits.of(one.name),
                way=states[one.name].way,
                way_url=states[one.name].way_url,
            )
            for one in sources
            if one.name in states and states[one.name].url == one.url
        }


async def _look(
    settings: Config, sources: Sequence[Source], usual: dict[str, Usual], most: int
) -> list[Look]:
    places = asyncio.Semaphore(_AT_ONCE)
    with bar("looking", len(sources)) as advance:
        async with pipeline.without_trace(settings, sources) as tools:

            async def one(source: Source) -> Look:
                async with places:
                    look = Look(
                        source=source,
                        usual=usual.get(source.name, Usual()),
                        asked=Asked(every=settings.subjects, own=source.subjects),
                    )
                    found = await _looked(look, tools, most)
                advance(found.label)
                return found

            return list(await asyncio.gather(*map(one, sources)))


async def _looked(look: Look, tools: Tools, most: int) -> Look:
    try:
        seen = await pipeline.look(look.source, tools, most=most, usual=look.usual)
    except (FetchError, ParseError) as error:
        return replace(look, error=str(error))
    return replace(look, seen=seen)


def _usually(usual: Usual) -> int | None:
    """Return how many links the last good reading gave; None when there was none."""
    return usual.habit.counts[-1] if usual.habit.counts else None


def _print_json(looks: Sequence[Look], *, alone: bool) -> None:
    told: list[dict[str, object]] = []
    for one in looks:
        seen = seen_dict(one.seen, asked=one.asked) if one.seen else {}
        known = {"source": one.name or None, "url": one.source.url}
        told.append({**known, "usual_links": _usually(one.usual), "state": one.state, **seen})
    print_json(told[0] if alone else {"sources": told})


def _print_each(looks: Sequence[Look]) -> None:
    for one in looks:
        if len(looks) > 1 and one.seen:
            OUT.print(one.label, markup=False)
        if one.seen:
            print_seen(one.seen, usual=_usually(one.usual), asked=one.asked)
        if not one.well:
            ERR.print(f"{one.label}: {one.state}", markup=False)


def _print_lines(looks: Sequence[Look]) -> None:
    made = table("source", "way", "links", "usually", "newest", "state")
    for one in looks:
        seen = one.seen
        made.add_row(
            escape(one.source.name),
            seen.way if seen else "",
            str(seen.links) if seen else "",
            str(_usually(one.usual) or ""),
            newest(seen) if seen else "",
            escape(one.state),
        )
    OUT.print(made)
