"""The command that shows what changed in an article: diff."""

import shlex
from itertools import groupby
from typing import Annotated

import typer
from rich.text import Text

from digest.cli.addresses import ArticleArgument, article_address
from digest.cli.app import ERR, OUT, ConfigOption, JsonOption, load, store_file
from digest.cli.report import local, print_json
from digest.config import Config
from digest.differences import Piece, differences
from digest.pipeline import explaining
from digest.store import Revision, Store

_MARKS = {"same": ("", "", ""), "gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
"""Around the words, and their colour on a terminal; as `git diff --word-diff` has them."""
HOW = {"": "first seen", "material": "changed", "correction": "corrected"}
"""What is said of how a revision came to be."""


def diff(
    url: ArticleArgument,
    *,
    old: Annotated[
        int | None,
        typer.Option(
            "--from", metavar="N", min=1, help="Compare this revision; else the one before."
        ),
    ] = None,
    new: Annotated[
        int | None,
        typer.Option("--to", metavar="N", min=1, help="With this revision; else the present one."),
    ] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> int:
    """Show what changed in an article from one revision to another.

    Exit status: 0 shown, or it never changed, 1 it is not stored, 2 bad use.
    """
    address = article_address(url)
    settings = load(config)
    revisions = _revisions(address, settings)
    if not revisions:
        why = f"digest why {shlex.quote(address)}"
        ERR.print(f"{address}: not stored; see why with: {why}", markup=False)
        return 1
    before, after = _chosen(revisions, old, new)
    paragraphs = differences(before.text, after.text) if before is not after else ()
    if json:
        print_json(_as_dict(address, revisions, before, after, paragraphs))
        return 0
    _print_revisions(revisions, settings)
    if before is after:
        OUT.print(_nothing(revisions, after), markup=False)
        return 0
    OUT.print(f"\nrevision {before.number} to {after.number}\n", markup=False)
    for title in differences(before.title, after.title):
        OUT.print(_shown(title))
    _print_paragraphs(paragraphs)
    for one in (before, after):
        if not one.text:
            OUT.print(f"\nno text is kept of revision {one.number}", markup=False)
    return 0


def _revisions(address: str, settings: Config) -> tuple[Revision, ...]:
    if store_file(settings) is None:
        return ()
    with Store(settings.store_url) as store:
        id_ = explaining.stored_id(store, address)
        return store.revisions.of(id_) if id_ else ()


def _chosen(
    revisions: tuple[Revision, ...], old: int | None, new: int | None
) -> tuple[Revision, Revision]:
    after = _numbered(revisions, new, "--to") if new else revisions[-1]
    if old:
        return _numbered(revisions, old, "--from"), after
    earlier = [one for one in revisions if one.number < after.number]
    return (earlier[-1] if earlier else after), after


def _nothing(revisions: tuple[Revision, ...], one: Revision) -> str:
    """Return why a revision is compared with none."""
    if len(revisions) > 1:
        return f"before revision {one.number} none is kept: choose another with --from"
    if one.number == 1:
        return "it never changed: there is only one revision"
    return (
        f"only revision {one.number} is kept: what it was before was dropped; "
        "see max_revisions and keep_text of [store]"
    )


def _numbered(revisions: tuple[Revision, ...], number: int, option: str) -> Revision:
    for one in revisions:
        if one.number == number:
            return one
    kept = ", ".join(str(one.number) for one in revisions)
    raise typer.BadParameter(f"no revision {number} is kept, only {kept}", param_hint=option)


def _print_revisions(revisions: tuple[Revision, ...], settings: Config) -> None:
    for one in revisions:
        how = HOW[one.edited]
        OUT.print(
            f"{one.number}  {local(one.at, settings)}  {how}  {one.title or 'Untitled'}",
            markup=False,
        )


def _print_paragraphs(paragraphs: tuple[tuple[Piece, ...], ...]) -> None:
    def stayed(paragraph: tuple[Piece, ...]) -> bool:
        return all(piece.kind == "same" for piece in paragraph)

    for same, some in groupby(paragraphs, stayed):
        together = list(some)
        OUT.print()
        if same:
            many = "1 paragraph" if len(together) == 1 else f"{len(together)} paragraphs"
            OUT.print(f"({many} the same)", style="dim", markup=False)
            continue
        for number, paragraph in enumerate(together):
            if number:
                OUT.print()
            OUT.print(_shown(paragraph))


def _shown(paragraph: tuple[Piece, ...]) -> Text:
    line = Text()
    for piece in paragraph:
        before, after, style = _MARKS[piece.kind]
        line.append(" " if line else "")
        line.append(f"{before}{piece.text}{after}", style=style)
    return line


def _as_dict(
    address: str,
    revisions: tuple[Revision, ...],
    before: Revision,
    after: Revision,
    paragraphs: tuple[tuple[Piece, ...], ...],
) -> dict[str, object]:
    return {
        "url": address,
        "revisions": [
            {
                "number": one.number,
                "at": one.at.isoformat(),
                "edited": one.edited or None,
                "title": one.title,
            }
            for one in revisions
        ],
        "from": before.number,
        "to": after.number,
        "paragraphs": [
            [{"kind": piece.kind, "text": piece.text} for piece in paragraph]
            for paragraph in paragraphs
        ],
    }
