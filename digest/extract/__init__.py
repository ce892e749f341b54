"""One page of a site to one article: its text and what is said of it.

The page is parsed once; every part reads that tree and none changes it. Data comes from
what machines read first, and a field that nothing names stays empty: each value that is
guessed would be wrong on some site, and a wrong date or author is worse than none.

`article.extract` reads a page; `listed.from_link` keeps what a listing says of one that
cannot be read. Nothing is imported here, as in `discover`.
"""
