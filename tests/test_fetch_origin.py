"""The parts of an address that a connection needs."""

import can_ada
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.address import absolute
from digest.fetch.origin import Origin, origin_of


@pytest.mark.parametrize(
    ("address", "scheme", "host", "port", "authority"),
    [
        ("http://news.test/", "http", "news.test", 80, "news.test"),
        ("https://news.test/a:b@c", "https", "news.test", 443, "news.test"),
        ("https://news.test:8443/", "https", "news.test", 8443, "news.test:8443"),
        ("http://[::1]/", "http", "::1", 80, "[::1]"),
        ("http://[::1]:81/", "http", "::1", 81, "[::1]:81"),
    ],
)
def test_origin_has_the_parts_of_its_address(
    address: str, scheme: str, host: str, port: int, authority: str
) -> None:
    origin = origin_of(address)
    assert origin == Origin(scheme=scheme, host=host, port=port, authority=authority)
    assert address.startswith(f"{origin}/")


@given(
    st.from_regex(r"https?:[/\\]{0,3}[^\s]{1,30}(:[0-9]{1,5})?([/\\?#@:][^\s]{0,20}){0,3}"),
)
def test_cutting_an_address_agrees_with_its_parser(text: str) -> None:
    """Two parsers that disagree on the host are how guards are passed by."""
    if address := absolute(text):
        parsed = can_ada.parse(address)
        origin = origin_of(address)
        assert origin.authority == parsed.host
        assert origin.host == parsed.hostname.strip("[]")
        assert origin.scheme + ":" == parsed.protocol
        assert str(origin.port) == parsed.port or parsed.port == ""
