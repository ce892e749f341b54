"""An edition to CommonMark: the file that holds all of it.

Titles and summaries are strangers' text, so all of it is escaped: nothing in it can
become a heading, a link or HTML. People read the file as it is too, so the words that an
edition says itself are left as they are.
"""

from collections.abc import Iterable, Iterator

from digest.markup import markdown_address, markdown_text
from digest.model import Edition
from digest.writing.outline import outline
from digest.writing.pieces import isolated, marked, own
from digest.writing.view import Item, Line, Part, Piece


def markdown(edition: Edition) -> str:
    """Return the edition as one CommonMark document that ends with a line end.

    A heading with the day, a line of counts and of the span in which the articles were
    first stored, then the top stories and a section for each group, with all their
    articles: those beyond the limits in one list at its end. Last, if there are any, come
    articles of earlier days and those that were changed, and what is to be said of sources.
    """
    return "\n\n".join(_blocks(edition)) + "\n"


def _blocks(edition: Edition) -> Iterator[str]:
    view = outline(edition)
    yield f"# {_line((view.title, own(' — '), view.day))}"
    yield _line(view.counts)
    if view.note:
        yield _alone(view.note)
    for part in view.parts:
        yield f"## {_alone(part.heading)}"
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    for item in part.items:
        yield from _item(item)
    if part.rest:
        yield "".join(one.text for one in part.more)
    if lines := (*part.lines, *part.rest):
        yield _list(lines)


def _item(item: Item) -> Iterator[str]:
    yield f"### {_alone(item.title)}"
    yield _line(item.facts)
    if item.summary:
        yield _line(marked(item.summary, item.mark))
    if item.others:
        yield _list(item.others)
    if item.also:
        yield _line(item.also)


def _list(lines: Iterable[Line]) -> str:
    return "\n".join(f"- {_line(line)}" for line in lines)


def _line(line: Line) -> str:
    if len(line) == 1:
        return _alone(line[0])
    return "".join(_linked(isolated(_text(one), one), one) for one in line)


def _alone(piece: Piece) -> str:
    """Return what has a line of its own: its direction is that of its first letter."""
    return _linked(_text(piece), piece)


def _text(piece: Piece) -> str:
    return piece.text if piece.ours else markdown_text(piece.text)


def _linked(text: str, piece: Piece) -> str:
    address = markdown_address(piece.url) if piece.url else ""
    return f"[{text}]({address})" if address else text
