"""100,000 hostile titles and summaries change nothing of what an edition is built of.

Many stand in one document, so that what one of them opens would reach the next too. Two
parsers judge: the reference of CommonMark, and the one in Python that much is built on.
"""

import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from morning import EDITION, VERSION, about
from naughty import NAUGHTY
from uncounted import uncounted

from digest.model import Entry, Mention, Section
from digest.writing import markdown

HOW_MANY = 100_000
A_DOCUMENT = 1000
"""Hostile texts in an edition."""
SIGNS = (*"\\`*_{}[]()<>#+-.!|~=:;&@$^\"'/?%,0123456789 \n\t\u00a0\u2028éخ",)
WORDS = (
    *("](javascript:alert(1))", "[x](", "![](//x.test/a.png)", "[a]: //x.test", "[^1]", "[^1]: x"),
    *("<script>alert(1)</script>", "<!--", "-->", "<a href=//x.test>", "<http://x.test>", "</p>"),
    *("\n# A", "\n\n## B\n\n", "\n> c", "\n- d", "\n1. e", "\n    f", "\n```\n", "\n~~~\n"),
    *("\n---\n", "\n===\n", "a\n===", "\n|a|b|\n|-|-|\n", "~~x~~", "**x**", "__x__", "*", "_"),
    *("``", "  \n", "\\\n", "&lt;", "&#35;", "&nbsp;", "&amp;", "https://x.test/a", "www.x.test"),
    *("a@x.test", ":smile:", "2026. ", "1) ", "+ ", "- ", "\\", "$$x$$", "{{x}}", "{: .x}"),
    *("[[x]]", "<?x", "<![CDATA[", "]]>", "\n\n", "\r", "\t", "://", "a_b_c", "*a*b*", "[]()"),
)
SHORT = tuple(one for one in NAUGHTY if len(one) < 400)
TAG = re.compile(r"<(/?\w+)")


def _texts() -> Iterator[str]:
    """Single naughty strings, and strings made of up to six signs and words by chance."""
    yield from NAUGHTY
    yield from WORDS
    chance = random.Random(7)
    while True:
        among = chance.choice((SIGNS, WORDS, WORDS + SIGNS, SHORT))
        yield "".join(chance.choices(among, k=chance.randint(1, 6)))


def _entry(title: str, summary: str, name: str) -> Entry:
    """A letter makes sure that there is a title, and that a summary is there."""
    return replace(about(f"{title}A"), summary=f"{summary}B", source_title=f"{name}C")


def _listed(entry: Entry) -> Entry:
    """The entry with all that a list can hold, named like its source."""
    mention = Mention(title=entry.source_title, url="https://a.example/")
    version = replace(VERSION, stored=entry.stored, source_title=entry.source_title)
    return replace(entry, others=(version,), also=(mention,))


def _document(texts: list[str]) -> str:
    """An edition of titles and summaries by turns; some again in lists, and as headings."""
    pairs = zip(texts[::2], texts[1::2], strict=True)
    entries = [_entry(*pair, name=chosen) for pair, chosen in zip(pairs, texts, strict=False)]
    lists = tuple(map(_listed, entries[::25]))
    sections = [Section(title=f"{one}D", entries=(entries[0],)) for one in texts[::50]]
    whole = Section(title="Politics", entries=(*entries, *lists), rest=lists)
    return markdown(replace(EDITION, title=f"{texts[0]}E", sections=(whole, *sections)))


@pytest.fixture(scope="module")
def documents() -> list[str]:
    """Give the editions that hold all of the texts; made once."""
    texts = list(islice(_texts(), HOW_MANY))
    with uncounted():
        return [_document(texts[at : at + A_DOCUMENT]) for at in range(0, HOW_MANY, A_DOCUMENT)]


HARMLESS = _document(["x"] * A_DOCUMENT)


@pytest.mark.system("cmark")
def test_reference_parser_sees_the_same_structure(documents: list[str]) -> None:
    expected = _of_cmark(HARMLESS)
    assert expected.count("heading") == 562
    assert _of_cmark(HARMLESS.replace("xB", "*xB*")) != expected
    assert [at for at, one in enumerate(documents) if _of_cmark(one) != expected] == []


def test_parser_in_python_sees_the_same_structure(documents: list[str]) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    expected = _of_tokens(parser.parse(HARMLESS))
    assert expected.count("heading_open") == 562
    assert _of_tokens(parser.parse(HARMLESS.replace("xB", "~~xB~~"))) != expected
    with uncounted():
        wrong = [
            at for at, one in enumerate(documents) if _of_tokens(parser.parse(one)) != expected
        ]
    assert wrong == []


def _of_cmark(document: str) -> list[str]:
    """The tags of the parser's tree, which it writes as XML."""
    made = subprocess.run(
        ["cmark", "-t", "xml"],  # noqa: S607  # found where it is installed
        input=document.encode(),
        capture_output=True,
        check=True,
    )
    return [tag for tag in TAG.findall(made.stdout.decode()) if tag not in ("text", "/text")]


def _of_tokens(tokens: list[Token]) -> list[str]:
    kinds: list[str] = []
    for token in tokens:
        kinds += [token.type, *_of_tokens(token.children or [])]
    return [kind for kind in kinds if not kind.startswith("text")]
