"""The instance lock: one program at a time reads sources into a store."""

import os
import signal
from pathlib import Path

import pytest
from stored import article, keep, other_process, url_of

from digest.errors import LockedError, StoreError
from digest.store import Store

HOLDING = """
import sys
from digest.store import Store
with Store(sys.argv[1]) as store, store.lock():
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_a_second_instance_is_told_which_process_holds_the_store(tmp_path: Path) -> None:
    url = url_of(tmp_path / "digest.db")
    with Store(url) as store, other_process(HOLDING, url) as holder:
        with pytest.raises(LockedError, match=rf"\(process {holder.pid}\)"), store.lock():
            pass
        assert keep(store, article())  # other commands work beside it


def test_the_lock_vanishes_with_its_holder_however_it_ends(tmp_path: Path) -> None:
    url = url_of(tmp_path / "digest.db")
    with Store(url) as store:
        with other_process(HOLDING, url) as holder:
            holder.send_signal(signal.SIGKILL)
            holder.wait()
            with store.lock(), pytest.raises(LockedError, match=str(os.getpid())), store.lock():
                pass
        with store.lock():
            pass


def test_a_crash_under_the_lock_frees_it(tmp_path: Path) -> None:
    with Store(url_of(tmp_path / "digest.db")) as store:
        with pytest.raises(ZeroDivisionError), store.lock():
            raise ZeroDivisionError
        with store.lock():
            pass


def test_a_lock_holds_on_a_full_disk_too(tmp_path: Path) -> None:
    url = url_of(tmp_path / "digest.db")
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))"
    holding = HOLDING.replace("with", f"{full}\nwith", 1)
    with (
        Store(url) as store,
        other_process(holding, url),
        pytest.raises(LockedError, match="process unknown"),
        store.lock(),
    ):
        pass


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with Store(url_of(tmp_path / "digest.db")) as store:
        (tmp_path / "digest.db.lock").mkdir()
        with pytest.raises(StoreError, match=r"digest\.db\.lock: Is a directory"), store.lock():
            pass
