"""A radio station whose front page is a player: its news can be found by a sitemap only.

robots.txt names the sitemap, as search engines ask for; the pages say the rest in meta
elements of Open Graph.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone
from html import escape

from digest.demo.piece import Piece, Visit
from digest.demo.serving import Resource

TITLE = "Radio Lake Miren"
_SITEMAP = "/news-sitemap.xml"
_ZONE = timezone(timedelta(hours=1))


def site(pieces: Sequence[Piece], visit: Visit) -> Mapping[str, Resource]:
    """Return the site's pages and its sitemap by path; the pieces newest first."""
    robots = f"User-agent: *\nDisallow: /studio/\n\nSitemap: {visit.base}{_SITEMAP}\n"
    pages = {
        "/": Resource(body=_front(visit)),
        "/robots.txt": Resource(content_type="text/plain", body=robots),
        _SITEMAP: Resource(content_type="application/xml", body=_sitemap(pieces, visit)),
    }
    return pages | {_path(piece): Resource(body=_article(piece, visit)) for piece in pieces}


def _path(piece: Piece) -> str:
    return f"/news/{piece.slug}"


def _sitemap(pieces: Sequence[Piece], visit: Visit) -> str:
    entries = "\n".join(
        f"""<url><loc>{escape(visit.tracked(_path(piece)))}</loc>
<news:news><news:publication><news:name>{TITLE}</news:name><news:language>en</news:language></news:publication>
<news:publication_date>{piece.published(visit.now).astimezone(_ZONE).isoformat()}</news:publication_date>
<news:title>{escape(piece.title)}</news:title></news:news></url>"""
        for piece in pieces
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{entries}
</urlset>
"""


def _page(title: str, head: str, main: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<meta property="og:site_name" content="{TITLE}">
{head}
</head>
<body>
<nav><a href="/">Listen</a> <a href="/programme">Programme</a> <a href="/contact">Contact</a></nav>
{main}
<footer>{TITLE}, 98.4 megahertz, on the lake shore</footer>
</body>
</html>
"""


def _front(visit: Visit) -> str:
    main = f"""<main><h1>{TITLE}</h1>
<p class="now">It is {visit.now:%A}. You are listening to the valley.</p>
<button type="button">Play</button></main>"""
    return _page(TITLE, "", main)


def _article(piece: Piece, visit: Visit) -> str:
    address = visit.address(_path(piece))
    published = piece.published(visit.now).astimezone(_ZONE)
    tags = "\n".join(f'<meta property="article:tag" content="{escape(tag)}">' for tag in piece.tags)
    head = f"""<link rel="canonical" href="{address}">
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(piece.title)}">
<meta property="article:published_time" content="{published.isoformat()}">
<meta property="article:section" content="{escape(piece.section)}">
<meta name="author" content="{escape(piece.author)}">
{tags}"""
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in piece.paragraphs)
    main = f"""<main><article>
<h1>{escape(piece.title)}</h1>
{paragraphs}
</article>
<section class="player"><h2>On air</h2><p>The Morning With Lothar, until ten</p></section></main>"""
    return _page(f"{piece.title} | {TITLE}", head, main)
