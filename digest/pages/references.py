"""References from a page to files of the same folder.

The folder may be served anywhere, or opened from a disk, so every reference is relative.
Names of groups may be in any script, and hold a colon, which would make a scheme of what
stands before it: all of it is percent-encoded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from digest.feeds import FORMATS, ICON_FILE

INDEX_FILE = "index.html"
OPML_FILE = "subscriptions.opml"
PAGE_SUFFIX = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """A reference to a feed in one format, as a page shows it."""

    address: str
    type: str
    name: str
    """Of the format."""
    title: str
    """Of the feed, with the format: browsers show it where there are several."""


def beside(path: str) -> dict[str, str]:
    """Return the names of what belongs to the page of a feed, relative to that page.

    Args:
        path: of the feed's files, without suffix: "feeds/group/politics".

    Returns:
        "rss", "atom" and "json", the feed itself; "icon" and "index", those of the folder.
    """
    folders, _, name = path.rpartition("/")
    up = "../" * (folders.count("/") + 1 if folders else 0)
    feeds = {one.name: f"{name}.{one.suffix}" for one in FORMATS}
    return {**feeds, "icon": f"{up}{ICON_FILE}", "index": f"{up}{INDEX_FILE}"}


def reference(name: str) -> str:
    """Return the relative address of a file: its name, percent-encoded.

    A slash at its beginning goes, since two of them would name another host.
    """
    return quote(name.lstrip("/").encode(errors="ignore"), safe="/")


def alternates(names: Mapping[str, str], *, title: str) -> tuple[Alternate, ...]:
    """Return a reference for each format of which a file is named, by its key."""
    return tuple(
        Alternate(
            address=reference(names[one.name]),
            type=one.type,
            name=one.label,
            title=f"{title} ({one.label})",
        )
        for one in FORMATS
        if names.get(one.name)
    )
