"""Finds the articles that a source offers.

A source is read by what it offers best: a feed that its page advertises, the list that
the page gives as JSON-LD, a news sitemap, or else the links of the page itself, scored.
`kinds.survey` reads one fetched page, whatever it is; in `select`, `belongs` tells whether
a feed or sitemap is that of the page, `listing_links` are the links of the page itself,
and `unwanted` says which of all links the source's own rules drop.

Nothing is imported here: the program itself takes `select` alone, which is light, while
pages are read in processes of their own.
"""
