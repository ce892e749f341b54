"""The keys of what editions are made of: [digest], and [[edition]], which falls back on it."""

from datetime import time
from typing import Self

from pydantic import Field, model_validator

from digest.config import kinds
from digest.config.table import Table
from digest.model import Limits

_LIMITS = Limits()


class DigestTable(Table):
    """The digest as a whole, and its editions where there is no `[[edition]]`."""

    header = "[digest]"
    title: kinds.Title = Field(
        default="Digest", description="Title of the feed and of the editions."
    )
    timezone: kinds.Zone = Field(
        default="UTC", description="Time zone of the edition's day and of the times in it."
    )
    edition_at: kinds.Clock = Field(
        default=time(7),
        description="Local time at which `digest start` makes and delivers the day's edition.",
    )
    days: kinds.Days = Field(
        default=["mon-sun"],
        description="Days of the week with an edition. What is new on the others is in the next.",
        examples=[["mon-fri"]],
    )
    language: kinds.Language = Field(
        default="en",
        description="Language of the edition's own words, such as headings: English, Arabic, "
        "German, French or Spanish; English words for another. Articles keep theirs.",
    )
    first: kinds.First = Field(
        default="day",
        description="What an edition takes of a source that is read for the first time: "
        "articles of the last 24 hours (`day`), or everything (`all`). The feeds hold "
        "everything in either case.",
    )
    subjects: kinds.SubjectNames = Field(
        default=[],
        description="The edition holds only articles on one of these subjects; the feeds hold "
        "everything. Without it: all articles.",
        examples=[["libya"]],
    )
    sections: kinds.BySections = Field(
        default="group",
        description="What the sections of an edition are made by: the groups of the sources, the "
        "subjects or the sites; each in the order of this file.",
    )
    empty: kinds.WithoutNews = Field(
        default="skip",
        description="A day without news: nothing is delivered (`skip`), or a short note (`note`).",
    )
    top: kinds.Few = Field(
        default=_LIMITS.top,
        description="Top stories, which several sources tell, at the head; 0 to 100.",
    )
    section_articles: kinds.Count = Field(
        default=_LIMITS.section,
        description="Articles that a section shows. The rest is a count in a mail, and whole in "
        "the Markdown file; 1 to 1000.",
    )
    source_articles: kinds.Count = Field(
        default=_LIMITS.source,
        description="Articles of one source that a section shows; 1 to 1000.",
    )

    @model_validator(mode="after")
    def _has_days(self) -> Self:
        _refuse_no_days(self.days)
        return self


class EditionTable(Table):
    """An edition of its own; with one of these there is none of `[digest]` itself.

    Each has what is new since its last one, in `digest/NAME/DATE.md`. `sources`, `groups`,
    `subjects` and `languages` narrow down which articles that is.
    """

    header = "[[edition]]"
    name: kinds.Slug = Field(
        description="Unique among editions; names its folder, `digest/NAME`. An edition of "
        "another name is another edition, which begins anew.",
        examples=["oil"],
    )
    title: kinds.Line = Field(
        default="",
        description="Title of it. Without it: that of `[digest]`, and the name.",
        examples=["Oil in the morning"],
    )
    at: kinds.OwnClock = Field(
        default=None,
        description="Local time at which it is made and delivered. Without it: `edition_at`.",
        examples=["18:30"],
    )
    days: kinds.OwnDays = Field(
        default=None,
        description="Days of the week with this edition. Without it: those of `[digest]`.",
        examples=[["mon", "thu"]],
    )
    sources: kinds.Slugs = Field(
        default=[],
        description="Articles of these sources, and of those of `groups`. Without both: of all.",
        examples=[["libyareview"]],
    )
    groups: kinds.Names = Field(
        default=[],
        description="Articles of the sources of these groups.",
        examples=[["Politics"]],
    )
    subjects: kinds.OwnSubjects = Field(
        default=None,
        description="Articles on one of these subjects; `[]` for any. Without it: those of "
        "`[digest]`.",
        examples=[["libya"]],
    )
    languages: kinds.Languages = Field(
        default=[],
        description='Articles written in one of these languages; "pt" takes "pt-BR" too. Without '
        "it: in any.",
        examples=[["ar", "en"]],
    )
    language: kinds.Language = Field(
        default="",
        description="Language of its own words, such as headings; which articles are in it says "
        "`languages`. Without it: that of `[digest]`.",
        examples=["ar"],
    )
    recipients: kinds.OwnMailboxes = Field(
        default=None,
        description="To whom it is mailed; `[]` for nobody. Without it: `to` of `[mail]`.",
        examples=[["you@example.org"]],
    )
    sections: kinds.OwnSections = Field(
        default=None,
        description="What its sections are made by. Without it: as `[digest]` has it.",
        examples=["subject"],
    )
    empty: kinds.OwnEmpty = Field(
        default=None,
        description="A day without news for it: `skip` or `note`. Without it: as `[digest]` has "
        "it.",
        examples=["note"],
    )
    top: kinds.OwnFew = Field(
        default=None,
        description="Top stories at its head. Without it: as `[digest]` has it; 0 to 100.",
        examples=[5],
    )
    section_articles: kinds.OwnCount = Field(
        default=None,
        description="Articles that a section shows. Without it: as `[digest]` has it; 1 to 1000.",
        examples=[20],
    )
    source_articles: kinds.OwnCount = Field(
        default=None,
        description="Articles of one source that a section shows. Without it: as `[digest]` has "
        "it; 1 to 1000.",
        examples=[3],
    )

    @model_validator(mode="after")
    def _has_days(self) -> Self:
        if self.days is not None:
            _refuse_no_days(self.days)
        return self


def _refuse_no_days(days: list[str]) -> None:
    if not days:
        raise ValueError("days: the list is empty; without the key there is an edition every day")
