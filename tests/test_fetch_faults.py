"""What the library's failures mean, where a real server cannot be made to fail so."""

import errno
import ssl

import httpcore
import pytest

from digest.errors import BrokenError, FetchError, SlowError, UnreachableError
from digest.fetch.faults import cut_off, not_answered, tls_reason


def caused(outer: BaseException, *inner: BaseException) -> BaseException:
    """Return an error as httpcore raises it: with what caused it hidden by `from None`."""
    error = outer
    for cause in inner:
        error.__context__ = cause
        error = cause
    return outer


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (httpcore.ConnectTimeout(), UnreachableError, "no connection in time"),
        (httpcore.ConnectError(), UnreachableError, "no connection"),
        (
            caused(httpcore.ConnectError(), OSError(), OSError(errno.EHOSTUNREACH, "x")),
            UnreachableError,
            "no route to the host",
        ),
        (httpcore.ReadTimeout(), SlowError, "no answer in time"),
        (httpcore.WriteError(), UnreachableError, "connection closed before an answer"),
        (
            caused(httpcore.ConnectTimeout(), ssl.SSLWantReadError(2, "x")),
            UnreachableError,
            "no connection in time",
        ),
        (
            caused(httpcore.ConnectError(), ssl.SSLWantReadError(2, "x")),
            UnreachableError,
            "no connection",
        ),
        (
            caused(httpcore.ConnectError(), ssl.SSLError(1, "x")),
            BrokenError,
            "TLS: handshake failed",
        ),
    ],
)
def test_failure_before_the_answer(
    error: BaseException, kind: type[FetchError], reason: str
) -> None:
    found = not_answered(error)
    assert (type(found), str(found)) == (kind, reason)


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (httpcore.ReadTimeout(), SlowError, "the answer stopped half-way"),
        (ssl.SSLError(1, "x"), BrokenError, "TLS: handshake failed"),
        (
            caused(httpcore.ReadError(), ssl.SSLWantReadError(2, "x")),
            BrokenError,
            "connection lost in the middle of the answer",
        ),
        (httpcore.ReadError(), BrokenError, "connection lost in the middle of the answer"),
    ],
)
def test_failure_within_the_answer(
    error: BaseException, kind: type[FetchError], reason: str
) -> None:
    found = cut_off(error)
    assert (type(found), str(found)) == (kind, reason)


def test_message_of_the_library_is_one_short_line() -> None:
    found = not_answered(httpcore.RemoteProtocolError("illegal\r\nheader " + "x" * 5000))
    assert len(str(found)) < 200
    assert str(found).isprintable()


def test_what_is_no_tls_failure_has_no_reason_of_tls() -> None:
    assert tls_reason(OSError(errno.ECONNRESET, "x")) == ""
