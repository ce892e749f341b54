"""The tables of what is remembered of hosts; the others stand in `schema`."""

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from digest.store.instant import Instant
from digest.store.schema import metadata

host = Table(
    "host",  # how a host that failed is left alone; none for those that are well
    metadata,
    Column("origin", Text, primary_key=True),
    Column("failures", Integer, nullable=False),  # requests in a row
    Column("until", Instant),
    Column("status", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

robots = Table(
    "robots",  # what makes the next request for a robots.txt conditional, or needless
    metadata,
    Column("origin", Text, primary_key=True),
    Column("url", Text, nullable=False),  # after redirects
    Column("body", LargeBinary, nullable=False),  # gzip
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
)
