"""Parts of tests that coverage does not watch: it doubles what they take.

They run over and over what other tests count, or kill a process before it could tell what
it ran.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from coverage import Coverage

_HANDED_ON = "COVERAGE_PROCESS_CONFIG"
"""By which the processes that a test starts learn that they are watched."""


@contextmanager
def uncounted() -> Iterator[None]:
    """Count nothing in this process meanwhile, nor ever in those that begin meanwhile."""
    watching, handed_on = Coverage.current(), os.environ.pop(_HANDED_ON, None)
    if watching:
        watching.stop()
    try:
        yield
    finally:
        if watching:
            watching.start()
        if handed_on is not None:
            os.environ[_HANDED_ON] = handed_on
