"""What a person said are two articles, and what an article counts as in feeds.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("article", sa.Column("counts_as", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE article SET counts_as = coalesce(copy_of, id)")
    op.create_table(
        "apart",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["other"], ["article.id"]),
        sa.PrimaryKeyConstraint("one", "other"),
    )
