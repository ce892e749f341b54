"""Take back from the feeds what they have shown and the store lacks.

That is so after a store was put back from a copy: what was found since the copy was made
stands in the feeds of readers. Found again it would get another id wherever its address
has changed, and come a second time.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from digest import due, output, shown
from digest.feeds import RSS
from digest.markup import markdown_address
from digest.model import Source
from digest.pipeline.feeding import COMBINED, feed_paths
from digest.pipeline.publication import Publication
from digest.pipeline.recognising import recognise
from digest.shown import Shown
from digest.store import Store

LOG = logging.getLogger(__name__)


def recover(store: Store, sources: Sequence[Source], to: Publication, *, now: datetime) -> int:
    """Store what the feeds of these sources hold and the store does not; return how much.

    A source that was never read by this store is left out: then the store is not an older
    one but a new one. What stands in an edition of a day before today, or is too old for
    one, enters none. Where all is known, and it is but for a store that was put back, this
    costs the reading of one file.

    Raises:
        OutputError: a file of the folder cannot be read.
        StoreError: the store cannot be read or written.
    """
    lost = store.articles.unknown(shown.ids(output.read(to.folder, f"{COMBINED}.{RSS.suffix}")))
    if not lost:
        return 0
    states, told = store.sources.states(), _editions_before(to, due.local_day(now, to.timezone))
    recovered = 0
    for source in sources:
        state = states.get(source.name)
        if state is None or state.first_read_at is None:
            continue
        for path in feed_paths(source):
            # The last in the feed is the oldest, which had the lowest number.
            for one in reversed(shown.shown(output.read(to.folder, f"{path}.{RSS.suffix}"), lost)):
                recovered += _take_back(store, source, one, told=told, now=now)
    if recovered:
        LOG.warning("store older than its feeds: %d articles taken back from them", recovered)
    return recovered


def _take_back(store: Store, source: Source, one: Shown, *, told: str, now: datetime) -> bool:
    """Store an article under the id that it was shown with; False where it is known."""
    article, articles = one.article, store.articles
    found = recognise(store, article, source=source.name, now=now)
    if found.decision.id or not articles.unknown([one.id]):
        return False
    was_told = f"]({markdown_address(article.url)})" in told
    is_old = article.published is not None and due.is_old(article.published, now=now)
    # Due at once, as the feed has not all of it.
    save = found.save(source=source.name, now=now, reread_at=now)
    save = replace(save, eligible=not (was_told or is_old))
    articles.add(article, found.decision, save, id_=one.id)
    return True


def _editions_before(to: Publication, today: date) -> str:
    names = [
        f"{series.folder}/{file.name}"
        for series in to.series
        for file in (to.folder / series.folder).glob("????-??-??.md")
        if file.stem < str(today)
    ]
    return "".join(output.read(to.folder, name).decode() for name in sorted(names))
