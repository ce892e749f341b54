"""The identity key of an address: what never changes the text is folded, the rest kept."""

from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.address import MOST_CHARACTERS
from digest.identity import key

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
        "https://example.org/2026/03/a-story/amp.html/",
        "https://example.org/2026/03/a-story.html/amp",
        "https://example.org/2026/03/a-story/print.html",
        "https://example.org/2026/03/a-story/amphtml",
        "https://example.org/2026/03/a-story.SHTML",
        "https://example.org/2026/03/a-story/default.aspx",
        "https://example.org/index.php/2026/03/a-story",
        "https://example.org/(S(lit3py55t21z5v55vlm25s55))/2026/03/a-story",
        "https://example.org/2026/03/a-story#!",
        "https://mobil.example.org/2026/03/a-story",
        "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F2026%2F03%2Fa-story&sa=D",
        "https://web.archive.org/web/20260301/https://www.example.org/2026/03/a-story?utm_id=1",
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
        ("https://example.org/#!5795", "https://example.org/#!5796"),
        ("https://example.org/amp/a-story", "https://example.org/a-story"),
        ("https://example.org/topic/amp/12345", "https://example.org/topic/12345"),
        ("https://example.org/category/print", "https://example.org/category"),
        ("https://example.org/News/A.php", "https://example.org/news/a.php"),
        ("https://example.org/n.aspx?ID=A", "https://example.org/n.aspx?ID=B"),
        ("https://example.org/share?url=https://a.org/1", "https://a.org/1"),
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
        ("https://en.m.wikipedia.org/a", "en.wikipedia.org"),
        ("https://uk.mobile.co.uk/a", "uk.mobile.co.uk"),
        ("https://en.mobile.m.example.org/a", "en.m.example.org"),
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


@pytest.mark.parametrize(
    "address",
    ["", " ", "nothing", "ftp://example.org/a", "//", "http://[", "http://..", "http://a..b/c"],
)
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


PARTS = """/ // . .. /amp /print .html .amp /index.html /index.php /tag/ /2026/ 12345 a B é %2e %2F
    %252e % %E0 ;jsessionid=1 /(S(abc)) ? & = # #! #!/ #/ utm_source=x &amp; id=7 m=1 .aspx
    /DEFAULT.aspx : @ \\ + www. m. https:// http:/ https%3A%2F%2F example.org xn-- \u202e
    www.google.com/url?q= www.google.com/amp/s/ x.cdn.ampproject.org/c/s/
    web.archive.org/web/2026/ l.facebook.com/l.php?u= en.m.wikipedia.org/"""
PART = st.sampled_from([*PARTS.split(), " ", "\ud800", "\x00"])
ANY = st.one_of(
    st.text(st.characters()),
    st.text(st.characters()).map("https://example.org/".__add__),
    st.text(st.characters()).map("https://example.org/?".__add__),
    st.lists(PART, max_size=12).map("".join).map("https://".__add__),
    st.lists(PART, max_size=12).map("".join).map("https://web.archive.org/web/2026/".__add__),
)
"""Whatever a page may have in a link, most of all what is near to what is folded."""


@settings(max_examples=500)
@given(ANY)
def test_no_text_breaks_the_key_and_every_key_is_the_key_of_itself(address: str) -> None:
    found = key(address)
    assert found.isascii()
    assert not found or found[0] != "/"
    assert key(f"https://{found}") == found or len(found) > MOST_CHARACTERS - len("https://")


@pytest.mark.parametrize(
    "repeated",
    [
        "/amp",
        "/amp.html",
        "/a.html/amp",
        ".amp",
        "/(S(a))",
        "/index.php",
        "//",
        "/%2e;jsessionid=1",
    ],
)
def test_an_address_of_many_foldable_parts_costs_no_time(repeated: str) -> None:
    """Folding one part at a time over the whole path took half a second here."""
    address = "https://example.org" + repeated * (8000 // len(repeated))
    start = process_time()
    assert key(address) is not None
    assert process_time() - start < 0.1


@given(addresses(), addresses())
def test_articles_that_differ_by_path_or_number_stay_apart(
    one: tuple[str, list[str], list[str]], other: tuple[str, list[str], list[str]]
) -> None:
    """But for what the key says that it folds, none of which the alphabet can make."""
    one_address, other_address = (
        f"https://{host}/{'/'.join(path)}?{'&'.join(sorted(query))}"
        for host, path, query in (one, other)
    )
    assert (key(one_address) == key(other_address)) == (one_address == other_address)


NUMBER = st.integers(min_value=1, max_value=10**9)
FORM = st.sampled_from(
    ["news/{}", "?p={}", "story.php?s={}", "a.aspx?ArticleID={}", "amp/{}", "n?sid={}&utm_id=1",
     "2026/03/{}.html", "item?id={}", "index.php?option=com_content&id={}", "#!/{}", "#!{}",
     "x-{}/print", "url?q={}"]
)  # fmt: skip


@given(FORM, NUMBER, NUMBER)
def test_the_number_of_an_article_is_part_of_its_key_wherever_it_stands(
    form: str, one: int, other: int
) -> None:
    keys = [key(f"https://example.org/{form.format(number)}") for number in (one, other)]
    assert (keys[0] == keys[1]) == (one == other)
