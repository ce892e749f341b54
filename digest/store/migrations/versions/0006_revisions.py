"""What articles were before they changed, and how they changed last.

Of articles stored before only the present form is known.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("article", sa.Column("edited", sa.Text(), nullable=False, server_default=""))
    op.add_column("article", sa.Column("changed_at", sa.DateTime(), nullable=True))
    op.create_table(
        "revision",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("edited", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.number"]),
        sa.PrimaryKeyConstraint("article", "revision"),
    )
