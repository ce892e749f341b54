"""Where each field of an article came from, and what of its page was left out."""

from rich.console import Console
from rich.markup import escape

from digest.cli.report import table
from digest.exporting import article_dict
from digest.model import Article, Extraction

_BODY = "body"
_LONGEST = 300
"""Characters of one cell."""
_NO_FIELDS = frozenset({"provenance", "text", "html"})


def explanation(extraction: Extraction) -> dict[str, object]:
    """Return as JSON holds it: provenance by field, blocks dropped and why, vain selectors."""
    return {
        "provenance": dict(extraction.article.provenance),
        "dropped": [{"text": one.text, "reason": one.reason} for one in extraction.dropped],
        "unmatched": list(extraction.unmatched),
    }


def print_explanation(extraction: Extraction, console: Console) -> None:
    """Print each field, its value and where it came from; then what was left out and why."""
    print_fields(extraction.article, console)
    for one in extraction.dropped:
        console.print(f"left out ({one.reason}): {_shown(one.text)}", markup=False)
    for selector in extraction.unmatched:
        console.print(f"the selector of {selector} matched nothing", markup=False)


def print_fields(article: Article, console: Console) -> None:
    """Print a table of each field of an article, its value and where it came from."""
    where = dict(article.provenance)
    fields = table("field", "value", "from")
    for name, value in article_dict(article).items():
        if name not in _NO_FIELDS:
            fields.add_row(name, escape(_shown(value)), escape(where.get(name, "")))
    begins = _shown(f"{len(article.text)} characters: {' '.join(article.text.split())}")
    fields.add_row(_BODY, escape(begins), escape(where.get(_BODY, "")))
    console.print(fields)


def _shown(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
