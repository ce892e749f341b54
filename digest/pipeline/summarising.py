"""Ask a language model for the summaries of articles, and keep what it said.

Nothing waits for it for long and nothing depends on it: what it does not say in time, or
not well, is the beginning of the article, as without it. An answer is kept by what the
model was shown, also one of which nothing can be used, so that it is asked once for each
text; a failure is not kept, and the next run asks again.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from digest import summariser
from digest.config import SummarySettings
from digest.errors import DigestError, FetchError, RefusedError, StatusError, SummaryError
from digest.fetch import Fetcher
from digest.model import Stored
from digest.store import Store

LOG = logging.getLogger(__name__)

AT_ONCE = 4
"""Articles that a model is asked about at one time; a local one takes them in turn."""
MOST_FAILURES = 3
"""In a row; then it is asked no more in this run."""
WITHIN_S = 120.0
"""For all articles of one run, or as long as one answer may take. What is left is asked by the
next."""
_HOPELESS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})


def summaries(store: Store, stored: Sequence[Stored], settings: SummarySettings) -> dict[str, str]:
    """Return what the model of `settings` has said of articles, by their ids.

    Those are missing that it was not asked about as they are now, or of which it said
    nothing that can be shown.

    Raises:
        StoreError: the store cannot be read.
    """
    known = _known(store, stored, settings.model)
    return {one.id: known[one.number] for one in stored if known.get(one.number)}


async def summarise(
    store: Store,
    stored: Sequence[Stored],
    settings: SummarySettings,
    *,
    fetcher: Fetcher,
    key: str = "",
    within_s: float | None = None,
) -> None:
    """Ask about the articles that the model has not seen, for `summaries` to tell.

    Whatever fails is logged once and raised never. Copies are not asked about, nor texts
    that are short.

    Raises:
        StoreError: the store cannot be read or written.
    """
    known = _known(store, stored, settings.model)
    unseen = [one for one in stored if one.number not in known and _is_worth(one)]
    if unseen:
        asking = _Asking(store=store, settings=settings, fetcher=fetcher, key=key)
        longest_s = max(WITHIN_S, settings.timeout_s)
        await asking.ask(unseen, longest_s if within_s is None else within_s)


def _is_worth(one: Stored) -> bool:
    return not one.copy_of and len(one.article.text) >= summariser.FEWEST_CHARACTERS


def _known(store: Store, stored: Sequence[Stored], model: str) -> dict[int, str]:
    contents = {one.number: summariser.content(one.article) for one in stored}
    kept = store.rendered.of(summariser.form(model), contents)
    return {number: text.decode() for number, text in kept.items()}


@dataclass(slots=True, kw_only=True)
class _Asking:
    """One run's questions to a model."""

    store: Store
    settings: SummarySettings
    fetcher: Fetcher
    key: str
    left: list[Stored] = field(default_factory=list)
    answered: int = 0
    failures: int = 0
    """In a row."""
    reason: str = ""
    """Of the last failure."""

    async def ask(self, unseen: Sequence[Stored], within_s: float) -> None:
        """Ask about all, as far as there is time."""
        self.left = list(reversed(unseen))
        try:
            async with asyncio.timeout(within_s), asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(self._some())
        except TimeoutError:
            self.reason = self.reason or f"not done within {within_s:g} s"
        except ExceptionGroup as failed:  # the store's, once for each task
            raise failed.exceptions[0] from failed
        self._log(len(unseen))

    async def _some(self) -> None:
        while self.left and self.failures < MOST_FAILURES:
            one = self.left.pop()
            try:
                said = await self._said(one)
            except (FetchError, SummaryError) as error:
                self.failures = MOST_FAILURES if _is_hopeless(error) else self.failures + 1
                self.reason = str(error)
            else:
                self.failures = 0
                self.answered += 1
                self._keep(one, said)

    async def _said(self, one: Stored) -> str:
        answer = await self.fetcher.post(
            f"{self.settings.url}/chat/completions",
            summariser.question(one.article, model=self.settings.model),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.key}"} if self.key else {},
            timeout_s=self.settings.timeout_s,
        )
        return summariser.summary(summariser.reply(answer.body), one.article)

    def _keep(self, one: Stored, said: str) -> None:
        # What counts as its change is what the model was shown, not all that the store knows.
        form, seen = summariser.form(self.settings.model), summariser.content(one.article)
        self.store.rendered.keep({form: {one.number: said.encode()}}, {one.number: seen})

    def _log(self, asked: int) -> None:
        if self.reason:
            LOG.warning(
                "summarised model=%s answered=%d of=%d, the others are the beginnings of their "
                "texts: %s",
                self.settings.model, self.answered, asked, self.reason,
            )  # fmt: skip
        else:
            LOG.info("summarised model=%s answered=%d", self.settings.model, self.answered)


def _is_hopeless(error: DigestError) -> bool:
    """Whether the next article would fare no better."""
    return isinstance(error, RefusedError) or (
        isinstance(error, StatusError) and error.status in _HOPELESS
    )
