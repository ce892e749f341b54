"""A magazine in the way of JNews, the WordPress theme of many small news sites.

Dates are words and name the day only; the masthead shows the day of the visit. There is
no feed, no structured data, and every page is full of other articles' headlines.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape

from digest.demo.piece import Piece, Visit
from digest.demo.serving import Resource

TITLE = "Port Vellin Review"
_SECTIONS = ("Town", "Politics", "Economy", "Culture", "Education")


def site(pieces: Sequence[Piece], visit: Visit) -> Mapping[str, Resource]:
    """Return the site's pages by path; the pieces newest first."""
    front = _page("Port Vellin Review - News of the Harbour", _front(pieces, visit), pieces, visit)
    pages = {"/": Resource(body=front)}
    for piece in pieces:
        title = f"{piece.title} - {TITLE}"
        body = _page(title, _article(piece, pieces, visit), pieces, visit, piece=piece)
        pages[_path(piece)] = Resource(body=body)
    pages["/robots.txt"] = Resource(
        content_type="text/plain", body="User-agent: *\nDisallow: /wp-admin/\n"
    )
    return pages


def _path(piece: Piece) -> str:
    return f"/{piece.slug}/"


def _day(at: datetime) -> str:
    return f"{at:%B} {at.day}, {at.year}"


def _page(
    title: str,
    main: str,
    pieces: Sequence[Piece],
    visit: Visit,
    *,
    piece: Piece | None = None,
) -> str:
    canonical = visit.address(_path(piece) if piece else "/")
    kind = "article" if piece else "website"
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<link rel="canonical" href="{canonical}">
<meta property="og:type" content="{kind}">
<meta property="og:title" content="{escape(title)}">
<meta property="og:site_name" content="{TITLE}">
</head>
<body class="{"single single-post" if piece else "home"} jnews jeg_toggle_light">
<div class="jeg_viewport">
<div class="jeg_header_wrapper"><div class="jeg_header normal">
<div class="jeg_topbar">
<div class="jeg_nav_item jeg_top_date">{visit.now:%A}, {_day(visit.now)}</div></div>
<div class="jeg_nav_item jeg_logo"><a href="{visit.base}/">{TITLE}</a></div>
<div class="jeg_nav_item jeg_main_menu_wrapper">{_menu(visit)}</div>
<div class="jeg_nav_item jeg_search_wrapper">No Result
<a href="{visit.base}/?s=">View All Result</a></div>
</div></div>
{main}
<div class="jeg_footer"><div class="jeg_footer_sidecontent">
{_column("MUST READ", pieces[1:4], visit)}
{_column("EDITOR PICKS", pieces[2:5], visit)}
</div><div class="jeg_footer_bottom">{_menu(visit)}
<p class="copyright">© {visit.now.year} {TITLE}</p></div></div>
</div>
</body>
</html>
"""


def _menu(visit: Visit) -> str:
    entries = "".join(
        f'<li class="menu-item"><a href="{visit.base}/category/{name.lower()}/">{name}</a></li>'
        for name in _SECTIONS
    )
    return (
        f'<ul class="jeg_menu"><li class="menu-item"><a href="{visit.base}/">Home</a></li>'
        f"{entries}</ul>"
    )


def _column(heading: str, pieces: Iterable[Piece], visit: Visit) -> str:
    entries = "\n".join(
        f'<div class="jeg_post jeg_pl_xs_4"><div class="jeg_postblock_content">'
        f'<h3 class="jeg_post_title"><a href="{escape(visit.tracked(_path(piece)))}">'
        f"{escape(piece.title)}</a></h3></div></div>"
        for piece in pieces
    )
    return (
        f'<div class="footer_widget widget_jnews_popular"><h3 class="jeg_block_title"><span>'
        f'{heading}</span></h3><div class="jeg_postblock">{entries}</div></div>'
    )


def _front(pieces: Iterable[Piece], visit: Visit) -> str:
    posts = "\n".join(_teaser(piece, visit) for piece in pieces)
    return f"""<div class="jeg_main"><div class="jeg_content">
<div class="jeg_main_content col-md-8">
<div class="jeg_block_heading"><h3 class="jeg_block_title"><span>Latest News</span></h3></div>
<div class="jeg_posts jeg_load_more_flag">
{posts}
</div></div></div></div>"""


def _teaser(piece: Piece, visit: Visit) -> str:
    link = escape(visit.tracked(_path(piece)))
    published = piece.published(visit.now)
    return f"""<article class="jeg_post jeg_pl_md_2 format-standard">
<div class="jeg_thumb"><a href="{link}"><div class="thumbnail-container"></div></a></div>
<div class="jeg_postblock_content">
<h3 class="jeg_post_title"><a href="{link}">{escape(piece.title)}</a></h3>
<div class="jeg_post_meta"><div class="jeg_meta_date"><a href="{link}">
<i class="fa fa-clock-o"></i> {_day(published)}</a></div></div>
<div class="jeg_post_excerpt"><p>{escape(piece.paragraphs[0][:140])}...</p>
<a href="{link}" class="jeg_readmore">Read more</a></div>
</div></article>"""


def _article(piece: Piece, pieces: Sequence[Piece], visit: Visit) -> str:
    category = f"{visit.base}/category/{piece.section.lower()}/"
    section = f'<a href="{category}" rel="category tag">{piece.section}</a>'
    tags = " ".join(_tag(tag, visit) for tag in piece.tags)
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in piece.paragraphs)
    others = [other for other in pieces if other is not piece]
    title, path = escape(piece.title), visit.address(_path(piece))
    return f"""<div class="post-wrapper"><div class="jeg_main">
<div class="jeg_content jeg_singlepage"><div class="row">
<div class="jeg_main_content col-md-8"><div class="jeg_inner_content">
<div class="jeg_breadcrumbs"><div id="breadcrumbs">
<span><a href="{visit.base}/">Home</a></span> <span>{section}</span></div></div>
<div class="entry-header"><h1 class="jeg_post_title">{title}</h1>
<div class="jeg_meta_container"><div class="jeg_post_meta jeg_post_meta_1"><div class="meta_left">
<div class="jeg_meta_date"><a href="{path}">{_day(piece.published(visit.now))}</a></div>
<div class="jeg_meta_category"><span><span class="meta_text">in</span> {section}</span></div>
</div></div></div></div>
<div class="jeg_featured featured_image"><a href="{path}">
<div class="thumbnail-container"></div><p class="wp-caption-text">{title}</p></a></div>
{_share(path)}
<div class="entry-content no-share"><div class="content-inner">
{paragraphs}
<div class="jeg_post_tags"><span>Tags:</span> {tags}</div>
</div></div>
{_share(path)}
<div class="jnews_prev_next_container"><div class="jeg_prevnext_post">
<a href="{escape(visit.tracked(_path(others[0])))}" class="post next-post">
<span class="caption">Next Post</span>
<h3 class="post-title">{escape(others[0].title)}</h3></a></div></div>
<div class="jnews_related_post_container"><div class="jeg_block_heading">
<h3 class="jeg_block_title"><span>Related <strong>Posts</strong></span></h3></div>
{"".join(_teaser(other, visit) for other in others[:3])}</div>
</div></div>
<div class="jeg_sidebar col-md-4">{_column("POPULAR", others[1:4], visit)}</div>
</div></div></div></div>"""


def _tag(tag: str, visit: Visit) -> str:
    slug = tag.lower().replace(" ", "-")
    return f'<a href="{visit.base}/tag/{slug}/" rel="tag">{escape(tag)}</a>'


def _share(address: str) -> str:
    return (
        '<div class="jeg_share_button clearfix"><div class="jeg_sharelist">'
        f'<a href="https://www.facebook.com/sharer.php?u={address}" class="jeg_btn-facebook">'
        "<span>Share on Facebook</span></a>"
        f'<a href="https://twitter.com/intent/tweet?url={address}" class="jeg_btn-twitter">'
        "<span>Share on Twitter</span></a></div></div>"
    )
