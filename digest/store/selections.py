"""Which articles belong to a feed: of one source, of several, of all."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from digest.store.schema import article, found


def of_source(source: str) -> Any:
    """Those that a source brought."""
    return article.c.id.in_(select(found.c.article).where(found.c.source == source))


def of_sources(sources: Sequence[str]) -> Any:
    """Those that these sources brought, each copy group once."""
    brought = select(found.c.article).where(found.c.source.in_(sources))
    # The first that these sources brought, not the leader, which may be another source's.
    first = select(func.min(article.c.number)).where(article.c.id.in_(brought))
    return article.c.number.in_(first.group_by(article.c.counts_as))


def everything() -> Any:
    """Those of all sources, each copy group once.

    A copy that was here by itself before it was known for one stays.
    """
    return article.c.counts_as == article.c.id
