"""What was left of old articles, and how large the store was by the day.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("article", sa.Column("text_dropped_at", sa.DateTime(), nullable=True))
    op.add_column("article", sa.Column("gone_at", sa.DateTime(), nullable=True))
    op.create_index("article_first_seen", "article", ["first_seen"])
    op.create_table(
        "upkeep",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "notice",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("what"),
    )
