"""An Arabic paper, written from right to left.

Its front page describes its list in JSON-LD (ItemList), its articles describe
themselves, and the addresses are Arabic words, percent-encoded on the wire.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone
from html import escape

from digest.demo.piece import Piece, Visit
from digest.demo.serving import Resource

TITLE = "بريد وادي ريحان"
_ZONE = timezone(timedelta(hours=3))
_SECTIONS = ("أخبار", "اقتصاد", "بيئة", "صحة")


def site(
    pieces: Sequence[Piece], visit: Visit, *, moved: Mapping[Piece, Piece]
) -> Mapping[str, Resource]:
    """Return the site's pages by path; the pieces newest first.

    The address of each key of `moved` leads to that of its value.
    """
    pages = {"/": Resource(body=_front(pieces, visit))}
    for piece in pieces:
        pages[_path(piece)] = Resource(body=_article(piece, pieces, visit))
    for old, new in moved.items():
        pages[_path(old)] = Resource(location=_path(new))
    return pages


def _path(piece: Piece) -> str:
    return f"/{piece.section}/{piece.slug}"


def _page(title: str, head: str, main: str, visit: Visit) -> str:
    menu = "".join(
        f'<a href="{visit.address(f"/{section}")}">{section}</a> ' for section in _SECTIONS
    )
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<meta property="og:site_name" content="{TITLE}">
{head}
</head>
<body>
<header class="site-header"><a class="logo" href="{visit.base}/">{TITLE}</a>
<time datetime="{visit.now:%Y-%m-%d}">{visit.now:%d/%m/%Y}</time>
<nav class="main-nav">{menu}</nav></header>
{main}
<footer><p>جميع الحقوق محفوظة © {visit.now.year} {TITLE}</p></footer>
</body>
</html>
"""


def _ld(value: Mapping[str, object]) -> str:
    text = json.dumps({"@context": "https://schema.org", **value}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


def _front(pieces: Sequence[Piece], visit: Visit) -> str:
    entries = [
        {"@type": "ListItem", "position": place, "url": visit.tracked(_path(p)), "name": p.title}
        for place, p in enumerate(pieces, start=1)
    ]
    cards = "\n".join(_card(piece, visit) for piece in pieces)
    return _page(
        TITLE,
        _ld({"@type": "ItemList", "itemListElement": entries}),
        f'<main><h1>آخر الأخبار</h1><section class="latest">\n{cards}\n</section></main>',
        visit,
    )


def _card(piece: Piece, visit: Visit) -> str:
    published = piece.published(visit.now).astimezone(_ZONE)
    return (
        f'<article class="card"><h2><a href="{escape(visit.tracked(_path(piece)))}">'
        f"{escape(piece.title)}</a></h2>"
        f'<time datetime="{published.isoformat()}">{published:%H:%M %d/%m/%Y}</time>'
        f"<p>{escape(piece.paragraphs[0][:110])}…</p></article>"
    )


def _article(piece: Piece, pieces: Sequence[Piece], visit: Visit) -> str:
    address = visit.address(_path(piece))
    published = piece.published(visit.now).astimezone(_ZONE)
    head = _ld(
        {
            "@type": "NewsArticle",
            "headline": piece.title,
            "url": address,
            "datePublished": published.isoformat(),
            "articleSection": piece.section,
            "keywords": list(piece.tags),
            "author": {"@type": "Person", "name": piece.author},
            "publisher": {"@type": "NewsMediaOrganization", "name": TITLE},
        }
    )
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in piece.paragraphs)
    others = "".join(
        f'<li><a href="{escape(visit.tracked(_path(other)))}">{escape(other.title)}</a></li>'
        for other in pieces
        if other is not piece
    )
    main = f"""<main><article class="story">
<h1>{escape(piece.title)}</h1>
<div class="byline">بقلم: {escape(piece.author)} |
<time datetime="{published.isoformat()}">{published:%H:%M %d/%m/%Y}</time></div>
<div class="share"><a href="https://www.facebook.com/sharer.php?u={address}">مشاركة</a></div>
<div class="story-body">
{paragraphs}
</div></article>
<aside class="related"><h3>اقرأ أيضا</h3><ul>{others}</ul></aside></main>"""
    return _page(
        f"{piece.title} | {TITLE}", f'<link rel="canonical" href="{address}">\n{head}', main, visit
    )
