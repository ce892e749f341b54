"""What httpx's machinery says when it fails, in the words of `digest.errors`.

The kinds differ in what follows from them: a host that was not reached is asked again
and may be a sign of our own outage; a broken answer, or a certificate that does not
hold, is the server's matter and would be the same a second later.
"""

import errno
import ssl
from collections.abc import Iterator

import httpcore

from digest.errors import BrokenError, FetchError, SlowError, UnreachableError

_CERTIFICATE = {  # numbers of OpenSSL's X509_V_ERR_...
    9: "certificate not yet valid",
    10: "certificate expired",
    18: "certificate signed by itself",
    19: "unknown issuer",
    20: "unknown issuer",
    21: "unknown issuer",
    62: "wrong host name",
    64: "wrong IP address",
}
_NO_FAILURES = (ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLZeroReturnError)
"""How TLS says that it waits, or that it ended well; they stand in the chain of others."""
_CONNECTING = {
    errno.ECONNREFUSED: "connection refused",
    errno.ECONNRESET: "connection reset",
    errno.EHOSTUNREACH: "no route to the host",
    errno.ENETUNREACH: "no route to the network",
}


def not_answered(error: BaseException, *, by: str = "") -> FetchError:
    """Return what a failure before the answer's headers means.

    `by` stands before why no connection was made: whose fault it is, if not the host's.
    """
    if reason := tls_reason(error):
        return BrokenError(reason)
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout | httpcore.ProxyError):
        return UnreachableError(f"{by}{_why_not_connected(error)}")
    if isinstance(error, httpcore.TimeoutException):
        return SlowError("no answer in time")
    # A server, or a kept connection, that closes instead of answering.
    if isinstance(error, httpcore.NetworkError) or "disconnected" in str(error):
        return UnreachableError("connection closed before an answer")
    return BrokenError(f"the answer is not HTTP: {_short(error)}")


def cut_off(error: BaseException) -> FetchError:
    """Return what a failure after the answer's headers means."""
    if isinstance(error, httpcore.TimeoutException):
        return SlowError("the answer stopped half-way")
    if reason := tls_reason(error):
        return BrokenError(reason)
    if isinstance(error, httpcore.NetworkError):
        return BrokenError("connection lost in the middle of the answer")
    return BrokenError(f"the answer is cut off: {_short(error)}")


def tls_reason(error: BaseException) -> str:
    """Return why TLS failed, such as "TLS: certificate expired"; "" when it did not."""
    for cause in _chain(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            known = _CERTIFICATE.get(cause.verify_code)
            return f"TLS: {known or f'certificate not accepted, {cause.verify_message}'}"
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, _NO_FAILURES):
            reason = getattr(cause, "reason", None) or "handshake failed"
            return f"TLS: {reason.replace('_', ' ').lower()}"
    return ""


def certificate_code(error: BaseException) -> int:
    """Return OpenSSL's number of why a certificate does not hold; 0 when that is not why."""
    found = (one for one in _chain(error) if isinstance(one, ssl.SSLCertVerificationError))
    return next((one.verify_code for one in found), 0)


def _why_not_connected(error: BaseException) -> str:
    if isinstance(error, httpcore.ConnectTimeout):
        return "no connection in time"
    if isinstance(error, httpcore.ProxyError):
        return f"no connection, {_short(error)}"
    numbers = [cause.errno for cause in _chain(error) if isinstance(cause, OSError)]
    known = [_CONNECTING[number] for number in numbers if number in _CONNECTING]
    return known[0] if known else "no connection"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an error and its causes; httpcore hides some with `from None`."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _short(error: BaseException) -> str:
    """Return the library's message, which may quote a whole hostile header."""
    return " ".join(str(error).split())[:100]
