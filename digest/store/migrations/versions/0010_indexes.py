"""What is thrown away is found without looking at all that is kept.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the indexes, and let hashes no longer be bound to their articles.

    With each article that is forgotten SQLite would look through all hashes for its own, in
    whose order they are not.
    """
    op.create_index("article_text_dropped", "article", ["text_dropped_at", "first_seen"])
    op.create_index("article_gone", "article", ["gone_at", "first_seen"])
    op.create_index("found_article", "found", ["article"])
    op.create_index("listed_article", "listed", ["article"])
    op.create_table(
        "unbound",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "article"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO unbound SELECT hash, article FROM sketch")
    op.drop_table("sketch")
    op.rename_table("unbound", "sketch")
