"""The list of our own feeds, for a feed reader to follow all of them at once."""

from collections.abc import Iterable

from digest import opml
from digest.address import absolute
from digest.feeds import RSS
from digest.markup import plain
from digest.model import Listed
from digest.pages.references import PAGE_SUFFIX, reference


def subscriptions(title: str, listed: Iterable[Listed], base_url: str) -> bytes:
    """Return our feeds, in RSS, as OPML 2.0, those of a group in a folder of its name.

    Without an address where the folder is served, feeds are named relative to the list:
    a person finds them, but most readers, and `digest opml import`, want whole addresses.

    Args:
        title: of the digest.
        listed: the feeds; their order is kept within each folder.
        base_url: where the folder is served, with a slash at its end; "" for nowhere.
    """
    return opml.write(plain(title) or "digest", [_subscription(one, base_url) for one in listed])


def _subscription(one: Listed, base_url: str) -> opml.Subscription:
    feed, page = (
        base_url + reference(f"{one.path}.{suffix}") for suffix in (RSS.suffix, PAGE_SUFFIX)
    )
    return opml.Subscription(
        title=plain(one.title) or plain(one.path) or "Untitled",
        feed=feed,
        page=absolute(one.url) or page,
        group=plain(one.group),
    )
