"""The tables, as they are after the newest migration.

Instants are in UTC; the offset that a page gave stands beside, in minutes. A change here
needs a migration in `migrations/versions`; a test compares the two.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from digest.store.instant import Instant

metadata = MetaData()

source = Table(
    "source",
    metadata,
    Column("name", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("rules", Text, nullable=False),  # a hash of what decides which links it gives
    Column("added_at", Instant, nullable=False),
    Column("first_read_at", Instant),  # end of the first reading that succeeded
    Column("last_read_at", Instant),
    Column("last_success_at", Instant),
    Column("due_at", Instant),
    Column("held_until", Instant),  # the server asked to be left alone
    Column("fresh_until", Instant),  # the server said that the list stays as it is
    Column("interval_s", Integer),  # of `every = "auto"`, as it came to be
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("failing_since", Instant),
    Column("reason", Text, nullable=False, default=""),
    # feed, structured, posts, sitemap or listing
    Column("way", Text, nullable=False, default=""),
    Column("way_url", Text, nullable=False, default=""),
    Column("way_note", Text, nullable=False, default=""),  # why it is another than before
    Column("way_changed_at", Instant),
    Column("unsure", Boolean, nullable=False, default=False),  # the ways are to be compared again
    Column("silence", Text, nullable=False, default=""),  # that it brings nothing, and since when
    Column("silent_since", Instant),
    Column("silence_noticed_at", Instant),
    Column("habit_since", Instant),  # what was seen before is no measure any more
    Column("counts", JSON, nullable=False, default=list),  # links of the last readings
    Column("links", Integer, nullable=False, default=0),  # of the last success
    Column("unmatched", Text, nullable=False, default=""),  # selectors, between spaces
    Column("removed_at", Instant),  # since when config.toml lacks it
    Column("removal_told", Boolean, nullable=False, default=False),
)

article = Table(
    "article",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("addresses", JSON, nullable=False),
    Column("title", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("published_at", Instant),
    Column("published_offset", Integer),  # minutes east of UTC
    Column("published_from", Text),
    Column("published_day_only", Boolean),
    Column("modified_at", Instant),
    Column("authors", JSON, nullable=False),
    Column("section", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("image", JSON),
    Column("enclosures", JSON, nullable=False, default=list),
    Column("language", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("partial", Text, nullable=False),
    Column("paywalled", Boolean, nullable=False, default=False),
    Column("provenance", JSON, nullable=False, default=list),  # pairs of field and source
    Column("fingerprint", Text, nullable=False),
    Column("sketch", LargeBinary, nullable=False, default=b""),  # four bytes a hash; see identity
    Column("first_seen", Instant, nullable=False),
    Column("updated", Instant, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("edited", Text, nullable=False, default=""),  # how it last changed; see identity.edits
    Column("changed_at", Instant),  # when it last changed; None for never
    Column("copy_of", Text, ForeignKey("article.id")),
    # The leader that it came with, or its own id; stays so when groups are joined, see groups.
    Column("counts_as", Text, nullable=False),
    Column("eligible", Boolean, nullable=False),  # for editions
    Column("reread_at", Instant),  # when it is fetched again while it is listed
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("text_dropped_at", Instant),  # see `upkeep`
    Column("gone_at", Instant),  # since when only what it is known again by is left
    Column("change", BigInteger, nullable=False),  # of all articles the how manieth; see changes
    Column("revised", BigInteger),  # the last change that readers are told of; None for none
    # A number is never given twice, not even after the newest article is deleted.
    sqlite_autoincrement=True,
)
Index("article_source", article.c.source, article.c.number)
Index("article_fingerprint", article.c.fingerprint)
Index("article_copy_of", article.c.copy_of)
Index("article_first_seen", article.c.first_seen)
Index("article_text_dropped", article.c.text_dropped_at, article.c.first_seen)
Index("article_gone", article.c.gone_at, article.c.first_seen)
Index("article_change", article.c.change, article.c.number)
Index("article_revised", article.c.revised)

file = Table(
    "file",  # what was last written into the output folder, and of what
    metadata,
    Column("path", Text, primary_key=True),
    Column("stamp", Text, nullable=False),  # a hash of all that it follows from
    Column("size", BigInteger, nullable=False),
    Column("modified_ns", BigInteger, nullable=False),
    Column("overfull", Boolean, nullable=False),  # its titles alone are more than it may hold
)

rendered = Table(
    "rendered",  # what was made of an article for a file, as it was at a change
    metadata,
    Column("article", Integer, primary_key=True, autoincrement=False),
    Column("form", Text, primary_key=True),
    Column("change", BigInteger, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
Index("article_reread", article.c.source, article.c.reread_at)

alias = Table(
    "alias",
    metadata,
    Column("key", Text, primary_key=True),
    Column("article", Text, ForeignKey("article.id"), nullable=False),
    # The article was never come to by it: its page or its feed only calls it so.
    Column("claimed", Boolean, nullable=False, default=False),
)
Index("alias_article", alias.c.article)

apart = Table(
    "apart",  # what a person said are two: a key or an article, and another article
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, ForeignKey("article.id"), primary_key=True),
)

revision = Table(
    "revision",  # what an article was before its last changes
    metadata,
    Column("article", Integer, ForeignKey("article.number"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("at", Instant, nullable=False),  # since when it was so
    Column("edited", Text, nullable=False),  # how it came to be so
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
)

contested = Table(
    "contested",  # keys that two articles of other text claimed, so that they lead to neither
    metadata,
    Column("key", Text, primary_key=True),
    Column("article", Text, nullable=False),
    Column("other", Text, nullable=False),
)

noise = Table(
    "noise",  # parameters that never change a host's texts, those that do, those watched; JSON
    metadata,
    Column("host", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

sketch = Table(
    "sketch",  # the lowest hashes of an article's text, which lead to those that share some
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    # Bound to none: SQLite would look through all of them for each article that is forgotten.
    Column("article", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

boilerplate = Table(
    "boilerplate",  # hashes of what a source repeats on distinct days, four bytes each
    metadata,
    Column("source", Text, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
)

story = Table(
    "story",  # which story an article tells; none for copies
    metadata,
    Column("article", Text, ForeignKey("article.id"), primary_key=True),
    Column("story", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("at", Instant, nullable=False),  # when it was published, or first seen
    Column("centrality", Float, nullable=False),
)
Index("story_story", story.c.story)
Index("story_at", story.c.language, story.c.at)

vocabulary = Table(
    "vocabulary",  # in how many articles of a language a word stands; "" counts the articles
    metadata,
    Column("language", Text, primary_key=True),
    Column("word", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
)

found = Table(
    "found",  # which sources brought an article, and how each came to it first
    metadata,
    Column("source", Text, primary_key=True),
    Column("article", Text, ForeignKey("article.id"), primary_key=True),
    Column("at", Instant),
    Column("way", Text, nullable=False, default=""),
    Column("way_url", Text, nullable=False, default=""),
    Column("url", Text, nullable=False, default=""),  # of the link, as it was listed
    Column("title", Text, nullable=False, default=""),  # likewise
    Column("place", Integer),  # among the links, from 1
    Column("points", Float),  # of scoring, where the link was scored
)
Index("found_article", found.c.article)

listed = Table(
    "listed",  # what a source's listing showed when it was last read
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("article", Text, ForeignKey("article.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("published_at", Instant),
)
Index("listed_article", listed.c.article)

dropped = Table(
    "dropped",  # links that gave no article, so that they are not asked at each reading
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

validator = Table(
    "validator",  # what makes a source's next request for a listing, feed or sitemap conditional
    metadata,
    Column("source", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("final", Text, nullable=False),  # where permanent redirects lead, "" for none
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
)

furniture = Table(
    "furniture",  # what a source's site repeats over its articles; see `memory`
    metadata,
    Column("source", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

snapshot = Table(
    "snapshot",  # the page that a source was last read from well, and the first that failed
    metadata,
    Column("source", Text, primary_key=True),
    Column("kind", Text, primary_key=True),  # good or failing
    Column("url", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("fetched_at", Instant, nullable=False),
    Column("body", LargeBinary, nullable=False),  # gzip
)

upkeep = Table(
    "upkeep",  # how large the store was when old things were last thrown away, by the day
    metadata,
    Column("day", Date, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("bytes", BigInteger, nullable=False),
)

notice = Table(
    "notice",  # what is told once, while it lasts
    metadata,
    Column("what", Text, primary_key=True),
    Column("since", Instant, nullable=False),
)
