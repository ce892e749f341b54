"""The keys of addresses in form 2: more is folded, and wrapped addresses lead on.

Revision ID: 0003
"""

from alembic import op

from digest.store.rekeying import rekey

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Write all keys anew; articles and their ids stay as they are."""
    rekey(op.get_bind())
