"""An article as a document of its own: Markdown, plain text, or a page to open.

The header of the Markdown is YAML between two lines of hyphens, which note programs,
site generators and pandoc all read. Its values are written as JSON strings, which YAML
1.2 takes as they are, so that no title can end the header or become a number.
"""

import json
from collections.abc import Iterator
from html import escape

from digest.markup.commonmark import markdown_of
from digest.markup.text import text_of
from digest.model import Article, Published

_STYLE = (
    "body{max-width:42em;margin:2em auto;padding:0 1em;font:1.1em/1.6 Georgia,serif}"
    "h1{line-height:1.25}.byline{color:#666}img,video{max-width:100%;height:auto}"
    "figure{margin:1.5em 0}figcaption{color:#666;font-size:.9em}pre{overflow-x:auto}"
    "blockquote{margin-inline:0;padding-inline-start:1em;border-inline-start:3px solid #ccc}"
    "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em .6em}"
)
_POLICY = (
    "default-src 'none'; img-src http: https:; media-src http: https:; style-src 'unsafe-inline'"
)
"""Nothing acts, should anything have been overlooked."""
_UNTITLED = "Untitled"


def day_or_time(published: Published) -> str:
    """Return when, in ISO 8601: with its offset, or the day where no more is known."""
    return f"{published.at:%Y-%m-%d}" if published.day_only else published.at.isoformat()


def markdown_document(article: Article) -> str:
    """Return an article as Markdown below a header in YAML; ends with a line end.

    The header has title, date, modified, authors, section, tags, language, image,
    description, partial and url, each where there is one.
    """
    header = "\n".join(["---", *_header(article), "---"])
    body = markdown_of(article.html)
    return f"{header}\n\n{body}\n" if body else f"{header}\n"


def _header(article: Article) -> Iterator[str]:
    if article.title:
        yield f"title: {_quoted(article.title)}"
    if article.published:
        yield f"date: {day_or_time(article.published)}"
    if article.modified:
        yield f"modified: {article.modified.isoformat()}"
    for name, values in (("authors", article.authors), ("tags", article.tags)):
        if values:
            yield f"{name}: [{', '.join(map(_quoted, values))}]"
    others = {
        "section": article.section,
        "language": article.language,
        "image": article.image.url if article.image else "",
        "description": article.summary,
        "partial": article.partial,
        "url": article.url,
    }
    yield from (f"{name}: {_quoted(value)}" for name, value in others.items() if value)


def _quoted(value: str) -> str:
    return json.dumps(" ".join(value.split()), ensure_ascii=False)


def text_document(article: Article) -> str:
    """Return title, byline, address and text, apart by blank lines; ends with a line end."""
    text = text_of(article.html, captions=True) or article.summary
    parts = (article.title, _byline(article), article.url, text)
    return "\n\n".join(part for part in parts if part) + "\n"


def _byline(article: Article) -> str:
    at = article.published
    form = "%Y-%m-%d" if at and at.day_only else "%Y-%m-%d %H:%M"
    return ", ".join((*article.authors, *([f"{at.at:{form}}"] if at else [])))


def html_document(article: Article) -> str:
    """Return a whole HTML page with the article, which loads nothing but its media."""
    title = escape(article.title or _UNTITLED)
    body = article.html or f"<p>{escape(article.summary)}</p>"
    language = f' lang="{escape(article.language)}"' if article.language else ""
    lines = (
        "<!doctype html>",
        f'<html{language} dir="{"rtl" if article.direction == "rtl" else "ltr"}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        *_links(article),
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<article>\n<h1>{title}</h1>",
        *_paragraphs(article),
        body,
        "</article>",
        "</body>",
        "</html>",
    )
    return "\n".join(lines) + "\n"


def _links(article: Article) -> Iterator[str]:
    if article.url:
        yield f'<link rel="canonical" href="{escape(article.url)}">'


def _paragraphs(article: Article) -> Iterator[str]:
    """The lines between the title and the body."""
    if byline := _byline(article):
        yield f'<p class="byline">{escape(byline)}</p>'
    if article.url:
        address = escape(article.url)
        yield f'<p class="byline"><a href="{address}" rel="noopener noreferrer">{address}</a></p>'
