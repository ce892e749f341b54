"""How much of each article a feed holds, where all of all would make it too large.

Readers refuse files of a few million bytes, and the most careful of a million. An item
that is left out is lost for good to who asks once a day, while its text is one click away:
so the oldest lose their text first, then their description, and never their place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from digest.feeds.format import FULL, TEASER, TITLE, How

LIMIT = 1_000_000
"""Bytes of one file, if nothing else is said."""
_AT_ONCE = 250
"""Texts that are asked for before it is seen whether more fit."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The items of one feed, as they fit."""

    items: tuple[bytes, ...]
    overfull: bool = False
    """Even with titles alone they take more than the room."""


def fitted(
    numbers: Sequence[int],
    *,
    room: int,
    item: Callable[[Sequence[int], How], Mapping[int, bytes]],
) -> Fitted:
    """Return an item for each article, in the order given, with as much of each as fits.

    Args:
        numbers: of the articles, newest first.
        room: bytes for all items together.
        item: makes the items of some articles; asked for texts only until one does not fit,
            and for titles alone only where descriptions do not fit.
    """
    full: dict[int, bytes] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        full |= item(numbers[start : start + _AT_ONCE], FULL)
        if _size(full) > room:
            break
    else:
        return Fitted(tuple(full[one] for one in numbers))
    teasers = item(numbers, TEASER)
    if _size(teasers) <= room:
        return Fitted(_raised(numbers, teasers, full, room))
    titles = item(numbers, TITLE)
    return Fitted(_raised(numbers, titles, teasers, room), overfull=_size(titles) > room)


def _raised(
    numbers: Sequence[int], low: Mapping[int, bytes], high: Mapping[int, bytes], room: int
) -> tuple[bytes, ...]:
    """The higher form for the first, as long as it fits, and the lower for those after."""
    room -= _size(low)
    items: list[bytes] = []
    for place, one in enumerate(numbers):
        room -= len(high[one]) - len(low[one])
        if room < 0:
            return (*items, *(low[other] for other in numbers[place:]))
        items.append(high[one])
    return tuple(items)


def _size(items: Mapping[int, bytes]) -> int:
    return sum(map(len, items.values()))
