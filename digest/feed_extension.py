"""What feedgen 1.0.0 lacks or gets wrong in RSS, as an extension of it.

It drops authors without a mail address, knows no `media:content` outside a group, and
stamps `lastBuildDate` with the time of the run, so that a feed's bytes change although
nothing is new. It also formats each date under another process-wide locale. So names,
pictures and all dates are written here; the rest stays with feedgen.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from lxml.etree import SubElement

NAME = "more"
"""The attribute of feedgen's objects under which the extension is found."""

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"


@dataclass(slots=True)
class FeedExtension:
    """The channel's part; feedgen makes it and calls it."""

    built: datetime | None = None
    """Written as `lastBuildDate`; none is written without it."""

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces that the document declares."""
        return {"dc": _DC, "media": _MEDIA}

    def extend_rss(self, rss: Any) -> Any:
        """Put our own `lastBuildDate` in place of feedgen's."""
        channel = rss.find("channel")
        for stamped in channel.findall("lastBuildDate"):
            channel.remove(stamped)
        if self.built:
            _add(channel, "lastBuildDate", written(self.built))
        return rss


@dataclass(slots=True)
class ItemExtension:
    """An item's part; feedgen makes it, `feeds` fills it, feedgen calls it."""

    published: datetime | None = None
    updated: datetime | None = None
    """Since when the item is as it is, where that is not from the first; RSS has no word of
    its own for it."""
    creators: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    """Address of the picture that stands for the item."""
    width: int = 0
    height: int = 0

    def extend_rss(self, item: Any) -> Any:
        """Add dates, authors, language and picture to the item."""
        if self.published:
            _add(item, "pubDate", written(self.published))
        if self.updated:
            _add(item, f"{{{_ATOM}}}updated", f"{self.updated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
        for creator in self.creators:
            _add(item, f"{{{_DC}}}creator", creator)
        if self.language:
            _add(item, f"{{{_DC}}}language", self.language)
        if self.image:
            self._add_image(item)
        return item

    def _add_image(self, item: Any) -> None:
        content = SubElement(item, f"{{{_MEDIA}}}content", url=self.image, medium="image")
        if self.width > 0 and self.height > 0:
            content.set("width", str(self.width))
            content.set("height", str(self.height))
        SubElement(content, f"{{{_MEDIA}}}thumbnail", url=self.image)


def written(moment: datetime) -> str:
    """Return the moment as RSS wants it: RFC 822 with a four-digit year, in UTC."""
    return format_datetime(moment.astimezone(UTC))


def _add(parent: Any, name: str, text: str) -> None:
    SubElement(parent, name).text = text
