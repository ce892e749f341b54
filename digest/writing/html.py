"""An edition to HTML, for a mail.

One page of headings, paragraphs and links, in the words of the outline, which reads the
same without its style. It asks for nothing: no image, no font, no script. The language and
direction stand on the wrapper too, since mail programs show what is inside the body in a
page of their own. What is set in of another language or direction says so itself, in a
`span` of its own, as most mail programs do not know `bdi`.

It is at most `MOST_BYTES`, whatever is in the edition, and about half of that for a hundred
articles. When it would be more, summaries become their first sentence, the last ones before
the others; then they go, then what stands below the titles, then the last stories, which
are counted.
"""

from collections.abc import Iterable, Iterator, Sequence

from digest.markup import html_address, html_text, lead, plain
from digest.model import Edition
from digest.writing.fitting import Block, Fitted, Group, fitted, size
from digest.writing.outline import and_more, outline
from digest.writing.style import STYLE, WRAPPER
from digest.writing.view import Item, Line, Outline, Part, Piece
from digest.writing.words import Direction

MOST_BYTES = 90_000
"""Gmail shows some 102 KB; the rest is for what mail programs add."""
_SHORT_MAIL = 45_000
_AN_ARTICLE = 450
"""Bytes: what each of more than a hundred articles adds."""
_BRIEF = 140
"""Characters of a summary where there is little room."""
_TOLD = frozenset(("missing", "changes", "trouble"))
"""Parts that tell of the sources; the stories stand before them."""


def html(edition: Edition) -> str:
    """Return the edition as one HTML page of at most `MOST_BYTES` bytes in UTF-8."""
    view = outline(edition)
    head, tail = _head(view), "</div>\n</body>\n</html>\n"
    groups = [_group(part, view) for part in view.parts]
    articles = sum(1 + len(item.others) for part in view.parts for item in part.items)
    most = min(MOST_BYTES, max(_SHORT_MAIL, _AN_ARTICLE * articles))
    room = most - size(head) - size(tail) - size(_closing(999_999, edition))
    body = fitted(groups, room)
    closing = _closing(body.left, edition) if body.left else ""
    return "".join((head, *_body(view.parts, body, closing), tail))


def _head(view: Outline) -> str:
    title, day = html_text(plain(view.title.text)), html_text(view.day.text)
    tongue = _tongue(view.language, view.direction)
    note = f"<p><strong>{_piece(view.note)}</strong></p>\n" if view.note else ""
    return (
        f"<!doctype html>\n<html{tongue}>\n<head>\n"
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="format-detection" content="telephone=no,date=no,address=no">\n'
        f"<title>{title} — {day}</title>\n"
        f"<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<div class="w" role="main"{tongue} style="{WRAPPER}">\n'
        f"<h1{_own_tongue(view.title)}>{title}</h1>\n"
        f'<p class="m">{day}<br>\n{_line(view.counts)}</p>\n{note}'
    )


def _body(parts: Sequence[Part], body: Fitted, closing: str) -> Iterator[str]:
    """Yield the parts, and after the stories how many are left out."""
    pairs = list(zip(parts, body.groups, strict=True))
    yield from (group for part, group in pairs if part.kind not in _TOLD)
    yield closing
    yield from (group for part, group in pairs if part.kind in _TOLD)


def _closing(left: int, edition: Edition) -> str:
    return _more(and_more(left, language=edition.language, whole=edition.whole))


def _group(part: Part, view: Outline) -> Group:
    before, after = ("<ul>\n", "</ul>\n") if part.lines else ("", "")
    return Group(
        opening=f'<div class="{part.kind}">\n<h2>{_piece(part.heading)}</h2>\n{before}',
        closing=f"{after}{_more(part.more)}</div>\n",
        blocks=(*(_story(item, view) for item in part.items), *_listed(part))
        or (Block(forms=("",)),),
        articles=part.left,
        matters=part.kind in _TOLD,
    )


def _more(line: Line) -> str:
    return f'<p class="n">{_line(line)}</p>\n' if line else ""


def _story(item: Item, view: Outline) -> Block:
    """Return a story whole, with less of its summary, without it, and as a title."""
    tongue = _own_tongue(item.title)
    title = f"<h3{tongue}>{_piece(item.title, tongue='')}</h3>\n"
    side = _side(item.title.direction, view)
    facts = f'<p class="m"{side}>{_line(item.facts)}</p>\n'
    tellers = f'<p class="m"{side}>{_line(item.reporters)}</p>\n' if item.reporters else ""
    summaries = _summaries(item, view)
    return Block(
        forms=(*(f"{title}{facts}{one}{tellers}" for one in summaries), title),
        articles=1 + len(item.others),
    )


def _side(direction: Direction | None, view: Outline) -> str:
    """Return what puts words of ours on the side of the other direction, as their title is."""
    if direction in (None, view.direction):
        return ""
    return f' style="text-align:{"left" if direction == "ltr" else "right"}"'


def _summaries(item: Item, view: Outline) -> tuple[str, ...]:
    """Return the summary in its forms, the last of them without any."""
    summary = item.summary
    if summary is None:
        return ("",)
    tongue = _own_tongue(summary)
    home = _tongue(view.language, view.direction) if tongue else ""
    mark = f" {_piece(item.mark, tongue=home)}" if item.mark else ""
    texts = (summary.text, lead(summary.text, limit=_BRIEF))
    return (*(f"<p{tongue}>{html_text(text)}{mark}</p>\n" for text in texts), "")


def _listed(part: Part) -> Iterator[Block]:
    articles = int(part.kind not in _TOLD)
    for line in part.lines:
        yield Block(forms=(f"<li>{_line(line)}</li>\n",), articles=articles)


def _line(pieces: Iterable[Piece]) -> str:
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece, *, tongue: str | None = None) -> str:
    """Return a piece, linked where its address is one of the web.

    Args:
        piece: the words; white space at their ends stays one space.
        tongue: attributes that say the language; None for those of the piece.
    """
    tongue = _own_tongue(piece) if tongue is None else tongue
    text = html_text(piece.text)
    if address := html_address(piece.url):
        text = f'<a href="{address}"{tongue}>{text}</a>'
    elif tongue:
        text = f"<span{tongue}>{text}</span>"
    before, after = (" " * end.isspace() for end in (piece.text[:1], piece.text[-1:]))
    return f"{before}{text}{after}" if text else before


def _own_tongue(piece: Piece) -> str:
    return _tongue(piece.language, piece.direction)


def _tongue(language: str, direction: str | None) -> str:
    lang = f' lang="{html_text(language)}"' if language else ""
    return f'{lang} dir="{direction}"' if direction else lang
