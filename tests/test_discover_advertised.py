import pytest

from digest.discover.advertised import feeds_of
from digest.page import parse

SITE = "https://gazette.example"


def feeds(*markup: str, own: str = f"{SITE}/") -> list[str]:
    root = parse(f"<html><head>{''.join(markup)}</head></html>")
    return [feed.removeprefix(SITE) for feed in feeds_of(root, own, own)]


def link(
    href: str, kind: str = "application/rss+xml", rel: str = "alternate", title: str = ""
) -> str:
    return f'<link rel="{rel}" type="{kind}" href="{href}" title="{title}">'


def test_feeds_stand_in_the_order_of_the_page() -> None:
    assert feeds(link("/feed"), link("/atom", "application/atom+xml"), link("/feed#x")) == [
        "/feed",
        "/atom",
    ]


def test_feed_of_the_section_goes_before_that_of_the_site() -> None:
    found = feeds(
        link("/feed/"), link("/sport/golf/feed/"), link("/sport/feed/"), own=f"{SITE}/sport/golf"
    )
    assert found == ["/sport/golf/feed/", "/sport/feed/", "/feed/"]


@pytest.mark.parametrize(
    "markup",
    [
        link("/comments/feed/"),
        link("/feeds/1/comments/default"),
        link("/f", title="Gazette » Comments Feed"),
        link("/f", title="Flux des commentaires"),
        link("/f", title="التعليقات"),
    ],
)
def test_feeds_of_comments_are_left_out(markup: str) -> None:
    assert feeds(markup) == []


@pytest.mark.parametrize(
    "markup",
    [
        link("/de/", "text/html"),
        link("/wp-json/wp/v2/posts/1", "application/json"),
        link("/style.xml", "text/xml", "alternate stylesheet"),
        link("/f", rel="canonical"),
        link(""),
        link("/"),
        link("javascript:feed()"),
        '<link rel="alternate" hreflang="fr" href="/fr/">',
    ],
)
def test_what_is_no_feed_is_left_out(markup: str) -> None:
    assert feeds(markup) == []


def test_type_that_says_xml_alone_needs_an_address_that_says_feed() -> None:
    assert feeds(link("/rss.xml", "text/xml; charset=utf-8"), link("/x.xml", "text/xml")) == [
        "/rss.xml"
    ]


def test_directory_of_feeds_is_cut() -> None:
    assert len(feeds(*[link(f"/feed/{number}") for number in range(100)])) == 20
