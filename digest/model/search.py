"""A feed that a person made up from what is stored."""

from dataclasses import dataclass

from digest.model.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which articles a saved search shows, a `[[feed]]` of config.toml."""

    name: str
    """Slug, unique among searches; names its files."""
    title: str
    sources: tuple[str, ...] = ()
    """Names of sources; with `groups`, where both are empty, all sources are meant."""
    groups: tuple[str, ...] = ()
    """Groups, each of which stands for its sources."""
    subjects: tuple[Subject, ...] = ()
    """Of which an article must be on one; () for any article."""
    language: str = ""
    """BCP 47 tag; "pt" takes "pt-BR" as well; "" for any language."""
    stories: bool = False
    """One item a story, with links to who else tells it."""
