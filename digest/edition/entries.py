"""Stories to the entries of an edition: in words, with who else tells them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digest.edition.ranking import limited
from digest.edition.summaries import summary
from digest.edition.telling import Story
from digest.markup import first_sentences
from digest.model import Entry, Limits, Mention, Section, Stored, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What entries are worded with."""

    titles: Mapping[str, str]
    """Of the names of sources, what people see; a source without one is shown by its name."""
    summaries: Mapping[str, str]
    """By a language model, of the ids of articles."""
    common: Collection[str]
    """Ids of the articles whose description is no own one."""


def title_of(source: str, titles: Mapping[str, str]) -> str:
    """Return what people see of a source."""
    return titles.get(source) or source


def entry(story: Story, words: Wording, *, most: int = 0) -> Entry:
    """Return a story as it is shown.

    Args:
        story: to be shown.
        words: to do it with.
        most: sentences of its summary; 0 for as many as there is room for.
    """
    generated = first_sentences(words.summaries.get(story.head.id, ""), most=most)
    return Entry(
        stored=story.head,
        source_title=title_of(story.head.source, words.titles),
        summary=generated or _summary(story.head, words, most),
        generated=bool(generated),
        also=tuple(_mentions(story, words.titles)),
        others=tuple(
            Version(stored=one, source_title=title_of(one.source, words.titles))
            for one in story.others
        ),
    )


def section(
    stories: Sequence[Story],
    limits: Limits,
    worded: Callable[[Story], Entry],
    *,
    title: str = "",
    day: date | None = None,
) -> Section:
    """Return stories as a section, those beyond the limits as its rest."""
    shown, rest = limited(stories, limits)
    return Section(
        title=title, day=day, entries=tuple(map(worded, shown)), rest=tuple(map(worded, rest))
    )


def _summary(stored: Stored, words: Wording, most: int) -> str:
    return summary(stored.article, most=most, is_common=stored.id in words.common)


def _mentions(story: Story, titles: Mapping[str, str]) -> Iterable[Mention]:
    """The copies, but for those at the address of an article that is shown itself."""
    shown = {one.article.url for one in story.versions}
    for copy in story.copies:
        if copy.article.url not in shown:
            shown.add(copy.article.url)
            yield Mention(title=title_of(copy.source, titles), url=copy.article.url)
