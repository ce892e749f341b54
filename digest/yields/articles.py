"""Judge articles that one reading extracted, together: one alone says little."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from digest.model import Article, Habit, Link
from digest.yields.age import only_old
from digest.yields.lists import FEWEST
from digest.yields.telling import plain, short, words

_SHORT = 7
"""A text of less than the seventh part of the usual is too short: where a tenth of the text
is left, what stands around it (title, writer, date) is left whole."""
_USUAL = 5
"""Texts whose length must be known before another can be too short."""
_LEAST_USUAL = 400
"""Characters: where texts are usually shorter, a short one says nothing."""
_OFTEN = 0.2
"""Share of short texts among the known ones from which on they are the source's habit."""
_UNLIKELY = 0.02
_JUST_NOW = timedelta(minutes=2)
"""What three pages that print the moment of the visit are read within."""


def judged_articles(
    found: Sequence[tuple[Link, Article]],
    habit: Habit,
    *,
    now: datetime,
    again: bool = False,
    familiar: bool = False,
) -> str:
    """Return what is wrong with articles that one reading extracted; "" when they may be kept.

    Args:
        found: each article that is new, or changed, and the link that led to it.
        habit: what the source gave before.
        now: when they were read.
        again: the last reading already judged something wrong, so that one or two short
            articles which still stand there are believed.
        familiar: some of what the list shows is known, so that old articles beside it are
            additions and not another list.
    """
    whole = [(link, article) for link, article in found if not article.partial]
    return (
        _titled_alike(whole)
        or _worded_alike(whole)
        or _too_short(whole, habit, again=again)
        or _dated_alike(whole, habit, now)
        or ("" if familiar else _all_old(whole, habit))
    )


def _titled_alike(found: Sequence[tuple[Link, Article]]) -> str:
    """One title on all pages, while the list tells them apart."""
    titles = {plain(article.title) for _, article in found}
    if len(found) < FEWEST or len(titles) != 1 or not _told_apart(found):
        return ""
    return f'all {len(found)} articles read are titled "{short(found[0][1].title)}"'


def _worded_alike(found: Sequence[tuple[Link, Article]]) -> str:
    texts = {plain(article.text) for _, article in found}
    if len(found) < FEWEST or len(texts) != 1 or not _told_apart(found):
        return ""
    return f'all {len(found)} articles read have one text: "{short(found[0][1].text)}"'


def _told_apart(found: Sequence[tuple[Link, Article]]) -> bool:
    """Whether the list has titles of its own for them, or no titles at all."""
    titles = [plain(link.title) for link, _ in found if link.title]
    return not titles or len(set(titles)) > 1


def _too_short(found: Sequence[tuple[Link, Article]], habit: Habit, *, again: bool) -> str:
    """Texts a tenth as long as usual, where such short ones are not usual."""
    usual = _usual(habit)
    limit = usual / _SHORT
    if not usual or not found:
        return ""
    lengths = [len(article.text) for _, article in found]
    often = sum(length <= limit for length in habit.lengths)
    allowed = often >= _OFTEN * len(habit.lengths) or (len(found) < FEWEST and (again or often))
    if allowed or not all(length <= limit for length in lengths):
        return ""
    said = f"{len(found)} new texts have" if len(found) > 1 else "its new text has"
    return f"{said} at most {max(lengths)} characters; usually it is {usual:.0f}"


def _dated_alike(found: Sequence[tuple[Link, Article]], habit: Habit, now: datetime) -> str:
    """One moment for all, or the moment of the visit."""
    times = [
        article.published.at
        for _, article in found
        if article.published and not article.published.day_only
    ]
    if len(times) < FEWEST or len(times) < len(found) or _dated_by_list(found):
        return ""
    if max(times) - min(times) <= _JUST_NOW and now - max(times) <= _JUST_NOW:
        return f"all {len(times)} articles read are dated with the moment of the visit"
    if len(set(times)) > 1 or not _never_alike(habit):
        return ""
    return f"all {len(times)} articles read are dated {times[0]:%Y-%m-%d %H:%M}"


def _dated_by_list(found: Sequence[tuple[Link, Article]]) -> bool:
    """Whether the list says of each the same moment as its page."""
    return all(
        link.published
        and article.published
        and abs(link.published.at - article.published.at) <= _JUST_NOW
        for link, article in found
    )


def _never_alike(habit: Habit) -> bool:
    """Whether the source's articles had moments of their own so far."""
    return len(habit.times) >= _USUAL and max(Counter(habit.times).values()) == 1


def _all_old(found: Sequence[tuple[Link, Article]], habit: Habit) -> str:
    dates = [article.published for _, article in found if article.published]
    return only_old(dates, habit) if len(dates) >= FEWEST and len(dates) == len(found) else ""


def is_no_chance(textless: int, habit: Habit, *, known: int = 0) -> bool:
    """Whether so many articles without a text, and none with one, are the site's fault.

    That some are for subscribers only is usual; how likely it is that all of a reading are,
    the share among the newest articles tells (by Laplace's rule of succession).

    Args:
        textless: how many of a reading have no text.
        habit: what the source gave before.
        known: how many of these the habit holds already, which do not speak for themselves.
    """
    others = len(habit.titles) - known
    without = max(0, others - len(habit.lengths))
    share = (without + 1) / (max(0, others) + 2)
    return textless > 1 and share**textless < _UNLIKELY


def is_junk(old: Article, new: Article, titles: Sequence[str]) -> str:
    """Return why what a known article's page holds now is not that article; "" when it may be.

    Args:
        old: the article as it is stored.
        new: as its page gives it now.
        titles: those of the other articles of its source.
    """
    if old.partial or new.partial:
        return ""
    if len(old.text) >= _LEAST_USUAL and len(new.text) * _SHORT <= len(old.text):
        return f"its text of {len(old.text)} characters became one of {len(new.text)}"
    renamed = not words(old.title) & words(new.title)
    if renamed and plain(new.title) in {plain(title) for title in titles}:
        return f'it bears the title of another article now: "{short(new.title)}"'
    return ""


def is_mistaken(link: Link, found: Article, habit: Habit) -> bool:
    """Whether a page is a short one about something else: "Page not found", with status 200."""
    wanted = words(link.title)
    if found.partial or not wanted or wanted & words(found.title):
        return False
    return len(found.text) <= _usual(habit) / _SHORT


def _usual(habit: Habit) -> float:
    """Return the usual length of a text; 0 where too few are known, or they are short."""
    usual = median(habit.lengths) if len(habit.lengths) >= _USUAL else 0
    return usual if usual >= _LEAST_USUAL else 0


def is_stranger(link: Link, found: Article, stored: Article) -> bool:
    """Whether a text that is stored already stands under a link to something else.

    So it is where a site answers every address with one page: its text is no sign then that
    an article moved. The link's own title decides, by its words.
    """
    wanted = words(link.title)
    return bool(wanted) and not wanted & (words(found.title) | words(stored.title))
