"""What the folder is entered by: its index, the list of its feeds, and its icon."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from digest import output, pages
from digest.feeds import FAVICON_FILE, ICON_FILE
from digest.model import Listed, Source
from digest.pipeline.feeding import plans
from digest.pipeline.publication import Publication
from digest.store import Store


def publish_front(store: Store, sources: Sequence[Source], to: Publication) -> tuple[Path, ...]:
    """Write index, list of subscriptions and icons; return those whose bytes changed.

    Raises:
        OutputError: a file cannot be written.
    """
    groups = {one.name: one.group for one in sources}
    listed = [
        Listed(
            title=plan.title,
            kind=plan.kind,
            path=plan.path,
            url="" if plan.of is None else plan.url,
            group=groups[plan.path.rpartition("/")[2]] if plan.kind == "source" else "",
        )
        for plan in plans(store, sources, to)
        if plan.kind != "former"
    ]
    suffix = "html" if "html" in to.edition_files else "md"
    days = {one: _days(to.folder / one.folder, suffix) for one in to.series}
    page = pages.index(to.title, listed, days, suffix=suffix, language=to.language)
    return output.write(
        to.folder,
        (
            (pages.INDEX_FILE, page),
            (pages.OPML_FILE, pages.subscriptions(to.title, listed, to.base_url)),
            (ICON_FILE, pages.ICON),
            (FAVICON_FILE, pages.FAVICON),
        ),
    )


def _days(folder: Path, suffix: str) -> list[date]:
    """The days of the editions that lie in a folder, as files with this suffix."""
    days = []
    for file in folder.glob(f"????-??-??.{suffix}"):
        with suppress(ValueError):  # somebody's own file of a like name
            days.append(date.fromisoformat(file.stem))
    return days
