"""How each article was come to, what a source usually gives, and the pages that show it.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, empty for what was stored before, and the table of snapshots."""
    _add("source", sa.Column("way_note", sa.Text(), nullable=False, server_default=""))
    _add("source", sa.Column("way_changed_at", sa.DateTime(), nullable=True))
    _add("source", sa.Column("silence", sa.Text(), nullable=False, server_default=""))
    _add("source", sa.Column("silent_since", sa.DateTime(), nullable=True))
    _add("source", sa.Column("silence_noticed_at", sa.DateTime(), nullable=True))
    _add("source", sa.Column("unsure", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add("source", sa.Column("habit_since", sa.DateTime(), nullable=True))
    _add("source", sa.Column("counts", sa.JSON(), nullable=False, server_default="[]"))
    _add("article", sa.Column("provenance", sa.JSON(), nullable=False, server_default="[]"))
    _add("found", sa.Column("at", sa.DateTime(), nullable=True))
    for name in ("way", "way_url", "url", "title"):
        _add("found", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    _add("found", sa.Column("place", sa.Integer(), nullable=True))
    _add("found", sa.Column("points", sa.Float(), nullable=True))
    op.create_table(
        "snapshot",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("source", "kind"),
    )


def _add(table: str, column: sa.Column) -> None:  # type: ignore[type-arg] # of any type
    op.add_column(table, column)
