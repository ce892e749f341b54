"""Every section and key of config.toml: its kind, range, default and meaning.

These pydantic models are the only place that knows the keys; the reference in docs/ and
the proposals of "did you mean" are made from them. Unknown keys are refused, and no
kind stands for another ("5" is no number): what was not meant should not pass.
"""

from datetime import time, timedelta
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from digest.config import kinds
from digest.model import Source

_SOURCE = Source(name="", url="")  # what model.Source says is the default is it here


class Table(BaseModel):
    """A section of config.toml."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    header: ClassVar[str]
    """As it stands in the file."""


class DigestTable(Table):
    """The digest as a whole."""

    header = "[digest]"
    title: kinds.Title = Field(
        default="Digest", description="Title of the feed and of the editions."
    )
    timezone: kinds.Zone = Field(
        default="UTC", description="Time zone of the edition's day and of the times in it."
    )
    edition_at: kinds.Clock = Field(
        default=time(7), description="Local time at which `digest start` makes the day's edition."
    )
    language: kinds.Language = Field(
        default="en", description="Language that the edition is marked with."
    )
    first: kinds.First = Field(
        default="day",
        description="What an edition takes of a source that is read for the first time: "
        "articles of the last 24 hours (`day`), or everything (`all`). The feeds hold "
        "everything in either case.",
    )


class StoreTable(Table):
    """Where articles are kept."""

    header = "[store]"
    url: kinds.StoreUrl = Field(
        default="sqlite:///digest.db",
        description="A SQLite file or a PostgreSQL database. An address with a password comes "
        "from the environment: `env:DIGEST_STORE`.",
    )
    keep_text: kinds.Keeping = Field(
        default=timedelta(days=90),
        description="How long the text of an article is kept once no list and no feed holds it.",
        examples=["90d"],
    )
    keep_articles: kinds.Keeping = Field(
        default=timedelta(days=730),
        description="How long title, date and all else is kept, likewise; what stays then is "
        "what the article is known again by.",
        examples=["2y"],
    )
    keep_ids: kinds.Keeping = Field(
        default=None,
        description="How long an article is known again after all else went. Without it: "
        '`"forever"`, since what is forgotten comes a second time.',
        examples=["forever"],
    )
    max_revisions: kinds.Few = Field(
        default=5,
        description="What an article was before its last changes, for `digest diff`: so many "
        "forms of it are kept; 0 to 100.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        kept = [one or timedelta.max for one in (self.keep_text, self.keep_articles, self.keep_ids)]
        if kept != sorted(kept):
            raise ValueError(
                "keep_text, keep_articles and keep_ids: each lasts as long as the one before"
            )
        return self


class OutputTable(Table):
    """Where feeds and editions are written."""

    header = "[output]"
    folder: kinds.Folder = Field(default="output", description="Made when it is missing.")
    base_url: kinds.BaseUrl = Field(
        default="",
        description="Where the folder is served, if it is: the feeds then name their own address.",
        examples=["https://example.org/news/"],
    )


class FetchTable(Table):
    """How sites are read."""

    header = "[fetch]"
    user_agent: kinds.Header = Field(
        default="",
        description="The whole User-Agent header. Without it: `digest/VERSION (+CONTACT)`.",
        examples=["mydigest/1 (+https://example.org/bot)"],
    )
    contact: kinds.Contact = Field(
        default="",
        description="How the people of a site reach you; named in the User-Agent.",
        examples=["mailto:you@example.org"],
    )
    delay: kinds.Seconds = Field(
        default=1.0, description="Seconds between two requests to one host; 0 to 3600."
    )
    timeout: kinds.Limit = Field(
        default=30.0, description="Seconds for one whole answer, redirects included; 1 to 600."
    )
    max_bytes: kinds.Bytes = Field(
        default=10 * 1024 * 1024, description="Largest answer, unpacked; 1 KiB to 1 GiB."
    )
    allow_networks: kinds.Networks = Field(
        default=[],
        description="Private networks that may be read all the same, on all ports or on one.",
        examples=[["10.0.0.0/8", "127.0.0.1:8080", "[::1]:8080"]],
    )


class ListingTable(Table):
    """Selectors for the page that lists the articles, where the automatic way fails."""

    header = "[source.listing]"
    item: kinds.Selector = Field(
        default="",
        description="One element per article. The other three keys need it.",
        examples=["main .teaser"],
    )
    link: kinds.Selector = Field(
        default="",
        description="Inside an item: the element whose `href` is the article. "
        "Without it: the first link.",
        examples=["h3 a"],
    )
    title: kinds.Selector = Field(
        default="",
        description="Inside an item: its title. Without it: the text of the link.",
        examples=["h3"],
    )
    date: kinds.Selector = Field(
        default="",
        description="Inside an item: an element with a `datetime` attribute, or a date as text.",
        examples=["time"],
    )

    @model_validator(mode="after")
    def _needs_item(self) -> Self:
        if not self.item and (self.link or self.title or self.date):
            raise ValueError("link, title and date are looked for inside an item; add item")
        return self


class ArticleTable(Table):
    """Selectors for the page of an article, where the automatic way fails."""

    header = "[source.article]"
    title: kinds.Selector = Field(
        default="", description="The article's title.", examples=["h1.headline"]
    )
    body: kinds.Selector = Field(
        default="", description="The element that holds the text.", examples=["div.story"]
    )
    date: kinds.Selector = Field(
        default="",
        description="An element with a `datetime` attribute, or a date as text.",
        examples=["p.published"],
    )
    remove: kinds.Selector = Field(
        default="",
        description="Taken out of the page before its text is looked for.",
        examples=[".newsletter, .related"],
    )


class DefaultsTable(Table):
    """Keys of every source that does not say otherwise.

    Any key of a source but `name`, `url`, `title` and `formerly`.
    """

    header = "[defaults]"
    every: kinds.Duration = Field(
        default=_SOURCE.every,
        description="How often it is read by `digest start` and `digest run --due`.",
        examples=["30m"],
    )
    cron: kinds.Cron = Field(
        default="",
        description="When it is read, as five fields of a crontab; instead of `every`.",
        examples=["0 6 * * mon-fri"],
    )
    group: kinds.Line = Field(
        default="",
        description="Section of the edition, and a feed of its own.",
        examples=["Politics"],
    )
    language: kinds.Language = Field(
        default="",
        description="Language of the articles where their pages do not say.",
        examples=["ar"],
    )
    timezone: kinds.Zone = Field(
        default="",
        description="Time zone of dates without an offset. Without it: that of [digest].",
        examples=["Africa/Tripoli"],
    )
    max_articles: kinds.Count = Field(
        default=_SOURCE.max_articles, description="Links looked at in one reading; 1 to 1000."
    )
    max_pages: kinds.Pages = Field(
        default=_SOURCE.max_pages,
        description="Pages of the listing, from one to the next; 1 to 100.",
    )
    max_age: kinds.Age = Field(
        default=_SOURCE.max_age,
        description="Articles dated longer ago are not kept. Without it: all are.",
        examples=["30d"],
    )
    weight: kinds.Weight = Field(
        default=_SOURCE.weight, description="What counts more comes first in an edition; 0 to 1000."
    )
    enabled: kinds.Switch = Field(
        default=_SOURCE.enabled,
        description="`false` stops reading and alarms; what was stored stays.",
    )
    include: kinds.Expressions = Field(
        default=[],
        description="When given, an article's title or address must match one of them.",
        examples=[["(?i)libya", "/politics/"]],
    )
    exclude: kinds.Expressions = Field(
        default=[],
        description="Neither title nor address may match one of them.",
        examples=[["/video/", "^Live:"]],
    )
    reread: kinds.Durations = Field(
        default=None,  # type: ignore[arg-type]  # not given; no value of the file is None
        description="How long after it was first seen an article that is still listed is "
        "fetched again, to find corrections; `[]` for never. Without it: after 1 and 24 hours, "
        "and never where a source writes over 50 articles a day.",
        examples=[["1h", "1d"]],
    )
    updates: kinds.Updates = Field(
        default=_SOURCE.updates,
        description="Whether feeds tell that an article changed materially (`bump`), so that "
        "readers may show it again, or only hold its new text (`silent`).",
    )
    listing: ListingTable = ListingTable()
    article: ArticleTable = ArticleTable()

    @model_validator(mode="after")
    def _one_timetable(self) -> Self:
        if {"every", "cron"} <= self.model_fields_set:
            raise ValueError("every and cron are both given; keep one")
        return self


class SourceTable(DefaultsTable):
    """One followed section of a site. Every key of [defaults], and these."""

    header = "[[source]]"
    name: kinds.Slug = Field(
        description="Unique, also among the former names of others; names the feed's file.",
        examples=["libyareview"],
    )
    url: kinds.Address = Field(
        description="The page that lists the articles, or a feed.",
        examples=["https://libyareview.com/"],
    )
    title: kinds.Line = Field(
        default="", description="What people see. Without it: the name.", examples=["Libya Review"]
    )
    formerly: kinds.Slugs = Field(
        default=[],
        description="Former names; articles and the old feed's file stay with the source.",
        examples=[["libya-review"]],
    )


class TopTable(Table):
    """Keys that belong to no section."""

    header = ""
    files: kinds.Patterns = Field(
        default=[],
        description="Further files, which hold [[source]] tables only.",
        examples=[["sources/*.toml"]],
    )
    digest: DigestTable = DigestTable()
    store: StoreTable = StoreTable()
    output: OutputTable = OutputTable()
    fetch: FetchTable = FetchTable()
    defaults: DefaultsTable = DefaultsTable()
    source: kinds.Sources = []
