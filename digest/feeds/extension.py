"""What feedgen 1.0.0 lacks or gets wrong, as an extension of it.

It drops authors without a mail address from RSS, loses what an Atom link is for, knows no
`media:content` outside a group, misnames the elements of the Syndication module, and
stamps a feed with the time of the run, so that its bytes change although nothing is new.
It also formats each date under another process-wide locale. So names, pictures,
enclosures, links of entries and all dates are written here; the rest stays with feedgen.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from lxml.etree import SubElement

from digest.feeds.shape import EARLIEST, instant
from digest.model import Enclosure

NAME = "more"
"""The attribute of feedgen's objects under which the extension is found."""

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class FeedExtension:
    """The channel's part; feedgen makes it and calls it."""

    built: datetime | None = None
    """When the feed last changed; RSS has none without it, and Atom, which must, our oldest."""
    period: str = ""
    """hourly, daily or weekly; "" for nothing said."""
    frequency: int = 1
    """How often in that time it changes."""

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces that the document declares."""
        return {"dc": _DC, "media": _MEDIA, "sy": _SY}

    def extend_rss(self, rss: Any) -> Any:
        """Put our own `lastBuildDate` in place of feedgen's; add how often the feed changes."""
        channel = rss.find("channel")
        for stamped in channel.findall("lastBuildDate"):
            channel.remove(stamped)
        if self.built:
            _add(channel, "lastBuildDate", written(self.built))
        if self.period:
            _add(channel, f"{{{_SY}}}updatePeriod", self.period)
            _add(channel, f"{{{_SY}}}updateFrequency", str(self.frequency))
        return rss

    def extend_atom(self, feed: Any) -> Any:
        """Put our own `updated` in place of feedgen's."""
        feed.find("updated").text = instant(self.built or EARLIEST)
        return feed


@dataclass(slots=True)
class ItemExtension:
    """An item's part; feedgen makes it, `xml` fills it, feedgen calls it."""

    link: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    """Since when the item is as it is, where that is not from the first; RSS has no word of
    its own for it."""
    distinct_update: str = ""
    """The same for Atom, where it must be there, and differ from that of others."""
    creators: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    """Address of the picture that stands for the item."""
    width: int = 0
    height: int = 0
    enclosures: tuple[Enclosure, ...] = ()
    """RSS has room for one."""

    def extend_rss(self, item: Any) -> Any:
        """Add enclosure, dates, authors, language and picture to the item."""
        for one in self.enclosures[:1]:
            SubElement(item, "enclosure", url=one.url, length=str(one.length), type=one.type)
        if self.published:
            _add(item, "pubDate", written(self.published))
        if self.updated:
            _add(item, f"{{{_ATOM}}}updated", instant(self.updated))
        for creator in self.creators:
            _add(item, f"{{{_DC}}}creator", creator)
        if self.language:
            _add(item, f"{{{_DC}}}language", self.language)
        if self.image:
            SubElement(self._add_image(item), f"{{{_MEDIA}}}thumbnail", url=self.image)
        return item

    def extend_atom(self, entry: Any) -> Any:
        """Put our own links and dates in place of feedgen's; add language and picture."""
        for link in entry.findall("link"):
            entry.remove(link)
        if self.link:
            SubElement(entry, "link", rel="alternate", type="text/html", href=self.link)
        for one in self.enclosures:
            enclosure = SubElement(entry, "link", rel="enclosure", type=one.type, href=one.url)
            enclosure.set("length", str(one.length))
        entry.find("updated").text = self.distinct_update
        if self.published:
            _add(entry, "published", instant(self.published))
        if self.language:
            entry.set(_LANGUAGE, self.language)
        if self.image:
            self._add_image(entry)
            SubElement(entry, f"{{{_MEDIA}}}thumbnail", url=self.image)
        return entry

    def _add_image(self, item: Any) -> Any:
        content = SubElement(item, f"{{{_MEDIA}}}content", url=self.image, medium="image")
        if self.width > 0 and self.height > 0:
            content.set("width", str(self.width))
            content.set("height", str(self.height))
        return content


def written(moment: datetime) -> str:
    """Return the moment as RSS wants it: RFC 822 with a four-digit year, in UTC."""
    return format_datetime(moment.astimezone(UTC))


def _add(parent: Any, name: str, text: str) -> None:
    SubElement(parent, name).text = text
