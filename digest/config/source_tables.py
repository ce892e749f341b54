"""The keys of a source: [[source]], [defaults], and their parts for listings and articles."""

from typing import Any, Self

from pydantic import Field, model_validator

from digest.config import kinds
from digest.config.table import Table
from digest.model import Source

_SOURCE = Source(name="", url="")  # what model.Source says is the default is it here


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


_SECRETS = ("cookies", "basic", "headers")
_IN_THE_FILE = frozenset({*_SECRETS, "cookie", "password", "token", "authorization"})
"""What people may write here, with the secret itself."""


class AccessTable(Table):
    """What a site is shown of you where you have a subscription, or a login.

    It is sent to the site of the source only: to its domain and what is below that, over https
    unless `url` itself is http, and never to where a redirect leads off it. The secrets are in
    files that only you can read, or in the environment, and are looked up at each reading.
    """

    header = "[source.access]"
    cookies_file: kinds.SecretFile = Field(
        default="",
        description="A file, readable by you alone, with the cookies of your browser: the header "
        "`name=value; other=value`, or a `cookies.txt`.",
        examples=["example-cookies"],
    )
    cookies_env: kinds.Variable = Field(
        default="",
        description="The environment variable that holds them, in place of a file.",
        examples=["DIGEST_EXAMPLE_COOKIES"],
    )
    basic_file: kinds.SecretFile = Field(
        default="",
        description="Likewise, for a site that asks for a name and a password before it shows "
        "anything (basic authentication): `name:password`.",
        examples=["example-login"],
    )
    basic_env: kinds.Variable = Field(
        default="",
        description="The environment variable that holds it, in place of a file.",
        examples=["DIGEST_EXAMPLE_LOGIN"],
    )
    headers_file: kinds.SecretFile = Field(
        default="",
        description="Likewise, further headers, such as those with a key: `Name: value`, one a "
        "line.",
        examples=["example-headers"],
    )
    headers_env: kinds.Variable = Field(
        default="",
        description="The environment variable that holds them, in place of a file.",
        examples=["DIGEST_EXAMPLE_HEADERS"],
    )

    @model_validator(mode="before")
    @classmethod
    def _holds_no_secret(cls, table: Any) -> Any:
        for key in table if isinstance(table, dict) else ():
            if str(key).lower() in _IN_THE_FILE:
                raise ValueError(
                    f"{key}: no secret stands here; put it into a file that only you can read, "
                    "and name that in cookies_file, basic_file or headers_file"
                )
        return table

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for name in _SECRETS:
            if getattr(self, f"{name}_file") and getattr(self, f"{name}_env"):
                raise ValueError(f"{name}_file and {name}_env: one of them holds the secret")
        return self


class DefaultsTable(Table):
    """Keys of every source that does not say otherwise.

    Any key of a source but `name`, `url`, `title`, `formerly` and its section `access`.
    """

    header = "[defaults]"
    every: kinds.Pace = Field(
        default=_SOURCE.every,
        description="How often it is read by `digest start` and `digest run --due`; `auto` "
        "for as often as suits how often it has news. Not while its server says that nothing "
        "changes, for up to `every_max`.",
        examples=["30m"],
    )
    every_min: kinds.Duration = Field(
        default=_SOURCE.every_min,
        description='The shortest interval of `every = "auto"`.',
        examples=["15m"],
    )
    every_max: kinds.Duration = Field(
        default=_SOURCE.every_max,
        description='The longest interval of `every = "auto"`, and the longest that '
        "`Cache-Control` and `Expires` put a reading off.",
        examples=["1d"],
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
    subjects: kinds.SubjectNames = Field(
        default=[],
        description="When given, only articles on one of these subjects are kept.",
        examples=[["libya"]],
    )
    reread: kinds.Durations = Field(
        default=None,  # type: ignore[arg-type] # stands for "not given", which no file can say
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
    render: kinds.Switch = Field(
        default=_SOURCE.render,
        description="`true` reads its pages in a browser, for sites whose text only scripts "
        "bring. It needs the extra `browser` and Chromium, and takes seconds a page.",
    )
    tls: kinds.Tls = Field(
        default=_SOURCE.tls,
        description="`unchecked` reads a site whose certificate does not hold (expired, of "
        "another name, without its authority). Anyone on the way can then change what is read; "
        "no password is sent to it.",
    )
    listing: ListingTable = ListingTable()
    article: ArticleTable = ArticleTable()

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.every_min > self.every_max:
            raise ValueError("every_min is longer than every_max")
        return self

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
    access: AccessTable = AccessTable()

    @model_validator(mode="after")
    def _secrets_to_the_right_one(self) -> Self:
        if self.tls == "unchecked" and self.access != AccessTable():
            raise ValueError(
                "tls: nobody can tell whom the secrets of access would go to; check the certificate"
            )
        return self
