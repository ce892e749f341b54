"""Sketches of texts, by which copies are found that are not exact.

Articles stored before have none; they are still found by their exact text.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column, empty for what was stored before, and the two tables."""
    op.add_column(
        "article",
        sa.Column("sketch", sa.LargeBinary(), nullable=False, server_default=sa.text("''")),
    )
    # SQLite takes '' for text; as a value it is bytes everywhere.
    article = sa.table("article", sa.column("sketch", sa.LargeBinary()))
    op.execute(article.update().values(sketch=b""))
    op.create_table(
        "sketch",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.number"]),
        sa.PrimaryKeyConstraint("hash", "article"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "boilerplate",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("source"),
    )
