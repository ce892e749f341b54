"""The command that undoes a wrong merge: split."""

from typing import Annotated

import typer

from digest.cli.addresses import ArticleArgument, article_address
from digest.cli.app import ERR, NOTHING_READ, OUT, ConfigOption, JsonOption, load, store_file
from digest.cli.report import print_json
from digest.config import Config
from digest.model import Stored
from digest.pipeline.splitting import Split, find_split
from digest.pipeline.splitting import split as carry_out
from digest.store import Store


def split(
    url: ArticleArgument,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> int:
    """Say that an article is no copy, or that an address is no article's, for good.

    Exit status: 0 done, or not wanted after all, 1 there is nothing to split, 2 bad use.
    """
    address = article_address(url)
    settings = load(config)
    if store_file(settings) is None:
        ERR.print(NOTHING_READ)
        return 1
    with Store(settings.store_url) as store:
        found = find_split(store, address)
        if not json:
            _tell(address, found)
        done = found.can_be_undone and (yes or (not json and _agreed()))
        if done:
            carry_out(store, found)
    if json:
        print_json({"url": address, "kind": found.kind, "split": done, **_parts(found)})
    elif done:
        _tell_done(found, settings)
    return 0 if found.can_be_undone else 1


def _tell(address: str, found: Split) -> None:
    if found.stored is None:
        ERR.print(f"{address}: not stored; see why with: digest why {address}", markup=False)
        return
    title = found.stored.article.title or "Untitled"
    match found.kind:
        case "copy":
            OUT.print(f"{title}\n{found.stored.article.url}\nis taken for a copy of", markup=False)
        case "address":
            OUT.print(f"{address}\nis taken for another address of", markup=False)
            _tell_one(found.stored)
        case "leader":
            ERR.print(f"{title}: these are its copies; split one of them:", markup=False)
        case _:
            ERR.print(f"{title}: no copy, and this is its own address", markup=False)
    if found.kind != "address":
        for one in found.others:
            _tell_one(one)
    if found.more:
        ERR.print("other addresses that lead to it, each of which can be split off:", markup=False)
        for key in found.more:
            ERR.print(f"  {key}", markup=False)


def _tell_one(one: Stored) -> None:
    OUT.print(f"  {one.source}: {one.article.title or 'Untitled'} {one.article.url}", markup=False)


def _agreed() -> bool:
    """Ask; where nobody can answer, nothing is done."""
    try:
        return typer.confirm("Are these two, for good?", default=False)
    except typer.Abort:
        OUT.print("\nnothing was done; --yes does it without asking")
        return False


def _tell_done(found: Split, settings: Config) -> None:
    if found.kind == "copy":
        OUT.print("split; it is an article of its own in the feeds of the next run")
    else:
        OUT.print("split; what is there becomes an article of its own when it is read again")
    OUT.print(f"read all sources with: digest run --config {settings.path}", markup=False)


def _parts(found: Split) -> dict[str, object]:
    return {
        "id": found.stored.id if found.stored else None,
        "others": [{"id": one.id, "url": one.article.url} for one in found.others],
        "more": list(found.more),
    }
