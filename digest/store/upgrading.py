"""Bringing the tables of an older program to the newest form, by the migrations."""

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from digest.errors import StoreError
from digest.store.forms import MIGRATIONS


def upgrade(connection: Connection, url: str) -> None:
    """Run the migrations that the store at `url` lacks, in the connection's transaction.

    Raises:
        StoreError: it was written by a newer version of the program.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"{url}: {error}; it was written by a newer digest: upgrade the program"
        ) from error
