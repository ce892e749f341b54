"""The evidence in words."""

from datetime import UTC, datetime

_SHOWN = 60
"""Characters of a title in a message."""


def items(count: int) -> str:
    """Return "1 item", "24 items"."""
    return "1 item" if count == 1 else f"{count} items"


def day(at: datetime) -> str:
    """Return the day of an instant, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d}"


def short(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text[: 4 * _SHOWN].split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def plain(text: str) -> str:
    """Return a text in a form in which it is compared: small letters, single spaces."""
    return " ".join(text.casefold().split())


def words(title: str) -> set[str]:
    """Return the words of a title; of a script without spaces, its characters.

    Words of three letters and less are left out: most of them stand in any title.
    """
    folded = title.casefold()
    parts = {word.strip("\"'.,:;!?()[]«»“”„") for word in folded.split()}
    return {c for c in folded if c >= "\u3040" and c.isalpha()} or {w for w in parts if len(w) > 3}
