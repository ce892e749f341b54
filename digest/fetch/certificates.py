"""What is wrong with a certificate in detail: since when it is expired, for whom it is.

OpenSSL says which rule a certificate breaks and keeps the certificate itself back. So, for
the message only, the server is asked for it once more, without that rule. Nothing is sent
over the connection, and it is dialled as the guard wants it, like every other.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpcore
import httpx

from digest.errors import FetchError
from digest.fetch.guard import Guard
from digest.fetch.origin import Origin

_LONGEST_S = 5.0
_MOST_NAMES = 3
_LONGEST_NAME = 100
_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which ssl gives no name
_CA_ISSUERS = b"\x2b\x06\x01\x05\x05\x07\x30\x02"  # 1.3.6.1.5.5.7.48.2: where the issuer's is


def any_certificate() -> ssl.SSLContext:
    """Return what accepts every certificate, for those that a user says so of."""
    context = httpx.create_ssl_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _only_the_chain() -> ssl.SSLContext:
    context = httpx.create_ssl_context()
    context.check_hostname = False
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context


def _expired(found: Any) -> str:
    return f" on {_day(found.getpeercert()['notAfter'])}"


def _not_yet_valid(found: Any) -> str:
    return f" before {_day(found.getpeercert()['notBefore'])}"


def _for_others(found: Any) -> str:
    names = [name for _, name in found.getpeercert().get("subjectAltName", ())]
    shown = ["".join(filter(str.isprintable, one))[:_LONGEST_NAME] for one in names[:_MOST_NAMES]]
    more = " and others" if len(names) > _MOST_NAMES else ""
    return f": the certificate is for {', '.join(shown)}{more}" if shown else ""


def _without_intermediate(found: Any) -> str:
    """A public authority signs by an intermediate, and says in what it signs where that is."""
    own = found.getpeercert(binary_form=True) or b""
    # Public from Python 3.13 on; there is no other way to see what else was sent.
    inner = getattr(found, "_sslobj", None)
    sent = getattr(found, "get_unverified_chain", getattr(inner, "get_unverified_chain", None))
    lonely = _CA_ISSUERS in own and sent is not None and len(sent() or ()) <= 1
    return ": the server does not send the intermediate certificate" if lonely else ""


def _day(written: str) -> str:
    return f"{datetime.fromtimestamp(ssl.cert_time_to_seconds(written), UTC):%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class _Look:
    context: Callable[[], ssl.SSLContext]
    told: Callable[[Any], str]


_LOOKS = {  # by the numbers of OpenSSL's X509_V_ERR_...
    9: _Look(_only_the_chain, _not_yet_valid),
    10: _Look(_only_the_chain, _expired),
    20: _Look(any_certificate, _without_intermediate),
    21: _Look(any_certificate, _without_intermediate),
    62: _Look(_only_the_chain, _for_others),
    64: _Look(_only_the_chain, _for_others),
}


async def details(origin: Origin, guard: Guard, code: int) -> str:
    """Return what goes after the reason, such as " on 2026-11-01"; "" when it is not found.

    Args:
        origin: who has the certificate.
        guard: says where it may be asked.
        code: the number of the rule that it breaks.
    """
    look = _LOOKS.get(code)
    if look is None:
        return ""
    try:
        async with asyncio.timeout(_LONGEST_S):
            addresses = await guard.addresses(origin.host, origin.port)
            stream = await httpcore.AnyIOBackend().connect_tcp(addresses[0], origin.port)
            secured = await stream.start_tls(look.context(), origin.host.rstrip("."))
            try:
                return look.told(secured.get_extra_info("ssl_object"))
            finally:
                await secured.aclose()
    except (FetchError, httpcore.NetworkError, httpcore.TimeoutException, OSError):
        return ""  # the reason alone is true as well
