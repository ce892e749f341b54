"""The command that follows new sites: add."""

import asyncio
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, NoReturn

import typer

from digest import identity
from digest.cli.addresses import counted, feeds, first_of, states, typed_address, with_config
from digest.cli.app import ERR, OUT, ConfigOption, JsonOption, load
from digest.cli.progress import bar
from digest.cli.report import print_json, shown
from digest.cli.seen import print_seen, seen_dict
from digest.config import Config, values
from digest.config import load as read_config
from digest.configure.adding import Candidate, allowing, examine, same
from digest.configure.elsewhere import Proposal
from digest.configure.planning import Wish, planned, refusal, taken
from digest.configure.writing import New, append

_MOST = 10
"""Articles that are shown of a site."""
_MOST_PROPOSALS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one address."""

    url: str
    candidate: Candidate
    new: New | None = None
    """What was added; None where nothing was."""
    refused: str = ""


def add(  # noqa: PLR0913 - each is an option of the command
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Pages that list articles.")],
    *,
    name: Annotated[str, typer.Option("--name", help="The source's; else made for it.")] = "",
    title: Annotated[str, typer.Option("--title", help="What people see; else the site's.")] = "",
    group: Annotated[str, typer.Option("--group", help="Section of the edition.")] = "",
    render: Annotated[
        bool, typer.Option("--render", help="Read in a browser what only scripts bring.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Add without asking.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> int:
    """Find out how sites are read, show ten articles of each, and follow them.

    Exit status: 0 all were added, 1 some were not, 2 bad use.
    """
    wish = replace(_wish(name, title, group, alone=len(urls) == 1), render=render)
    wanted = [typed_address(url) or _refuse(f"{url} is no web address", "URL") for url in urls]
    if not yes and (json or not sys.stdin.isatty()):
        _refuse("nobody can be asked here; say --yes, or look first: digest preview URL", "--yes")
    settings = load(config)
    if wish.name in taken(settings.sources):
        _refuse(f"{wish.name} is the name of another source", "--name")
    agreed = _yes if yes else _asked
    adding = _Adding(settings, wish, agreed, quiet=json, option=with_config(config))
    answers = adding.add(_once(wanted))
    added = sum(one.new is not None for one in answers)
    if json:
        print_json({"sources": [_as_dict(one, settings) for one in answers]})
    elif added:
        OUT.print(f"read now by: digest run{with_config(config)}", markup=False)
    return 0 if added == len(answers) else 1


def _refuse(why: str, option: str) -> NoReturn:
    raise typer.BadParameter(why, param_hint=option)


def _wish(name: str, title: str, group: str, *, alone: bool) -> Wish:
    if (name or title) and not alone:
        _refuse("a name or a title is that of one source; give one address", "--name")
    checks: tuple[tuple[str, str, Callable[[str], str]], ...] = (
        ("--name", name, values.slug),
        ("--title", title, values.line),
        ("--group", group, values.line),
    )
    for option, value, check in checks:
        try:
            check(value or "none")
        except ValueError as error:
            _refuse(f"{value!r} cannot be used{error}", option)
    return Wish(name=name, title=title.strip(), group=group.strip())


def _once(urls: Sequence[str]) -> list[str]:
    """Return the addresses without those that stand for one given before."""
    first: dict[str, str] = {}
    for url in urls:
        if first.setdefault(identity.key(url), url) != url:
            ERR.print(f"{url}: the same as {first[identity.key(url)]}", markup=False)
    return list(first.values())


def _yes(_: New, doubt: str) -> bool:
    return not doubt


def _asked(new: New, doubt: str) -> bool:
    called = f"{new.title} as {new.name}" if new.title else new.name
    doubtful = f"{doubt}. Add it all the same, " if doubt else "add "
    return typer.confirm(f"{doubtful}{called}?", default=not doubt, err=True)


class _Adding:
    """Shows what addresses give and writes those that are agreed to."""

    def __init__(
        self,
        settings: Config,
        wish: Wish,
        agreed: Callable[[New, str], bool],
        *,
        quiet: bool,
        option: str,
    ) -> None:
        self._settings = settings
        self._wish = wish
        self._agreed = agreed
        self._quiet = quiet
        self._option = option
        self._feeds = feeds(states(settings))

    def add(self, urls: Sequence[str]) -> list[Answer]:
        """Look at all addresses at once, then take one after the other."""
        unknown = [url for url in urls if not same([url], self._settings.sources, self._feeds)]
        with bar("looking", len(unknown)) as advance:
            looked = asyncio.run(
                examine(unknown, self._settings, most=_MOST, told=advance, render=self._wish.render)
            )
        candidates = dict(zip(unknown, looked, strict=True))
        return [self._one(url, candidates.get(url) or Candidate(url=url)) for url in urls]

    def _one(self, url: str, candidate: Candidate) -> Answer:
        refused, new = self._planned(candidate)
        if not self._quiet:
            self._show(url, candidate, refused)
        if refused or not self._agreed(new, candidate.doubt):
            return Answer(url=url, candidate=candidate, refused=refused or candidate.doubt)
        # The file may be another by now: a question stands open for as long as people like.
        self._settings = read_config(self._settings.path)
        refused, new = self._planned(candidate)
        if refused:
            ERR.print(f"{url}: {refused}", markup=False)
            return Answer(url=url, candidate=candidate, refused=refused)
        append(self._settings.path, [new])
        self._settings = read_config(self._settings.path)
        self._say(f"added {new.name} to {shown(self._settings.path)}")
        return Answer(url=url, candidate=candidate, new=new)

    def _planned(self, candidate: Candidate) -> tuple[str, New]:
        """Return why a candidate is not added, "" when it may be, and what it would become."""
        sources = self._settings.sources
        refused = refusal(candidate, sources, self._feeds)
        return refused, planned(candidate, sources, self._wish)

    def _say(self, line: str) -> None:
        if not self._quiet:
            OUT.print(line, markup=False)

    def _show(self, url: str, candidate: Candidate, refused: str) -> None:
        if candidate.preview and candidate.preview.links:
            OUT.print(url, markup=False)
            print_seen(candidate.preview)
        if why := refused or candidate.doubt:
            ERR.print(f"{url}: {why}", markup=False)
        if candidate.scripted:
            ERR.print("to read it in a browser, which takes seconds a page:")
            ERR.print(f"  digest add {shlex.quote(url)} --render{self._option}", markup=False)
        if candidate.proposals:
            ERR.print("what answers there, to be added in its place:")
            lines = [_proposal(one, self._option) for one in candidate.proposals]
            for line in first_of(lines, _MOST_PROPOSALS):
                ERR.print(f"  {line}", markup=False)
        if candidate.network:
            line = allowing([candidate.network], self._settings.fetch.allow_networks)
            place = shown(self._settings.path)
            ERR.print(f"if that is a site of yours, write in {place}:", markup=False)
            ERR.print(f"  [fetch]\n  {line}", markup=False)


def _proposal(one: Proposal, option: str) -> str:
    newest = f", newest {one.newest:%Y-%m-%d}" if one.newest else ""
    links = counted(one.links, "link", "links")
    return f"digest add {shlex.quote(one.url)}{option}  ({links} by {one.way}{newest})"


def _as_dict(answer: Answer, settings: Config) -> dict[str, object]:
    candidate, new = answer.candidate, answer.new
    networks = [candidate.network] if candidate.network else []
    return {
        "url": answer.url,
        "added": new is not None,
        "name": new.name if new else None,
        "title": new.title if new else None,
        "group": new.group if new else None,
        "refused": answer.refused or None,
        "allow": allowing(networks, settings.fetch.allow_networks) if networks else None,
        "render": candidate.scripted or None,
        "proposals": [
            {"url": one.url, "way": one.way, "links": one.links} for one in candidate.proposals
        ],
        **(seen_dict(candidate.preview) if candidate.preview else {}),
    }
