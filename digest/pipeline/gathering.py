"""Put what is new into stories, after a run has read and before it writes.

All that is new is gathered at once, so that a run loads the words and the stories of the
last days once. What a run that was killed left without a story, the next one gathers.
"""

from datetime import datetime, timedelta

from digest.store import Store
from digest.stories import WINDOW

_FRESH = timedelta(days=7)
"""Older articles without a story were stored by a program that knew none; and what is new but
was published before is put beside nothing that was told then."""


def gather(store: Store, *, now: datetime) -> None:
    """Give each new article a story, and repair the stories that it touches.

    Raises:
        StoreError: the store cannot be read or written.
    """
    for language, new in store.stories.untold(since=now - _FRESH).items():
        oldest = max(min(one.at for one in new), now - _FRESH)
        gathering = store.stories.gathering(language, since=oldest - WINDOW)
        for one in new:
            gathering.add(one)
        gathering.repair()
        store.stories.save(language, gathering, new)
