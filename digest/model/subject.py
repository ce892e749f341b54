"""What a person wants to read about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Words that articles on one subject have, a `[[subject]]` of config.toml."""

    name: str
    """Slug: lower-case letters, digits and hyphens; unique among subjects."""
    words: tuple[str, ...]
    """As the user wrote them; one of several parts is a run of whole words."""
    without: tuple[str, ...] = ()
    """Words that an article on it has not; `not` in config.toml."""
