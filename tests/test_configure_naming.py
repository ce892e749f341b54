"""What a new source is called."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.configure.naming import free_name, section_of, site_title
from digest.model import Page

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel>
<title><![CDATA[The Feed &amp; all]]></title><item><title>News</title></item></channel></rss>"""


def page(body: str | bytes, url: str = "https://www.libyareview.com/") -> Page:
    body = body.encode() if isinstance(body, str) else body
    return Page(requested=url, url=url, body=body, fetched_at=datetime.now(UTC))


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ('<meta content="The Review" property="og:site_name"><title>x</title>', "The Review"),
        ("<title>Home | Libya Review</title>", "Libya Review"),
        ("<title lang='en'>Libya Review - All the news of the day</title>", "Libya Review"),
        ("<title>\n Quite &amp; another  name </title>", "Quite & another name"),
        ("<title>" + "long " * 30 + "</title>", ""),
        ("<title>never closed", "never closed"),
        ("<p>nothing</p>", ""),
        (FEED, "The Feed & all"),
    ],
)
def test_the_title_is_what_the_site_calls_itself(body: str | bytes, title: str) -> None:
    assert site_title(page(body)) == title


@given(st.binary(max_size=400))
def test_no_page_breaks_the_reading_of_its_title(body: bytes) -> None:
    for hostile in (body, b"<title>" + body, b'<meta property="og:site_name" content="' + body):
        title = site_title(page(hostile))
        assert len(title) <= 60
        assert "\n" not in title


@pytest.mark.parametrize(
    ("title", "url", "taken", "name"),
    [
        ("Libya Review", "https://libyareview.com/", "", "libya-review"),
        ("", "https://www.libyareview.com/", "", "libyareview"),
        ("مراجعة ليبيا", "https://news.bbc.co.uk/arabic", "", "news-bbc"),
        ("A title of far more words than a name has", "https://x.example.org/", "", "x-example"),
        ("Review", "https://r.org/politics/", "review", "review-politics"),
        ("Review", "https://r.org/", "review", "review-2"),
        ("Review", "https://r.org/a.html", "review review-a", "review-a-2"),
        ("", "http://127.0.0.1:8080/", "", "127-0-0-1-8080"),
        ("", "http://[::1]:8080/", "", "1-8080"),
    ],
)
def test_the_name_is_short_and_no_other_has_it(title: str, url: str, taken: str, name: str) -> None:
    assert free_name(title, url, taken.split()) == name


def test_the_section_of_an_address_is_the_last_part_of_its_path() -> None:
    assert section_of("https://example.org/a/b%20c.html?x=/y") == "b c"
    assert section_of("https://example.org/") == ""
