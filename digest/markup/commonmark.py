"""The HTML of a body to Markdown: CommonMark, with GitHub's tables and strikethrough.

Each block becomes the block of Markdown that shows it, and each word is escaped, so that
the words of a body are the same in all of its forms. What Markdown has no block for
(definition lists, details, tables within tables) keeps its words and their order in
paragraphs. Why this is no library's work: docs/decisions/007.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from lxml.html import HtmlElement

from digest.markup import inline
from digest.markup.escape import markdown_address, markdown_text
from digest.markup.grid import grid_of
from digest.markup.inline import BREAK, SPACE, Mark, Piece, marked
from digest.markup.numbering import numbers_of
from digest.markup.text import LEFT_OUT, code_of, lines_of, paragraphs_of
from digest.markup.words import names, visible
from digest.page import parse

_DEEPEST = 100
"""Elements within elements; what is deeper keeps its words."""
_NEST = 8
"""Lists and quotations within each other, the most that every renderer shows: the
strictest stop at twenty levels, and a list takes two."""

_BLOCKS = names(
    "address article aside caption center dd details div dl dt fieldset figcaption figure footer"
    " form header li main nav p section summary tbody td tfoot th thead tr"
)
_BLOCK_MARKS = {"caption": "em", "dt": "strong", "figcaption": "em", "summary": "strong"}
_MARKS = {
    **dict.fromkeys(names("b strong"), "strong"),
    **dict.fromkeys(names("cite dfn em i var"), "em"),
    **dict.fromkeys(names("del s"), "del"),
    **{name: name for name in names("sub sup")},
}
_CODE = names("code kbd samp")
_MEDIA = {"audio": "Audio", "video": "Video"}
_COMPLEX = names("blockquote dl h1 h2 h3 h4 h5 h6 hr ol pre table ul")
"""What no cell of a table can hold."""

Marks = tuple[Mark, ...]


def markdown_of(html: str) -> str:
    """Return a body, as `clean` returned it, as Markdown; "" for none.

    Links and images keep their addresses, headings their levels, ordered lists their
    numbers. A body from right to left is wrapped in `<div dir="rtl">`, which CommonMark
    hands through. No line end at the end.
    """
    root = parse(html)
    body = next(root.iter("body"), root)
    flow = _Flow()
    _fill(flow, body, (), 0)
    text = _joined(flow.done())
    if text and len(body) == 1 and body[0].get("dir") == "rtl":
        return f'<div dir="rtl">\n\n{text}\n\n</div>'
    return text


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    bullet: str = ""
    """Of a list: `-`, `+`, `.` or `)`; a list beside it needs the other one."""
    may_interrupt: bool = False
    """It begins also where no blank line stands before it."""
    is_paragraph: bool = False


@dataclass(slots=True)
class _Flow:
    """The blocks of one container in the making, and the paragraph that is open."""

    nest: int = 0
    """Lists and quotations around it."""
    in_line: bool = False
    """A heading or a cell: blocks in it only break its line."""
    blocks: list[_Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    links: Iterator[int] = field(default_factory=count)

    def say(self, text: str | None, marks: Marks) -> None:
        if text:
            self.pieces.append(Piece(visible(text), marks=marks))

    def close(self) -> None:
        """End the paragraph that is open."""
        if self.in_line:
            self.pieces.append(BREAK)
            return
        if self.pieces:
            written = inline.paragraphs(self.pieces)
            self.blocks += (_Block(text, is_paragraph=True) for text in written)
            self.pieces = []

    def done(self) -> list[_Block]:
        self.close()
        return self.blocks


def _joined(blocks: Iterable[_Block], between: str = "\n\n") -> str:
    return between.join(block.text for block in blocks)


def _fill(flow: _Flow, element: HtmlElement, marks: Marks, depth: int) -> None:
    """Add what stands in an element."""
    flow.say(element.text, marks)
    for child in element:
        _add(flow, child, marks, depth + 1)
        flow.say(child.tail, marks)


def _add(flow: _Flow, element: HtmlElement, marks: Marks, depth: int) -> None:
    """Add an element, without the text after it."""
    tag = element.tag
    if depth > _DEEPEST:
        _add_words(flow, element, marks)
    elif tag in _WRITERS and not flow.in_line:
        flow.close()
        _WRITERS[tag](flow, element, marks, depth)
        flow.close()
    elif tag in _BLOCKS or tag in _WRITERS:
        name = _BLOCK_MARKS.get(tag)
        flow.close()
        _fill(flow, element, marked(marks, Mark(name)) if name else marks, depth)
        flow.close()
    elif tag == "br":
        flow.pieces.append(BREAK)
    elif tag in _CODE:
        flow.pieces.append(Piece(code_of(element), "code", marks))
    elif tag in _MEDIA or tag == "img":
        _add_media(flow, element, marks)
    elif tag not in LEFT_OUT:
        _fill(flow, element, _inner(flow, element, marks), depth)


def _inner(flow: _Flow, element: HtmlElement, marks: Marks) -> Marks:
    """The marks of what stands in an inline element."""
    if element.tag == "a" and (address := markdown_address(element.get("href", ""))):
        return marked(marks, Mark("a", address, next(flow.links)))
    name = _MARKS.get(element.tag)
    return marked(marks, Mark(name)) if name else marks


def _add_words(flow: _Flow, element: HtmlElement, marks: Marks) -> None:
    """Add the words of an element that is too deep for anything else."""
    if element.tag not in _BLOCKS and next(element.iter(*_BLOCKS, *_WRITERS), None) is None:
        flow.say(code_of(element), marks)
        return
    for paragraph in paragraphs_of(element):
        flow.close()
        flow.say(paragraph, marks)
    flow.close()


def _add_media(flow: _Flow, element: HtmlElement, marks: Marks) -> None:
    """Add a picture; for sound and film, which Markdown has no sign for, a link."""
    places = (element, *element.iter("source"))
    address = next(filter(None, (markdown_address(one.get("src", "")) for one in places)), "")
    if not address:
        return
    if element.tag == "img":
        text = f"![{markdown_text(element.get('alt', ''))}]({address})"
    else:
        text = f"[{_MEDIA[element.tag]}]({address})"  # words that any language knows
        marks = tuple(mark for mark in marks if mark.name != "a")
    flow.pieces.append(Piece(text, "markdown", marks))


def _line(element: HtmlElement, marks: Marks, depth: int, *, without: str) -> list[Piece]:
    """The pieces of an element that is one line, such as a heading, without one mark."""
    flow = _Flow(in_line=True)
    _fill(flow, element, marks, depth)
    return [
        replace(piece, marks=tuple(mark for mark in piece.marks if mark.name != without))
        for piece in flow.pieces
    ]


def _heading(flow: _Flow, element: HtmlElement, marks: Marks, depth: int) -> None:
    pieces = _line(element, marks, depth, without="strong")
    if text := inline.line(pieces, between=SPACE):
        flow.blocks.append(_Block(f"{'#' * int(element.tag[1])} {text}"))


def _rule(flow: _Flow, *_: object) -> None:
    flow.blocks.append(_Block("***"))  # "---" could make a heading of the line before it


def _preformatted(flow: _Flow, element: HtmlElement, *_: object) -> None:
    lines = lines_of(element)
    fence = "`" * max(3, 1 + max((inline.longest_run(line) for line in lines), default=0))
    if lines:
        flow.blocks.append(_Block("\n".join((fence, *lines, fence))))


def _quotation(flow: _Flow, element: HtmlElement, marks: Marks, depth: int) -> None:
    if flow.nest >= _NEST:
        _fill(flow, element, marks, depth)
        return
    inner = _Flow(nest=flow.nest + 1, links=flow.links)
    _fill(inner, element, marks, depth)
    if text := _joined(inner.done()):
        flow.blocks.append(_Block(_indented(text, "> ", "> ", blank=">")))


def _list(flow: _Flow, element: HtmlElement, marks: Marks, depth: int) -> None:
    if flow.nest >= _NEST:
        _fill(flow, element, marks, depth)
        return
    beside = flow.blocks[-1].bullet if flow.blocks else ""
    ordered = element.tag == "ol"
    bullet = (")" if beside == "." else ".") if ordered else ("+" if beside == "-" else "-")
    items = [
        (f"{number}{bullet}" if ordered else bullet, blocks)
        for number, blocks in _items(flow, element, marks, depth)
        if blocks
    ]
    if not items:
        return
    between = "\n" if all(_is_tight(blocks) for _, blocks in items) else "\n\n"
    written = (_item(marker, _joined(blocks, between)) for marker, blocks in items)
    may_interrupt = not ordered or items[0][0][:-1] == "1"
    flow.blocks.append(_Block(between.join(written), bullet, may_interrupt=may_interrupt))


def _items(
    flow: _Flow, element: HtmlElement, marks: Marks, depth: int
) -> Iterator[tuple[int, list[_Block]]]:
    """Yield the items of a list; what stands beside them belongs to the one before it."""
    items: list[tuple[int, _Flow]] = []
    numbers = numbers_of(element)
    stray = _Flow(nest=flow.nest + 1, links=flow.links)
    stray.say(element.text, marks)
    for child in element:
        if child.tag == "li":
            items.append((next(numbers), _Flow(nest=flow.nest + 1, links=flow.links)))
        inner = items[-1][1] if items else stray
        _add(inner, child, marks, depth + 1)
        inner.say(child.tail, marks)
    if blocks := stray.done():
        yield 0, blocks
    yield from ((number, inner.done()) for number, inner in items)


def _is_tight(blocks: list[_Block]) -> bool:
    """Whether an item is a line, perhaps with lists below it, and needs no blank lines."""
    first, *rest = blocks
    return all(block.may_interrupt for block in rest) and (first.is_paragraph or not rest)


def _item(marker: str, text: str) -> str:
    return _indented(text, f"{marker} ", " " * (len(marker) + 1))


def _indented(text: str, first: str, others: str, *, blank: str = "") -> str:
    head, *lines = text.split("\n")
    return "\n".join((first + head, *(others + line if line else blank for line in lines)))


def _table(flow: _Flow, element: HtmlElement, marks: Marks, depth: int) -> None:
    """Add a table; one that Markdown cannot say as the blocks of its cells."""
    grid = None if next(element.iter(*_COMPLEX - {"table"}), None) is not None else grid_of(element)
    if grid is None:
        _fill(flow, element, marks, depth)
        return
    if grid.caption is not None:
        _add(flow, grid.caption, marks, depth + 1)
    rows = [[_cell(cell, marks, depth) for cell in row] for row in grid.rows]
    if not grid.has_header:
        rows.insert(0, [""] * len(rows[0]))
    rows.insert(1, ["---"] * len(rows[0]))
    lines = (f"| {' | '.join(row)} |" for row in rows)
    flow.close()
    flow.blocks.append(_Block("\n".join(lines)))


def _cell(cell: HtmlElement | None, marks: Marks, depth: int) -> str:
    if cell is None:
        return ""
    pieces = _line(cell, marks, depth, without="strong" if cell.tag == "th" else "")
    return inline.line(pieces, between="<br>", in_table=True)


_WRITERS: dict[str, Callable[[_Flow, HtmlElement, Marks, int], None]] = {
    **dict.fromkeys(names("h1 h2 h3 h4 h5 h6"), _heading),
    **dict.fromkeys(names("ol ul"), _list),
    "blockquote": _quotation,
    "hr": _rule,
    "pre": _preformatted,
    "table": _table,
}
