"""Guesses at feeds, by the publishing system that a page shows."""

import pytest
from surveying import surveyed

SITE = "https://gazette.example"


def guesses(html: str, own: str = "/news/") -> list[str]:
    return [url.removeprefix(SITE) for url in surveyed(html, SITE + own).guesses]


def made_by(name: str) -> str:
    return f'<meta name="generator" content="{name}">'


@pytest.mark.parametrize(
    ("html", "own", "expected"),
    [
        (made_by("WordPress 6.8"), "/news/", ["/news/feed/", "/feed/"]),
        ('<script src="/wp-includes/js/x.js"></script>', "/", ["/feed/"]),
        (made_by("Ghost 5.96"), "/", ["/rss/"]),
        (made_by("blogger"), "/2026/11/", ["/feeds/posts/default"]),
        (
            made_by("Drupal 10 (https://www.drupal.org)"),
            "/n",
            ["/n/rss.xml", "/rss.xml", "/n/feed"],
        ),
        ('<div data-drupal-selector="x">', "/", ["/rss.xml", "/feed"]),
        (
            made_by("Joomla! - Open Source Content Management"),
            "/news",
            ["/news?format=feed&type=rss", "/?format=feed&type=rss"],
        ),
        ('<img src="https://miro.medium.com/x.png">', "/@ann/lists", ["/feed/@ann"]),
        ('<img src="https://substackcdn.com/x.png">', "/archive", ["/feed"]),
        ('<img src="https://static1.squarespace.com/x">', "/blog", ["/blog?format=rss"]),
        (made_by("Wix.com Website Builder"), "/blog", ["/blog-feed.xml"]),
        (made_by("Hugo 0.140.2"), "/posts/", ["/posts/index.xml", "/index.xml", "/posts/feed.xml"]),
        (made_by("Jekyll v4.3"), "/blog/", ["/feed.xml", "/atom.xml"]),
        (made_by("Eleventy v3"), "/", ["/feed.xml", "/feed/feed.xml"]),
        ('<link href="https://assets.tumblr.com/x.css">', "/archive", ["/rss"]),
        (made_by("TYPO3 CMS"), "/n", ["/n/rss.xml", "/n/feed.xml", "/rss.xml"]),
        ('<meta id="data-discourse-setup">', "/c/news/5", ["/c/news/5.rss", "/latest.rss"]),
        ('<meta id="data-discourse-setup">', "/", ["/latest.rss"]),
        (
            '<script src="https://cdn.shopify.com/x.js"></script>',
            "/blogs/stories",
            ["/blogs/stories.atom", "/blogs/news.atom"],
        ),
        ('<html data-wf-site="65f">', "/blog/x", ["/blog/x/rss.xml", "/blog/rss.xml"]),
    ],
)
def test_each_system_puts_its_feeds_in_one_place(html: str, own: str, expected: list[str]) -> None:
    assert guesses(html, own) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>Made with WordPress</p>",
        '<img src="https://elsewhere.example/wp-content/x.png">',
        made_by("Notepad"),
        "",
    ],
)
def test_page_that_does_not_show_its_system_is_not_guessed_at(html: str) -> None:
    assert guesses(html) == []


def test_advertised_feeds_are_no_guesses() -> None:
    feed = (
        '<link rel="alternate" type="application/rss+xml" href="http://www.gazette.example/feed">'
    )
    assert guesses(made_by("WordPress") + feed) == ["/news/feed/"]


def test_page_of_every_system_gives_four_guesses() -> None:
    every = "WordPress Ghost blogger Drupal Joomla squarespace wix.com Hugo Jekyll TYPO3 Pelican"
    assert len(guesses(made_by(every))) == 4
