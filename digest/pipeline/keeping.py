"""Judge the articles of one reading together, then store them.

One page that is no article looks like one; three with the same title, or texts a tenth as
long as usual, are a site that broke. So articles wait until three are there, or no more
come, and are stored when nothing speaks against them. A program that is killed meanwhile
finds them again, since nothing was said to be read.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digest import due, identity, yields
from digest.errors import NoArticleError
from digest.model import Article, Failure, Habit, Link, Page, Source
from digest.pipeline.guarding import costs_one
from digest.pipeline.judging import older_than, with_longer_text
from digest.pipeline.pages import Extracted, Pages
from digest.pipeline.recognising import Recognised, put, recognise
from digest.pipeline.room import LEAST_ROOM
from digest.pipeline.tally import Tally
from digest.pipeline.tools import Tools
from digest.store import Coming, Listed, Save, SourceState
from digest.subjects import off_subject

NO_ROOM = "no room on the disk for its text"
UNDATED = 10
"""Articles without a date that a source's first reading gives to an edition."""
ASK_AGAIN = timedelta(days=1)
"""How long a link that gave no article is left alone."""
ASK_OFF_SUBJECT_AGAIN = timedelta(days=7)
"""The same, of a link whose article was read whole and is on no subject of its source: what
it is about hardly changes. When the subjects do, it is asked again at once."""
TOGETHER = 3
"""Articles that are judged at a time."""
MOST_WAITING = 9
"""Articles that may wait for others that speak for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An article that was read and is not yet stored."""

    link: Link
    found: Extracted
    page: Page | None
    key: str = ""
    """Of the link; "" for one that is read again because its time came."""
    id: str = ""
    """Of the stored article that the link leads to; "" for a new link."""
    old: Listed | None = None
    """What the listing showed of it before."""
    coming: Coming | None = None


class Keeper:
    """What one reading of one source stores."""

    def __init__(
        self,
        source: Source,
        state: SourceState,
        tools: Tools,
        *,
        habit: Habit,
        pages: Pages,
        tally: Tally,
    ) -> None:
        """Begin with nothing waiting."""
        self.source = source
        self.state = state
        self.tools = tools
        self.habit = habit
        self.pages = pages
        self.tally = tally
        self.articles = tools.store.articles
        self._waiting: list[Waiting] = []
        self._read: list[tuple[Link, Article]] = []
        self.again = due.rereading_steps(
            source, habit.seen, since=state.first_read_at, now=tools.clock()
        )
        """How long after it was first seen a listed article is fetched again."""

    def drop(self, key: str, link: Link, reason: str, *, wait: timedelta = ASK_AGAIN) -> None:
        """Leave a link alone for some time, since it gave no article that is kept."""
        failure = Failure(url=link.url, reason=reason)
        until = self.tools.clock() + wait
        self.tools.store.listings.drop(self.source.name, key, failure, until=until)

    def show(self, key: str, link: Link, id_: str, old: Listed | None = None) -> None:
        """Remember what the listing shows of an article, or, for `old`, showed before."""
        self.tally.shown[key] = old or Listed(
            article=id_,
            title=link.title,
            published_at=link.published.at if link.published else None,
        )

    def keep(self, one: Waiting) -> None:
        """Let an article wait for its judgement; store those that wait when they are three.

        Raises:
            NoArticleError: it is partial, and its source is in trouble.
            StoreError: the store cannot be read or written.
        """
        too_old = older_than(self.source.max_age, one.found.article, now=self.tools.clock())
        if too_old and one.key:
            self.drop(one.key, one.link, too_old)
            return
        if one.found.article.partial and self.state.in_trouble:
            self.tally.again = True
            reason = f"{one.found.article.partial}; not kept while the source is in trouble"
            raise NoArticleError(reason)
        self._waiting.append(one)
        if len(self._waiting) % TOGETHER == 0:
            self.settle(last=len(self._waiting) >= MOST_WAITING)

    def settle(self, *, last: bool = True) -> None:
        """Judge the articles that wait, and store them if they are well.

        What is not well goes on waiting unless these are the `last`: three flashes say
        little, and would else hold up all that was published after them.

        Raises:
            StoreError: the store cannot be read or written.
        """
        waiting = self._waiting
        together = [*self._read, *((one.link, one.found.article) for one in waiting)]
        if not waiting:
            return
        reason = yields.judged_articles(
            together,
            self.habit,
            now=self.tools.clock(),
            again=self.state.failures > 0,
            familiar=self.tally.known > 0,
        )
        if reason and not last:
            return
        self._waiting = []
        if reason:
            self.tally.broken = reason
            self.tally.again = True
            return
        self._read = together
        self.tally.read = len(together)
        for one in waiting:
            with costs_one(self.source.name, one.link.url, self.tally):
                self._keep(one)

    def _keep(self, one: Waiting) -> None:
        try:
            id_ = self._store(one)
        except NoArticleError as error:
            if one.id:
                self.show(one.key, one.link, one.id, one.old)
            elif one.key:
                self.drop(one.key, one.link, str(error))
            raise
        if one.key and id_:
            self.show(one.key, one.link, id_)

    def _store(self, one: Waiting) -> str:
        """Store an article and return its id; "" when it is on no subject of the source."""
        now, found, article = self.tools.clock(), one.found, one.found.article
        text = recognise(self.tools.store, article, source=self.source.name, now=now)
        decision, candidates = text.decision, text.candidates
        if identity.key(article.url) not in decision.keys:
            # Another article's: a template's mistake, which must not be shown or fetched.
            article = replace(article, url=article.addresses[0])
        more = (key for key in map(identity.key, found.more) if key not in decision.keys)
        decision = replace(decision, keys=(*decision.keys, *dict.fromkeys(more)))
        if not decision.id and yields.is_mistaken(one.link, article, self.habit):
            raise NoArticleError(f'a short page about something else: "{article.title}"')
        if not (one.key or decision.id):
            raise NoArticleError("holds another article by now")
        if not decision.id and self._is_off_subject(one):
            return ""
        if decision.id:
            self._refuse_junk(one, decision.id, moved=decision.kind == "moved")
        if decision.id and not found.whole:
            article = with_longer_text(article, self.articles.get(decision.id).article)
            text = replace(
                text,
                fingerprint=identity.fingerprint(article),
                sketch=identity.sketch(article),
            )
        if not article.partial and self.tools.free_bytes() < LEAST_ROOM:
            article = replace(article, html="", text="", partial=NO_ROOM)
        first_seen = next((c.first_seen for c in candidates if c.id == decision.id), now)
        known = bool(decision.id)
        save = self._save(one, article, text, first_seen, known=known)
        id_, changed = put(self.tools.store, article, decision, save)
        self.tally.known += known
        self.tally.moved += decision.kind == "moved"
        self.tally.updated += changed
        self.tally.new += not known
        self.tally.copies += decision.kind == "copy"
        self.tally.partial += bool(article.partial) and not known
        return id_

    def _is_off_subject(self, one: Waiting) -> bool:
        """Whether a new article is on no subject of the source; its link is then left alone.

        One that is known stays: it is not taken back because its words were edited.
        """
        article = one.found.article
        reason = off_subject(self.source.subjects, article)
        if reason:
            self.tally.off_subject += 1
            wait = ASK_AGAIN if article.partial else ASK_OFF_SUBJECT_AGAIN
            self.drop(one.key, one.link, reason, wait=wait)
        return bool(reason)

    def _save(
        self, one: Waiting, article: Article, text: Recognised, first_seen: datetime, *, known: bool
    ) -> Save:
        now, page = self.tools.clock(), one.page
        steps = due.PARTIAL_AGAIN if article.partial else self.again
        next_at = due.next_rereading(first_seen, steps, now=now)
        # Without them the page is not answered 304 while some of its text is to come.
        whole = one.found.whole and article.partial != NO_ROOM
        validators = page if page and whole else None
        reread_at = now if article.partial == NO_ROOM else next_at
        return replace(
            text.save(source=self.source.name, now=now, reread_at=reread_at),
            silent=self.source.updates == "silent",
            max_revisions=self.tools.max_revisions,
            eligible=known or self._eligible(article, now),
            etag=validators.etag if validators else "",
            last_modified=validators.last_modified if validators else "",
            coming=one.coming,
            furniture=self.pages.furniture,
        )

    def _refuse_junk(self, one: Waiting, id_: str, *, moved: bool) -> None:
        """Refuse to put into a stored article what is not that article.

        Raises:
            NoArticleError: the page holds something else by now.
        """
        stored = self.articles.get(id_).article
        if moved and yields.is_stranger(one.link, one.found.article, stored):
            raise NoArticleError(f"has the text of another article: {stored.url}")
        titles = [title for title in self.habit.titles if title != stored.title]
        if junk := yields.is_junk(stored, one.found.article, titles):
            raise NoArticleError(junk)

    def _eligible(self, article: Article, now: datetime) -> bool:
        """Whether an edition may hold it: all but what was old at the first reading."""
        if self.state.first_read_at is not None or self.tools.keep_old:
            return True
        if article.published is None:
            self.tally.undated += 1
            return self.tally.undated <= UNDATED
        return not due.is_old(article.published, now=now)
