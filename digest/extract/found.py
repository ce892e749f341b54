"""A value and where on the page it was found, for `digest preview`."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One field of an article."""

    value: T
    where: str = ""
    """json-ld, meta, microdata, h1, rel, text, ...; "" when the value is empty."""
