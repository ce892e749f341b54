"""The instance lock: one program at a time reads sources into a store.

A lock on a file beside the database, which the system drops when its holder dies,
however it dies; so there is no stale lock. Its text names the holder.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from digest.errors import LockedError, StoreError


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` while the block runs.

    Raises:
        LockedError: another process holds it; the message names its number.
        StoreError: the file cannot be made or locked.
    """
    with ExitStack() as stack:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            stack.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 32).decode(errors="replace").strip() or "unknown"
            raise LockedError(
                f"{path}: held by another digest (process {holder}); wait for it, or stop it"
            ) from error
        except OSError as error:
            raise StoreError(
                f"{path}: {error.strerror}; does its folder exist, and may you write there?"
            ) from error
        with suppress(OSError):  # on a full disk it is held all the same, without its text
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
