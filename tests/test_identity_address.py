"""The identity key of an address: what never changes the text is folded, the rest kept."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.identity import key
from digest.identity.address import is_tracking

PLAIN = "https://example.org/2026/03/a-story"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/2026/03/a-story",
        "//example.org/2026/03/a-story",
        "  HTTPS://EXAMPLE.ORG/2026/03/a-story\n",
        "https://www.example.org/2026/03/a-story",
        "https://www2.example.org/2026/03/a-story",
        "https://m.example.org/2026/03/a-story",
        "https://www.m.example.org/2026/03/a-story",
        "https://amp.example.org/2026/03/a-story",
        "https://example.org./2026/03/a-story",
        "https://example.org:443/2026/03/a-story",
        "http://example.org:80/2026/03/a-story",
        "https://example.org/2026/03/a-story/",
        "https://example.org//2026/03//a-story",
        "https://example.org/2026/03/./b/../a-story",
        "https://example.org/2026/03/%61-story",
        "https://example.org/2026/03/a-story.html",
        "https://example.org/2026/03/a-story.htm",
        "https://example.org/2026/03/a-story/index.html",
        "https://example.org/2026/03/a-story/index.php",
        "https://example.org/2026/03/a-story/amp",
        "https://example.org/2026/03/a-story/amp/",
        "https://example.org/2026/03/a-story/amp.html",
        "https://example.org/amp/2026/03/a-story",
        "https://example.org/2026/03/a-story.amp",
        "https://example.org/2026/03/a-story.amp.html",
        "https://example.org/2026/03/a-story/print",
        "https://example.org/2026/03/a-story?print=1",
        "https://example.org/2026/03/a-story?amp",
        "https://example.org/2026/03/a-story?outputType=amp",
        "https://example.org/2026/03/a-story;jsessionid=1A2B",
        "https://example.org/2026/03/a-story#comments",
        "https://example.org/2026/03/a-story?",
        "https://example.org/2026/03/a-story?utm_source=rss&amp;utm_medium=feed",
        "https://example.org/2026/03/a-story?UTM_Source=x&fbclid=IwAR&mc_cid=7&ref=rss",
        "https://example.org/2026/03/a-story?PHPSESSID=abc",
    ],
)
def test_what_never_changes_the_text_is_no_part_of_the_key(address: str) -> None:
    assert key(address) == key(PLAIN) == "example.org/2026/03/a-story"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a?p=1", "https://example.org/a"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org/a", "https://example.org:8443/a"),
        ("https://example.org/a", "https://news.example.org/a"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://example.org/#/a", "https://example.org/#/b"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/amp", "https://example.org/"),
        ("https://example.org/tag/amp", "https://example.org/tag"),
        ("https://example.org/a?ref=7", "https://example.org/a?ref=8"),
        ("https://example.org/a?source=42", "https://example.org/a"),
        ("https://example.org/a?sid=1234", "https://example.org/a?sid=1235"),
        ("https://example.org/a?a=1&a=2", "https://example.org/a?a=1"),
        ("https://example.org/a?q=x%26y", "https://example.org/a?q=x&y"),
        # Their bytes are windows-1251, no UTF-8.
        ("https://example.org/a?q=%E0", "https://example.org/a?q=%E1"),
        ("https://example.org/%E0", "https://example.org/%E1"),
    ],
)
def test_what_may_select_the_text_is_part_of_the_key(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://forum.example.org/a", "forum.example.org"),
        ("https://team.example.co.uk/a", "team.example.co.uk"),
        ("https://camp.example.org/a", "camp.example.org"),
        ("https://m.co.uk/a", "m.co.uk"),
        ("https://www.mobile.co.uk/a", "mobile.co.uk"),
        ("https://www.gov.uk/a", "gov.uk"),
        ("https://www.org/a", "www.org"),
        ("http://www.news.lan/a", "news.lan"),
        ("http://192.168.0.1/a", "192.168.0.1"),
        ("http://[::1]:81/a", "[::1]:81"),
        ("https://www.ليبيا.example/a", "xn--mgbb7fyab.example"),
    ],
)
def test_a_name_of_a_variant_goes_only_from_the_start_of_a_host_and_never_from_a_site(
    address: str, host: str
) -> None:
    assert key(address) == f"{host}/a"


@pytest.mark.parametrize("address", ["", " ", "nothing", "ftp://example.org/a", "//", "http://["])
def test_what_is_no_address_has_no_key(address: str) -> None:
    assert key(address) == ""


def test_the_front_page_has_a_key_of_its_host_alone() -> None:
    assert key("https://www.example.org/?utm_source=x#top") == "example.org"
    assert key("https://www.example.org/index.html") == "example.org"


SEGMENT = st.text("abcXYZ019-_~éليب %&=+", min_size=1, max_size=8).filter(
    lambda text: text.strip() == text
)
PARAMETER = st.sampled_from(["id", "p", "article", "page", "q", "número"])
VALUE = st.text("ab01 +%&=;éليب", max_size=6)
TRACKING = st.sampled_from(
    ["utm_source=rss", "fbclid=x1", "gclid=7", "ref=twitter", "mc_eid=1", "_ga=2.1", "amp=1"]
)


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    path = [quoted(segment) for segment in draw(st.lists(SEGMENT, min_size=1, max_size=4))]
    query = [
        f"{quoted(name)}={quoted(draw(VALUE))}" for name in draw(st.lists(PARAMETER, unique=True))
    ]
    return draw(st.sampled_from(["example.org", "news.example.co.uk"])), path, query


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


@given(
    addresses(),
    st.randoms(),
    st.lists(TRACKING, max_size=3),
    st.sampled_from(["http://", "https://www.", "http://m.", "//"]),
    st.sampled_from(["", "#top", "#comment-7"]),
    st.sampled_from(["", "/", ".html", "/index.html"]),
)
def test_a_key_is_the_same_however_the_address_is_dressed(
    address: tuple[str, list[str], list[str]],
    random: Random,
    tracking: list[str],
    start: str,
    fragment: str,
    end: str,
) -> None:
    host, path, query = address
    place = "/".join(path)
    dressed = [*query, *tracking]
    random.shuffle(dressed)
    plain = f"https://{host}/{place}?{'&'.join(query)}"
    other = f"{start}{host}/{place}{end}?{'&'.join(dressed)}{fragment}"
    assert key(other) == key(plain) != ""


@given(addresses())
def test_a_key_is_the_key_of_itself(address: tuple[str, list[str], list[str]]) -> None:
    host, path, query = address
    once = key(f"https://{host}/{'/'.join(path)}?{'&'.join(query)}")
    assert key(f"https://{once}") == once


@given(st.one_of(
    st.text(st.characters()),
    st.text(st.characters()).map(lambda text: f"https://example.org/{text}"),
    st.text(st.characters()).map(lambda text: f"https://example.org/?{text}"),
    st.text(alphabet="/.;?&=#!%2Fampindexhtmlw", max_size=60).map("https://www.e.org/".__add__),
))  # fmt: skip
def test_no_text_breaks_the_key(address: str) -> None:
    found = key(address)
    assert found.isascii()
    assert not found or found[0] != "/"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("utm_anything", "x", True),
        ("FBCLID", "x", True),
        ("id", "x", False),
        ("ref", "twitter", True),
        ("ref", "4711", False),
        ("via", "someone", True),
        ("via", "1", False),
        ("mod", "rss_front", True),
        ("si", "12", False),
        ("sid", "0123456789abcdef01234567", True),
        ("m", "1", True),
        ("m", "202603", False),
        ("view", "print", True),
        ("view", "article", False),
    ],
)
def test_a_parameter_is_tracking_by_its_name_or_its_name_and_value(
    name: str, value: str, *, expected: bool
) -> None:
    assert is_tracking(name, value) is expected
