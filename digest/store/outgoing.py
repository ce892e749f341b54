"""The tables of what leaves the machine, as they are after the newest migration.

Apart from `schema`, and in the same metadata: the letters that editions became when they
closed, and for each recipient the bytes that were or will be handed over.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from digest.store.instant import Instant
from digest.store.schema import metadata

edition = Table(
    "edition",
    metadata,
    Column("series", Text, primary_key=True),  # its name; "" for that of [digest]
    Column("day", Date, primary_key=True),
    Column("after", Integer, nullable=False),  # holds the articles numbered above this
    Column("last", Integer),  # and up to this, once it is closed
    Column("changed_after", BigInteger, nullable=False),  # likewise the changes that it tells
    Column("changed_last", BigInteger),
    Column("closed_at", Instant),
)

letter = Table(
    "letter",  # an edition in the forms in which it is kept and sent, frozen when it closed
    metadata,
    Column("series", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("title", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("news", Boolean, nullable=False),
    Column("markdown", LargeBinary, nullable=False),  # zlib, and so the next two
    Column("html", LargeBinary, nullable=False),
    Column("text", LargeBinary, nullable=False),
)

outbox = Table(
    "outbox",  # a letter on its way to one recipient
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("series", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("channel", Text, nullable=False),  # mail or webhook
    Column("recipient", Text, nullable=False),  # an address, or a webhook's name
    Column("again", Integer, nullable=False, default=0),  # the how manieth further copy
    Column("message_id", Text, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),  # empty once nothing will send it any more
    Column("state", Text, nullable=False),  # waiting, sending, sent, failed or dropped
    Column("attempts", Integer, nullable=False, default=0),
    Column("queued_at", Instant, nullable=False),  # or asked for once more by a person
    Column("next_at", Instant),  # when it is tried next; None once that is over
    Column("sent_at", Instant),
    Column("said", Text, nullable=False, default=""),  # the last answer, for people
    UniqueConstraint("series", "day", "channel", "recipient", "again"),
    # The message that one number names is never another.
    sqlite_autoincrement=True,
)
Index("outbox_state", outbox.c.state, outbox.c.next_at)
