"""The path of an identity key: what servers and publishing systems vary, folded.

A path is taken from its end, since variants are mostly an ending ("/amp", ".html",
"/index.php"). What stands elsewhere goes only where the rest surely tells the article: a
first "/amp" before a year, any before a last segment with a long number. Below tags and
topics nothing of that kind goes: there "amp" and "print" are what articles are about.
"""

import re
from urllib.parse import quote, unquote

_PLAIN = re.compile(r"[\w.~!$'()*,:@/-]*", re.ASCII)
"""A path without an escape or anything that needs one."""
_FOLDABLE = re.compile(
    r"//|/$|/\.\.?(?:/|$)|\.[sx]?html?|amp|print|/index\.|/default\.|/\(|\.aspx?$",
    re.IGNORECASE,
)
"""What stands in every path that has something to fold; most have none of it."""
_NOTHING = frozenset(("", ".", ".."))
"""Parts that name nothing. Parsers resolve dots, but not those left of ".;jsessionid=1"."""
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?]*", re.IGNORECASE)
_SESSION_SEGMENT = re.compile(r"\((?:[AFSX]\([^()]*\))+\)")
"""ASP.NET without cookies: "/(S(lit3py55t21z5v55vlm25s55))/story"."""
_INDEX = re.compile(r"(?:index|default)\.(?:[sx]?html?|php|aspx?|jsp|cfm)", re.IGNORECASE)
_ENDINGS = frozenset(("amp", "print", "html", "htm", "shtml", "shtm", "xhtml"))
_VARIANTS = frozenset(("amp", "amphtml", "print", "printable"))
_VARIANTS_BEFORE = frozenset(("amp", "print"))
_LISTS = frozenset(
    ("tag", "tags", "topic", "topics", "category", "categories", "keyword", "keywords", "search")
)
_NUMBER = re.compile(r"\d{5}")
_YEAR = re.compile(r"\d{4}")
_ESCAPE = re.compile(r"%[0-9a-f]{2}")
_SAFE = "-._~!$'()*,:@"


def folded(path: str) -> str:
    """Return the path of a parsed address as a key has it: "/a/story", or "" for the root.

    Folded are escapes that need not be, double and last slashes, index pages, endings
    (.html, .amp, /amp, /print), "/index.php" before the rest, session numbers, and the
    case of ASP pages, whose server, IIS, finds files in any case. A path so folded is
    folded into itself.
    """
    if not _PLAIN.fullmatch(path):
        parts = _SESSION.sub("", path).split("/")
        path = "/".join(quoted(unquote(part, errors="surrogateescape")) for part in parts)
    before = ""
    while before != path and _FOLDABLE.search(path):
        before, path = path, _once(path)
    return path


def quoted(text: str) -> str:
    """Return a segment, or a name or value of a query, with the escapes that it needs.

    Lone surrogates stand for the bytes that were no UTF-8, and become these again.
    """
    return quote(text, _SAFE, errors="surrogateescape")


def _once(path: str) -> str:
    parts = [part for part in path.split("/") if part not in _NOTHING]
    ways = [part for part in parts[:-1] if not _is_way(part)]
    segments = _without_ending([*ways, *parts[-1:]])
    if len(segments) > 1 and not _is_list(segments):
        if segments[0] in _VARIANTS_BEFORE and len(segments) > 2 and _YEAR.fullmatch(segments[1]):
            del segments[0]
        if _NUMBER.search(segments[-1]):
            before = (segment for segment in segments[:-1] if segment not in _VARIANTS_BEFORE)
            segments = [*before, segments[-1]]
    path = "".join(f"/{segment}" for segment in segments)
    if segments and segments[-1].lower().endswith((".aspx", ".asp")):
        path = _ESCAPE.sub(lambda found: found[0].upper(), path.lower())
    return path


def _is_way(segment: str) -> bool:
    """Whether a segment before the last is but the program or the session."""
    return segment.lower() == "index.php" or bool(_SESSION_SEGMENT.fullmatch(segment))


def _is_list(segments: list[str]) -> bool:
    return any(segment.lower() in _LISTS for segment in segments)


def _without_ending(segments: list[str]) -> list[str]:
    has_variants = not _is_list(segments)
    while segments:
        last = segments[-1]
        if _INDEX.fullmatch(last) or (
            # A first segment alone, "/amp", is a page of its own.
            has_variants and len(segments) > 1 and last in _VARIANTS
        ):
            segments.pop()
            continue
        stem, _, ending = last.rpartition(".")
        if ending.lower() not in _ENDINGS or stem in _NOTHING:
            break
        segments[-1] = stem
    return segments
