"""An address within another is found where the outer one surely leads to it."""

from urllib.parse import quote

import can_ada
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.identity import destination, key
from digest.identity.wrapped import carried

INNER = "https://news.example.org/x/1?id=7"


def within(address: str) -> str:
    url = can_ada.parse(address)
    return carried(url.hostname, url.pathname, url.search, url.hash)


@pytest.mark.parametrize(
    "start",
    [
        "https://www.google.com/url?sa=t&url=",
        "https://www.google.co.uk/url?q=",
        "https://google.de/url?q=",
        "https://news.google.com/news/url?sa=t&url=",
        "https://l.facebook.com/l.php?h=AT0&u=",
        "https://lm.facebook.com/l.php?u=",
        "https://l.instagram.com/?e=x&u=",
        "https://eur01.safelinks.protection.outlook.com/?url=",
        "https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=",
        "https://out.reddit.com/t3_x?token=1&url=",
        "https://duckduckgo.com/l/?uddg=",
        "https://www.youtube.com/redirect?event=x&q=",
        "https://www.linkedin.com/safety/go?url=",
        "https://vk.com/away.php?to=",
        "https://t.umblr.com/redirect?z=",
        "https://t.me/iv?rhash=x&url=",
        "https://steamcommunity.com/linkfilter/?u=",
        "https://link.zhihu.com/?target=",
        "https://go.redirectingat.com/?id=1&url=",
    ],
)
def test_a_redirector_carries_an_address_in_its_query(start: str) -> None:
    wrapped = start + quote(INNER, safe="")
    assert within(wrapped) == INNER
    assert key(wrapped) == key(f"{wrapped}&utm_source=x") == key(INNER)
    # Stores of before hold it without the slash before its query.
    assert key(wrapped.replace("/?", "?")) == key(INNER)


@pytest.mark.parametrize(
    ("wrapped", "inner"),
    [
        ("https://news-example-org.cdn.ampproject.org/c/s/news.example.org/x/1?id=7", INNER),
        ("https://cdn.ampproject.org/v/s/news.example.org/x/1?id=7&amp_js_v=0.1", INNER),
        ("https://www.google.com/amp/s/news.example.org/x/1?id=7", INNER),
        ("https://www.google.de/amp/news.example.org/x/1?id=7", INNER),
        ("https://www.google.com/amp/s/amp.example.org/story-123456", "https://example.org/story-123456"),
        ("https://news-example-org.bing-amp.com/c/s/news.example.org/x/1?id=7", INNER),
        ("https://web.archive.org/web/20251207120000/https://news.example.org/x/1?id=7", INNER),
        ("https://web.archive.org/web/20251207120000id_/http:/news.example.org/x/1?id=7", INNER),
        ("https://web.archive.org/web/2025/https%3A%2F%2Fnews.example.org%2Fx%2F1%3Fid%3D7", INNER),
        ("https://web.archive.org/web/2025/http://example.org/%23!/a", "https://example.org/%23!/a"),
        ("https://web.archive.org/web/2025/http://example.org/#!/a", "https://example.org/#!/a"),
        ("https://archive.ph/20251207/https://news.example.org/x/1?id=7", INNER),
    ],
)  # fmt: skip
def test_caches_and_archives_carry_an_address_in_their_path_and_its_query_in_theirs(
    wrapped: str, inner: str
) -> None:
    assert within(wrapped)
    assert key(wrapped) == key(inner)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/url?q=https://a.org/1",
        "https://google.example.org/url?q=https://a.org/1",
        "https://www.google.com.example.org/url?q=https://a.org/1",
        "https://notgoogle.com/url?q=https://a.org/1",
        "https://www.google.com/search?q=https://a.org/1",
        "https://www.google.com/url?q=a+word",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url?q=https://user:word@a.org/1",
        "https://www.google.com/url",
        "https://www.google.com/amp/",
        "https://www.facebook.com/sharer.php?u=https://a.org/1",
        "https://twitter.com/intent/tweet?url=https://a.org/1",
        "https://translate.google.com/translate?u=https://a.org/1",
        "https://www.reddit.com/submit?url=https://a.org/1",
        "https://www.linkedin.com/shareArticle?url=https://a.org/1",
        "https://web.archive.org/web/*/https://a.org/1",
        "https://web.archive.org/save/https://a.org/1",
        "https://web.archive.org/web/2025/a.org",
        "https://archive.org/details/a",
        "https://a-org.cdn.ampproject.org/i/s/a.org/picture.jpg",
        "https://feedproxy.google.com/~r/x/~3/AbC/",
        "https://news.google.com/rss/articles/CBMiAbc",
    ],
)
def test_any_other_address_is_a_page_of_its_own(address: str) -> None:
    assert within(address) == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.google.com/url?q=https%3A%2F%2Fa.org%2F1%3Fid%3D7&sa=D", "https://a.org/1?id=7"),
        ("https://l.facebook.com/l.php?u=https://www.google.com/url?q=https://a.org/1", "https://a.org/1"),
        ("https://web.archive.org/web/2026/https://a.org/1", None),
        ("https://a-org.cdn.ampproject.org/c/s/a.org/1", None),
        ("https://a.org/1?utm_source=x#top", None),
        ("https://www.google.com/url?q=a+word", None),
        ("no address", None),
    ],
)  # fmt: skip
def test_what_is_fetched_for_a_redirector_is_where_it_leads_and_else_the_address_itself(
    address: str, expected: str | None
) -> None:
    assert destination(address) == (expected or address)


def test_wrapped_twice_is_unwrapped_twice() -> None:
    once = f"https://l.facebook.com/l.php?u={quote(INNER, safe='')}"
    twice = f"https://www.google.com/url?q={quote(once, safe='')}"
    assert key(twice) == key(f"https://web.archive.org/web/2025/{twice}") == key(INNER)


def test_two_addresses_whose_bytes_are_no_unicode_stay_two() -> None:
    one, other = (f"https://www.google.com/url?q=https://a.org/{x}" for x in ("%E0", "%E1"))
    assert key(one) == key("https://a.org/%E0") != key(other)


@given(st.text(), st.text(), st.sampled_from(["l.facebook.com", "web.archive.org", "google.com"]))
def test_no_path_or_query_breaks_it(path: str, search: str, host: str) -> None:
    found = carried(host, f"/{path}", f"?{search}")
    assert found == "" or found.startswith(("http://", "https://"))
