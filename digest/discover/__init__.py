"""Finds the articles that a source offers.

A source is read by what it offers best: a feed that its page advertises, the list that
the page gives as JSON-LD, a news sitemap, or else the links of the page itself, scored.
`survey` reads one fetched page, whatever it is; `belongs` tells whether a feed or sitemap
is that of the page; `listing_links` are the links of the page itself, and `unwanted` says
which of all links the source's own rules drop.
"""

from digest.discover.kinds import survey
from digest.discover.select import belongs, listing_links, unwanted

__all__ = ["belongs", "listing_links", "survey", "unwanted"]
