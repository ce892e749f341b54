"""What a person said are two articles, and copies that stay in the feeds they were in.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column(
        "article", sa.Column("shown", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "apart",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["other"], ["article.id"]),
        sa.PrimaryKeyConstraint("one", "other"),
    )
