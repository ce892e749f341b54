"""Paths of config.toml: absolute, from the user's home (~), or from the folder of the file."""

import re
from pathlib import Path
from urllib.parse import quote, unquote

from digest.config.values import line
from digest.errors import ConfigError


def below(folder: Path, written: str) -> Path:
    """Return a path that the file holds: absolute, from the user's home (~), or from the folder."""
    path = Path(written)
    if written.startswith("~"):
        try:
            path = path.expanduser()
        except RuntimeError as error:
            raise ConfigError(f"{written}: this machine knows no home for you") from error
    return folder / path


def file_below(folder: Path, written: str) -> Path | None:
    """Return the path of a file; None where none is named."""
    return below(folder, written) if written else None


def secret_file(value: str) -> str:
    """Return the path of a file that holds a secret; "" for none.

    Cookies, headers and passwords with a name hold marks that the names of files do not.
    """
    value = line(value)
    marked = value[2:] if re.match(r"[A-Za-z]:[\\/]", value) else value
    if any(mark in marked for mark in ":;="):
        raise ValueError(": of a file that holds the secret, and not the secret itself")
    return value


def absolute_store(url: str, folder: Path) -> str:
    """Return the store's address with the path of a SQLite file made absolute.

    SQLAlchemy decodes percent signs in that path, so that it is decoded here first, and
    what the folder's own name holds is encoded.
    """
    match = re.fullmatch(r"sqlite:///([^?]+)(\?.*)?", url, re.DOTALL)
    if not match:
        return url
    return f"sqlite:///{quote(str(below(folder, unquote(match[1]))))}{match[2] or ''}"
