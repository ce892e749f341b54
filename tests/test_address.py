"""Addresses: one parser for all, and what belongs to one site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.address import (
    MOST_CHARACTERS,
    absolute,
    host_of,
    same_site,
    site_of,
    without_fragment,
)

ODD = st.one_of(
    st.text(),
    st.text(alphabet=":/@?#[]%\\. \t\nhtps0a\ud800\u202e", max_size=40),
    st.text(max_size=30).map(lambda text: f"http://{text}"),
    st.text(max_size=30).map(lambda text: f"https://example.org/{text}"),
)
ODD_WITH_SURROGATES = st.one_of(ODD, st.text(st.characters(), max_size=30))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTP://EXAMPLE.org", "http://example.org/"),
        ("  https://example.org/a\tb\n ", "https://example.org/ab"),
        ("https://example.org:443/", "https://example.org/"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://example.org/%", "https://example.org/%25"),
        ("https://example.org/100%-sure?a=%zz%41", "https://example.org/100%25-sure?a=%25zz%41"),
        ("https://example.org/a#part", "https://example.org/a#part"),
        ("http:\\\\example.org\\a", "http://example.org/a"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
    ],
)
def test_an_address_is_written_as_a_browser_writes_it(address: str, expected: str) -> None:
    assert absolute(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/path",
        "example.org/a",
        "ftp://example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:me@example.org",
        "http://",
        "http:///",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://exa mple.org/",
        "http://[::1/",
        "http://1.2.3.4.5/",
        "http://example.org:99999/",
        f"http://example.org/{'a' * MOST_CHARACTERS}",
    ],
)
def test_what_is_no_address_of_the_web_gives_nothing(address: str) -> None:
    assert absolute(address) == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("b", "https://example.org/a/b"),
        ("../b", "https://example.org/b"),
        ("?p=2", "https://example.org/a/page?p=2"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example/b", "http://other.example/b"),
        ("", "https://example.org/a/page"),
        ("mailto:me@example.org", ""),
    ],
)
def test_a_relative_address_joins_to_its_base(address: str, expected: str) -> None:
    assert absolute(address, "https://example.org/a/page") == expected


def test_a_base_that_is_no_address_gives_nothing() -> None:
    assert absolute("b", "not an address") == ""


def test_half_a_character_is_dropped() -> None:
    assert absolute("https://example.org/a\ud800b") == "https://example.org/ab"


@given(ODD_WITH_SURROGATES, st.one_of(st.just(""), st.just("https://example.org/x/"), ODD))
def test_any_text_gives_an_address_of_the_web_or_nothing(address: str, base: str) -> None:
    found = absolute(address, base)
    assert found == "" or found.startswith(("http://", "https://"))
    assert found.isascii()
    assert absolute(found) == found


@given(ODD_WITH_SURROGATES)
def test_no_text_breaks_a_question_about_an_address(address: str) -> None:
    host = host_of(address)
    assert isinstance(site_of(host), str)
    assert isinstance(site_of(address), str)
    assert isinstance(same_site(address, "http://[::1]:80/"), bool)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Example.org:8080/a", "example.org:8080"),
        ("https://example.org:443/a", "example.org"),
        ("http://[::1]:81/", "[::1]:81"),
        ("no address", ""),
        ("http://\ud800/", ""),
    ],
)
def test_the_host_of_an_address_bears_its_port_where_one_is_written(
    address: str, host: str
) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("news.bbc.co.uk:443", "bbc.co.uk"),
        ("example.org", "example.org"),
        ("a.b.example.org", "example.org"),
        ("127.0.0.1:81", "127.0.0.1:81"),
        ("[::1]", "[::1]"),
        ("[::1]:81", "[::1]:81"),
        ("intranet", "intranet"),
        ("www.unknown.lan", "www.unknown.lan"),
        ("", ""),
    ],
)
def test_a_site_is_the_registrable_domain_of_a_host(host: str, site: str) -> None:
    assert site_of(host) == site


def test_hosts_of_one_registrable_domain_are_one_site() -> None:
    assert same_site("https://www.example.co.uk/a", "http://news.example.co.uk:8080/")
    assert not same_site("https://one.co.uk/", "https://two.co.uk/")
    assert not same_site("http://127.0.0.1:81/", "http://127.0.0.1:82/")


def test_two_that_are_no_addresses_are_not_one_site() -> None:
    assert not same_site("", "")


def test_an_address_without_its_fragment_ends_before_the_first_mark() -> None:
    assert without_fragment("https://example.org/a?b#c#d") == "https://example.org/a?b"
    assert without_fragment("https://example.org/a") == "https://example.org/a"
