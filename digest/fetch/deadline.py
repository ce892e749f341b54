"""One deadline for a chain of answers.

No client bounds the whole of an answer: a byte a second keeps each of their time-outs
from firing. Waiting for one's turn at a host is not the server's fault, so the clock
runs only while something is being asked.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from digest.errors import SlowError


class Deadline:
    """The seconds that are left for all hops and tries of one address."""

    def __init__(self, seconds: float) -> None:
        """Start with all of them."""
        self._total_s = seconds
        self._left_s = seconds

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Let the clock run.

        Raises:
            SlowError: no time was left; what ran inside was cancelled.
        """
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(self._left_s):
                yield
        except TimeoutError as error:
            raise SlowError(f"no whole answer within {self._total_s:g} s") from error
        finally:
            self._left_s -= loop.time() - started
