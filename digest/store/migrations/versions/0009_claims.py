"""Keys that articles only claim, those that two of them claim, and parameters that are noise.

All keys stored before count as addresses that led to their articles.

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column, false for what was stored before, and the two tables."""
    op.add_column(
        "alias", sa.Column("claimed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "contested",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "noise",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("host"),
    )
