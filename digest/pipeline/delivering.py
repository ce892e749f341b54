"""Hand over what waits in the outbox, and keep what became of it.

What is tried again, and when, is decided here and kept in the store; so neither a killed
program nor a machine that was off loses anything, and no other program hands over at the
same time. A recipient who is refused costs that recipient. Where the settings are wrong,
all that goes the same way waits until they are mended, however long that is.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from digest.errors import ConfigError
from digest.model import Delivery
from digest.store import Outbox, Parcel

_T = TypeVar("_T")

LOG = logging.getLogger(__name__)

WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60))
"""After each attempt that may succeed later; then as long as the last one."""
GIVEN_UP_AFTER = timedelta(hours=24)
"""A parcel is tried no more when it is so old, and all of `WAITS` were waited for."""
PATIENCE = timedelta(minutes=1)
"""What failures in a row may cost before the others of a channel wait too."""

Carrier = Callable[[Parcel, bytes], Awaitable[Delivery]]
"""Hands over the bytes of one parcel; what goes wrong is told by what it returns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flushed:
    """What became of the parcels that were due."""

    parcels: tuple[Parcel, ...] = ()
    """As they are afterwards, in the order in which they came."""
    stopped: tuple[str, ...] = ()
    """Why nothing can be handed over on a channel: "mail: 535 wrong password"."""

    @property
    def sent(self) -> tuple[Parcel, ...]:
        """Those that are handed over."""
        return tuple(one for one in self.parcels if one.state == "sent")

    @property
    def waiting(self) -> tuple[Parcel, ...]:
        """Those that are tried again."""
        return tuple(one for one in self.parcels if one.state in ("waiting", "sending"))

    @property
    def failed(self) -> tuple[Parcel, ...]:
        """Those that were refused for good, or given up."""
        return tuple(one for one in self.parcels if one.state == "failed")


async def flush(
    outbox: Outbox,
    carriers: Mapping[str, Carrier],
    *,
    clock: Callable[[], datetime],
    eager: bool = False,
) -> Flushed:
    """Hand over the parcels that are due, each by the carrier of its channel.

    Args:
        outbox: where they are, and where it is kept what became of them.
        carriers: by channel; what goes by another one waits.
        clock: the present, aware.
        eager: take also what is to wait longer, since a person asks for it.

    Raises:
        LockedError: another process is doing it.
        StoreError: the store cannot be read or written.
    """
    tried: set[int] = set()
    stopped: dict[str, None] = {}
    with outbox.delivering():
        # Until nothing new is there: whoever queued something meanwhile was sent away.
        while due := _untried(outbox, tried, now=clock(), eager=eager):
            tried |= {one.number for one in due}
            for channel in dict.fromkeys(one.channel for one in due):
                parcels = [one for one in due if one.channel == channel]
                carrier = carriers.get(channel, _nobody)
                if reason := await _flush_channel(outbox, carrier, parcels, clock):
                    LOG.error("stopped channel=%s reason=%s", channel, reason)
                    stopped[f"{channel}: {reason}"] = None
        left = outbox.numbered(tried)
    return Flushed(parcels=left, stopped=tuple(stopped))


def _untried(outbox: Outbox, tried: Collection[int], *, now: datetime, eager: bool) -> list[Parcel]:
    due = outbox.due(now, latest=now if eager else now + WAITS[-1])
    return [one for one in due if one.number not in tried]


async def aside(call: Callable[[], _T]) -> _T:
    """Return what a call gives that takes its time, made in a thread of its own.

    A program that is told to stop does not wait for it: what it was handing over is handed
    over again by the next one.
    """
    done: Future[_T] = Future()
    done.set_running_or_notify_cancel()

    def work() -> None:
        try:
            given = call()
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            done.set_exception(error)
        else:
            done.set_result(given)

    threading.Thread(target=work, daemon=True).start()
    return await asyncio.wrap_future(done)


async def _flush_channel(
    outbox: Outbox, carrier: Carrier, parcels: Sequence[Parcel], clock: Callable[[], datetime]
) -> str:
    """Hand over parcels one after the other; return why nothing can be, "" where it can."""
    last_good = clock()
    for place, parcel in enumerate(parcels, start=1):
        body = outbox.sending(parcel.number)
        if body is None:
            continue
        delivery = await _handed_over(carrier, parcel, body)
        now = clock()
        delivery, next_at = _judged(parcel, delivery, now)
        outbox.result(parcel.number, delivery, now=now, next_at=next_at)
        _tell(parcel, delivery, next_at)
        if delivery.result in ("sent", "refused"):
            last_good = now
        elif delivery.result == "stopped" or now - last_good > PATIENCE:
            rest = [one.number for one in parcels[place:]]
            outbox.put_off(rest, until=next_at or now + WAITS[0], said=delivery.said)
            return delivery.said if delivery.result == "stopped" else ""
    return ""


async def _handed_over(carrier: Carrier, parcel: Parcel, body: bytes) -> Delivery:
    try:
        return await carrier(parcel, body)
    except ConfigError as error:
        return Delivery(result="stopped", said=str(error))
    except Exception as error:  # a bug costs one parcel; rule 9 of the design
        LOG.exception("crashed parcel=%d", parcel.number)
        return Delivery(result="later", said=f"crashed: {error!r}")


async def _nobody(parcel: Parcel, _body: bytes) -> Delivery:
    said = f"config.toml does not say how a {parcel.channel} is sent any more"
    return Delivery(result="stopped", said=f"{said}; set it, or: digest outbox drop")


def _judged(parcel: Parcel, delivery: Delivery, now: datetime) -> tuple[Delivery, datetime | None]:
    """Return what is kept of an attempt, and when the next one is; None for never."""
    if delivery.result in ("sent", "refused"):
        return delivery, None
    all_waited = parcel.attempts >= len(WAITS)
    if delivery.result == "later" and all_waited and now - parcel.queued_at >= GIVEN_UP_AFTER:
        return replace(delivery, said=f"given up after a day: {delivery.said}"), None
    return delivery, now + WAITS[min(parcel.attempts, len(WAITS) - 1)]


def _tell(parcel: Parcel, delivery: Delivery, next_at: datetime | None) -> None:
    fault = delivery.result != "sent"
    LOG.log(
        logging.WARNING if fault else logging.INFO,
        "%s edition=%s channel=%s to=%s attempt=%d said=%s%s",
        "delayed" if next_at else "failed" if fault else "sent",
        f"{parcel.series}/{parcel.day}" if parcel.series else parcel.day,
        parcel.channel,
        parcel.recipient,
        parcel.attempts + 1,
        delivery.said,
        f" next={next_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if next_at else "",
    )
