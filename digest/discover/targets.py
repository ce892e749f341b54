"""Where a link leads."""

from digest.address import absolute, without_fragment


def target(href: str, base: str) -> str:
    """Return the absolute address that a link leads to, without fragment.

    "" when it leads nowhere: an empty one, a place on the same page, a script, a mailbox.
    """
    href = href.strip()
    return "" if not href or href.startswith("#") else without_fragment(absolute(href, base))
