"""A paper with a feed whose texts break off after a line, so that readers come to the site.

The articles themselves stand on its pages; the feed only leads there.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC
from email.utils import format_datetime
from html import escape

from digest.demo.piece import Piece, Visit
from digest.demo.serving import Resource

TITLE = "The Ebbet Courier"
_FEED = "/feed.xml"


def site(pieces: Sequence[Piece], visit: Visit) -> Mapping[str, Resource]:
    """Return the site's pages and its feed by path; the pieces newest first."""
    pages = {
        "/": Resource(body=_front(pieces, visit)),
        _FEED: Resource(
            content_type="application/rss+xml; charset=utf-8", body=_feed(pieces, visit)
        ),
    }
    return pages | {_path(piece): Resource(body=_article(piece, visit)) for piece in pieces}


def _path(piece: Piece) -> str:
    return f"/{piece.section.lower()}/{piece.slug}.html"


def _feed(pieces: Sequence[Piece], visit: Visit) -> str:
    items = "\n".join(
        f"""<item>
<title>{escape(piece.title)}</title>
<link>{escape(visit.tracked(_path(piece)))}</link>
<guid isPermaLink="false">courier-{piece.slug}</guid>
<pubDate>{format_datetime(piece.published(visit.now).astimezone(UTC), usegmt=True)}</pubDate>
<category>{escape(piece.section)}</category>
<description>{escape(piece.paragraphs[0][:90])} [...]</description>
</item>"""
        for piece in pieces
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>{TITLE}</title>
<link>{visit.base}/</link>
<description>News from the mill town</description>
{items}
</channel></rss>
"""


def _page(title: str, head: str, main: str, visit: Visit) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<link rel="alternate" type="application/rss+xml" title="{TITLE}" href="{_FEED}">
{head}
</head>
<body>
<header><p class="masthead"><a href="/">{TITLE}</a></p>
<p class="today">{visit.now:%A}, {visit.now.day} {visit.now:%B %Y}</p>
<nav><a href="/river/">River</a> <a href="/town/">Town</a>
<a href="/energy/">Energy</a></nav></header>
{main}
<footer><p>The Ebbet Courier, 4 Bobbin Street, Ebbet. <a href="/about">About us</a></p></footer>
</body>
</html>
"""


def _front(pieces: Sequence[Piece], visit: Visit) -> str:
    teasers = "\n".join(
        f'<div class="teaser"><h2><a href="{escape(visit.tracked(_path(piece)))}">'
        f"{escape(piece.title)}</a></h2><p>{escape(piece.paragraphs[0][:120])}…</p></div>"
        for piece in pieces
    )
    return _page(TITLE, "", f"<main>\n{teasers}\n</main>", visit)


def _article(piece: Piece, visit: Visit) -> str:
    published = piece.published(visit.now)
    byline = (
        f'By <a rel="author" href="/staff">{escape(piece.author)}</a>, ' if piece.author else ""
    )
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in piece.paragraphs)
    main = f"""<main><article>
<h1>{escape(piece.title)}</h1>
<p class="byline">{byline}
<time datetime="{published.isoformat()}">{published.day} {published:%B %Y, %H:%M}</time></p>
<div class="text">
{paragraphs}
</div>
<p class="more"><a href="/subscribe">Read the Courier on paper: four weeks free</a></p>
</article></main>"""
    canonical = f'<link rel="canonical" href="{visit.address(_path(piece))}">'
    return _page(f"{piece.title} - {TITLE}", canonical, main, visit)
