"""Hashes are bound to no article, and what lists show is found by its article.

With each article that is forgotten SQLite would look through all hashes for its own, in
whose order they are not.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Write the hashes anew, as SQLite takes no key from a table, and add the index."""
    op.create_table(
        "unbound",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "article"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO unbound SELECT hash, article FROM sketch")
    op.drop_table("sketch")
    op.rename_table("unbound", "sketch")
    op.create_index("listed_article", "listed", ["article"])
