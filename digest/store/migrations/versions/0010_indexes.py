"""What is thrown away is found without looking at all that is kept.

Revision ID: 0010
"""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("article_text_dropped", "article", ["text_dropped_at", "first_seen"])
    op.create_index("article_gone", "article", ["gone_at", "first_seen"])
    op.create_index("found_article", "found", ["article"])
