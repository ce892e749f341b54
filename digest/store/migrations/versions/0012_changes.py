"""Changes of articles are counted, and what is made of them for files is kept.

Revision ID: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns and the table; each article stored until now changed once, in order."""
    op.add_column(
        "article", sa.Column("enclosures", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column(
        "article", sa.Column("change", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.execute("UPDATE article SET change = number")
    op.create_index("article_change", "article", ["change", "number"])
    op.create_table(
        "rendered",
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article", "form"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "file",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("modified_ns", sa.BigInteger(), nullable=False),
        sa.Column("overfull", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )
