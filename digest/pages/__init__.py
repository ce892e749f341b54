"""Pages for people: one of each feed, and one that names all feeds and editions.

Browsers have dropped XSLT, so a feed cannot dress itself; a page beside it shows the same
articles as titles and summaries. It asks for nothing: no picture, no script, no font, and
a policy in the page itself says so to the browser, wherever the folder is served from, or
opened. Every text in it is a stranger's and is escaped by the template engine, never by
hand.

A page is `head`, an `item` for each article, and `TAIL`, joined: what an article's part
is follows from the article alone, so that it can be kept and need not be made again. The
bytes follow from the values: no clock.
"""

from digest.pages.icons import FAVICON, ICON
from digest.pages.index import MOST_EDITIONS, index
from digest.pages.reading import TAIL, head, item
from digest.pages.references import INDEX_FILE, OPML_FILE, PAGE_SUFFIX, beside
from digest.pages.style import POLICY
from digest.pages.subscriptions import subscriptions

__all__ = [
    "FAVICON",
    "ICON",
    "INDEX_FILE",
    "MOST_EDITIONS",
    "OPML_FILE",
    "PAGE_SUFFIX",
    "POLICY",
    "TAIL",
    "beside",
    "head",
    "index",
    "item",
    "subscriptions",
]
