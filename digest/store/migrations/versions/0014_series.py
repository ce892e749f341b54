"""Editions belong to series, and each has a mark of the changes that it tells, too.

Revision ID: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the editions until now those of the series without a name."""
    op.add_column("article", sa.Column("revised", sa.BigInteger(), nullable=True))
    op.create_index("article_revised", "article", ["revised"])
    op.rename_table("edition", "edition_before")
    op.create_table(
        "edition",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("changed_after", sa.BigInteger(), nullable=False),
        sa.Column("changed_last", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("series", "day"),
    )
    op.execute(
        "INSERT INTO edition (series, day, after, last, changed_after, changed_last, closed_at) "
        "SELECT '', day, after, last, 0, CASE WHEN last IS NULL THEN NULL ELSE 0 END, closed_at "
        "FROM edition_before"
    )
    op.drop_table("edition_before")
