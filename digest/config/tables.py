"""The sections of config.toml, and the keys of all but sources: kind, range, default, meaning.

These pydantic models, and those of the other `..._tables`, are the only place that knows the keys;
the reference in docs/ and the proposals of "did you mean" are made from them.
"""

from datetime import timedelta
from typing import Self

from pydantic import Field, model_validator

from digest.config import kinds
from digest.config.delivery_tables import MailTable, SummaryTable
from digest.config.edition_tables import DigestTable
from digest.config.source_tables import DefaultsTable
from digest.config.table import Table


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
    edition_files: kinds.EditionFiles = Field(
        default=["md"],
        description="Files of an edition: Markdown, HTML, plain text. The Markdown, which is "
        "always written, holds all of it.",
        examples=[["md", "html"]],
    )


class FeedsTable(Table):
    """What feeds hold."""

    header = "[feeds]"
    keep: kinds.Duration = Field(
        default=timedelta(days=3),
        description="Articles that came no longer than this before the newest one are in their "
        "feed, however many they are; so a reader that asks once in this time misses none.",
        examples=["3d"],
    )
    max_bytes: kinds.Bytes = Field(
        default=1_000_000,
        description="How large a feed may be. Beyond it the oldest articles lose their text, "
        "then their description, but are never left out; 1 KiB to 1 GiB.",
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
        default=15.0, description="Seconds for one whole answer, redirects included; 1 to 600."
    )
    max_bytes: kinds.Bytes = Field(
        default=10 * 1024 * 1024, description="Largest answer, unpacked; 1 KiB to 1 GiB."
    )
    allow_networks: kinds.Networks = Field(
        default=[],
        description="Private networks that may be read all the same, on all ports or on one.",
        examples=[["10.0.0.0/8", "127.0.0.1:8080", "[::1]:8080"]],
    )
    ports: kinds.Ports = Field(
        default=[],
        description="Ports that may be read besides 80, 443, 8080 and 8443, on public addresses.",
        examples=[[8000, 9443]],
    )
    proxy: kinds.Proxy = Field(
        default="",
        description="The proxy that all public addresses are asked through, after their names "
        "were looked up and checked here; what `allow_networks` names is asked without it. "
        "One with a user and password comes from the environment: `env:DIGEST_PROXY`.",
        examples=["http://proxy.example.org:3128"],
    )


class ServeTable(Table):
    """How `digest serve` and `digest start --serve` give the output folder to feed readers."""

    header = "[serve]"
    listen: kinds.Listen = Field(
        default="127.0.0.1:8000",
        description="Address and port; `0.0.0.0` or `[::]` for all addresses of the machine. One "
        "that other machines reach needs a `token_file`.",
    )
    token_file: kinds.File = Field(
        default="",
        description="A file, readable by you alone, with the token that every address then "
        "begins with: `http://HOST:8000/TOKEN/feed.xml`.",
        examples=["serve-token"],
    )
    hosts: kinds.Hosts = Field(
        default=[],
        description="Further names by which readers reach the server, without a port; other "
        "names are refused.",
        examples=[["news.example.org", "host.docker.internal"]],
    )


class SubjectTable(Table):
    """What articles may be on. Sources and [digest] take `subjects`, a list of their names."""

    header = "[[subject]]"
    name: kinds.Slug = Field(description="Unique among subjects.", examples=["libya"])
    words: kinds.Words = Field(
        description="An article is on the subject when one of them is in its title, summary, "
        "first sentences, section or tags, as a whole word. Case, accents, Arabic vowels and "
        "prefixes do not count; several parts are words in a row.",
        examples=[["Libya", "ليبيا", "oil field"]],
    )
    without: kinds.Words = Field(
        default=[],
        alias="not",
        description="An article that has one of these is not on it.",
        examples=[["Libya, Illinois"]],
    )

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not self.words:
            raise ValueError("words: the list is empty; a subject has one word or more")
        return self


class FeedTable(Table):
    """A feed of what is stored, chosen as a person wants; the keys narrow it down together."""

    header = "[[feed]]"
    name: kinds.Slug = Field(
        description="Unique among feeds; names its files, `feeds/search/NAME.xml` and others.",
        examples=["oil"],
    )
    title: kinds.Line = Field(
        default="", description="What people see. Without it: the name.", examples=["Oil"]
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
    subjects: kinds.SubjectNames = Field(
        default=[],
        description="Articles on one of these subjects. Without it: on anything.",
        examples=[["libya"]],
    )
    language: kinds.Language = Field(
        default="",
        description='Articles in this language; "pt" takes "pt-BR" too. Without it: in any.',
        examples=["ar"],
    )
    stories: kinds.Switch = Field(
        default=False,
        description="One item a story, the first to tell it, with links to the others.",
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
    feeds: FeedsTable = FeedsTable()
    fetch: FetchTable = FetchTable()
    serve: ServeTable = ServeTable()
    mail: MailTable = MailTable()
    summary: SummaryTable = SummaryTable()
    defaults: DefaultsTable = DefaultsTable()
    edition: kinds.Editions = Field(default=[])
    webhook: kinds.Webhooks = Field(default=[])
    subject: kinds.Subjects = Field(default=[])
    feed: kinds.Feeds = Field(default=[])
    source: kinds.Sources = Field(default=[])
