"""Read the best list that a page gives as data.

JSON-LD and microdata are made for others to read, and mean what they say; the state of
scripts is a site's own affair, where the list has to be guessed. So they are trusted in
this order, and the first that lists three articles counts.
"""

from lxml.html import HtmlElement

from digest.discover import jsonld, microdata, state
from digest.model import Link, Page, Source

FEWEST = 3
"""Links that make a list."""


def links_of(root: HtmlElement, base: str, page: Page, source: Source) -> tuple[Link, ...]:
    """Return the list of the page's JSON-LD, microdata or script state, in its order.

    Where none has three links, those of the JSON-LD.
    """
    said = jsonld.links_of(root, base, page, source)
    if len(said) >= FEWEST:
        return said
    for read in (microdata.links_of, state.links_of):
        found = read(root, base, page, source)
        if len(found) >= FEWEST:
            return found
    return said
